"""Rows of a demand list."""

from collections.abc import Mapping, Sequence

from app.core.i18n import Text
from app.demands.schemas import DemandInList
from app.demands.statuses import InitialStatus
from app.imports.cells import (
    CellError,
    read_date,
    read_list,
    read_number,
    read_text,
)
from app.imports.headers import Layout
from app.imports.rows import (
    UNREADABLE,
    OnceInFile,
    RowReader,
    Unreadable,
    provinces_of,
    resolve_place,
)
from app.reference import load_reference
from app.reference.text import fold
from app.reference.units import resolve_period
from app.spreadsheets.errors import Faults
from app.spreadsheets.tables import Cell, Table

_COLUMNS = {
    "categories": "category",
    "materials": "material",
    "drawing_refs": "drawing_ref",
    "standard_refs": "standard_ref",
    "delivery": "delivery_province",
    "allowed_places": "allowed_provinces",
}
"""Columns whose name differs from that of the field."""

_LISTS = {
    field: _COLUMNS.get(field, field)
    for field in (
        "categories",
        "materials",
        "required_certifications",
        "preferred_certifications",
        "drawing_refs",
        "standard_refs",
        "approvals",
    )
}
_PERIODS = "once, day, week, month, quarter, year"
_NO_PERIOD = Text(
    "This is no period that is known here. Write one of: {periods}.",
    "Không nhận ra kỳ này. Hãy nhập một trong: {periods}.",
)
_TWO_PERIODS = Text(
    "The period is {period}, but the unit says '{unit}'. Make the two agree.",
    "Kỳ là {period} nhưng đơn vị ghi '{unit}'. Hãy sửa cho khớp.",
)
_KILOMETRES = "km"


def read_demands(
    table: Table, layout: Layout, status: InitialStatus, faults: Faults
) -> list[DemandInList]:
    """Make demands of the rows of a table.

    Args:
        table: The table.
        layout: Which column stands where.
        status: Status of the demands.
        faults: Takes what is wrong; when it takes no more, the rest is not read.

    Returns:
        The demands of the rows without fault, in the order of the table.
    """
    numbers = OnceInFile("external_id")
    demands = []
    for row in table.rows:
        reader = RowReader(row, layout)
        demand = _read_demand(reader, status, numbers)
        faults.add_all(reader.problems)
        if faults.has_more:
            break
        if demand is not None and not reader.problems:
            demands.append(demand)
    return demands


def _read_demand(
    reader: RowReader, status: InitialStatus, numbers: OnceInFile
) -> DemandInList | None:
    values = _read_values(reader)
    external_id = values["external_id"]
    numbers.check(reader, external_id if isinstance(external_id, str) else None)
    return reader.validate(DemandInList, {**values, "status": status}, _column_of)


def _column_of(location: Sequence[int | str]) -> str:
    field = str(location[0]) if location else "name"
    return _COLUMNS.get(field, field)


def _read_values(reader: RowReader) -> Mapping[str, object]:
    unit = reader.read("unit", read_text)
    return {
        "external_id": reader.read("external_id", read_text),
        "name": reader.read("name", read_text),
        "name_en": reader.read("name_en", read_text),
        "specification": reader.read("specification", read_text),
        "quantity": reader.read("quantity", read_number),
        "unit": unit,
        "period": _read_period(reader, unit),
        "delivery": reader.read("delivery_province", _read_delivery),
        "allowed_places": reader.read("allowed_provinces", _read_places),
        "max_distance_km": reader.read("max_distance_km", _read_distance),
        "needed_by": reader.read("needed_by", read_date),
        "notes": reader.read("notes", read_text),
        **{field: reader.read(column, read_list) for field, column in _LISTS.items()},
    }


def _read_period(reader: RowReader, unit: object) -> object:
    """Read the period, which may also stand behind the unit ("cái/tháng")."""
    given = reader.read("period", _read_period_name)
    in_unit = resolve_period(unit) if isinstance(unit, str) else None
    if in_unit is None or isinstance(given, Unreadable):
        return given
    if given is not None and given != in_unit:
        error = CellError("periods_disagree", _TWO_PERIODS, period=given, unit=unit)
        reader.note("period", error)
        return UNREADABLE
    return in_unit


def _read_period_name(cell: Cell) -> str:
    period = resolve_period(read_text(cell))
    if period is None:
        raise CellError("unknown_period", _NO_PERIOD, periods=_PERIODS)
    return period


def _read_delivery(cell: Cell) -> dict[str, str | None]:
    """Read a delivery place; what it says beyond the province is kept as the address."""
    text = read_text(cell)
    key = resolve_place(text)
    return {**provinces_of(key), "address": None if _is_name_of(text, key) else text}


def _is_name_of(text: str, key: str) -> bool:
    places = load_reference().places
    vintage, _, code = key.partition(":")
    unit = places.legacy[code] if vintage == "legacy" else places.current[code]
    names = {key, code, unit.name_vi, unit.full_name_vi, places.label(key, "vi")}
    names |= {places.label(key, "en")}
    return fold(text) in set(map(fold, names))


def _read_places(cell: Cell) -> list[str]:
    return list(map(resolve_place, read_list(cell)))


def _read_distance(cell: Cell) -> object:
    if isinstance(cell, str):
        cell = cell.lower().removesuffix(_KILOMETRES).strip()
    return read_number(cell)
