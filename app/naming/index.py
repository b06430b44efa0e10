"""Names found again among thousands, without comparing each with each."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.naming.blocking import joined_cores, keys_of
from app.naming.comparing import compare_names
from app.naming.reading import CompanyName, read_name
from app.naming.reasons import REVIEW_FROM, NameComparison

Key = TypeVar("Key", bound=Hashable)

_ENDS = 4
"""Letters at either end of a distinctive part, one of which a typing error leaves whole."""

_SHORTEST_DOUBTFUL = 4
_TWO_ERRORS_FROM = 10


class NameIndex(Generic[Key]):
    """Companies by their names.

    What shares a key is compared; so is what differs by a typing error. `candidates` therefore
    gives what comparing with every company gives, but for names whose likeness lies in rare
    corners (two initials, acronyms of other letters than the first two).

    Attributes:
        compared: Companies that have been compared so far, which is what the searching costs.
    """

    def __init__(self) -> None:
        self._names: dict[Key, tuple[CompanyName, ...]] = {}
        self._order: dict[Key, int] = {}
        self._put = 0
        self.compared = 0
        self._by_key: dict[str, list[Key]] = {}
        self._near: dict[str, dict[str, list[Key]]] = {}
        self._near_doubtful: dict[str, dict[str, list[Key]]] = {}

    def __len__(self) -> int:
        return len(self._names)

    def put(self, key: Key, names: Sequence[str]) -> None:
        """Add a company, or replace its names.

        Args:
            key: Stands for the company.
            names: All its names: registered, English, short. Empty ones are left out.
        """
        self.remove(key)
        read = _read(names)
        self._names[key] = read
        self._put += 1
        self._order[key] = self._put
        for filed in _keys(read):
            self._by_key.setdefault(filed, []).append(key)
        for shelf, joined in self._shelves(read):
            shelf.setdefault(joined, []).append(key)

    def remove(self, key: Key) -> None:
        """Forget a company; an unknown key is no error."""
        read = self._names.pop(key, None)
        if read is None:
            return
        del self._order[key]
        for filed in _keys(read):
            _drop(self._by_key, filed, key)
        for shelf, joined in self._shelves(read):
            _drop(shelf, joined, key)

    def candidates(self, names: Sequence[str], limit: int) -> list[tuple[Key, NameComparison]]:
        """Find the companies whose names look like these.

        Args:
            names: The names of one company.
            limit: How many to give at most.

        Returns:
            Companies from `REVIEW_FROM` on with their best comparison, best first; equal ones in
            the order in which they were put.
        """
        asked = _read(names)
        found: list[tuple[Key, NameComparison]] = []
        for key in self._possible(asked):
            self.compared += 1
            best = compare_best(asked, self._names[key])
            if best is not None and best.score >= REVIEW_FROM:
                found.append((key, best))
        found.sort(key=lambda pair: -pair[1].score)
        return found[:limit]

    def _possible(self, asked: Sequence[CompanyName]) -> Iterable[Key]:
        possible: dict[Key, None] = {}
        for filed in sorted(_keys(asked, asked=True)):
            possible.update(dict.fromkeys(self._by_key.get(filed, ())))
        for name in asked:
            for joined, is_doubtful in joined_cores(name):
                shelves = self._near if is_doubtful else self._near_doubtful
                possible.update(dict.fromkeys(_mistyped(shelves, joined)))
        return sorted(possible, key=self._order.__getitem__)

    def _shelves(self, read: Sequence[CompanyName]) -> Iterator[tuple[dict[str, list[Key]], str]]:
        """Yield where a company's distinctive parts stand for the search of typing errors."""
        for joined, is_doubtful in dict.fromkeys(
            core for name in read for core in joined_cores(name)
        ):
            for end in _ends(joined):
                yield self._near.setdefault(end, {}), joined
                if is_doubtful:
                    yield self._near_doubtful.setdefault(end, {}), joined


def compare_best(a: Sequence[CompanyName], b: Sequence[CompanyName]) -> NameComparison | None:
    """Compare all names of two companies and give the best comparison; None without a name."""
    best: NameComparison | None = None
    for ours in a:
        for theirs in b:
            comparison = compare_names(ours, theirs)
            if best is None or comparison.score > best.score:
                best = comparison
    return best


def _read(names: Iterable[str]) -> tuple[CompanyName, ...]:
    return tuple(read_name(text) for text in dict.fromkeys(names) if text.strip())


def _keys(read: Iterable[CompanyName], *, asked: bool = False) -> frozenset[str]:
    return frozenset(filed for name in read for filed in keys_of(name, asked=asked))


def _ends(joined: str) -> tuple[str, ...]:
    if len(joined) < _SHORTEST_DOUBTFUL:
        return ()
    return (f"{joined[:_ENDS]}-", f"-{joined[-_ENDS:]}")


def _mistyped(shelves: dict[str, dict[str, list[Key]]], joined: str) -> Iterator[Key]:
    for end in _ends(joined):
        shelf = shelves.get(end)
        if not shelf:
            continue
        errors = 1 + (len(joined) >= _TWO_ERRORS_FROM)
        near = process.extract(
            joined, shelf.keys(), scorer=OSA.distance, score_cutoff=errors, limit=None
        )
        for known, _, _ in near:
            yield from shelf[known]


def _drop(shelf: dict[str, list[Key]], filed: str, key: Key) -> None:
    keys = [other for other in shelf[filed] if other != key]
    if keys:
        shelf[filed] = keys
    else:
        del shelf[filed]
