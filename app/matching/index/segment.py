"""A block of suppliers in columns, sorted by key and id, so that its order is the tie order."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from app.matching.index.arrays import Array, Bools, Ints, Longs, starts_of
from app.matching.index.codes import NONE
from app.matching.index.flags import HAS_CHOSEN, HAS_TEXT
from app.matching.index.ragged import Postings, Rows, by_code, by_owner, from_codes, from_rows
from app.matching.index.tables import SupplierColumns, Table
from app.matching.index.words import Words
from app.reading import ONE

_CODES = NONE + 1
_SITE = ("x", "y", "z", "province", "legacy")


class Segment:
    """Suppliers in columns; only whether one is still there ever changes.

    Args:
        columns: The suppliers, in any order.
    """

    def __init__(self, columns: SupplierColumns) -> None:
        order = sorted(range(len(columns)), key=lambda row: (columns.keys[row], columns.ids[row]))
        columns = columns.in_order(order)
        self.size = len(columns)
        self.alive: Bools = np.ones(self.size, np.bool_)
        self.gone = 0
        self.versions = columns.versions
        self.flags = columns.flags
        is_read = columns.offers.columns["is_read"].astype(np.bool_)
        self.chosen = by_code(_only(columns.offers, ~is_read, "code"), "code", _CODES, self.size)
        self.read = by_code(
            _only(columns.offers, is_read, "code", "confidence"), "code", _CODES, self.size
        )
        self.leaves = by_owner(columns.leaves, self.size)
        bare = Table(columns.leaves.owner, {"code": columns.leaves.columns["code"]})
        self.leaf_owners = by_code(bare, "code", _CODES, self.size)
        self.words = Words(columns.words, self.size)
        self.ranges, measures = _number_ranges(columns.measures)
        self.measures = by_code(measures, "kind", _CODES, self.size)
        self.unchosen = ((columns.flags & HAS_CHOSEN) == 0).nonzero()[0].astype(np.int32)
        self.silent = ((columns.flags & HAS_TEXT) == 0).nonzero()[0].astype(np.int32)
        self.top = columns.top
        self.certificates = by_code(columns.certificates, "code", _CODES, self.size)
        places, self.sites = _by_place(columns.sites, self.size)
        self.points: Ints = np.stack([places[name] for name in ("x", "y", "z")], axis=1)
        self.provinces, self.legacies = places["province"], places["legacy"]
        self.capacities = by_owner(columns.capacities, self.size)
        self._ids = _Texts(columns.ids)
        self._keys = _Texts(columns.keys)
        hashes = np.array([_hash(text) for text in columns.ids], np.int32)
        self._by_hash = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._by_hash]
        self.position: Ints = np.full(self.size, -1, np.int32)

    def __len__(self) -> int:
        return self.size - self.gone

    def describe(self, rows: Sequence[int]) -> tuple[list[str], list[int]]:
        """Return the ids and the versions of some suppliers."""
        return [self._ids.get(row) for row in rows], self.versions[list(rows)].tolist()

    def id_of(self, row: int) -> str:
        """Return the id of a supplier."""
        return self._ids.get(row)

    def order_of(self, row: int) -> tuple[str, str]:
        """Return what decides between equal scores: key and id."""
        return self._keys.get(row), self._ids.get(row)

    def find(self, supplier_id: str) -> int | None:
        """Return the row of a supplier that is still there, or None."""
        wanted = _hash(supplier_id)
        place = int(np.searchsorted(self._hashes, wanted))
        while place < self.size and self._hashes[place] == wanted:
            row = int(self._by_hash[place])
            if self.alive[row] and self.id_of(row) == supplier_id:
                return row
            place += 1
        return None

    def remove(self, row: int) -> None:
        """Take a supplier out."""
        self.alive[row] = False
        self.gone += 1

    def to_columns(self) -> SupplierColumns:
        """Return the suppliers that are still there."""
        columns = SupplierColumns(
            ids=list(self._ids.all()),
            keys=list(self._keys.all()),
            versions=self.versions,
            flags=self.flags,
            top=self.top,
            offers=self._from_offers(),
            leaves=from_rows(self.leaves),
            words=self.words.to_table(),
            measures=self._from_ranges(),
            certificates=from_codes(self.certificates, "code"),
            sites=self._from_places(),
            capacities=from_rows(self.capacities),
        )
        return columns.in_order(self.alive.nonzero()[0].tolist())

    def nbytes(self) -> int:
        """Return how much memory the columns take, in bytes."""
        texts = self._ids.nbytes() + self._keys.nbytes()
        return texts + sum(array.nbytes for array in _arrays(vars(self).values()))

    def _from_offers(self) -> Table:
        chosen, read = from_codes(self.chosen, "code"), from_codes(self.read, "code")
        sure = np.full(len(chosen.owner), ONE, np.uint16)
        return Table(
            np.concatenate((chosen.owner, read.owner)),
            {
                "code": np.concatenate((chosen.columns["code"], read.columns["code"])),
                "confidence": np.concatenate((sure, read.columns["confidence"])),
                "is_read": np.repeat([False, True], [len(chosen.owner), len(read.owner)]),
            },
        )

    def _from_ranges(self) -> Table:
        table = from_codes(self.measures, "kind")
        low, high = self.ranges[table.columns["range"]].T
        return Table(table.owner, {"kind": table.columns["kind"], "low": low, "high": high})

    def _from_places(self) -> Table:
        table = from_rows(self.sites)
        places = table.columns["place"]
        x, y, z = self.points[places].T
        columns = {"x": x, "y": y, "z": z}
        columns |= {"province": self.provinces[places], "legacy": self.legacies[places]}
        return Table(table.owner, columns)


class _Texts:
    """Many short texts in one piece of memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._all = b"".join(encoded)
        self._ends = array("I", np.cumsum([0, *map(len, encoded)]).tolist())

    def get(self, row: int) -> str:
        start, end = self._ends[row : row + 2]
        return str(self._all[start:end], "utf-8", "surrogatepass")

    def all(self) -> Iterable[str]:
        return (self.get(row) for row in range(len(self._ends) - 1))

    def nbytes(self) -> int:
        return len(self._all) + len(self._ends) * self._ends.itemsize


