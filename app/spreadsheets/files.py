"""From an uploaded file to a table."""

from app.spreadsheets.archive import unpack
from app.spreadsheets.delimited import read_delimited
from app.spreadsheets.errors import SheetNotFoundError
from app.spreadsheets.file_types import check_name, find_kind
from app.spreadsheets.package import open_package
from app.spreadsheets.tables import Table, TableLimits
from app.spreadsheets.workbook import read_workbook


def read_table(
    content: bytes, filename: str, limits: TableLimits, sheet: str | None = None
) -> Table:
    """Read the table that a file holds.

    The first row that is not blank is the header. What the file is, its content says.

    Args:
        content: The file.
        filename: Its name; where it has an extension, that must agree with the content.
        limits: How much the file may hold.
        sheet: Which sheet of a workbook to read; None for the only one that holds data.

    Raises:
        UnsupportedMediaTypeError: It is no .xlsx or .csv file, or holds macros.
        PayloadTooLargeError: It holds more than allowed.
        UnreadableFileError: It is empty, damaged, encrypted or in another encoding, or it is not
            clear which sheet is meant.
        InvalidFileError: Cells hold formulas, errors, NUL or texts too long, or are merged.
    """
    kind = find_kind(content, limits)
    if kind == "zip":
        package = open_package(unpack(content, limits.max_unpacked_bytes))
        check_name(filename, kind)
        return read_workbook(package, limits, sheet)
    check_name(filename, kind)
    if sheet is not None:
        raise SheetNotFoundError(sheet=sheet, sheets="-")
    return read_delimited(content, limits)
