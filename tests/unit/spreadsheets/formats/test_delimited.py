import unicodedata

import pytest

from app.spreadsheets.errors import (
    FileTypeNotSupportedError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from app.spreadsheets.grid import SPARE_ROWS
from tests.unit.spreadsheets.reading import (
    facts_of,
    read_book,
    read_cells,
    read_rows,
    refuse,
)
from tests.unit.spreadsheets.spreadsheets import LIMITS, text_file


class TestSeparators:
    @pytest.mark.parametrize(
        ("text", "separator"),
        [
            ("name,quantity\nVít,5\n", ","),
            ("name;quantity\nVít;1,5\nỐc;2,5\n", ";"),
            ("name\tnotes\nVít\ta,b;c\n", "\t"),
            ("name|quantity\nVít|5\n", "|"),
            ("DANH SÁCH, năm 2027\n\nname;qty;price\nVít;1,5;2,5\nỐc;1;2\n", ";"),
            ("a,b,c\n1;2,x,y\n3;4,x,y\n", ","),
            ("sep=;\na;b,c\n1;2\n", ";"),
            ("name\nVít, ốc\nBu lông\nĐai\n", None),
            ("name\nVít\n", None),
        ],
    )
    def test_the_one_that_fits_most_lines_is_taken(self, text: str, separator: str | None) -> None:
        assert read_book(text.encode()).separator == separator

    def test_a_line_that_names_it_is_no_row(self) -> None:
        rows = read_rows(b"sep=;\r\na;b\r\n1;2\r\n")
        assert [(row.number, row.cells) for row in rows] == [(1, ("a", "b")), (2, ("1", "2"))]

    def test_a_named_one_that_divides_nothing_is_taken_all_the_same(self) -> None:
        assert read_cells(b"sep=|\na,b\nc,d\n") == [("a,b",), ("c,d",)]


class TestEncodings:
    TEXT = "tên;ghi chú\nVít;Đường số 5, phường Tân Thuận\nỐc;bằng thép không gỉ\n"

    @pytest.mark.parametrize(
        ("encoding", "name", "is_guessed"),
        [
            ("utf-8", "utf-8", False),
            ("utf-8-sig", "utf-8", False),
            ("utf-16", "utf-16", False),
            ("utf-16-le", "utf-16-le", True),
            ("utf-16-be", "utf-16-be", True),
            ("utf-32", "utf-32", False),
        ],
    )
    def test_unicode_is_recognised(self, encoding: str, name: str, is_guessed: bool) -> None:
        content = self.TEXT.encode(encoding)
        assert read_book(content).encoding == name
        assert facts_of(content) == ["encoding_guessed"] * is_guessed
        assert read_cells(content)[1] == ("Vít", "Đường số 5, phường Tân Thuận")

    def test_windows_1258_is_put_together(self) -> None:
        content = "tên;số\nĐinh vít;Tân Bình\n".encode("cp1258", "ignore")
        content = content.replace(b"Tan", b"T\xe2n") + "Ba\u0300;1\n".encode("cp1258")
        assert read_book(content).encoding == "windows-1258"
        assert facts_of(content) == ["encoding_guessed"]
        (cell, _) = read_cells(content)[2]
        assert cell == "Bà"
        assert unicodedata.is_normalized("NFC", str(cell))

    @pytest.mark.parametrize(
        "text", ["name;city\nMüller;Köln\nÌtalo;Þór\n", "name;price\nŠkoda;10\n"]
    )
    def test_western_letters_are_no_vietnamese_nonsense(self, text: str) -> None:
        content = text.encode("cp1252")
        assert read_book(content).encoding == "windows-1252"
        assert read_cells(content) == [tuple(line.split(";")) for line in text.splitlines()]

    def test_a_few_bad_bytes_are_told_and_marked(self) -> None:
        content = self.TEXT.encode().replace("gỉ".encode(), b"g\xe1\xbb")
        assert facts_of(content) == ["encoding_damaged"]
        (fault,) = read_rows(content)[2].faults
        assert (fault.position, fault.code) == (1, "damaged_characters")

    def test_damage_of_wide_text_is_told(self) -> None:
        content = "\ufeffa;b\n".encode("utf-16-le") + b"\x00\xdc" + "x;y\n".encode("utf-16-le")
        assert facts_of(content) == ["encoding_damaged"]

    def test_bytes_that_are_no_text_are_refused(self) -> None:
        refuse(bytes(range(256)) * 4, FileTypeNotSupportedError)


class TestQuotes:
    HEADER = "name,size,notes\n"
    GOOD = "Vít,5,x\n"

    def cells(self, text: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in read_cells((self.HEADER + text).encode())[1:]]

    def test_a_quoted_cell_may_hold_anything(self) -> None:
        assert self.cells('"a,b","c ""d""","e\nf"\n' + self.GOOD) == [
            ("a,b", 'c "d"', "e\nf"),
            ("Vít", "5", "x"),
        ]

    def test_a_blank_before_the_quotation_mark_does_no_harm(self) -> None:
        assert self.cells('a, "b, c", d\n' + self.GOOD)[0] == ("a", "b, c", "d")

    def test_a_mark_within_a_cell_is_an_inch(self) -> None:
        assert self.cells('Ống 2" thép,5,x\n')[0] == ('Ống 2" thép', "5", "x")

    @pytest.mark.parametrize(
        ("line", "cells"),
        [
            ('"Vít,5,x', ('"Vít', "5", "x")),
            ('"Ống 2" thép",5,x', ('Ống 2" thép', "5", "x")),
            ('"a" b,"c",x', ('"a" b', "c", "x")),
            ('"a" b,"c,x', ('"a" b', '"c', "x")),
        ],
    )
    def test_marks_that_do_not_match_swallow_no_row(
        self, line: str, cells: tuple[str, ...]
    ) -> None:
        content = (self.HEADER + self.GOOD + line + "\n" + self.GOOD * 150).encode()
        rows = read_rows(content)
        assert len(rows) == 153
        assert rows[2].cells == cells
        assert [fault.code for fault in rows[2].faults] == ["quotation_marks"]
        assert facts_of(content) == ["quotation_marks"]

    def test_two_stray_marks_do_not_swallow_the_rows_between_them(self) -> None:
        rows = read_rows((self.HEADER + '"a,1,x\n' + self.GOOD * 20 + 'b,1,"\n').encode())
        assert len(rows) == 23

    def test_a_stray_mark_at_the_end_is_text(self) -> None:
        assert self.cells(self.GOOD + 'a,1,"') == [("Vít", "5", "x"), ("a", "1", '"')]

    def test_lines_that_were_looked_at_are_read_again(self) -> None:
        text = '"a,1,x\n"b",2,"y\n' + self.GOOD * 2 + '"c",3,"z\nz"\n'
        assert len(read_rows((self.HEADER + text).encode())) in {5, 6}

    def test_a_text_kept_by_a_formula_is_that_text(self) -> None:
        content = b'a,b\n="012",=1+1\n'
        assert read_cells(content)[1] == ("012", "=1+1")
        assert facts_of(content) == ["text_formulas"]


def test_rows_have_the_numbers_that_a_spreadsheet_program_shows() -> None:
    rows = read_rows(b'a,b\n\n"x\ny",1\n , \nz,2\n')
    assert [row.number for row in rows] == [1, 3, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert read_cells(f"a,b{end}1,2{end}".encode()) == [("a", "b"), ("1", "2")]


def test_rows_are_limited() -> None:
    rows = [["a", "b"]] * (LIMITS.max_rows + SPARE_ROWS)
    assert len(read_rows(text_file(rows))) == len(rows)
    refuse(text_file([*rows, ["a", "b"]]), TooManyRowsError)


def test_blank_lines_beyond_any_sheet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.spreadsheets.grid.MAX_ROW", 10)
    refuse(b"a,b\n" + b"\n" * 10 + b"c,d\n", TooManyRowsError)


def test_columns_beyond_the_last_are_told() -> None:
    (row,) = read_rows(b"x," * 300 + b"y\n")
    assert len(row.cells) == 200
    assert [fault.code for fault in row.faults] == ["too_many_columns"]


def test_a_long_text_beyond_the_last_column_is_told_once() -> None:
    (row,) = read_rows(b"x," * 300 + b"y" * 600 + b"\n")
    assert [fault.code for fault in row.faults] == ["too_many_columns"]


def test_the_texts_of_a_file_are_limited() -> None:
    limits = LIMITS.__class__(10**7, 1000, 200, 500)
    refuse(text_file([["x" * 400, "y"]] * 3), UnpackedTooLargeError, limits)
