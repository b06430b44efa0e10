"""What the place says of every demand: equal to `app.matching.criteria.location`."""

from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import location
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Bools, Bytes, Longs
from app.matching.index.codes import NONE
from app.matching.index.demand_rows import NO_MAXIMUM, DemandRows
from app.matching.index.demand_verdicts import MET, Verdict
from app.matching.localities import Locality
from app.matching.prepared import PreparedSupplier
from app.reference.geo import earth_xyz

_FARTHEST = 10**9
"""Stands for a distance that is not known, in metres: behind every other."""

_DISTANCE_BITS = 30

_NOWHERE = Locality(None, None, None, None, measured_exactly=False)
"""Stands for the site of a supplier that lists none."""


class _Standing(NamedTuple):
    """How a site does for each demand.

    Attributes:
        allowed: Goodness by the allowed places.
        near: Goodness by the largest distance.
        distance: In metres.
        bonus: What an agreement between the two units gives back, 0 to 10,000.
    """

    allowed: Bytes
    near: Bytes
    distance: Longs
    bonus: Longs

    def where(self, is_better: Bools, other: "_Standing") -> "_Standing":
        """Return how the better of two sites does."""
        return _Standing(
            allowed=np.where(is_better, other.allowed, self.allowed),
            near=np.where(is_better, other.near, self.near),
            distance=np.where(is_better, other.distance, self.distance),
            bonus=np.where(is_better, other.bonus, self.bonus),
        )

    def order(self) -> Longs:
        """Return what is smallest where the site is the best: by both conditions, and nearness."""
        worse, better = np.minimum(self.allowed, self.near), np.maximum(self.allowed, self.near)
        badness = 3 * (MET - worse.astype(np.int64)) + MET - better
        return (badness << _DISTANCE_BITS) + self.distance


def judge(rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> Verdict:
    """Judge the place for every demand, by the best of the supplier's sites for each."""
    sites = sorted(supplier.sites, key=lambda site: site.id) or [_NOWHERE]
    best = _stand(rows, sites[0], context)
    for site in sites[1:]:
        other = _stand(rows, site, context)
        is_better = other.order() < best.order()
        best = best.where(is_better, other)
    return Verdict(
        np.minimum(best.allowed, best.near),
        _value(rows, best, context),
        lambda: {
            location.ALLOWED_PLACES: (best.allowed == 0).nonzero()[0],
            location.MAX_DISTANCE: (best.near == 0).nonzero()[0],
        },
    )


def _stand(rows: DemandRows, site: Locality, context: MatchContext) -> _Standing:
    distance = _distances(rows, site)
    maximum = rows.table["maximum"]
    near = np.where((maximum == NO_MAXIMUM) | (distance <= maximum), MET, 0)
    near[(maximum != NO_MAXIMUM) & (distance == _FARTHEST)] = 1
    allowed = np.full(len(rows), MET, np.uint8)
    allowed[rows.places.owner] = 0
    within = _within(rows, site, context)
    np.maximum.at(allowed, rows.places.owner, within[rows.places["key"]])
    bonus = _bonuses(rows, site, context)[rows.table["legacy"]]
    return _Standing(allowed, near.astype(np.uint8), distance, bonus)


def _distances(rows: DemandRows, site: Locality) -> Longs:
    """Return the distance of a site from where each demand's goods go, in whole metres."""
    if site.point is None:
        return np.full(len(rows), _FARTHEST, np.int64)
    x, y, z = earth_xyz(site.point)
    east, north, up = rows.table["x"] - x, rows.table["y"] - y, rows.table["z"] - z
    distance = np.sqrt(east * east + north * north + up * up).astype(np.int64)
    return np.where(rows.table["has_goal"], distance, _FARTHEST)


def _within(rows: DemandRows, site: Locality, context: MatchContext) -> Bytes:
    """Return how well a site does on each place key, shape (256,)."""
    if site.province is None:
        return np.ones(NONE + 1, np.uint8)
    within = np.zeros(NONE + 1, np.uint8)
    within[rows.place_key("current", site.province)] = MET
    if site.legacy_province is not None:
        within[rows.place_key("legacy", site.legacy_province)] = MET
        return within
    for code, legacy in context.reference.places.legacy.items():
        if legacy.successor_code == site.province:
            within[rows.place_key("legacy", code)] = 1
    return within


def _bonuses(rows: DemandRows, site: Locality, context: MatchContext) -> Longs:
    """Return what the agreements of a site's unit give, by the delivery place's legacy unit."""
    bonus = np.zeros(NONE + 1, np.int64)
    worth = {
        "yes": context.scoring.parameters.location_linkage_bonus,
        "partly": context.scoring.parameters.location_linkage_partly_bonus,
    }
    scopes = rows.codes.linkages(site.legacy_province) if site.legacy_province else {}
    for number, scope in scopes.items():
        bonus[number] = worth[scope]
    return bonus


def _value(rows: DemandRows, best: _Standing, context: MatchContext) -> Longs:
    parameters = context.scoring.parameters
    unknown, half = parameters.location_unknown_value, parameters.location_half_distance_m
    value = VALUE_ONE * half // (half + best.distance)
    value += best.bonus * (VALUE_ONE - value) // VALUE_ONE
    value[best.distance == _FARTHEST] = unknown
    by_allowed = np.array([0, unknown, VALUE_ONE])[best.allowed]
    return np.where(rows.table["has_delivery"], value, by_allowed)
