"""Sites, capabilities and contacts of a supplier in the cells of one row."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

from typing_extensions import TypeIs

from app.core.i18n import Text
from app.imports.cells.category_texts import KEPT, KEPT_AS_TEXT, category_label, category_read
from app.imports.cells.grammar import (
    has_positions,
    says_none,
    split,
    split_values,
    unescape,
    value_of,
    values_of,
)
from app.imports.cells.hinted import Taken
from app.imports.cells.plain import CellError, read_amount, read_text
from app.imports.cells.values import read_coordinates, read_place
from app.imports.cells.whole_numbers import take_whole
from app.imports.rows.positions import fits, part_at, read_each, read_parts
from app.imports.rows.reader import UNREADABLE, RowReader, Unreadable
from app.reference.text import fold
from app.reference.units import resolve_period

_MONTH = "month"
_DAYS = re.compile(r"\s*(?:days?|ngày)\s*$", re.IGNORECASE)

_NOT_MONTHLY = Text(
    "The capacity is meant per month, but the cell says '{unit}'. Convert it to a month.",
    "Công suất tính theo tháng nhưng ô ghi '{unit}'. Hãy quy đổi ra một tháng.",
)
_NO_CAPABILITY = Text(
    "This belongs to a capability, and the row has none. Fill in categories or capabilities.",
    "Thông tin này thuộc về một năng lực nhưng dòng không có năng lực nào. Hãy điền categories"
    " hoặc capabilities.",
)

_SITES = ("site_name", "address", "industrial_park", "province", "coordinates")


def read_sites(reader: RowReader) -> list[Mapping[str, object]]:
    """Read the factories of a row, whose addresses help to understand their provinces.

    A factory of which nothing is said is one only where its name says "none".
    """
    cells = {column: reader.read(column, read_parts) for column in _SITES}
    parts = {column: cell or [] for column, cell in cells.items() if not _is_bad(cell)}
    if len(parts) < len(cells):
        return []
    sites = []
    for index in range(max(map(len, parts.values()))):
        raw = {column: part_at(parts[column], index) for column in _SITES}
        try:
            site = _site(raw)
        except _PlacedError as error:
            reader.note(error.column, error.error)
            return []
        if site or says_none(raw["site_name"]):
            sites.append(site)
    return sites


class _PlacedError(Exception):
    """A part of a cell that cannot be taken, with its column."""

    def __init__(self, column: str, error: CellError) -> None:
        super().__init__(column)
        self.column = column
        self.error = error


def _site(raw: Mapping[str, str]) -> Mapping[str, object]:
    address, park = value_of(raw["address"]), value_of(raw["industrial_park"])
    hint = ", ".join(text for text in (park, address) if text)
    try:
        place = read_place(unescape(raw["province"]), hint)
    except CellError as error:
        raise _PlacedError("province", error) from error
    coordinates = value_of(raw["coordinates"])
    try:
        point = read_coordinates(coordinates) if coordinates else {}
    except CellError as error:
        raise _PlacedError("coordinates", error) from error
    texts = {"name": value_of(raw["site_name"]), "address": address, "industrial_park": park}
    return {**{field: text for field, text in texts.items() if text}, **place, **point}


def read_capabilities(reader: RowReader) -> object:
    """Read the capabilities; what is said once of materials, machines and so on goes to each."""
    categories = reader.read("categories", read_text)
    texts = reader.read("capabilities", read_text)
    told: dict[str, Sequence[object] | Unreadable | None] = {
        column: reader.read(column, read_each(read)) for column, read in _OF_CAPABILITY.items()
    }
    told |= {column: _read_amounts(reader, column) for column in _AMOUNTS}
    told["lead_time_days"] = _read_days(reader)
    if isinstance(categories, Unreadable) or isinstance(texts, Unreadable):
        return UNREADABLE
    pairs, kept = _keep_texts(reader, _pairs(categories or "", texts or ""))
    capabilities: list[dict[str, object]] = [
        {"category": category or None, "text": text} for category, text in pairs
    ]
    for column, values in told.items():
        if not pairs and reader.cell(column) is not None:
            reader.note(column, CellError("no_capability", _NO_CAPABILITY))
        elif (
            values is not None
            and not isinstance(values, Unreadable)
            and fits(reader, column, values, len(pairs))
        ):
            _spread(capabilities, column, values)
    capabilities.extend({"category": None, "text": text} for text in kept)
    return [thing for thing in capabilities if thing["category"] or thing["text"]]


def _keep_texts(
    reader: RowReader, pairs: Sequence[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[str]]:
    """Let clear texts that stand as categories be texts of capabilities.

    Returns:
        The pairs in their places, and texts whose place has a text of its own.
    """
    result: list[tuple[str, str]] = []
    rest: list[str] = []
    for category, text in pairs:
        code = category_read(category)
        if code is None:
            result.append((category, text))
            continue
        label = category_label(code)
        reader.guess("categories", KEPT, category, KEPT_AS_TEXT, en=label.en, vi=label.vi)
        if text and fold(text) != fold(category):
            rest.append(category)
        result.append(("", text or category))
    return result, rest


def _pairs(categories: str, texts: str) -> list[tuple[str, str]]:
    """Pair categories and texts by position; a hole keeps its place."""
    by_position = has_positions(categories) or has_positions(texts)
    split_cell = _positions if by_position else split_values
    firsts, seconds = (
        [value_of(part) or "" for part in split_cell(text)] for text in (categories, texts)
    )
    return list(zip_longest(firsts, seconds, fillvalue=""))


def _positions(text: str) -> list[str]:
    """Split a cell beside one that speaks by position; semicolons alone do as well."""
    return split(text, "|") if has_positions(text) else split_values(text)


def _spread(things: Sequence[dict[str, object]], column: str, values: Sequence[object]) -> None:
    """Give each thing its value; a single one goes to all."""
    given = [*values] * len(things) if len(values) == 1 else values
    for thing, value in zip(things, given, strict=False):
        if value is not None:
            thing[column] = value


def _read_amounts(reader: RowReader, column: str) -> Sequence[object] | Unreadable | None:
    """Read the amount of each capability; of a single one the header may tell the unit."""
    is_monthly = column == "monthly_capacity"
    cell = reader.cell(column)
    if isinstance(cell, str) and (says_none(cell) or has_positions(cell)):
        return reader.read(column, read_each(_capacity if is_monthly else _amount))
    amount = reader.read_amount(column)
    if not isinstance(amount, tuple):
        return amount
    value, unit = amount
    return reader.read(column, lambda _: [_checked(value, unit, is_monthly=is_monthly)])


def _amount(part: str) -> Mapping[str, object] | None:
    text = value_of(part)
    return None if text is None else _checked(*read_amount(text), is_monthly=False)


def _capacity(part: str) -> Mapping[str, object] | None:
    text = value_of(part)
    return None if text is None else _checked(*read_amount(text), is_monthly=True)


def _checked(value: Decimal, unit: str, *, is_monthly: bool) -> Mapping[str, object]:
    if is_monthly and resolve_period(unit) not in {None, _MONTH}:
        raise CellError("not_monthly", _NOT_MONTHLY, unit=unit)
    return {"value": value, "unit": unit}


def _days(part: str) -> Taken[Decimal] | None:
    text = value_of(part)
    return None if text is None else take_whole(_DAYS.sub("", text))


def _read_days(reader: RowReader) -> Sequence[object] | Unreadable | None:
    """Read the lead time of each capability, in whole days."""
    found = reader.read("lead_time_days", read_each(_days))
    if not isinstance(found, list):
        return found
    for taken in found:
        if taken is not None and taken.guess is not None:
            reader.guess("lead_time_days", taken.guess.code, taken.guess.taken, taken.guess.text)
    return [None if taken is None else taken.value for taken in found]


def _texts(part: str) -> list[str]:
    return values_of(part)


_OF_CAPABILITY: Mapping[str, Callable[[str], object]] = {
    "materials": _texts,
    "processes": _texts,
    "machines": _texts,
    "tolerance": value_of,
}


_AMOUNTS = ("monthly_capacity", "moq")


def read_contacts(reader: RowReader) -> list[Mapping[str, object]]:
    """Read the people to call, each with what one of the columns says at the same position."""
    texts = {
        field: reader.read(f"contact_{field}", read_parts)
        for field in ("name", "position", "email")
    }
    cells = {**texts, "phone": _read_phones(reader)}
    parts = {field: cell or [] for field, cell in cells.items() if not _is_bad(cell)}
    people: list[Mapping[str, object]] = []
    for index in range(max(map(len, parts.values()), default=0)):
        said = {field: value_of(part_at(column, index)) for field, column in parts.items()}
        person = {field: text for field, text in said.items() if text is not None}
        if person:
            people.append(person)
    return people


def _read_phones(reader: RowReader) -> list[str] | Unreadable | None:
    """Read the phone of each contact; of a single one a lost zero is put back."""
    cell = reader.cell("contact_phone")
    if isinstance(cell, str) and has_positions(cell):
        return reader.read("contact_phone", read_parts)
    phone = reader.read_digits("contact_phone")
    return [phone] if isinstance(phone, str) else phone


def _is_bad(cell: object) -> TypeIs[Unreadable]:
    return isinstance(cell, Unreadable)
