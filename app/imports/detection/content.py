"""What a column seems to hold, judged by its cells alone."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from stdnum.vn import mst

from app.imports.columns import ImportKind
from app.reference import load_reference
from app.reference.text import fold
from app.reference.units import resolve_unit
from app.spreadsheets.tables import Cell, text_of

LOOKED_AT = 100
"""Cells of a column that are looked at."""

_LEAST_SHARE = 0.7
"""Part of the cells that must look alike."""

_LEAST_NUMBERS = 0.3
_LEAST_CELLS = 2
_LONGEST = 300
"""Characters of a cell that are looked at."""

_LEAST_NAME_LENGTH = 5

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_PHONE = re.compile(r"\(?(?:\+|0)[\d ().-]{7,18}")
_SITE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,6}|[IVXLC]{1,6}|[A-Za-z])[.)]?")
_COMPANY = re.compile(
    r"\b(?:cong ty|cty|doanh nghiep|tnhh|co phan|co ltd|company|corp|jsc|htx|hop tac xa|xi nghiep"
    r"|co so)\b"
)


def _is_tax_code(text: str) -> bool:
    digits = text.strip()
    return mst.is_valid(digits) or (digits.isdigit() and mst.is_valid(digits.zfill(10)))


def _is_place(text: str) -> bool:
    return load_reference().places.resolve(text).status == "resolved" and bool(
        _LETTERS.search(text)
    )


def _is_certificate(text: str) -> bool:
    return bool(load_reference().certifications.find_all(text))


def _is_category(text: str) -> bool:
    return load_reference().categories.resolve(text, suggest=False).status == "resolved"


_TESTS: Mapping[ImportKind, Sequence[tuple[str, Callable[[str], bool]]]] = {
    "suppliers": (
        ("tax_code", _is_tax_code),
        ("contact_email", lambda text: bool(_EMAIL.fullmatch(text))),
        ("website", lambda text: bool(_SITE.fullmatch(text))),
        ("contact_phone", lambda text: bool(_PHONE.fullmatch(text))),
        ("certifications", _is_certificate),
        ("categories", _is_category),
        ("province", _is_place),
    ),
    "demands": (
        ("required_certifications", _is_certificate),
        ("category", _is_category),
        ("unit", lambda text: resolve_unit(text) is not None),
        ("delivery_province", _is_place),
    ),
}

FIRM = frozenset({"tax_code", "contact_email", "website"})
"""Columns whose content can hardly be anything else: their form is checked."""


def columns_by_content(cells: Sequence[Cell], kind: ImportKind) -> list[str]:
    """Return the columns whose content the cells look like, in the order of their firmness."""
    given = [cell for cell in cells if cell is not None][:LOOKED_AT]
    texts = [text_of(cell)[:_LONGEST] for cell in given]
    if len(texts) < _LEAST_CELLS:
        return []
    found = []
    for column, test in _TESTS[kind]:
        if sum(map(test, texts)) >= _LEAST_SHARE * len(texts):
            found.append(column)
    if kind == "demands" and _share(cells, date) >= _LEAST_SHARE:
        found.append("needed_by")
    return found


def is_row_number(cell: Cell) -> bool:
    """Say whether a cell can be the number of a row: 12, 3), IV or b."""
    return _ROW_NUMBER.fullmatch(text_of(cell)) is not None


def is_row_numbers(cells: Sequence[Cell]) -> bool:
    """Say whether a column that is headed so numbers the rows; headings may stand between."""
    given = [cell for cell in cells if cell is not None][:LOOKED_AT]
    return sum(map(is_row_number, given)) >= _LEAST_NUMBERS * len(given)


def name_worth(cells: Sequence[Cell]) -> float:
    """Say how much a column looks like names, 0 to 1: texts, seldom the same, of some length."""
    texts = [cell for cell in cells if isinstance(cell, str)][:LOOKED_AT]
    if not texts:
        return 0.0
    likely = [t for t in texts if _LETTERS.search(t) and len(t) >= _LEAST_NAME_LENGTH]
    share = len(likely) / len([cell for cell in cells if cell is not None][:LOOKED_AT])
    distinct = len(set(texts)) / len(texts)
    firms = sum(bool(_COMPANY.search(fold(text))) for text in texts) / len(texts)
    return round(share * distinct * (0.5 + 0.5 * firms), 3)


def _share(cells: Sequence[Cell], kind: type) -> float:
    given = [cell for cell in cells if cell is not None]
    return sum(isinstance(cell, kind) for cell in given) / len(given) if given else 0.0
