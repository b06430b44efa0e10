"""Files as people upload them."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

import httpx
import xlsxwriter

from tests.factories.client import Client

Value: TypeAlias = str | float | date | None
Rows: TypeAlias = Sequence[Mapping[str, Value]]


def csv_file(rows: Rows, separator: str = ",") -> bytes:
    """Write rows as UTF-8 text whose header is the keys of the first one."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def xlsx_file(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """Write rows as a workbook; dates and numbers are cells of their own kind."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(sheet)
        for column, header in enumerate(rows[0]):
            page.write_string(0, column, header)
            for line, row in enumerate(rows, start=1):
                value = row[header]
                if isinstance(value, str):
                    page.write_string(line, column, value)
                elif isinstance(value, date):
                    page.write_datetime(line, column, value, day)
                elif value is not None:
                    page.write_number(line, column, value)
    return content.getvalue()


def upload(
    client: Client,
    path: str,
    content: bytes,
    filename: str = "list.csv",
    *,
    key: str | None = None,
    **fields: str,
) -> httpx.Response:
    """Send a file with the other fields of its form."""
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(path, files={"file": (filename, content)}, data=fields, headers=headers)
