"""Files that are written: texts stay texts, names are valid, limits are told."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInputError
from app.spreadsheets.writing import workbooks
from app.spreadsheets.writing.delimited import write_delimited
from app.spreadsheets.writing.names import content_disposition, file_name, sheet_names
from app.spreadsheets.writing.neutral import (
    is_dangerous,
    keep_apostrophes,
    neutralise,
    restore,
)
from app.spreadsheets.writing.tables import Column, Table, Value
from app.spreadsheets.writing.workbooks import write_workbook

TEXTS = st.text(st.sampled_from("'=+-@\t\rab1"), max_size=6)


def workbook(*rows: list[Value], columns: int = 3) -> bytes:
    file = io.BytesIO()
    table = Table("Tên", [Column(f"C{number}", 20) for number in range(columns)], rows, ["trên"])
    write_workbook(file, [table], [table.name])
    return file.getvalue()


@given(TEXTS)
def test_what_is_covered_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert restore(keep_apostrophes(text)) == text
    assert not is_dangerous(neutralise(text).lstrip("'")) or neutralise(text).startswith("'")


def test_only_texts_are_uncovered() -> None:
    assert restore(Decimal(5)) == Decimal(5)
    assert restore(None) is None
    assert restore("'tis") == "'tis"


def test_a_text_is_never_a_formula_or_a_link() -> None:
    content = workbook(["=1+1", "https://a.example", "12"], ["'=x", None, ""])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert 'quotePrefix="1"' in styles
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = [[cell.value for cell in line] for line in book.worksheets[0]]
    assert values == [
        ["trên", None, None],
        ["C0", "C1", "C2"],
        ["=1+1", "https://a.example", "12"],
        ["''=x", None, None],
    ]
    assert book.worksheets[0]["A3"].data_type == "s"


def test_numbers_and_dates_have_cells_of_their_own() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([Decimal("12.125"), 7, date(2027, 3, 1)])))
    sheet = book.worksheets[0]
    assert sheet["A3"].value == pytest.approx(12.125)
    assert sheet["B3"].value == 7
    assert sheet["C3"].is_date
    assert sheet["C3"].number_format == "yyyy-mm-dd"
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:C3"
    assert sheet.column_dimensions["A"].width == pytest.approx(20, abs=1)


def test_what_no_workbook_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidInputError) as caught:
        workbook(["x", "y" * 32_768])
    (problem,) = caught.value.problems
    assert problem.code == "cell_too_long"
    assert "Row 3, column C1" in problem.render("en")
    monkeypatch.setattr(workbooks, "MAX_ROWS", 2)
    with pytest.raises(InvalidInputError) as caught:
        workbook(["1"], ["2"], ["3"])
    assert caught.value.problems[0].code == "too_many_rows"


def test_a_text_file_has_its_mark_and_covers_formulas() -> None:
    file = io.BytesIO()
    rows: list[list[Value]] = [["=a", Decimal("12.125"), date(2027, 3, 1)], ['x"\ny', None], [5]]
    write_delimited(file, Table("t", [Column("=h"), Column("b"), Column("c")], rows))
    assert file.getvalue().decode() == (
        '\ufeff\'=h,b,c\r\n\'=a,12.1250,2027-03-01\r\n"x""\ny",,\r\n5,,\r\n'
    )
    assert not file.closed


def test_names_of_sheets_are_valid_and_differ() -> None:
    wanted = ["a/b", "A?b", "", "x" * 40, "x" * 50, "'quoted'", "History", "𝒳" * 20]
    names = list(sheet_names(wanted))
    assert names[:3] == ["a b", "A b (2)", "Sheet"]
    assert names[5] == "quoted"
    assert names[6] != "History"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert openpyxl.Workbook().create_sheet(names[4]).title == names[4]


def test_names_of_files_keep_vietnamese_letters() -> None:
    name = file_name('Danh sách "Đợt 2"/3', "xlsx")
    assert name == "Danh sách Đợt 2 3.xlsx"
    assert file_name("...", "csv") == "ketnoi.csv"
    assert content_disposition(name) == (
        'attachment; filename="Danh sach Dot 2 3.xlsx"; '
        "filename*=UTF-8''Danh%20s%C3%A1ch%20%C4%90%E1%BB%A3t%202%203.xlsx"
    )
