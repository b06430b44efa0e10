"""What each criterion says about every pair, remembered so that weights can be tried quickly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from app.matching import (
    CRITERIA,
    TIERS,
    Match,
    Parameters,
    PreparedDemand,
    PreparedSupplier,
    ScoringProfile,
    Status,
    parameter_specs,
    rank_suppliers,
)
from app.reference import load_reference

CRITERION_NAMES: tuple[str, ...] = tuple(criterion.name for criterion in CRITERIA)

Integers = npt.NDArray[np.int64]
ParameterValues = tuple[int, ...]

MOST_COMPARED = 1_000_000
"""Pairs compared after which no new parameters are tried: some minutes of one core."""

_TIER_OF = {Status.MET: 0, Status.UNKNOWN: 1, Status.UNMET: 2}
"""Position in `TIERS` of a pair that has one must-have with this status."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The pairs that are scored.

    Attributes:
        demands: The demands.
        suppliers: The suppliers, in the order that breaks ties: by key, then id.
        today: Day of the ranking.
    """

    demands: tuple[PreparedDemand, ...]
    suppliers: tuple[PreparedSupplier, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Column:
    """One criterion under one set of its parameters.

    Attributes:
        values: Value of every demand (row) and supplier (column), 0 to 10,000.
        tiers: Best tier that the criterion's must-haves allow, as a position in `TIERS`; rows
            and columns as above.
        applies: Whether each demand asks about the criterion.
    """

    values: Integers
    tiers: Integers
    applies: npt.NDArray[np.bool_]

    def equals(self, other: "Column") -> bool:
        """Say whether the two rank every pair alike."""
        return np.array_equal(self.values, other.values) and np.array_equal(self.tiers, other.tiers)


class CriterionTables:
    """The columns of all criteria.

    The parameters of one criterion change its own column alone. So a scoring profile needs a new
    pass over the pairs only when it has parameters that were not seen before, and never for its
    weights.

    Args:
        pool: The pairs.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._columns: dict[tuple[str, ParameterValues], Column] = {}
        self._positions = {item.profile.id: at for at, item in enumerate(pool.suppliers)}
        self.compared = 0
        """How many pairs were compared so far."""

    def column(self, criterion: str, parameters: Parameters) -> Column:
        """Return what a criterion says under its parameters."""
        key = (criterion, _own_values(criterion, parameters))
        if key not in self._columns:
            self._compare_all(parameters)
        return self._columns[key]

    def affords(self, parameters: Parameters) -> bool:
        """Say whether these parameters are known, or there is time left for a pass with them."""
        pairs = len(self._pool.demands) * len(self._pool.suppliers)
        return self.compared + pairs <= MOST_COMPARED or all(
            (name, _own_values(name, parameters)) in self._columns for name in CRITERION_NAMES
        )

    def rank(self, scoring: ScoringProfile, depth: int) -> list[Integers]:
        """Return for each demand the positions of its first suppliers, as the service ranks them.

        Args:
            scoring: The scoring profile.
            depth: How many suppliers.
        """
        columns = {name: self.column(name, scoring.parameters) for name in CRITERION_NAMES}
        tiers = np.max([column.tiers for column in columns.values()], axis=0)
        ranked = []
        for at in range(len(self._pool.demands)):
            asked = [name for name, column in columns.items() if column.applies[at]]
            weights = scoring.renormalise(asked)
            scores = np.zeros(len(self._pool.suppliers), dtype=np.int64)
            for name, weight in weights.items():
                scores += columns[name].values[at] * weight
            ranked.append(np.lexsort((-scores, tiers[at]))[:depth])
        return ranked

    def _compare_all(self, parameters: Parameters) -> None:
        shape = (len(self._pool.demands), len(self._pool.suppliers))
        self.compared += shape[0] * shape[1]
        fresh = {
            name: Column(
                np.zeros(shape, dtype=np.int64),
                np.zeros(shape, dtype=np.int64),
                np.zeros(shape[0], dtype=np.bool_),
            )
            for name in CRITERION_NAMES
        }
        for row, demand in enumerate(self._pool.demands):
            for match in self._matches(demand, parameters):
                _enter(match, row, self._positions[match.supplier_id], fresh)
        for name, column in fresh.items():
            self._columns.setdefault((name, _own_values(name, parameters)), column)

    def _matches(self, demand: PreparedDemand, parameters: Parameters) -> Sequence[Match]:
        return rank_suppliers(
            demand,
            self._pool.suppliers,
            ScoringProfile(parameters=parameters),
            self._pool.today,
            load_reference(),
            tiers=TIERS,
            limit=None,
        ).items


def _enter(match: Match, row: int, position: int, columns: dict[str, Column]) -> None:
    for result in match.criteria:
        column = columns[result.criterion]
        column.values[row, position] = result.value
        column.applies[row] = result.status is not Status.NOT_APPLICABLE
    for must_have in match.must_haves:
        tiers = columns[must_have.criterion].tiers
        tiers[row, position] = max(tiers[row, position], _TIER_OF[must_have.status])


def _own_values(criterion: str, parameters: Parameters) -> ParameterValues:
    return tuple(getattr(parameters, spec.name) for spec in parameter_specs(f"{criterion}_"))
