"""Suppliers of a segment and what was judged of them so far."""

from dataclasses import dataclass, field

import numpy as np

from app.matching.index.arrays import Longs, Whole


@dataclass(slots=True)
class Standing:
    """Suppliers of a segment and what was judged of them so far.

    Attributes:
        rows: Their rows, ascending; None for all.
        goodness: The worst of their must-haves; None while every one is met.
        values: Their value by criterion.
    """

    rows: Longs | None
    goodness: Whole | None = None
    values: dict[str, Whole] = field(default_factory=dict)

    def take(self, places: Longs) -> "Standing":
        """Return some of the suppliers, by their place among these."""
        return Standing(
            rows=places if self.rows is None else self.rows[places],
            goodness=None if self.goodness is None else self.goodness[places],
            values={name: value[places] for name, value in self.values.items()},
        )

    def add(self, criterion: str, goodness: Whole, value: Whole | None) -> None:
        """Add what a criterion with must-haves says; its value may come later."""
        if value is not None:
            self.values[criterion] = value
        if self.goodness is not None:
            goodness = np.minimum(self.goodness, goodness)
        self.goodness = goodness
