"""What a supplier has to beat to stand among the first k of a ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.matching.profiles import SupplierProfile
from app.matching.results import TIERS, Eligibility


class Outcome(NamedTuple):
    """Where a pair stands: its tier, and its score from 0 to 10_000_000."""

    eligibility: Eligibility
    score: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """The last of the first k of all others; whoever stands before it is among the first k.

    Attributes:
        eligibility: Its tier; `ineligible` when fewer than k others are listed, so that every
            supplier that is listed at all stands before it.
        score: Its score.
        key: Its supplier's key.
        supplier_id: Its supplier's id.
    """

    eligibility: Eligibility = Eligibility.INELIGIBLE
    score: int = 0
    key: str = ""
    supplier_id: str = ""

    def is_beaten_by(self, profile: SupplierProfile, outcome: Outcome) -> bool:
        """Say whether a supplier with this outcome stands among the first k.

        One that is ineligible never does, for it is in no list.
        """
        if outcome.eligibility is Eligibility.INELIGIBLE:
            return False
        return _order(*outcome, profile.key, profile.id) < _order(
            self.eligibility, self.score, self.key, self.supplier_id
        )


def threshold_of(best: Iterable[Threshold], supplier_id: str, k: int) -> Threshold:
    """Return what a supplier has to beat.

    Args:
        best: The first k + 1 of the ranking, or more, in any order.
        supplier_id: The supplier; it does not compete with itself.
        k: How many count as the first, at least 1.

    Returns:
        The k-th of the others, or a threshold that everybody who is listed beats.
    """
    others = [item for item in best if item.supplier_id != supplier_id]
    others.sort(key=lambda item: _order(item.eligibility, item.score, item.key, item.supplier_id))
    return others[k - 1] if len(others) >= k else Threshold()


def _order(
    eligibility: Eligibility, score: int, key: str, supplier_id: str
) -> tuple[int, int, str, str]:
    return (TIERS.index(eligibility), -score, key, supplier_id)
