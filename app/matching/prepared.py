"""Demands and suppliers as they are compared: read, located and checked once.

A supplier is prepared once for all demands, and a demand once for all suppliers; nothing that is
prepared depends on the other side, on the day or on the weights.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.matching.errors import UnsupportedConstraintError
from app.matching.localities import Locality, locate
from app.matching.profiles import Demand, HeldCertification, SupplierProfile
from app.matching.reading import capability_texts, read_demand, read_supplier, supplier_texts
from app.reading import Reading, Side, Suggestion, is_usable, prepare, read
from app.reference import Reference
from app.reference.categories import Categories
from app.reference.certifications import Certification, Certifications

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """A held certificate, with the day on which it ends.

    Attributes:
        certificate: The certificate.
        last_day: The last day on which it counts: its expiry, or the day before its edition or
            its standard became void; None when nothing ends it.
        never_expires: Whether it needs no expiry, as a declaration.
    """

    certificate: HeldCertification
    last_day: date | None
    never_expires: bool

    def has_lapsed(self, today: date) -> bool:
        """Say whether it ended before a day."""
        return self.last_day is not None and self.last_day < today


@dataclass(frozen=True, slots=True, eq=False)
class PreparedSupplier:
    """A supplier, ready to be compared.

    Attributes:
        profile: The supplier.
        categories: The categories of its capabilities, sorted, without those that the taxonomy
            does not hold.
        suggested: What its uncategorised capabilities were read as, where that is sure enough.
        holdings: The certificates it holds, without codes that the table does not hold.
        sites: Where its sites are.
        side: What its texts say, ready to be compared; None when it has no text.
    """

    profile: SupplierProfile
    categories: tuple[str, ...]
    suggested: tuple[Suggestion, ...]
    holdings: tuple[Holding, ...]
    sites: tuple[Locality, ...]
    side: Side | None


@dataclass(frozen=True, slots=True, eq=False)
class PreparedDemand:
    """A demand, checked and ready to be compared.

    Attributes:
        demand: The demand.
        fulfilling: The categories that fulfil one of those asked for: the same or within it.
        required: The certificates that it requires, each once.
        preferred: The certificates that it prefers and does not require, each once.
        delivery: Where the goods go, or None when the demand does not say.
        suggested: What it was read as, where it names no category and the reading is sure enough.
        side: What its texts say, ready to be compared.
    """

    demand: Demand
    fulfilling: frozenset[str]
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    delivery: Locality | None
    suggested: tuple[Suggestion, ...]
    side: Side


def prepare_supplier(profile: SupplierProfile, reference: Reference) -> PreparedSupplier:
    """Read and locate a supplier."""
    categories = {item.category for item in profile.capabilities if item.category is not None}
    return PreparedSupplier(
        profile=profile,
        categories=tuple(sorted(code for code in categories if code in reference.categories)),
        suggested=_suggested(profile, reference),
        holdings=tuple(
            _holding(held, reference.certifications[held.code])
            for held in profile.certifications
            if held.code in reference.certifications
        ),
        sites=tuple(locate(site, reference.places) for site in profile.sites),
        side=_side(read_supplier(profile), reference) if supplier_texts(profile) else None,
    )


def _side(reading: Reading, reference: Reference) -> Side:
    """Make a reading ready, without leaves that the taxonomy lost since it was stored."""
    side = prepare(reading)
    known = {code: sure for code, sure in side.leaves.items() if code in reference.categories}
    return side if len(known) == len(side.leaves) else replace(side, leaves=known)


def _usable(suggestions: Iterable[Suggestion], reference: Reference) -> Iterator[Suggestion]:
    """Yield the suggestions that are sure enough and that the taxonomy still holds."""
    return (item for item in suggestions if is_usable(item) and item.code in reference.categories)


def _suggested(profile: SupplierProfile, reference: Reference) -> tuple[Suggestion, ...]:
    """Return what the capabilities without category were read as, the surest of each leaf."""
    best: dict[str, Suggestion] = {}
    for item in profile.capabilities:
        if item.category is not None:
            continue
        found = item.suggestions
        if found is None:
            found = read(capability_texts(item)).suggestions
        for suggestion in _usable(found, reference):
            held = best.get(suggestion.code)
            if held is None or held.confidence < suggestion.confidence:
                best[suggestion.code] = suggestion
    return tuple(best[code] for code in sorted(best))


def prepare_demand(demand: Demand, reference: Reference) -> PreparedDemand:
    """Check, read and locate a demand.

    Args:
        demand: The demand.
        reference: The packaged reference data.

    Returns:
        The prepared demand.

    Raises:
        UnsupportedConstraintError: The demand names a category, a certificate or a place that
            the reference data do not hold, or a largest distance without a place to measure from.
    """
    delivery = locate(demand.delivery, reference.places) if demand.delivery else None
    _check_codes("categories", demand.categories, reference.categories)
    certificates = demand.required_certifications
    _check_codes("required_certifications", certificates, reference.certifications)
    certificates = demand.preferred_certifications
    _check_codes("preferred_certifications", certificates, reference.certifications)
    _check_places(demand.allowed_places, reference)
    if demand.max_distance_km is not None and (delivery is None or delivery.point is None):
        raise UnsupportedConstraintError(
            "max_distance_km",
            f"{demand.max_distance_km} km cannot be measured without a delivery place: give "
            "delivery a province, a legacy province or coordinates",
        )
    fulfilling = frozenset(
        category.code
        for category in reference.categories
        for asked in demand.categories
        if reference.categories.is_within(category.code, asked)
    )
    preferred = dict.fromkeys(demand.preferred_certifications)
    reading = read_demand(demand)
    return PreparedDemand(
        demand=demand,
        fulfilling=fulfilling,
        required=tuple(dict.fromkeys(demand.required_certifications)),
        preferred=tuple(code for code in preferred if code not in demand.required_certifications),
        delivery=delivery,
        suggested=() if demand.categories else tuple(_usable(reading.suggestions, reference)),
        side=_side(reading, reference),
    )


def _holding(held: HeldCertification, standard: Certification) -> Holding:
    void_days = [day for day in (held.void_since, standard.withdrawn_since) if day is not None]
    ends = [day - _ONE_DAY for day in void_days]
    if held.expires_on is not None:
        ends.append(held.expires_on)
    return Holding(held, min(ends, default=None), never_expires=not standard.expires)


def _check_codes(field: str, codes: Iterable[str], table: Categories | Certifications) -> None:
    for code in codes:
        if table.get(code) is None:
            raise UnsupportedConstraintError(field, f"{code!r} is not in the reference data")


def _check_places(keys: Iterable[str], reference: Reference) -> None:
    for key in keys:
        vintage, _, code = key.partition(":")
        known = {"current": reference.places.current, "legacy": reference.places.legacy}
        if code not in known.get(vintage, {}):
            raise UnsupportedConstraintError(
                "allowed_places",
                f"{key!r} is not a place: write current:79 or legacy:74, with a code of that year",
            )
