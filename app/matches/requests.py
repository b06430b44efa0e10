"""What is asked of a ranking."""

from dataclasses import dataclass
from datetime import date

from app.matches.live.view import Part
from app.matching import Eligibility


@dataclass(frozen=True, slots=True)
class RankingRequest:
    """Which part of a ranking is asked for.

    Attributes:
        tiers: Tiers to list.
        limit: Most items.
        offset: Items to skip.
        today: Day of the ranking.
        scoring_profile: Names what to score with; None takes the profile in force.
    """

    tiers: frozenset[Eligibility]
    limit: int
    offset: int
    today: date
    scoring_profile: str | None = None

    @property
    def part(self) -> Part:
        """The part alone."""
        return Part(self.tiers, self.limit, self.offset)
