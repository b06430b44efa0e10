"""From prepared suppliers to columns: each one is read once, when it is put into an index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from app.matching.index.amounts import NOT_STATED, Amounts
from app.matching.index.codes import NONE, Codes
from app.matching.index.flags import HAS_CHOSEN, HAS_OFFER, HAS_TEXT, IS_COMPLETE
from app.matching.index.lexicon import Lexicon
from app.matching.index.tables import SupplierColumns, Table
from app.matching.localities import Locality
from app.matching.prepared import Holding, PreparedSupplier
from app.matching.profiles import Quantity
from app.reading import ONE, Side
from app.reading.measures import MEASURE_KINDS
from app.reference.geo import earth_xyz

FOR_EVER = 2**31 - 1
"""The last day of a certificate that nothing ends, as a day's number."""
NOT_STATED_END = FOR_EVER - 1
"""The last day of one whose expiry is not stated although its kind expires."""

_COLUMNS: dict[str, dict[str, npt.DTypeLike]] = {
    "offers": {"code": np.uint8, "confidence": np.uint16, "is_read": np.bool_},
    "leaves": {"code": np.uint8, "confidence": np.uint16},
    "words": {"number": np.int32},
    "measures": {"kind": np.uint8, "low": np.int64, "high": np.int64},
    "certificates": {
        "code": np.uint8,
        "until": np.int32,
        "issued": np.int32,
    },
    "sites": {
        "x": np.int32,
        "y": np.int32,
        "z": np.int32,
        "province": np.uint8,
        "legacy": np.uint8,
    },
    "capacities": {"code": np.uint8, "amount": np.int32},
}
"""The columns of each table, in the order in which `RowReader` writes them."""


@dataclass(slots=True)
class _Facts:
    """The facts of one table, row by row."""

    owner: list[int] = field(default_factory=list)
    rows: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, owner: int, rows: Sequence[tuple[int, ...]]) -> None:
        self.owner += [owner] * len(rows)
        self.rows += rows

    def to_table(self, name: str) -> Table:
        listed = zip(*self.rows, strict=True) if self.rows else [()] * len(_COLUMNS[name])
        return Table(
            np.array(self.owner, np.int32),
            {
                column: np.array(values, dtype)
                for (column, dtype), values in zip(_COLUMNS[name].items(), listed, strict=True)
            },
        )


class RowReader:
    """Turns prepared suppliers into columns.

    Args:
        codes: Numbers of the codes.
        lexicon: Numbers of the words; new ones are added.
        amounts: Numbers of the capacities; new ones are added.
    """

    def __init__(self, codes: Codes, lexicon: Lexicon, amounts: Amounts) -> None:
        self._codes = codes
        self._lexicon = lexicon
        self._amounts = amounts

    def read(self, suppliers: Iterable[tuple[PreparedSupplier, int]]) -> SupplierColumns:
        """Return suppliers, each with its version, as columns."""
        ids: list[str] = []
        keys: list[str] = []
        versions: list[int] = []
        flags: list[int] = []
        tops: list[int] = []
        facts = {name: _Facts() for name in SupplierColumns.TABLES}
        for row, (supplier, version) in enumerate(suppliers):
            ids.append(supplier.profile.id)
            keys.append(supplier.profile.key)
            versions.append(version)
            self._read_offer(row, supplier, facts)
            amounts = self._read_capacities(row, supplier, facts)
            top, about_capacity = self._amounts.sum_up(amounts)
            tops.append(top)
            flags.append(_flags(supplier) + about_capacity)
            if supplier.side is not None:
                self._read_side(row, supplier.side, facts)
            facts["certificates"].add(row, [self._certificate(held) for held in supplier.holdings])
            facts["sites"].add(row, self._sites(supplier.sites))
        return SupplierColumns(
            ids=ids,
            keys=keys,
            versions=np.array(versions, np.int32),
            flags=np.array(flags, np.uint8),
            top=np.array(tops, np.int32),
            **{name: listed.to_table(name) for name, listed in facts.items()},
        )

    def _read_offer(self, row: int, supplier: PreparedSupplier, facts: dict[str, _Facts]) -> None:
        numbers = self._codes.categories
        chosen = [(numbers[code], ONE, 0) for code in supplier.categories]
        read = [
            (numbers[item.code], item.confidence, 1)
            for item in supplier.suggested
            if item.code not in supplier.categories
        ]
        facts["offers"].add(row, chosen + read)

    def _read_capacities(
        self, row: int, supplier: PreparedSupplier, facts: dict[str, _Facts]
    ) -> list[int]:
        """Note the category and the capacity of each capability; return the capacities."""
        numbers = self._codes.categories
        capacities = [
            (numbers.get(item.category or "", NONE), self._amount(item.monthly_capacity))
            for item in supplier.profile.capabilities
        ]
        facts["capacities"].add(row, capacities)
        return [amount for _, amount in capacities]

    def _amount(self, capacity: Quantity | None) -> int:
        if capacity is None:
            return NOT_STATED
        return self._amounts.number(capacity.value, capacity.unit)

    def _read_side(self, row: int, side: Side, facts: dict[str, _Facts]) -> None:
        numbers, lexicon = self._codes.categories, self._lexicon
        facts["leaves"].add(row, [(numbers[code], sure) for code, sure in side.leaves.items()])
        facts["words"].add(
            row,
            [
                (lexicon.number(word, letters, is_listed=word not in side.others),)
                for letters, words in side.by_key.items()
                for word in words
            ],
        )
        facts["measures"].add(
            row,
            [(MEASURE_KINDS.index(kind), low, high) for kind, (low, high) in side.measures.items()],
        )

    def _certificate(self, held: Holding) -> tuple[int, int, int]:
        issued = held.certificate.issued_on
        return (
            self._codes.certificates[held.certificate.code],
            _until(held),
            date.toordinal(issued) if issued else 0,
        )

    def _sites(self, sites: tuple[Locality, ...]) -> list[tuple[int, ...]]:
        """Return the sites in the order of their ids; a supplier without one has one nowhere."""
        ordered = sorted(sites, key=lambda site: site.id)
        return [self._site(site) for site in ordered] or [(0, 0, 0, NONE, NONE)]

    def _site(self, site: Locality) -> tuple[int, ...]:
        place = (0, 0, 0) if site.point is None else earth_xyz(site.point)
        province = self._codes.provinces.get(site.province or "", NONE)
        return *place, province, self._codes.legacy.get(site.legacy_province or "", NONE)


def _until(held: Holding) -> int:
    if held.last_day is not None:
        return held.last_day.toordinal()
    return FOR_EVER if held.never_expires else NOT_STATED_END


def _flags(supplier: PreparedSupplier) -> int:
    has_text = supplier.side is not None and not supplier.side.is_empty
    return (
        HAS_CHOSEN * bool(supplier.categories)
        + HAS_OFFER * bool(supplier.categories or supplier.suggested)
        + IS_COMPLETE * supplier.profile.certifications_complete
        + HAS_TEXT * has_text
    )
