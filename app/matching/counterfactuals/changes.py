"""The changes that a supplier can make: what each is, what it does to a profile, and its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from app.matching.counterfactuals.efforts import ADDED, EFFORTS, Way
from app.matching.counterfactuals.trades import MakeCapacity, MakeCategory
from app.matching.profiles import HeldCertification, Site, SupplierProfile
from app.matching.results import Evidence, Param

__all__ = [
    "Change",
    "HoldCertificate",
    "MakeCapacity",
    "MakeCategory",
    "PlaceSite",
    "apply",
    "effort_of",
]


@dataclass(frozen=True, slots=True)
class HoldCertificate:
    """A certificate, in force through the days on which it is needed.

    Attributes:
        code: The certificate.
        through: The last day on which it has to count, or None for a kind that does not expire.
        way: To be confirmed, renewed, or obtained.
        listed: Whether the supplier lists this very certificate already.
    """

    code: str
    through: date | None
    way: Way
    listed: bool = False

    @property
    def key(self) -> str:
        """The change of one supplier."""
        return f"certificate:{self.code}"

    @property
    def topic(self) -> str:
        """The change, the same for every supplier."""
        return self.key

    @property
    def topic_evidence(self) -> Evidence:
        """The topic, ready to be put into words."""
        return Evidence("topic.certificate", {"certificate": self.code})

    @property
    def kind(self) -> str:
        """What sort of change it is; a key of `EFFORTS`."""
        return f"certificate.{self.way}"

    @property
    def touches(self) -> frozenset[str]:
        """The criteria that can judge differently."""
        return frozenset({"certification"})

    @property
    def evidence(self) -> Evidence:
        """The change, ready to be put into words."""
        code = f"change.{self.kind}"
        if self.listed and self.way is Way.CONFIRM:
            code += "_listed"
        if self.through is None:
            return Evidence(f"{code}_always", {"certificate": self.code})
        return Evidence(code, {"certificate": self.code, "through": self.through})

    def apply(self, profile: SupplierProfile) -> SupplierProfile:
        """Return the profile with one more certificate; what was listed stays."""
        row = HeldCertification(f"{ADDED}:{self.key}", self.code, expires_on=self.through)
        return replace(profile, certifications=(*profile.certifications, row))


@dataclass(frozen=True, slots=True)
class PlaceSite:
    """A site in a place: said of a site whose place is not known exactly, or new.

    Attributes:
        place: A place key, or None when only the coordinates are known.
        site_id: The site of which it is to be said, or None for a new one.
        way: To be confirmed (also when the supplier lists no site at all), or gained.
        point: Latitude and longitude where the centre of the place would not do, else None. It
            is where a buyer wants its goods, which not everybody may know: never to be shown.
        near: Id of the demand that is delivered to that point, else None.
    """

    place: str | None
    site_id: str | None
    way: Way
    point: tuple[float, float] | None = None
    near: str | None = None

    @property
    def key(self) -> str:
        """The change of one supplier."""
        parts = (self.topic, self.site_id, self.near)
        return ":".join(part for part in parts if part is not None)

    @property
    def topic(self) -> str:
        """The change, the same for every supplier."""
        return f"site:{self.place or 'near_delivery'}"

    @property
    def topic_evidence(self) -> Evidence:
        """The topic, ready to be put into words."""
        if self.place is None:
            return Evidence("topic.site_near")
        return Evidence("topic.site", {"place": self.place})

    @property
    def kind(self) -> str:
        """What sort of change it is; a key of `EFFORTS`."""
        return f"site.{self.way}"

    @property
    def touches(self) -> frozenset[str]:
        """The criteria that can judge differently."""
        return frozenset({"location"})

    @property
    def evidence(self) -> Evidence:
        """The change, ready to be put into words."""
        named = {"site": self.site_id, "demand": self.near}
        facts: dict[str, Param] = {name: key for name, key in named.items() if key is not None}
        if self.place is None:
            return Evidence(f"change.{self.kind}_near", facts)
        near = "" if self.point is None else "_near_in"
        return Evidence(f"change.{self.kind}{near}", facts | {"place": self.place})

    def apply(self, profile: SupplierProfile) -> SupplierProfile:
        """Return the profile with the place on its site, or with one more site."""
        vintage, _, code = (self.place or "").partition(":")
        field = {"current": "province", "legacy": "legacy_province"}.get(vintage)
        stated: dict[str, str] = {} if field is None else {field: code}
        if self.site_id is None:
            latitude, longitude = self.point or (None, None)
            site = Site(f"{ADDED}:{self.key}", latitude=latitude, longitude=longitude)
            return replace(profile, sites=(*profile.sites, _place(site, stated)))
        sites = tuple(
            _place(site, stated) if site.id == self.site_id else site for site in profile.sites
        )
        return replace(profile, sites=sites)


Change: TypeAlias = HoldCertificate | MakeCategory | PlaceSite | MakeCapacity
"""One thing that a supplier can change. None of them changes a text, so nothing is read again."""


def apply(change: Change, profile: SupplierProfile) -> SupplierProfile:
    """Return the profile that a supplier has after a change; the profile itself stays as it is."""
    return change.apply(profile)


def effort_of(changes: Iterable[Change]) -> int:
    """Return how hard some changes are together, by `EFFORTS`."""
    return sum(EFFORTS[change.kind] for change in changes)


def _place(site: Site, stated: Mapping[str, str]) -> Site:
    return Site(
        site.id,
        stated.get("province", site.province),
        stated.get("legacy_province", site.legacy_province),
        site.latitude,
        site.longitude,
        site.industrial_park,
    )
