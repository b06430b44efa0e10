from datetime import date

from app.matches.contexts import KEPT, USES, Contexts
from app.matching import ScoringProfile

DAY = date(2026, 1, 1)
SCORING = ScoringProfile()


def test_rankings_of_one_day_and_profile_share_what_was_looked_up() -> None:
    contexts = Contexts()
    assert contexts.get(SCORING, DAY) is contexts.get(ScoringProfile(), DAY)
    assert contexts.get(SCORING, DAY) is not contexts.get(ScoringProfile("other"), DAY)


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    contexts = Contexts()
    first = contexts.get(SCORING, DAY)
    assert [contexts.get(SCORING, DAY) for _ in range(USES)][-1] is not first
    first = contexts.get(SCORING, DAY)
    for day in range(KEPT):
        contexts.get(SCORING, date(2026, 2, 1 + day))
    assert contexts.get(SCORING, DAY) is not first
