"""The codes of the reference data as small numbers, and what they say of one another as tables."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from app.matching.criteria.location import linkage_between
from app.matching.index.arrays import Bools, Bytes, Longs
from app.reference import Reference

NONE = 255
"""Stands for a code that is not known."""

_SAME_OR_BETTER = frozenset({"same", "yes"})


class Relations(NamedTuple):
    """How each category stands to each that is asked for, shape (256, 256): asked, offered.

    Attributes:
        closeness: 0 to 10,000.
        fulfils: Whether it is the same or within it.
        is_wider: Whether it is wider.
    """

    closeness: Longs
    fulfils: Bools
    is_wider: Bools


class Codes:
    """Numbers for the codes of categories, certificates and provinces, in a fixed order.

    Args:
        reference: The packaged reference data.

    Attributes:
        categories: Number of each category, groups too.
        certificates: Number of each certificate.
        provinces: Number of each province in force.
        legacy: Number of each province before 2025-07-01.
    """

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self.categories = _number(item.code for item in reference.categories)
        self.certificates = _number(item.code for item in reference.certifications)
        self.provinces = _number(reference.places.current)
        self.legacy = _number(reference.places.legacy)
        self._linkages: dict[str, Mapping[int, str]] = {}
        self._satisfying: dict[str, tuple[Longs, Longs]] = {}

    @cached_property
    def relations(self) -> Relations:
        """How every category stands to every other, worked out once."""
        shape = (NONE + 1, NONE + 1)
        closeness = np.zeros(shape, np.int64)
        fulfils, is_wider = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        for asked, row in self.categories.items():
            for offered, column in self.categories.items():
                relation = self.reference.categories.relation(asked, offered)
                closeness[row, column] = relation.closeness
                fulfils[row, column] = relation.kind in {"exact", "child"}
                is_wider[row, column] = relation.kind == "parent"
        return Relations(closeness, fulfils, is_wider)

    def satisfying(self, asked: str) -> tuple[Longs, Longs]:
        """Return the certificates that satisfy one, and those that its buyer may accept."""
        if asked not in self._satisfying:
            answers = {
                number: self.reference.certifications.satisfies(held, asked).answer
                for held, number in self.certificates.items()
            }
            self._satisfying[asked] = (
                _numbers(number for number, answer in answers.items() if answer in _SAME_OR_BETTER),
                _numbers(number for number, answer in answers.items() if answer == "ask_buyer"),
            )
        return self._satisfying[asked]

    def linkages(self, legacy: str) -> Mapping[int, str]:
        """Return the scope of the agreement with each legacy province that has one with this."""
        if legacy not in self._linkages:
            found = {
                number: linkage_between(code, legacy, self.reference)
                for code, number in self.legacy.items()
            }
            self._linkages[legacy] = {
                number: linkage.scope for number, linkage in found.items() if linkage is not None
            }
        return self._linkages[legacy]

    def allowed(self, keys: tuple[str, ...]) -> Bytes:
        """Return how well a place does on a list of allowed places.

        Args:
            keys: Place keys, at least one.

        Returns:
            Goodness (0 unmet, 1 unknown, 2 met) by number of the province in force and of the
            legacy one, shape (256, 256).
        """
        table = np.zeros((NONE + 1, NONE + 1), np.uint8)
        for key in keys:
            vintage, _, code = key.partition(":")
            if vintage == "current":
                table[self.provinces[code], :] = 2
                continue
            number = self.legacy[code]
            successor = self.provinces[self.reference.places.legacy[code].successor_code]
            table[:, number] = 2
            table[successor, NONE] = np.maximum(table[successor, NONE], 1)
        table[NONE, :] = 1
        return table


def _numbers(numbers: Iterable[int]) -> Longs:
    return np.fromiter(numbers, np.int64)


def _number(codes: Iterable[str]) -> dict[str, int]:
    numbers = {code: number for number, code in enumerate(codes)}
    if len(numbers) > NONE:
        msg = f"{len(numbers)} codes do not fit into a byte"
        raise ValueError(msg)
    return numbers


@cache
def load_codes(reference: Reference) -> Codes:
    """Return the codes of the reference data, worked out once."""
    return Codes(reference)
