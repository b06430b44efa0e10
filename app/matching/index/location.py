"""The location criterion over columns: equal to `app.matching.criteria.location` pair by pair."""

from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Bytes, Ints, Longs, Whole, count_to, expand
from app.matching.index.codes import NONE, Codes
from app.matching.index.segment import Segment
from app.matching.index.selection import Selection
from app.matching.prepared import PreparedDemand
from app.reference.geo import earth_xyz

_METRES_PER_KM = 1_000
_FARTHEST = 10**9
"""Stands for a distance that is not known, in metres: behind every other."""

_SITE_BITS, _DISTANCE_BITS = 28, 30
_SITE_MASK = (1 << _SITE_BITS) - 1


class Stands(NamedTuple):
    """How sites do.

    Attributes:
        place: Their places, numbers of the segment.
        allowed: Goodness by the allowed places.
        near: Goodness by the largest distance.
        distance: Distance in metres.
    """

    place: Ints
    allowed: Bytes
    near: Bytes
    distance: Longs

    def at(self, positions: Whole) -> "Stands":
        """Return how the sites at some positions do."""
        return Stands(
            self.place[positions],
            self.allowed[positions],
            self.near[positions],
            self.distance[positions],
        )

    def put(self, positions: Whole, other: "Stands") -> None:
        """Write other sites to some positions."""
        self.place[positions] = other.place
        self.allowed[positions] = other.allowed
        self.near[positions] = other.near
        self.distance[positions] = other.distance


class LocationForm:
    """What a demand asks of the place."""

    def __init__(self, demand: PreparedDemand, context: MatchContext, codes: Codes) -> None:
        wish = demand.demand
        self._parameters = context.scoring.parameters
        self._delivery = demand.delivery
        point = demand.delivery.point if demand.delivery else None
        self._goal = None if point is None else earth_xyz(point)
        self._allowed = codes.allowed(wish.allowed_places) if wish.allowed_places else None
        self._maximum = wish.max_distance_km
        self._bonus = self._bonuses(codes)
        self.has_allowed = self._allowed is not None
        self.has_maximum = self._maximum is not None

    @property
    def is_must_have(self) -> bool:
        """Whether a place can keep a supplier out."""
        return self.has_allowed or self.has_maximum

    def stand(self, selection: Selection) -> "Stands":
        """Return how the best site of each supplier does."""
        if not selection.is_large:
            return self._stand_few(selection)
        segment = selection.segment
        first, counts = segment.sites.spans(selection.rows)
        number = segment.sites.columns["place"]
        place = number[first]
        known = self._stand(segment, None) if len(segment.points) < selection.size else None
        stands = self._stand(segment, place) if known is None else known.at(place)
        several = (counts > 1).nonzero()[0]
        if len(several):
            counts = counts[several]
            place = number[expand(first[several], counts)]
            found = self._stand(segment, place) if known is None else known.at(place)
            stands.put(several, found.at(_best(found, counts)))
        return stands

    def _stand_few(self, selection: Selection) -> "Stands":
        """Return the same, looking at all sites at once."""
        segment = selection.segment
        at, counts = segment.sites.find(selection.rows)
        stands = self._stand(segment, segment.sites.columns["place"][at])
        return stands if len(at) == selection.size else stands.at(_best(stands, counts))

    def sift(self, selection: Selection) -> Bytes:
        """Return the worse goodness of the best site of each supplier, without its distance."""
        segment = selection.segment
        known = self._stand(segment, None)
        worse = np.minimum(known.allowed, known.near)
        first, counts = segment.sites.spans(selection.rows)
        number = segment.sites.columns["place"]
        goodness: Bytes = worse[number[first]]
        several = (counts > 1).nonzero()[0]
        if len(several):
            counts = counts[several]
            found = worse[number[expand(first[several], counts)]]
            goodness[several] = np.maximum.reduceat(found, np.cumsum(counts) - counts)
        return goodness

    def value(self, selection: Selection, stands: "Stands") -> Longs:
        """Return the value of each supplier, whose best site is known."""
        unknown = self._parameters.location_unknown_value
        if self._delivery is None:
            return np.array([0, unknown, VALUE_ONE])[stands.allowed]
        half = self._parameters.location_half_distance_m
        value = VALUE_ONE * half // (half + stands.distance)
        if self._bonus is not None:
            legacy = selection.segment.legacies[stands.place]
            value += self._bonus[legacy] * (VALUE_ONE - value) // VALUE_ONE
        value[stands.distance == _FARTHEST] = unknown
        return value

    def _stand(self, segment: Segment, place: Ints | None) -> "Stands":
        """Return how places do; None for all of them."""
        if place is None:
            place = count_to(len(segment.points)).astype(np.int32)
        distance = self._distances(segment.points[place])
        allowed = np.full(len(place), 2, np.uint8)
        near = allowed.copy()
        if self._allowed is not None:
            allowed = self._allowed[segment.provinces[place], segment.legacies[place]]
        if self._maximum is not None:
            near[distance > self._maximum * _METRES_PER_KM] = 0
            near[distance == _FARTHEST] = 1
        return Stands(place, allowed, near, distance)

    def _distances(self, points: Ints) -> Longs:
        if self._goal is None:
            return np.full(len(points), _FARTHEST, np.int64)
        offsets = points - np.array(self._goal, np.float64)
        distance: Longs = np.sqrt(np.einsum("ij,ij->i", offsets, offsets)).astype(np.int64)
        distance[~points.any(axis=1)] = _FARTHEST
        return distance

    def _bonuses(self, codes: Codes) -> Longs | None:
        """Return what the agreements of the delivery place's unit give, by legacy unit."""
        there = self._delivery.legacy_province if self._delivery else None
        scopes = codes.linkages(there) if there else {}
        if not scopes:
            return None
        worth = {
            "yes": self._parameters.location_linkage_bonus,
            "partly": self._parameters.location_linkage_partly_bonus,
        }
        bonus = np.zeros(NONE + 1, np.int64)
        for number, scope in scopes.items():
            bonus[number] = worth[scope]
        return bonus


def _best(stands: "Stands", counts: Ints) -> Longs:
    """Return the best site of each supplier: by the worse condition, the other, the distance."""
    worse = np.minimum(stands.allowed, stands.near).astype(np.int64)
    better = np.maximum(stands.allowed, stands.near)
    badness = (3 * (2 - worse) + 2 - better) << (_SITE_BITS + _DISTANCE_BITS)
    order = badness + (stands.distance << _SITE_BITS) + count_to(len(worse))
    return np.minimum.reduceat(order, np.cumsum(counts) - counts) & _SITE_MASK
