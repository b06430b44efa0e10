"""Location: how far is the supplier's closest site, and is it where it may be?"""

from collections.abc import Hashable
from dataclasses import replace
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.fixed_point import VALUE_ONE
from app.matching.localities import Locality
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import (
    GOODNESS,
    NOT_APPLICABLE,
    Evidence,
    Judgement,
    MustHave,
    Param,
    Status,
    worst_status,
)
from app.reference import Reference
from app.reference.linkages import Linkage

NAME = "location"
ALLOWED_PLACES = f"{NAME}.allowed_places"
MAX_DISTANCE = f"{NAME}.max_distance"

_METRES_PER_KM = 1_000
_FARTHEST = 10**9
"""Sorts a site of unknown distance behind every other, in metres."""

_LINKAGE_SCOPES = ("yes", "partly")
"""Scopes of an agreement that count, the better first; one outside the field does not count."""

DOCUMENTATION_VI = """\
Địa điểm: cơ sở gần nhất của nhà cung cấp cách nơi giao hàng bao xa, và có ở nơi được phép không?

Vị trí lấy theo tọa độ riêng, nếu không có thì theo trung tâm tỉnh cũ (trước 01/07/2025), sau cùng
là trung tâm tỉnh hiện nay. Giá trị là h / (h + d), với d là khoảng cách đường chim bay và h là
khoảng cách nửa giá trị. Thỏa thuận liên kết về công nghiệp hỗ trợ giữa hai đơn vị cũ nâng giá trị
lên và được nêu tên cùng văn bản; thỏa thuận chỉ ràng buộc đúng đơn vị cũ đã ký, không lan sang cả
tỉnh sau sáp nhập.

Điều kiện: nơi được phép (ít nhất một cơ sở ở trong đó; cơ sở chưa rõ tỉnh cũ mà tỉnh hiện nay rộng
hơn tỉnh cũ được phép thì là chưa rõ) và khoảng cách tối đa. Một cơ sở phải đạt cả hai. Xét cơ sở có
kết quả tốt nhất, cùng kết quả thì cơ sở gần nhất. Không rõ địa điểm: giá trị trung tính."""


