"""Text files whose cells are separated (.csv, .tsv, .txt)."""

import re
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path

from app.core.i18n import Text
from app.spreadsheets.encodings import find_encoding, open_text
from app.spreadsheets.facts import Fact
from app.spreadsheets.formats.quotes import Record, RecordReader
from app.spreadsheets.formats.separators import find_separator, is_blank
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.tables import TableLimits

_SAMPLE_LINES = 500
_HINT = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
"""First line with which Excel is told the separator; it is no row."""

_TEXT_FORMULA = re.compile(r'="([^"]*)"')
"""How a number is kept as a text in CSV; Excel shows only what stands between the quotes."""

_QUOTES = Fact(
    "quotation_marks",
    Text(
        "The quotation marks of some rows do not match; there they were read as part of the text.",
        "Dấu ngoặc kép ở một số dòng không khớp; ở đó chúng được đọc như một phần của văn bản.",
    ),
)
_TEXT_FORMULAS = Fact(
    "text_formulas",
    Text(
        'Cells such as ="012" were read as the text 012.',
        'Các ô dạng ="012" được đọc thành văn bản 012.',
    ),
)


def read_delimited(path: Path, limits: TableLimits) -> Loaded:
    """Read the rows of a text file.

    Encoding and separator are found by the content. Quotation marks that do not match never
    swallow rows: they are read as text, and the row is marked.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        FileTypeNotSupportedError: It is no text.
        TooManyRowsError: It has more rows than allowed.
        UnpackedTooLargeError: It is longer than allowed.
    """
    encoding = find_encoding(path)
    loaded = Loaded(encoding=encoding.name, facts=list(encoding.facts))
    builder = SheetBuilder("", limits, TextBudget(limits.max_unpacked_bytes))
    loaded.sheets.append((builder, None))
    with open_text(path, encoding) as lines:
        first = next(lines, "").removeprefix("\ufeff")
        hint = _HINT.fullmatch(first)
        sample = [] if hint else [first]
        sample += islice(lines, _SAMPLE_LINES)
        separator, width = find_separator(sample, hint[1] if hint else None)
        loaded.separator = separator
        reader = RecordReader(separator or "\x1f", width)
        _read_rows(reader.records(chain(sample, lines)), builder, loaded)
    return loaded


def _read_rows(records: Iterable[Record], builder: SheetBuilder, loaded: Loaded) -> None:
    has_quotes = has_formulas = False
    for number, record in enumerate(records, start=1):
        builder.begin_row(number)
        for position, text in enumerate(record.cells):
            if not text or (loaded.separator is None and is_blank(text)):
                continue
            formula = _TEXT_FORMULA.fullmatch(text) if text.startswith("=") else None
            has_formulas |= formula is not None
            builder.put_text(position, formula[1] if formula else text)
        if record.is_repaired:
            has_quotes = True
            builder.fault(0, "quotation_marks", next(filter(None, record.cells), ""))
        builder.end_row()
    loaded.facts += [_QUOTES] * has_quotes + [_TEXT_FORMULAS] * has_formulas
