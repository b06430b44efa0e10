"""`ketnoi duplicates --pairs` as an officer runs it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import app

SAME = "Công ty TNHH Cơ khí Minh Phát\tMinh Phat Mechanical Co., Ltd"
DIFFERENT = "Ba Hùng\tBa Hưng"


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return tmp_path / "pairs.tsv"


def run(pairs: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["duplicates", "--pairs", str(pairs), *options])


def test_each_pair_is_printed_with_score_verdict_and_reason(pairs: Path) -> None:
    pairs.write_text(f"{SAME}\n\n{DIFFERENT}\n", encoding="utf-8")
    result = run(pairs)
    assert result.exit_code == 0
    first, second = (line.split("\t") for line in result.stdout.splitlines())
    assert first[1:4] == ["same", *SAME.split("\t")]
    assert int(first[0]) > int(second[0])
    assert second[1] == "different"
    assert second[4] == "The Vietnamese marks disagree, so these are different words"
    assert result.stderr == ""


def test_reasons_are_told_in_vietnamese(pairs: Path) -> None:
    pairs.write_text(DIFFERENT, encoding="utf-8")
    assert "Dấu tiếng Việt" in run(pairs, "--language", "vi").stdout


@pytest.mark.parametrize(
    "header", ["name_1\tname_2", "Name A\tName B", "Tên công ty\tTên khác", "left_name\tright_name"]
)
def test_a_heading_and_a_byte_order_mark_are_passed_over(pairs: Path, header: str) -> None:
    pairs.write_bytes(f"\ufeff{header}\r\n{SAME}\r\n".encode())
    assert len(run(pairs).stdout.splitlines()) == 1


def test_a_labelled_file_is_summed_up(pairs: Path) -> None:
    pairs.write_text(f"{SAME}\t1\tnote\n{DIFFERENT}\tno\n{SAME}\t0\n", encoding="utf-8")
    result = run(pairs)
    assert result.stdout.splitlines()[0].endswith("\t1\tnote")
    assert "precision 0.500, recall 1.000, F1 0.667" in result.stderr


def test_labels_without_a_pair_of_one_company_give_zero(pairs: Path) -> None:
    pairs.write_text(f"{DIFFERENT}\t0\n", encoding="utf-8")
    assert "precision 0.000, recall 0.000, F1 0.000" in run(pairs).stderr


def test_a_further_column_that_is_no_label_is_passed_through(pairs: Path) -> None:
    pairs.write_text(f"{SAME}\tfrom the list\n", encoding="utf-8")
    result = run(pairs)
    assert result.stdout.rstrip().endswith("from the list")
    assert result.stderr == ""


def test_json_tells_every_reason(pairs: Path) -> None:
    pairs.write_text(f"{SAME}\t1\n", encoding="utf-8")
    told = json.loads(run(pairs, "--json").stdout)
    assert told["names"] == SAME.split("\t")
    assert told["verdict"] == "same"
    assert {"code", "text"} == set(told["reasons"][0])
    assert told["rest"] == ["1"]


def test_lines_without_two_names_are_named_and_the_rest_compared(pairs: Path) -> None:
    pairs.write_text(f"{SAME}\nMinh Phát\n\t{SAME}\n", encoding="utf-8")
    result = run(pairs)
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 1
    assert "line 2: " in result.stderr
    assert "line 3: " in result.stderr


def test_a_file_that_is_not_utf_8_is_refused(pairs: Path) -> None:
    pairs.write_bytes("Cơ khí".encode("utf-16"))
    result = run(pairs)
    assert result.exit_code == 2
    assert "is not UTF-8 text" in result.stderr
