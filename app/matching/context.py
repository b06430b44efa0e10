"""What is the same for every pair of a ranking: the profile, the day and the reference data."""

from dataclasses import dataclass, field
from datetime import date

from app.matching.scoring import ScoringProfile
from app.reference import Reference
from app.reference.category_relations import CategoryRelation
from app.reference.certifications import CertificationRelation
from app.reference.places import Point, distance_m


@dataclass(frozen=True, slots=True)
class MatchContext:
    """The surroundings of a comparison, with a memory of what was looked up before.

    Everything it remembers is a pure function of codes and points, so that one context can serve
    any number of pairs, and a fresh one gives the same answers.

    Attributes:
        scoring: The weights and parameters.
        today: The day of the ranking.
        reference: The packaged reference data.
    """

    scoring: ScoringProfile
    today: date
    reference: Reference
    _relations: dict[tuple[str, str], CategoryRelation] = field(default_factory=dict)
    _implications: dict[tuple[str, str], CertificationRelation] = field(default_factory=dict)
    _distances: dict[tuple[Point, Point], int] = field(default_factory=dict)

    def relation(self, asked: str, offered: str) -> CategoryRelation:
        """Return how an offered category stands to an asked one."""
        key = (asked, offered)
        if key not in self._relations:
            self._relations[key] = self.reference.categories.relation(asked, offered)
        return self._relations[key]

    def implication(self, held: str, asked: str) -> CertificationRelation:
        """Return whether a held certificate satisfies an asked one."""
        key = (held, asked)
        if key not in self._implications:
            self._implications[key] = self.reference.certifications.satisfies(held, asked)
        return self._implications[key]

    def distance_m(self, start: Point, end: Point) -> int:
        """Return the straight-line distance between two points in metres."""
        key = (start, end)
        if key not in self._distances:
            self._distances[key] = distance_m(start, end)
        return self._distances[key]
