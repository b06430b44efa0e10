"""Files that nobody should send."""

import io
import zipfile
from functools import cache

import xlsxwriter

from tests.factories.spreadsheets import xlsx_file

MIB = 1024 * 1024


def odd_workbook(write: str) -> bytes:
    """Make a workbook that holds one thing that is not read."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet("Nhu cầu")
        page.write_row(0, 0, ["name", "quantity", "unit"])
        page.write_row(1, 0, ["Vỏ máy", 5, "pcs"])
        if write == "formula":
            page.write_formula(1, 1, "=2+3", None, 5)
        elif write == "merged header":
            page.merge_range(0, 0, 0, 1, "name")
        elif write == "merged cells":
            page.write_string(2, 0, "Lò xo")
            page.merge_range(1, 0, 2, 0, "Vỏ máy")
        elif write == "two sheets":
            book.add_worksheet("Khác").write_string(0, 0, "a")
    return content.getvalue()


def workbook_with_part(name: str, megabytes: int) -> bytes:
    """Make a workbook with one more part, of zeros."""
    content = io.BytesIO(xlsx_file([{"name": "Vỏ máy"}]))
    with (
        zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(name, "w") as part,
    ):
        for _ in range(megabytes):
            part.write(bytes(MIB))
    return content.getvalue()


@cache
def zip_bomb() -> bytes:
    return workbook_with_part("xl/media/image1.png", 201)
