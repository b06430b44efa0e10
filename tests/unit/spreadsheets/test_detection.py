import pytest

from app.spreadsheets.errors import (
    EmptyFileError,
    FileTooLargeError,
    FileTypeNotSupportedError,
)
from tests.unit.spreadsheets.reading import facts_of, read_book, refuse
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    ods_table,
    old_workbook,
    open_document,
    text_file,
    workbook,
)

ROWS = [["tên", "số"], ["Vít", "5"]]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook(ROWS), "xlsx"),
        (old_workbook(ROWS), "xls"),
        (open_document(ods_table(ROWS)), "ods"),
        (text_file(ROWS), "csv"),
        (b"<table><tr><td>x", "xls"),
    ],
)
@pytest.mark.parametrize("name", ["", "danh sách", "list.doc", "C:\\list.pdf"])
def test_content_says_what_a_file_is(content: bytes, kind: str, name: str) -> None:
    assert read_book(content, name).format == kind
    disagrees = "content_disagrees_with_name" in facts_of(content, name)
    assert disagrees == ("." in name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(ROWS), "a.XLSM"),
        (old_workbook(ROWS), "a.xls"),
        (open_document(ods_table(ROWS)), "a.ods"),
        (text_file(ROWS), "a.tsv"),
    ],
)
def test_a_name_that_says_so_is_no_fact(content: bytes, name: str) -> None:
    assert facts_of(content, name) == []


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf \r\n", b"\xff\xfe\x0a\x00"])
def test_nothing_is_an_empty_file(content: bytes) -> None:
    refuse(content, EmptyFileError)


def test_size_is_limited() -> None:
    refuse(b"a," * LIMITS.max_bytes, FileTooLargeError)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 x",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
        b"PK\x05\x06" + b"\0" * 18,
        b"\x09\x08\x08\x00\x00\x05\x10\x00",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n<html>",
        b'<?xml version="1.0"?><a/>',
        b"<svg xmlns='x'></svg>",
        bytes(range(256)),
    ],
)
def test_other_files_are_refused_with_what_to_do(content: bytes) -> None:
    error = refuse(content, FileTypeNotSupportedError)
    assert error.status == 415
    assert ".xlsx" in str(error)
