"""What the reading of every row of a table needs to know, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from app.imports.detection.layout import DateOrder, DecimalMark, Layout


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What the reading of every row of a table needs to know, looked up once.

    Attributes:
        positions: Index of each mapped column by its canonical name.
        headers: Header of each column by its index; the letters where it has none.
        silent: Indexes of the columns that are not kept as notes: they have fields, or only
            number the rows.
        ignored: Indexes of the columns that are not read.
        numbering: Those of them that number the rows; what is no number there is kept as notes.
        decimal_marks: Decimal mark by column, where it is known.
        date_orders: Order of day and month by column, where it is known.
        units: Unit that the header of a column names.
    """

    positions: Mapping[str, int] = field(default_factory=dict)
    headers: Mapping[int, str] = field(default_factory=dict)
    silent: frozenset[int] = frozenset()
    ignored: frozenset[int] = frozenset()
    numbering: frozenset[int] = frozenset()
    decimal_marks: Mapping[str, DecimalMark] = field(default_factory=dict)
    date_orders: Mapping[str, DateOrder] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, layout: Layout) -> Self:
        """Look up what a layout says about the columns."""
        mapped = [guess for guess in layout.columns if guess.is_mapped and guess.column]
        marks, orders, units = {}, {}, {}
        for guess in mapped:
            column = str(guess.column)
            if mark := guess.decimal_mark or layout.number_format.decimal_mark:
                marks[column] = mark
            if order := guess.date_order or layout.date_order:
                orders[column] = order
            if guess.unit:
                units[column] = guess.unit
        return cls(
            positions=layout.positions,
            headers={guess.position: guess.header or guess.letters for guess in layout.columns},
            silent=frozenset({*layout.positions.values(), *layout.ignored_positions}),
            ignored=layout.ignored_positions,
            numbering=layout.numbering,
            decimal_marks=marks,
            date_orders=orders,
            units=units,
        )
