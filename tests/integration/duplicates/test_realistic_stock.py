"""A stock in which companies stand twice by another hand: most are found, few wrongly."""

from random import Random

import pytest

from app.duplicates.evidence import REVIEW_SCORE
from app.duplicates.stock import Stock
from tests.integration.duplicates.corrupted import demo_facts, second_hand

COMPANIES = 700
TWICE = 120


@pytest.mark.parametrize("seed", [3, 4])
def test_companies_that_stand_twice_are_found(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test, not a secret
    known = demo_facts(COMPANIES, random)
    truth = set()
    for at in random.sample(range(COMPANIES), TWICE):
        key = f"orx_{at:06d}"
        truth.add((str(known[at].key), key))
        known.append(second_hand(known[at], key, random))
    stock = Stock()
    stock.bring_up_to({str(facts.key): facts for facts in known})
    pairs = stock.pairs()
    found = {(p.first_id, p.second_id) for p in pairs if p.evidence.score >= REVIEW_SCORE}
    assert len(found & truth) / len(found) >= 0.93, sorted(found - truth)
    assert len(found & truth) / len(truth) >= 0.9, sorted(truth - found)
    certain = {(p.first_id, p.second_id) for p in pairs if p.evidence.verdict == "same"}
    assert certain <= truth