def _number_ranges(measures: Table) -> tuple[Longs, Table]:
    """Keep each range once, shape (ranges, 2); the measures name it by number."""
    pairs = np.stack((measures.columns["low"], measures.columns["high"]), axis=1)
    ranges, number = np.unique(pairs, axis=0, return_inverse=True)
    columns = {"kind": measures.columns["kind"], "range": number.reshape(-1).astype(np.int32)}
    return ranges, Table(measures.owner, columns)


def _by_place(table: Table, size: int) -> tuple[Mapping[str, Array], Rows]:
    """Keep each place once; the sites name it by number."""
    columns = [table.columns[name] for name in _SITE]
    order = np.lexsort(columns)
    differs = np.zeros(len(order), np.bool_)
    for column in columns:
        differs[1:] |= np.diff(column[order].astype(np.int64)) != 0
    place = np.empty(len(order), np.int32)
    place[order] = np.cumsum(differs)
    first = order[np.append(True, differs[1:]).nonzero()[0]] if len(order) else order
    places = {name: column[first] for name, column in zip(_SITE, columns, strict=True)}
    return places, Rows(starts_of(table.owner, size), {"place": place})


def _hash(text: str) -> np.int32:
    """Return a number of the type of the column, which is then searched without being copied."""
    return np.int32((hash(text) & 0xFFFFFFFF) - 2**31)


def _only(table: Table, kept: Bools, *names: str) -> Table:
    return Table(table.owner[kept], {name: table.columns[name][kept] for name in names})


def _arrays(things: Iterable[object]) -> Iterable[Array]:
    for thing in things:
        if isinstance(thing, np.ndarray):
            yield thing
        elif isinstance(thing, Mapping):
            yield from _arrays(thing.values())
        elif isinstance(thing, Postings):
            yield from _arrays((thing.starts, thing.owner, thing.columns))
        elif isinstance(thing, Rows):
            yield from _arrays((thing.starts, thing.columns))
        elif isinstance(thing, Words):
            yield from _arrays(vars(thing).values())