class _Standing(NamedTuple):
    """How one site does."""

    site: Locality
    distance: int | None
    allowed: Status
    near: Status

    @property
    def order(self) -> tuple[int, int, int, str]:
        """The best site sorts first: by the worse condition, the other, distance and id."""
        worse, better = sorted((GOODNESS[self.allowed], GOODNESS[self.near]))
        distance = _FARTHEST if self.distance is None else self.distance
        return (-worse, -better, distance, self.site.id)


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand says where the goods go or where they may come from."""
    return demand.demand.delivery is not None or bool(demand.demand.allowed_places)


def basis_of_demand(demand: PreparedDemand) -> Hashable:
    """Return what a judgement depends on, of the demand."""
    wish = demand.demand
    return (demand.delivery, wish.delivery is None, wish.allowed_places, wish.max_distance_km)


def basis_of_supplier(supplier: PreparedSupplier) -> Hashable:
    """Return what a judgement depends on, of the supplier: of one site alone not its id."""
    if len(supplier.sites) == 1:
        return replace(supplier.sites[0], id="")
    return supplier.sites


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Location: how far is the supplier's closest site, and is it where it may be?

    A place is taken at its own coordinates, else at the centre of its legacy province (before
    2025-07-01), else at the centre of its province. The value is h / (h + d), where d is the
    straight-line distance and h the half distance. A linkage agreement on supporting industries
    between the two legacy units raises it and is named with its document; it binds the units that
    signed it and never spreads over a merged province.

    Must-haves: the allowed places (a site within one of them; unknown when the site's legacy
    province is not known and its province is wider than the one allowed) and the largest distance.
    One site has to meet both. The site with the best answers counts, the closest among equals.
    When a place is not known, the value is neutral.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    sites = supplier.sites or (_NOWHERE,)
    best = min((_stand(site, demand, context) for site in sites), key=lambda item: item.order)
    must_haves = _must_haves(best, demand)
    if demand.demand.delivery is None:
        return _without_delivery(best, must_haves, context)
    value, evidence = _by_distance(best, demand, context)
    status = Status.UNKNOWN if best.distance is None else Status.MET
    if must_haves:
        status = worst_status(*(item.status for item in must_haves))
    return Judgement(value, status, evidence + tuple(i.evidence for i in must_haves), must_haves)


_NOWHERE = Locality(None, None, None, None, measured_exactly=False)
"""Stands for the site of a supplier that lists none."""


def _stand(site: Locality, demand: PreparedDemand, context: MatchContext) -> _Standing:
    goal = demand.delivery.point if demand.delivery else None
    distance = context.distance_m(site.point, goal) if site.point and goal else None
    return _Standing(site, distance, _allowed(site, demand, context), _near(distance, demand))


def _near(distance: int | None, demand: PreparedDemand) -> Status:
    maximum = demand.demand.max_distance_km
    if maximum is None:
        return Status.NOT_APPLICABLE
    if distance is None:
        return Status.UNKNOWN
    return Status.MET if distance <= maximum * _METRES_PER_KM else Status.UNMET


def _allowed(site: Locality, demand: PreparedDemand, context: MatchContext) -> Status:
    """Say whether a site lies within one of the allowed places."""
    answers = {_within(site, key, context) for key in demand.demand.allowed_places}
    if not answers:
        return Status.NOT_APPLICABLE
    return max(answers, key=GOODNESS.__getitem__)


def _within(site: Locality, key: str, context: MatchContext) -> Status:
    vintage, _, code = key.partition(":")
    if site.province is None:
        return Status.UNKNOWN
    if vintage == "current":
        return Status.MET if site.province == code else Status.UNMET
    if site.legacy_province is not None:
        return Status.MET if site.legacy_province == code else Status.UNMET
    successor = context.reference.places.legacy[code].successor_code
    return Status.UNKNOWN if site.province == successor else Status.UNMET


def _must_haves(best: _Standing, demand: PreparedDemand) -> tuple[MustHave, ...]:
    wish = demand.demand
    found: list[MustHave] = []
    if wish.allowed_places:
        facts: dict[str, Param] = {"places": wish.allowed_places}
        if best.site.key:
            facts["place"] = best.site.key
        code = _ALLOWED_CODES[best.allowed]
        if best.site.key is None:
            code = "location.site_unknown"
        asked: dict[str, Param] = {"places": wish.allowed_places}
        found.append(MustHave(ALLOWED_PLACES, NAME, best.allowed, Evidence(code, facts), asked))
    if wish.max_distance_km is not None:
        asked = {"maximum": wish.max_distance_km * _METRES_PER_KM}
        facts = dict(asked)
        if best.distance is not None:
            facts["distance"] = best.distance
        evidence = Evidence(_DISTANCE_CODES[best.near], facts)
        found.append(MustHave(MAX_DISTANCE, NAME, best.near, evidence, asked))
    return tuple(found)


_ALLOWED_CODES = {
    Status.MET: "location.within_allowed",
    Status.UNMET: "location.outside_allowed",
    Status.UNKNOWN: "location.allowed_unknown",
}
_DISTANCE_CODES = {
    Status.MET: "location.within_distance",
    Status.UNMET: "location.beyond_distance",
    Status.UNKNOWN: "location.distance_unknown",
}


def _without_delivery(
    best: _Standing, must_haves: tuple[MustHave, ...], context: MatchContext
) -> Judgement:
    """Judge by the allowed places alone."""
    value = {
        Status.MET: VALUE_ONE,
        Status.UNMET: 0,
        Status.UNKNOWN: context.scoring.parameters.location_unknown_value,
    }[best.allowed]
    return Judgement(value, best.allowed, tuple(i.evidence for i in must_haves), must_haves)


def _by_distance(
    best: _Standing, demand: PreparedDemand, context: MatchContext
) -> tuple[int, tuple[Evidence, ...]]:
    """Return the value of the distance, raised by a linkage, and the evidence of both."""
    parameters = context.scoring.parameters
    if best.distance is None:
        goal_is_known = demand.delivery is not None and demand.delivery.point is not None
        code = "location.site_unknown" if goal_is_known else "location.delivery_unknown"
        return parameters.location_unknown_value, (Evidence(code),)
    half = parameters.location_half_distance_m
    value = VALUE_ONE * half // (half + best.distance)
    evidence = [_distance_evidence(best)]
    linkage = _linkage(best.site, demand, context)
    if linkage is not None:
        bonus = {
            "yes": parameters.location_linkage_bonus,
            "partly": parameters.location_linkage_partly_bonus,
        }[linkage.scope]
        value += bonus * (VALUE_ONE - value) // VALUE_ONE
        evidence.append(_linkage_evidence(linkage))
    return value, tuple(evidence)


def _distance_evidence(best: _Standing) -> Evidence:
    facts: dict[str, Param] = {"distance": best.distance or 0}
    if best.site.key is None:
        return Evidence("location.distance_from_coordinates", facts)
    return Evidence("location.distance", {"place": best.site.key, **facts})


def _linkage(site: Locality, demand: PreparedDemand, context: MatchContext) -> Linkage | None:
    here = site.legacy_province
    there = demand.delivery.legacy_province if demand.delivery else None
    return linkage_between(here, there, context.reference) if here and there else None


def linkage_between(here: str, there: str, reference: Reference) -> Linkage | None:
    """Return the agreement that counts most between two legacy units, or None."""
    found = reference.linkages.between(here, there)
    counting = [linkage for linkage in found if linkage.scope in _LINKAGE_SCOPES]
    return min(
        counting, key=lambda item: (_LINKAGE_SCOPES.index(item.scope), item.id), default=None
    )


def _linkage_evidence(linkage: Linkage) -> Evidence:
    return Evidence(
        "location.linkage",
        {
            "linkage": linkage.id,
            "party_a": linkage.party_a,
            "party_b": linkage.party_b,
            "document": linkage.document,
            "period": linkage.period,
        },
    )
