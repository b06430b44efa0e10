"""`ketnoi evaluate` and `ketnoi tune` as an operator runs them: processes of their own."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.scoring.schemas import ScoringProfileCreate
from app.scoring.values import DEFAULT_SCORING, read_scoring
from tests.unit.evaluation.judgements import GRADES, write_judgements

MEASURES = [
    "ndcg_at_10",
    "recall_at_20",
    "mrr",
    "category_accuracy_at_1",
    "category_accuracy_at_3",
    "undecided",
]
KEYS = [
    *MEASURES,
    "baselines",
    "by_language",
    "by_extract",
    "demands",
    "suppliers",
    "scoring_profile",
    "seconds",
]


def ketnoi(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command with arguments of our own
        [sys.executable, "-m", "app", *arguments],
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_judgements(tmp_path / "judgements")


def test_the_figures_are_printed_as_json(directory: Path) -> None:
    done = ketnoi("evaluate", str(directory), "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert list(document) == KEYS
    assert list(document["baselines"]) == ["bm25", "wratio"]
    for figures in (*document["baselines"].values(), document["by_language"]["vi"]):
        assert set(MEASURES) <= set(figures)
        assert all(0 <= figures[name] <= 1 for name in MEASURES)
    assert (document["demands"], document["suppliers"]) == (3, 5)
    assert document["scoring_profile"]["name"] == "default"
    assert "a licence of the moon" in done.stderr
    assert "Dover, NH" in done.stderr


def test_the_figures_and_the_worst_demands_are_printed_as_tables(directory: Path) -> None:
    done = ketnoi("evaluate", str(directory), "--errors", "--limit-errors", "1")
    assert done.returncode == 0, done.stderr
    for word in ("nDCG@10", "bm25", "wratio", "language vi", "extract verbatim", "Why"):
        assert word in done.stdout


def test_tuning_prints_the_folds_and_the_fitted_profile(directory: Path) -> None:
    done = ketnoi("tune", str(directory), "--folds", "3", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert len(document["folds"]) == 3
    assert set(document["test"]) == {"mean", "deviation"}
    assert document["profile"]["weights"].keys() == document["default"]["weights"].keys()
    sent = ScoringProfileCreate.model_validate({"name": "fitted", **document["default"]})
    read = read_scoring(sent.name, sent.version, sent.weights, sent.parameters)
    assert replace(read, name="default") == DEFAULT_SCORING


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("suppliers.jsonl", None, "suppliers.jsonl: cannot be read"),
        ("demands.jsonl", '{"id": "D1",\n', "demands.jsonl, line 1: is not valid JSON"),
        (
            "qrels.tsv",
            "\n".join([*GRADES, "D1\tS77\t1"]),
            "qrels.tsv, line 6: supplier 'S77' is not in suppliers.jsonl",
        ),
    ],
)
def test_bad_input_is_named_by_file_and_line(
    directory: Path, name: str, content: str | None, expected: str
) -> None:
    file = directory / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    done = ketnoi("evaluate", str(directory), "--json")
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stdout == ""
