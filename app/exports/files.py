"""A table as a file: written to disk first, so that its size and its faults are known."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal

from app.core.clock import today_in_vietnam
from app.spreadsheets.writing.delimited import write_delimited
from app.spreadsheets.writing.names import content_disposition, file_name
from app.spreadsheets.writing.tables import Table
from app.spreadsheets.writing.workbooks import write_workbook

Format = Literal["xlsx", "csv"]

MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_IN_MEMORY = 1024 * 1024
"""Bytes of a file that are kept in memory before it goes to disk."""

_CHUNK = 64 * 1024


def write_table(target: BinaryIO, table: Table, form: Format) -> None:
    """Write one table.

    Raises:
        InvalidInputError: It does not fit into a workbook.
    """
    if form == "csv":
        write_delimited(target, table)
    else:
        write_workbook(target, [table], [table.name])


def in_temporary_file(write: Callable[[BinaryIO], None]) -> tuple[int, Iterable[bytes]]:
    """Write a file that nobody else sees, and that is gone when it has been read.

    Returns:
        Its size in bytes, and its content.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when read
    try:
        write(file)  # type: ignore[arg-type] # it has all that a file has
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return size, _read(file)


def _read(file: "tempfile.SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def download_headers(title: str, form: Format, size: int) -> dict[str, str]:
    """Return the headers of a download: its name, with the day, and its size."""
    name = file_name(f"{title} {today_in_vietnam().isoformat()}", form)
    return {
        "Content-Disposition": content_disposition(name),
        "Content-Length": str(size),
        "X-Content-Type-Options": "nosniff",
    }
