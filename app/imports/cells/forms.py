"""What may be meant by a cell that has not the form that its column needs."""

import re
from collections.abc import Callable, Iterable, Mapping

from app.core.i18n import Text
from app.imports.cells.hinted import NO_TAX_CODE
from app.imports.cells.plain import CellError, parse_number
from app.imports.findings import Suggestion
from app.reference.units import load_units
from app.spreadsheets.tables import plain_number

_COMMON_UNITS = ("pcs", "set", "kg")
_MOST = 3
_LOOKED_AT = 300
"""Characters of a cell that are searched."""

_NUMBER = re.compile(r"\d[\d., ]*\d|\d")
_EMAIL = re.compile(r"[^@\s;,|/<>()]+@[^@\s;,|/<>()]+\.[^@\s;,|/<>()]+")
_PHONE = re.compile(r"[+(]?\d[\d ().-]{5,}\d")
_SITE = re.compile(r"(?:https?://|www\.)[^\s;,|]+|[\w-]+(?:\.[\w-]+)+(?:/[^\s;,|]*)?")
_EMPTY = Suggestion(None, Text("(empty)", "(để trống)"))


def _numbers(text: str) -> Iterable[str]:
    for found in _NUMBER.findall(text):
        try:
            yield plain_number(parse_number(found))
        except CellError:
            continue


_FORMS: Mapping[str, Callable[[str], Iterable[str]]] = {
    "contact_email": _EMAIL.findall,
    "contact_phone": lambda text: (found.strip() for found in _PHONE.findall(text)),
    "website": _SITE.findall,
}
_NUMBER_FAULTS = frozenset({"not_a_number"})
_FORM_FAULTS = frozenset({"string_pattern_mismatch", "string_too_short", "string_too_long"})


def suggest_form(code: str, column: str, text: str) -> tuple[Suggestion, ...]:
    """Suggest what may be put in place of a cell.

    Args:
        code: What is wrong with it.
        column: Canonical name of its column.
        text: What stands there.
    """
    if code == "unit_missing" and column == "unit":
        units = load_units()
        return tuple(
            Suggestion(unit, Text(units[unit].name_en, units[unit].name_vi))
            for unit in _COMMON_UNITS
        )
    if code == "quantity_missing":
        return (_EMPTY,)
    if column == "tax_code":
        return (NO_TAX_CODE,)
    found: Iterable[str] = ()
    text = text[:_LOOKED_AT]
    if code in _NUMBER_FAULTS:
        found = _numbers(text)
    elif code in _FORM_FAULTS and column in _FORMS:
        found = _FORMS[column](text)
    values = [value for value in dict.fromkeys(found) if value != text][:_MOST]
    return tuple(Suggestion(value, Text(value, value)) for value in values)
