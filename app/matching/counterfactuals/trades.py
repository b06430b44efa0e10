"""Changes of what a supplier makes, and how much of it."""

from dataclasses import dataclass, replace
from math import ceil

from app.matching.counterfactuals.efforts import ADDED, Way
from app.matching.profiles import Capability, Quantity, SupplierProfile
from app.matching.results import Evidence, Param


@dataclass(frozen=True, slots=True)
class MakeCategory:
    """A capability in a category: chosen for a row that has none, or one more row.

    Attributes:
        code: The category.
        capability_id: The capability it is to be chosen for, or None for one more.
        capacity: What it has to make in a month besides, or None when nobody asks, or the
            capability states an amount already.
        way: To be confirmed, or gained.
    """

    code: str
    capability_id: str | None
    capacity: Quantity | None
    way: Way

    @property
    def key(self) -> str:
        """The change of one supplier."""
        named = [self.topic]
        if self.capability_id is not None:
            named.append(self.capability_id)
        if self.capacity is not None:
            named.append(_written(self.capacity))
        return ":".join(named)

    @property
    def topic(self) -> str:
        """The change, the same for every supplier."""
        return f"category:{self.code}"

    @property
    def topic_evidence(self) -> Evidence:
        """The topic, ready to be put into words."""
        return Evidence("topic.category", {"category": self.code})

    @property
    def kind(self) -> str:
        """What sort of change it is; a key of `EFFORTS`."""
        return f"category.{self.way}"

    @property
    def touches(self) -> frozenset[str]:
        """The criteria that can judge differently."""
        return frozenset({"category", "capacity"})

    @property
    def evidence(self) -> Evidence:
        """The change, ready to be put into words."""
        code, facts = f"change.{self.kind}", dict[str, Param](category=self.code)
        if self.capability_id is not None:
            code, facts = f"{code}_row", facts | {"capability": self.capability_id}
        if self.capacity is not None:
            code, facts = f"{code}_making", facts | _amount(self.capacity)
        return Evidence(code, facts)

    def apply(self, profile: SupplierProfile) -> SupplierProfile:
        """Return the profile with the category on its row, or with one more row."""
        if self.capability_id is None:
            return _with_capability(profile, self.key, self.code, self.capacity)
        rows = tuple(
            replace(
                row,
                category=self.code,
                monthly_capacity=self.capacity or row.monthly_capacity,
            )
            if row.id == self.capability_id
            else row
            for row in profile.capabilities
        )
        return replace(profile, capabilities=rows)


@dataclass(frozen=True, slots=True)
class MakeCapacity:
    """A monthly capacity that is enough: stated where it is not, or raised.

    Attributes:
        capability_id: The capability that makes it, or None when the supplier lists none.
        category: The category of that capability, or None.
        amount: What it has to make in a month, in the unit asked for.
        way: To be confirmed, or gained.
        beside: Whether the capability states another amount, in a unit that does not compare,
            and keeps it.
    """

    capability_id: str | None
    category: str | None
    amount: Quantity
    way: Way
    beside: bool = False

    @property
    def key(self) -> str:
        """The change of one supplier."""
        return f"capacity:{self.capability_id or 'new'}:{_written(self.amount)}"

    @property
    def topic(self) -> str:
        """The change, the same for every supplier."""
        return f"capacity:{self.category or 'any'}"

    @property
    def topic_evidence(self) -> Evidence:
        """The topic, ready to be put into words."""
        if self.category is None:
            return Evidence("topic.capacity")
        return Evidence("topic.capacity_in", {"category": self.category})

    @property
    def kind(self) -> str:
        """What sort of change it is; a key of `EFFORTS`."""
        return f"capacity.{self.way}"

    @property
    def touches(self) -> frozenset[str]:
        """The criteria that can judge differently."""
        return frozenset({"capacity"})

    @property
    def evidence(self) -> Evidence:
        """The change, ready to be put into words."""
        facts = _amount(self.amount)
        if self.capability_id is not None:
            facts["capability"] = self.capability_id
        if self.category is None:
            return Evidence(f"change.{self.kind}", facts)
        return Evidence(f"change.{self.kind}_in", facts | {"category": self.category})

    def apply(self, profile: SupplierProfile) -> SupplierProfile:
        """Return the profile with the amount on its capability, or with one more row for it."""
        if self.capability_id is None or self.beside:
            return _with_capability(profile, self.key, self.category, self.amount)
        rows = tuple(
            replace(row, monthly_capacity=self.amount) if row.id == self.capability_id else row
            for row in profile.capabilities
        )
        return replace(profile, capabilities=rows)


def _with_capability(
    profile: SupplierProfile, key: str, category: str | None, capacity: Quantity | None
) -> SupplierProfile:
    row = Capability(f"{ADDED}:{key}", category, monthly_capacity=capacity, suggestions=())
    return replace(profile, capabilities=(*profile.capabilities, row))


def _written(amount: Quantity) -> str:
    return f"{amount.value.normalize():f}{amount.unit}"


def _amount(amount: Quantity) -> dict[str, Param]:
    return {"needed": ceil(amount.value * 100), "unit": amount.unit}
