import pytest

from app.core.errors import AppError
from app.spreadsheets.errors import (
    EmptyFileError,
    FileNameDisagreesError,
    FileTooLargeError,
    FileTypeNotSupportedError,
    NotUtf8Error,
    PasswordProtectedError,
    WorkbookWithMacrosError,
)
from app.spreadsheets.files import read_table
from app.spreadsheets.package import open_package
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    TYPES,
    archive,
    changed,
    text_file,
    with_part,
    workbook,
)

TABLE = (("name", "quantity"), ("Vít", 5))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refuse(content: bytes, filename: str, error: type[AppError]) -> AppError:
    with pytest.raises(error) as caught:
        read_table(content, filename, LIMITS)
    return caught.value


@pytest.mark.parametrize("filename", ["list.xlsx", "LIST.XLSX", "list", "", "C:\\a.b\\list.xlsx"])
def test_a_workbook_is_read_under_a_fitting_name(filename: str) -> None:
    assert len(read_table(workbook(TABLE), filename, LIMITS).rows) == 1


@pytest.mark.parametrize("filename", ["list.csv", "danh.sach.CSV", "list", "", ".csv"])
def test_a_text_is_read_under_a_fitting_name(filename: str) -> None:
    assert len(read_table(text_file(TABLE), filename, LIMITS).rows) == 1


@pytest.mark.parametrize(
    ("content", "filename", "kind"),
    [
        (workbook(TABLE), "list.csv", ".xlsx (Excel)"),
        (workbook(TABLE), "list.xls", ".xlsx (Excel)"),
        (text_file(TABLE), "list.xlsx", ".csv"),
        (text_file(TABLE), "list.txt", ".csv"),
    ],
)
def test_a_name_that_disagrees_is_refused_with_both(
    content: bytes, filename: str, kind: str
) -> None:
    error = refuse(content, filename, FileNameDisagreesError)
    assert error.status == 415
    assert filename in str(error)
    assert kind in str(error)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (COMPOUND, ".xls"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08", "GZIP"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"<!DOCTYPE html><table>", "HTML/XML"),
        (b"\xef\xbb\xbf <html>", "HTML/XML"),
        (b"<?xml version='1.0'?><Workbook/>", "HTML/XML"),
        (b"\x01\x02\x80\x81", "binary"),
        (archive({"readme.txt": b"x"}), "ZIP"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), ".ods"),
    ],
)
def test_another_type_is_refused_with_the_types_that_are_read(content: bytes, kind: str) -> None:
    error = refuse(content, "list.xlsx", FileTypeNotSupportedError)
    assert error.status == 415
    assert kind in str(error)
    assert ".xlsx" in str(error)
    assert ".csv" in error.render_detail("vi")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml", ".xltx"),
        (
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"ms-excel.sheet.binary.macroEnabled.main",
            ".xlsb",
        ),
        (
            b"spreadsheetml.sheet.main+xml",
            b"wordprocessingml.document.main+xml",
            ".docx",
        ),
        (
            b"spreadsheetml.sheet.main+xml",
            b"presentationml.presentation.main+xml",
            ".pptx",
        ),
        (b"spreadsheetml.sheet.main+xml", b"something.else", "ZIP"),
    ],
)
def test_other_office_files_are_told_apart(old: bytes, new: bytes, kind: str) -> None:
    content = changed(workbook(TABLE), TYPES, lambda part: part.replace(old, new))
    assert kind in str(refuse(content, "list.docx", FileTypeNotSupportedError))


def test_a_workbook_with_a_macro_part_is_refused() -> None:
    content = with_part(workbook(TABLE), "xl/vbaProject.bin", b"macro")
    error = refuse(content, "list.xlsx", WorkbookWithMacrosError)
    assert error.status == 415
    assert "vbaproject.bin" in str(error)


@pytest.mark.parametrize("kind", [b"sheet.macroEnabled.main+xml", b"macrosheet+xml"])
def test_a_workbook_that_may_hold_macros_is_refused(kind: bytes) -> None:
    override = b'<Override PartName="/xl/x.xml" ContentType="application/vnd.ms-excel.%b"/></Types>'
    content = changed(
        workbook(TABLE), TYPES, lambda part: part.replace(b"</Types>", override % kind)
    )
    refuse(content, "list.xlsm", WorkbookWithMacrosError)


def test_an_encrypted_workbook_asks_to_remove_the_password() -> None:
    content = COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    error = refuse(content, "list.xlsx", PasswordProtectedError)
    assert error.status == 422
    assert "password" in str(error)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_a_file_without_content_is_refused(content: bytes) -> None:
    assert refuse(content, "list.csv", EmptyFileError).status == 422


def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    content = b"name\n" + b"x" * LIMITS.max_bytes
    error = refuse(content, "list.csv", FileTooLargeError)
    assert error.status == 413
    assert str(LIMITS.max_bytes) in str(error)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1258"])
def test_a_text_in_another_encoding_is_refused(encoding: str) -> None:
    content = "name\nVít thép đen\n".encode(encoding, errors="ignore")
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + content
    error = refuse(content, "list.csv", NotUtf8Error)
    assert "CSV UTF-8" in str(error)


def test_invalid_utf8_is_named_by_byte_and_line() -> None:
    for mark in (b"", b"\xef\xbb\xbf"):
        content = mark + "name\nVít\nĐinh".encode() + b"\xc3(\n"
        params = refuse(content, "list.csv", NotUtf8Error).params
        assert params["offset"] == content.index(b"\xc3(")
        assert params["line"] == 3
        assert params["byte"] == "0xc3"


def test_long_text_cut_within_a_character_by_the_probe_is_still_text() -> None:
    body = "name\n" + "x" * (64 * 1024 - 6) + "đ\x01\n"
    with pytest.raises(AppError) as caught:
        read_table(body.encode(), "list.csv", LIMITS)
    assert caught.value.problems[0].code == "cell_too_long"


def test_a_package_without_types_is_no_workbook() -> None:
    with pytest.raises(FileTypeNotSupportedError):
        open_package({})
