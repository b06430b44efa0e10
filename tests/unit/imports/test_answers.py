"""Answers that count for many rows, and what tells two rows apart."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from pydantic import JsonValue

from app.core.settings import Settings
from app.imports.analysis import analyse_file
from app.imports.detection.answers import Answer, AnswerBook, answers_of
from app.imports.detection.choices import Choices
from app.imports.detection.layout import ColumnGuess, Layout
from app.imports.remembering.row_prints import RowPrints
from app.imports.rows.interpretation import InterpretedRow
from app.spreadsheets.tables import TableLimits

LIMITS = asdict(TableLimits.of(Settings()))


def _book() -> AnswerBook:
    return AnswerBook(
        answers_of({"categories": {" CNC ": "MAC-CNC", "x": None}}, {"province": {"QN": "22"}})
    )


def test_an_answer_counts_for_a_cell_and_for_its_parts() -> None:
    book = _book()
    assert book.find("categories", "CNC") == ("MAC-CNC", "chosen")
    assert book.find("categories", " x") == (None, "chosen")
    assert book.find("categories", "PLA-INJ; CNC | x") == ("PLA-INJ; MAC-CNC | ", "chosen")
    assert book.find("categories", "CNC 5 trục") is None
    assert book.find("province", "QN") == ("22", "remembered")
    assert {answer.text for answer in book.used} == {"CNC", "x", "QN"}


def test_a_covered_separator_divides_nothing() -> None:
    book = AnswerBook([Answer("categories", "a", "b", "chosen")])
    assert book.find("categories", r"a\;c") is None
    assert book.find("categories", "") is None


def test_what_was_chosen_rules_over_what_is_remembered() -> None:
    found = answers_of({"province": {"QN": None}}, {"province": {"QN": "22", "HN": "01"}})
    assert {(item.text, item.value, item.how) for item in found} == {
        ("QN", None, "chosen"),
        ("HN", "01", "remembered"),
    }
    assert [Answer.from_json(item.to_json()) for item in found] == list(found)


def test_choices_keep_their_answers() -> None:
    choices = Choices(answers={"a": {"b": None}}, remembered_answers={"c": {"d": "e"}})
    assert Choices.from_json(choices.to_json()) == choices
    assert Choices().to_json() == {}


def _layout(*headers: str) -> Layout:
    return Layout(
        columns=tuple(
            ColumnGuess(
                position, "ABC"[position], header, "ignored" if header == "STT" else None, 1, "name"
            )
            for position, header in enumerate(headers)
        )
    )


def test_rows_that_say_the_same_have_one_fingerprint() -> None:
    prints = RowPrints(_layout("STT", "Tên", "Tỉnh"), "suppliers")
    first = prints.of(["1", "A", "nt"], {"fills": {"2": {"cell": "QN", "code": "as_above"}}})
    moved = prints.of(["7", "A", "nt"], {"fills": {"2": {"cell": "QN", "code": "as_above"}}})
    assert first == moved
    other = prints.of(["1", "A", "nt"], {"fills": {"2": {"cell": "HN", "code": "as_above"}}})
    assert first != other
    assert prints.of(["1", "A"], {}) == prints.of(["1", "A", None], {})
    assert prints.of(["1", "A"], {}) != prints.of(["1", None, "A"], {})
    elsewhere = RowPrints(_layout("STT", "Tên", "Nơi giao"), "suppliers")
    assert elsewhere.of(["1", "A"], {}) != prints.of(["1", "A"], {})


def test_an_answer_for_the_cell_above_counts_for_as_above_and_both_are_shown(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Tên,Tỉnh\nA,QN\nB,nt\n", encoding="utf-8")
    choices: JsonValue = {"answers": {"province": {"QN": "legacy:49"}}}
    messages = list(analyse_file(str(path), "a.csv", "suppliers", cast("Any", choices), LIMITS))
    rows = [InterpretedRow.from_json(row) for row in cast("Any", messages[1]["rows"])]
    assert [guess.code for guess in rows[1].guesses] == ["answered", "as_above"]
    assert [row.state for row in rows] == ["ready", "ready"]
    assert cast("Any", messages[-1]["answers"])[0]["text"] == "QN"
