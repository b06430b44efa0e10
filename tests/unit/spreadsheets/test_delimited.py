import pytest

from app.core.errors import AppError
from app.spreadsheets import delimited
from app.spreadsheets.errors import (
    EmptyTableError,
    InvalidFileError,
    SheetNotFoundError,
    TooManyCellsError,
    TooManyRowsError,
)
from app.spreadsheets.files import read_table
from app.spreadsheets.tables import Table
from tests.unit.spreadsheets.spreadsheets import LIMITS, text_file


def read(text: str | bytes) -> Table:
    content = text.encode() if isinstance(text, str) else text
    return read_table(content, "list.csv", LIMITS)


def refuse(text: str, error: type[AppError]) -> AppError:
    with pytest.raises(error) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_separator_and_mark_are_recognised(separator: str, encoding: str) -> None:
    rows = [("name", "category", "notes"), ("Vít, ốc", "MET-FAS; PLA-INJ", 'dài 5"\nđen')]
    table = read(text_file(rows, separator, encoding))
    assert table.sheet is None
    assert table.header.cells == rows[0]
    assert table.rows[0].cells == rows[1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_numbered_as_spreadsheet_programs_do(end: str) -> None:
    lines = ["", "name,notes", ",,", 'Vít,"a', 'b"', "", "Ốc"]
    table = read(end.join(lines))
    assert table.header.number == 2
    assert [row.number for row in table.rows] == [4, 6]
    assert table.blank_rows == 3


def test_one_column_needs_no_separator() -> None:
    assert read("name\nVít\n").rows[0].cells == ("Vít",)


def test_separators_in_values_do_not_decide() -> None:
    table = read('name,category\n"a;b;c;d",x\n')
    assert table.rows[0].cells == ("a;b;c;d", "x")


def test_a_quoted_header_is_read_with_any_separator() -> None:
    assert read('"name";"notes"\na;b\n').header.cells == ("name", "notes")


@pytest.mark.parametrize(
    ("text", "row"),
    [('name,notes\na,"b\nc\n', 2), ('name,notes\na,b\nc,"d"e\n', 3), ('"name"x,y\n', 1)],
)
def test_quotation_marks_that_do_not_match_are_named(text: str, row: int) -> None:
    (problem,) = refuse(text, InvalidFileError).problems
    assert problem.code == "quotes"
    assert problem.row == row
    assert problem.render("vi")


def test_a_formula_is_named() -> None:
    (problem,) = refuse("name,notes\nVít,\"=cmd|'/C x'!A0\"\n", InvalidFileError).problems
    assert (problem.code, problem.row, problem.column) == ("formula", 2, "B")
    assert problem.value == "=cmd|'/C x'!A0"


def test_formulas_and_long_cells_are_named_together() -> None:
    problems = refuse(f"name,notes\n=1,{'x' * 501}\n", InvalidFileError).problems
    assert [problem.code for problem in problems] == ["formula", "cell_too_long"]


def test_blank_rows_are_limited_as_in_spreadsheet_programs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delimited, "MAX_ROW", 5)
    refuse("name\n\n\n\n\nx\n", TooManyRowsError)


def test_nul_is_named() -> None:
    (problem,) = refuse("name\nVí\x00t\n", InvalidFileError).problems
    assert (problem.code, problem.row, problem.column) == ("nul_character", 2, "A")


@pytest.mark.parametrize("size", [501, 400_000])
def test_a_long_cell_is_named_however_long(size: int) -> None:
    (problem,) = refuse(f"name,notes\nVít,{'x' * size}\n", InvalidFileError).problems
    assert (problem.code, problem.row, problem.column) == ("cell_too_long", 2, "B")
    assert str(size) in problem.render("en")


@pytest.mark.parametrize("text", ["name\n", "name,notes\n,\n;\n"[:12], ",\n,", "\n\n, ,\n"])
def test_a_text_without_data_is_refused(text: str) -> None:
    refuse(text, EmptyTableError)


def test_rows_are_limited() -> None:
    rows = "x\n" * LIMITS.max_rows
    assert len(read(f"name\n{rows}").rows) == LIMITS.max_rows
    refuse(f"name\n{rows}x\n", TooManyRowsError)


def test_columns_are_limited_where_they_hold_something() -> None:
    assert read("name" + "," * 900 + "\nx\n").header.cells == ("name",)
    assert "GS2" in str(refuse("name\nx" + ",y" * 200, TooManyCellsError))


def test_a_text_has_no_sheets() -> None:
    with pytest.raises(SheetNotFoundError):
        read_table(b"name\nx\n", "list.csv", LIMITS, "Sheet1")
