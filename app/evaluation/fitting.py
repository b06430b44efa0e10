"""Fitting of a scoring profile to some of the judged demands."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from app.evaluation.labels import Labels
from app.evaluation.measures import ndcg
from app.evaluation.ranking import Progress
from app.evaluation.results import NDCG_DEPTH
from app.evaluation.search import climb, extremes, is_clear, one_step_away
from app.evaluation.tables import CriterionTables
from app.matching import ParameterSpec, ScoringProfile, parameter_specs
from app.scoring.values import DEFAULT_SCORING


class Fitter:
    """Fits profiles, and scores each of them once for all folds.

    Args:
        tables: What the criteria say about every pair.
        labels: What is right.
        demand_ids: Ids in the judgements of the rows of the tables.
        supplier_ids: Ids in the judgements of the columns of the tables.
        progress: Told whenever a profile was scored.
    """

    def __init__(
        self,
        tables: CriterionTables,
        labels: Labels,
        demand_ids: Sequence[str],
        supplier_ids: Sequence[str],
        progress: Progress,
    ) -> None:
        self._tables = tables
        self._labels = labels
        self._rows = {key: row for row, key in enumerate(demand_ids)}
        self._supplier_ids = supplier_ids
        self._progress = progress
        self._known: dict[ScoringProfile, dict[str, float]] = {}
        self.criteria: tuple[str, ...] = ()
        """Criteria whose weights are fitted."""
        self.parameters: tuple[str, ...] = ()
        """Parameters that are fitted."""

    def find_informed(self, criteria: Sequence[str]) -> None:
        """Find what the judged demands can say anything about.

        A criterion is informed when a judged demand asks about it, its weight when there is
        another to compare it with, and a parameter when one end of its range changes something.
        """
        judged = [self._rows[key] for key in self._labels.grades]
        now = DEFAULT_SCORING.parameters
        asked = [name for name in criteria if self._tables.column(name, now).applies[judged].any()]
        self.criteria = tuple(asked) if len(asked) > 1 else ()
        self.parameters = tuple(
            spec.name
            for name in asked
            for spec in parameter_specs(f"{name}_")
            if self._matters(name, spec)
        )

    def fit(self, demand_ids: Sequence[str]) -> ScoringProfile:
        """Return the profile that serves these demands best, from the shipped one on.

        Where the gain could as well be chance, that is the shipped one.
        """
        found = climb(
            DEFAULT_SCORING, self._neighbours, lambda profile: self.mean(profile, demand_ids)
        )
        before, after = self._scores(DEFAULT_SCORING), self._scores(found)
        gains = [after[key] - before[key] for key in demand_ids]
        return found if is_clear(gains) else DEFAULT_SCORING

    def mean(self, profile: ScoringProfile, demand_ids: Sequence[str]) -> float:
        """Return a profile's mean nDCG@10 over some demands."""
        scores = self._scores(profile)
        return fmean(scores[key] for key in demand_ids)

    def _neighbours(self, profile: ScoringProfile) -> Iterator[ScoringProfile]:
        for found in one_step_away(profile, self.criteria, self.parameters):
            if self._tables.affords(found.parameters):
                yield found

    def _matters(self, criterion: str, spec: ParameterSpec) -> bool:
        column = self._tables.column(criterion, DEFAULT_SCORING.parameters)
        return any(
            not column.equals(self._tables.column(criterion, changed.parameters))
            for changed in extremes(DEFAULT_SCORING, spec)
            if self._tables.affords(changed.parameters)
        )

    def _scores(self, profile: ScoringProfile) -> dict[str, float]:
        if profile not in self._known:
            self._known[profile] = self._score(profile)
            self._progress()
        return self._known[profile]

    def _score(self, profile: ScoringProfile) -> dict[str, float]:
        ranked = self._tables.rank(profile, NDCG_DEPTH)
        scores = {}
        for key, grades in self._labels.grades.items():
            first = [self._supplier_ids[position] for position in ranked[self._rows[key]]]
            returned = [grades.get(supplier, 0) for supplier in first]
            scores[key] = ndcg(returned, grades.values(), NDCG_DEPTH)
        return scores
