"""The commands in this process; `tests/cli` runs them as an operator does."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from app.evaluation.commands import evaluate_directory, tune_directory
from tests.unit.evaluation.judgements import DEMANDS, GRADES, SUPPLIERS, write_judgements

app = typer.Typer()
app.command("evaluate")(evaluate_directory)
app.command("tune")(tune_directory)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_judgements(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner(env={"NO_COLOR": "1", "COLUMNS": "200"}).invoke(app, arguments)


def test_the_worst_demands_are_part_of_the_document_where_asked_for(directory: Path) -> None:
    done = run("evaluate", str(directory), "--json", "--errors", "--limit-errors", "2")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    worst, _ = document["errors"]
    assert len(worst["returned"]) == 5
    assert worst["right"][0]["grade"] == 2
    assert worst["returned"][0]["criteria"][0]["evidence"]
    assert document["misread"] == []
    assert "errors" not in json.loads(run("evaluate", str(directory), "--json").stdout)


def test_the_worst_demands_are_shown_with_the_reasons(tmp_path: Path) -> None:
    mislabelled = {**DEMANDS[3], "category_codes": ["MAC-GEA"]}
    grades = ["D1\tS5\t2", "D2\tS2\t2", "D3\tS1\t0"]
    write_judgements(tmp_path, demands=[*DEMANDS[:3], mislabelled], grades=grades)
    done = run("evaluate", str(tmp_path), "--errors", "--limit-errors", "1")
    assert done.exit_code == 0, done.stderr
    assert "D1  nDCG@10" in done.stdout
    assert "specification" in done.stdout
    assert "right: MET-SPR" in done.stdout
    assert "MAC-GEA" in done.stdout
    assert "no supplier is right for them: D3" in done.stderr


def test_where_everything_is_known_nothing_is_said_to_be_left_out(tmp_path: Path) -> None:
    suppliers = [{**row, "certifications": [], "province": None} for row in SUPPLIERS]
    write_judgements(tmp_path, suppliers=suppliers, demands=DEMANDS[:1], grades=GRADES[:2])
    done = run("evaluate", str(tmp_path))
    assert done.exit_code == 0
    assert done.stderr == ""


def test_tuning_is_shown_fold_by_fold(directory: Path) -> None:
    criteria = ("--criterion=specification", "--criterion=location", "--criterion=location")
    done = run("tune", str(directory), "--folds=2", *criteria)
    assert done.exit_code == 0, done.stderr
    assert "Weights fitted: specification, location;" in done.stdout
    assert "±" in done.stdout
    assert "weights.location" in done.stdout


def test_tuning_says_when_there_is_nothing_to_fit(directory: Path) -> None:
    done = run("tune", str(directory), "--folds=2", "--criterion=capacity")
    assert done.exit_code == 0, done.stderr
    assert "inform nothing" in done.stdout


@pytest.mark.parametrize("command", ["evaluate", "tune"])
def test_bad_input_is_named_by_file_and_line(directory: Path, command: str) -> None:
    (directory / "demands.jsonl").write_text('{"id": "D1", "text": "[bold]"}\n{"id"\n')
    done = run(command, str(directory))
    assert done.exit_code == 2
    assert "demands.jsonl, line 2: is not valid JSON" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--criterion", "price"), "specification"),
        (("--folds", "1"), "--folds"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    directory: Path, arguments: tuple[str, str], expected: str
) -> None:
    done = run("tune", str(directory), *arguments)
    assert done.exit_code == 2
    assert expected in done.stderr


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run("evaluate", str(tmp_path / "nowhere"))
    assert done.exit_code == 2
    assert "does not exist" in done.stderr
