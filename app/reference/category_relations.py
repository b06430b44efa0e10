"""How close what a supplier offers is to what was asked: a distance in the taxonomy, as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, cast

from app.reference.tables import read_rows

RelationKind = Literal["exact", "child", "parent", "sibling", "related", "none"]

EXACT_CLOSENESS = 10_000
"""Closeness of a category to itself; the unit of the scale (10,000 = entirely, 0 = not at all)."""


@dataclass(frozen=True, slots=True)
class CategoryRelation:
    """How an offered category stands to an asked one.

    Attributes:
        kind: "exact", "child" (offered is a special form of asked), "parent" (offered is wider),
            "sibling" (same group), "related" (a documented pair across groups) or "none".
        closeness: From 0 (nothing in common) to 10,000 (the same).
        reason_vi: The relation in words, in Vietnamese.
        reason_en: The relation in words, in English.
    """

    kind: RelationKind
    closeness: int
    reason_vi: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class CategoryPair:
    """A documented closeness of one offered category to one asked category (directed)."""

    asked: str
    offered: str
    closeness: int
    reason_vi: str
    reason_en: str


class Taxonomy(Protocol):
    """What is needed of the taxonomy to judge a pair of codes."""

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Give the codes above a code, nearest first."""
        ...


class CategoryRelations:
    """The table of relatedness: general closeness by kind, and documented pairs.

    A documented pair holds for the special forms of both sides too, unless a nearer pair is
    documented. It takes the place of the general closeness of siblings, upwards or downwards; it
    never takes the place of "exact", "child" or "parent".
    """

    def __init__(
        self, general: Mapping[RelationKind, CategoryRelation], pairs: Iterable[CategoryPair]
    ) -> None:
        self.general = general
        self.pairs = tuple(pairs)
        self._pairs = {(pair.asked, pair.offered): pair for pair in self.pairs}

    def between(self, taxonomy: Taxonomy, asked: str, offered: str) -> CategoryRelation:
        """Judge an offered category against an asked one.

        Args:
            taxonomy: Knows what is above a code.
            asked: Code of the asked category.
            offered: Code of the offered category.

        Returns:
            The relation; of several that hold, the one listed first in `RelationKind`.
        """
        if asked == offered:
            return self.general["exact"]
        above_asked, above_offered = taxonomy.ancestors(asked), taxonomy.ancestors(offered)
        if asked in above_offered:
            return self.general["child"]
        if offered in above_asked:
            return self.general["parent"]
        same_group = not set(above_asked).isdisjoint(above_offered)
        pair = self._nearest_pair((asked, *above_asked), (offered, *above_offered))
        if pair is None:
            return self.general["sibling" if same_group else "none"]
        kind: RelationKind = "sibling" if same_group else "related"
        return CategoryRelation(kind, pair.closeness, pair.reason_vi, pair.reason_en)

    def _nearest_pair(
        self, asked: tuple[str, ...], offered: tuple[str, ...]
    ) -> CategoryPair | None:
        """Find the documented pair the fewest steps up the taxonomy; the asked side stays."""
        for i, j in _steps(len(asked), len(offered)):
            pair = self._pairs.get((asked[i], offered[j]))
            if pair is not None:
                return pair
        return None


@cache
def _steps(asked: int, offered: int) -> tuple[tuple[int, int], ...]:
    """Return pairs of steps up the taxonomy, the fewest first, the asked side first."""
    steps = sorted((i + j, i, j) for i in range(asked) for j in range(offered))
    return tuple((i, j) for _, i, j in steps)


def load_category_relations() -> CategoryRelations:
    """Read the packaged table of relatedness."""
    general: dict[RelationKind, CategoryRelation] = {}
    for row in read_rows("category_closeness.csv"):
        kind = cast("RelationKind", row["kind"])
        general[kind] = CategoryRelation(
            kind, int(row["closeness"]), row["reason_vi"], row["reason_en"]
        )
    pairs = (
        CategoryPair(
            row["asked"],
            row["offered"],
            int(row["closeness"]),
            row["reason_vi"],
            row["reason_en"],
        )
        for row in read_rows("category_relations.csv")
    )
    return CategoryRelations(general, pairs)
