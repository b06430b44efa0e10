"""Demands in columns: each one is read once, when it is put into an index."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from app.matching.criteria import CRITERIA
from app.matching.criteria.capacity import applies as asks_for_capacity
from app.matching.criteria.capacity import needed_per_month
from app.matching.index.arrays import Bools
from app.matching.index.codes import NONE, Codes
from app.matching.index.demand_tables import GrowingTable
from app.matching.index.lexicon import Lexicon
from app.matching.prepared import PreparedDemand
from app.reading import Side
from app.reading.measures import MEASURE_KINDS
from app.reading.similarity import DEFAULT_SIMILARITY, leaf_weights, surely, word_weights
from app.reference.geo import earth_xyz
from app.reference.units import load_units

NO_BASE = 0
"""Stands for a unit that compares with nothing."""
NO_MAXIMUM = -1
"""Stands for a largest distance that is not asked for."""
GREATEST = 2**63 - 1
"""The greatest number that int64 holds; it stands for greater ones, too."""

_METRES_PER_KM = 1_000
_CURRENT = 128
"""Place keys of provinces in force are numbered from here, those of legacy ones from 0."""

_COLUMNS: Mapping[str, Mapping[str, npt.DTypeLike]] = {
    "demands": {
        "version": np.int64,
        "is_alive": np.bool_,
        "criteria": np.uint8,
        "day": np.int64,
        "x": np.float64,
        "y": np.float64,
        "z": np.float64,
        "has_delivery": np.bool_,
        "has_goal": np.bool_,
        "legacy": np.uint8,
        "maximum": np.int64,
        "has_chosen": np.bool_,
        "base": np.int32,
        "numerator": np.int64,
        "denominator": np.int64,
        "is_once": np.bool_,
        "leaves": np.int64,
        "words": np.int64,
        "implied": np.int64,
        "word_count": np.int64,
    },
    "categories": {"code": np.uint8},
    "suggested": {"code": np.uint8, "confidence": np.int64},
    "certificates": {"code": np.uint8, "is_required": np.bool_},
    "places": {"key": np.uint8},
    "leaf_items": {"code": np.uint8, "asked": np.int64, "sure": np.int64, "weight": np.int64},
    "word_items": {"number": np.int32, "weight": np.int64, "is_of_trade": np.bool_},
    "measures": {"kind": np.uint8, "low": np.int64, "high": np.int64},
}
"""The columns of each table, in the order in which they are written."""

_BITS: Mapping[str, int] = {item.name: 1 << place for place, item in enumerate(CRITERIA)}

_Facts = dict[str, tuple[list[int], list[tuple[int, ...]]]]


class DemandRows:
    """Demands in columns, with gaps where some were taken out.

    Args:
        codes: Numbers of the codes.

    Attributes:
        codes: Numbers of the codes.
        lexicon: Every word that the demands use, numbered.
        ids: The id of each demand.
        keys: The key of each, by which ties break.
        needs: What each needs in a month, in the base of its unit, exactly; of one placed once,
            all of it. 0 where it does not say.
        bases: Number of each base of a unit in which a quantity is asked for, from 1.
        table: A row for each demand: the version; whether it is still there; a bit for each
            criterion that it asks about, in their order; the day needed (0: none); where the goods
            go (metres from the earth's centre), whether it says so, whether that place is known,
            and its legacy unit; the largest distance (metres); whether somebody chose its
            categories; the unit's base, what is needed as a fraction, and whether it is placed
            once; the weights of its leaves, of its words, and of its words of the trade; how many
            words it has.
        categories: The categories chosen for it.
        suggested: What it was read as, where nobody chose.
        certificates: The certificates that it requires or prefers.
        places: Numbers of the place keys that it allows.
        leaf_items: Its leaves, with their weight and the confidence that answers them in full:
            `sure`, or `asked` for a supplier that has all its words.
        word_items: Its words.
        measures: Its measures.
    """

    def __init__(self, codes: Codes) -> None:
        self.codes = codes
        self.lexicon = Lexicon()
        self.ids: list[str] = []
        self.keys: list[str] = []
        self.needs: list[Fraction] = []
        self.bases: dict[str, int] = {}
        self._tables = {name: GrowingTable(dtypes) for name, dtypes in _COLUMNS.items()}
        self.table = self._tables["demands"]
        self.categories = self._tables["categories"]
        self.suggested = self._tables["suggested"]
        self.certificates = self._tables["certificates"]
        self.places = self._tables["places"]
        self.leaf_items = self._tables["leaf_items"]
        self.word_items = self._tables["word_items"]
        self.measures = self._tables["measures"]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def alive(self) -> Bools:
        """Which demands are still there; to be written to when one goes."""
        return self.table["is_alive"]

    def add(self, demands: Iterable[tuple[PreparedDemand, int]]) -> None:
        """Add demands, each with its version, behind the others."""
        facts: _Facts = {name: ([], []) for name in _COLUMNS}
        for prepared, version in demands:
            row = len(self.ids)
            self.ids.append(prepared.demand.id)
            self.keys.append(prepared.demand.key)
            for name, rows in self._read(prepared, version).items():
                owner, listed = facts[name]
                owner += [row] * len(rows)
                listed += rows
        for name, (owner, listed) in facts.items():
            self._tables[name].add(owner, listed)

    def drop_gone(self) -> None:
        """Close the gaps; every demand gets a new row, in their order."""
        alive = self.alive
        rows = alive.nonzero()[0].tolist()
        for table in self._tables.values():
            table.keep(alive)
        self.ids = [self.ids[row] for row in rows]
        self.keys = [self.keys[row] for row in rows]
        self.needs = [self.needs[row] for row in rows]

    def asks(self, criterion: str) -> Bools:
        """Return which demands ask about a criterion."""
        is_asked: Bools = self.table["criteria"] & _BITS[criterion] != 0
        return is_asked

    def place_key(self, vintage: str, code: str) -> int:
        """Return the number of a place key."""
        if vintage == "current":
            return _CURRENT + self.codes.provinces[code]
        return self.codes.legacy[code]

    def _read(self, prepared: PreparedDemand, version: int) -> dict[str, list[tuple[int, ...]]]:
        numbers, side, wish = self.codes.categories, prepared.side, prepared.demand
        words = self._words(side)
        leaves = _leaves(side, self.codes)
        day = date.toordinal(wish.needed_by) if wish.needed_by else 0
        row = (
            version,
            True,
            sum(_BITS[item.name] for item in CRITERIA if item.applies(prepared)),
            day,
            *self._delivery(prepared),
            bool(wish.categories),
            *self._need(prepared),
            sum(leaf[-1] for leaf in leaves),
            sum(weight for _, weight, _ in words),
            sum(weight for _, weight, is_of_trade in words if is_of_trade),
            len(words),
        )
        asked = [(code, True) for code in prepared.required]
        asked += [(code, False) for code in prepared.preferred]
        return {
            "demands": [row],
            "categories": [(numbers[code],) for code in wish.categories],
            "suggested": [(numbers[item.code], item.confidence) for item in prepared.suggested],
            "certificates": [(self.codes.certificates[code], must) for code, must in asked],
            "places": [
                (self.place_key(vintage, code),)
                for vintage, _, code in (key.partition(":") for key in wish.allowed_places)
            ],
            "leaf_items": leaves,
            "word_items": words,
            "measures": [
                (MEASURE_KINDS.index(kind), low, high)
                for kind, (low, high) in side.measures.items()
            ],
        }

    def _delivery(self, prepared: PreparedDemand) -> tuple[int, ...]:
        """Return where the goods go, whether that is said and known, and how far it may be."""
        kilometres = prepared.demand.max_distance_km
        maximum = NO_MAXIMUM if kilometres is None else min(kilometres * _METRES_PER_KM, GREATEST)
        place = prepared.delivery
        if place is None:
            return 0, 0, 0, False, False, NONE, maximum
        goal = (0, 0, 0) if place.point is None else earth_xyz(place.point)
        legacy = self.codes.legacy.get(place.legacy_province or "", NONE)
        return *goal, True, place.point is not None, legacy, maximum

    def _need(self, prepared: PreparedDemand) -> tuple[int, ...]:
        """Note what is needed in a month; return the unit's base, the fraction, and the rest."""
        wish = prepared.demand
        unit = load_units().get(wish.unit or "")
        if unit is None or not asks_for_capacity(prepared):
            self.needs.append(Fraction(0))
            return NO_BASE, 0, 1, False
        base = self.bases.setdefault(unit.base, len(self.bases) + 1)
        need = needed_per_month(wish, wish.needed_by or date.min) * Fraction(unit.factor)
        self.needs.append(need)
        numerator, denominator = min(need.numerator, GREATEST), min(need.denominator, GREATEST)
        return base, numerator, denominator, wish.period == "once"

    def _words(self, side: Side) -> list[tuple[int, ...]]:
        letters = {word: key for key, words in side.by_key.items() for word in words}
        weights = word_weights(side, DEFAULT_SIMILARITY)
        return [
            (
                self.lexicon.number(word, letters[word], is_listed=False),
                weight,
                word not in side.others,
            )
            for word, weight in zip(side.words, weights, strict=True)
        ]


def _leaves(side: Side, codes: Codes) -> list[tuple[int, ...]]:
    weights = leaf_weights(side, DEFAULT_SIMILARITY)
    return [
        (
            codes.categories[code],
            surely(asked, DEFAULT_SIMILARITY, in_its_words=True),
            surely(asked, DEFAULT_SIMILARITY, in_its_words=False),
            weight,
        )
        for (code, asked), weight in zip(side.leaves.items(), weights, strict=True)
    ]
