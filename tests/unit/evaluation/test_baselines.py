from pathlib import Path

import pytest

from app.evaluation.baselines import BASELINES, SUGGESTED, run_baseline
from app.evaluation.texts import read_texts
from app.reference import load_reference
from tests.unit.evaluation.judgements import DEMANDS, SUPPLIERS, write_judgements


@pytest.mark.parametrize("name", ["bm25", "wratio"])
def test_a_baseline_ranks_every_supplier_and_the_one_with_the_same_words_first(
    tmp_path: Path, name: str
) -> None:
    run = run_baseline(BASELINES[name], read_texts(write_judgements(tmp_path)))
    assert set(run.rankings) == {row["id"] for row in DEMANDS}
    for ranking in run.rankings.values():
        assert sorted(ranking) == [row["id"] for row in SUPPLIERS]
    assert run.rankings["D1"][0] == "S1"


def test_ties_are_broken_by_id(tmp_path: Path) -> None:
    run = run_baseline(BASELINES["bm25"], read_texts(write_judgements(tmp_path)))
    assert run.rankings["D4"] == ("S1", "S2", "S3", "S4", "S5")


def test_a_baseline_suggests_leaves_that_share_words(tmp_path: Path) -> None:
    run = run_baseline(BASELINES["bm25"], read_texts(write_judgements(tmp_path)))
    assert "PKG-CAR" in run.categories["D2"]
    assert run.categories["D4"] == ()
    categories = load_reference().categories
    for codes in run.categories.values():
        assert len(codes) <= SUGGESTED
        assert all(categories[code].kind != "group" for code in codes)
