"""A whole supplier to be written at once, and what its texts are read as."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, cast

from pydantic import JsonValue

from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.suppliers.schemas import ProfileContent


class CapabilityReading(NamedTuple):
    """What the texts of one capability are read as.

    Attributes:
        reading: The stored form (`app.reading.to_json`); empty where a person chose the category.
        needs_review: Whether a person must choose one.
    """

    reading: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class SupplierReadings:
    """What the texts of a supplier are read as, ready to be stored.

    Attributes:
        version: Version of the reader; readings of another one are made anew.
        profile: The stored form of the reading of all its texts.
        capabilities: One for each capability, in their order.
    """

    version: str
    profile: str
    capabilities: tuple[CapabilityReading, ...]

    @property
    def needs_review(self) -> bool:
        """Whether a person must choose the category of a capability."""
        return any(item.needs_review for item in self.capabilities)

    def to_json(self) -> list[JsonValue]:
        """Return what `from_json` takes."""
        return [self.version, self.profile, [list(item) for item in self.capabilities]]

    @classmethod
    def from_json(cls, value: JsonValue) -> Self:
        """Return the readings that `to_json` wrote.

        Raises:
            TypeError: It is no such list.
            ValueError: As TypeError.
        """
        version, profile, capabilities = cast("tuple[str, str, list[tuple[str, bool]]]", value)
        return cls(version, profile, tuple(CapabilityReading(*item) for item in capabilities))


@dataclass(frozen=True, slots=True)
class SupplierContent:
    """A supplier to register with everything at once.

    Attributes:
        organization: The company, or the id of a registered one.
        profile: Its profile.
        contacts: People to call.
        readings: What its texts are read as, where that is known; made when it is not, when the
            reader has changed, and for a registered company, whose names are read as well.
    """

    organization: OrganizationCreate | str
    profile: ProfileContent
    contacts: Sequence[ContactCreate] = ()
    readings: SupplierReadings | None = None
