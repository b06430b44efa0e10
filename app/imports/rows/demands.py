"""Rows of a list of demands."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from app.core.i18n import Text
from app.demands.content_schemas import DemandContent
from app.demands.schemas import DemandInList
from app.demands.statuses import DemandStatus
from app.imports.cells.category_texts import KEPT, KEPT_AS_TEXT, category_label, category_read
from app.imports.cells.grammar import values_of, whole_of
from app.imports.cells.hinted import Taken
from app.imports.cells.places import resolve_place
from app.imports.cells.plain import CellError, read_text
from app.imports.cells.values import read_coordinates, read_place
from app.imports.cells.whole_numbers import take_whole
from app.imports.rows.notes import notes_of
from app.imports.rows.positions import read_values
from app.imports.rows.reader import UNREADABLE, RowReader, Unreadable
from app.reference import load_reference
from app.reference.text import fold
from app.reference.units import resolve_period
from app.spreadsheets.tables import Cell

_COLUMNS = {
    "categories": "category",
    "materials": "material",
    "drawing_refs": "drawing_ref",
    "standard_refs": "standard_ref",
    "delivery": "delivery_province",
    "allowed_places": "allowed_provinces",
}
"""Columns whose name differs from that of the field."""

_DELIVERY_COLUMNS = {
    "address": "delivery_address",
    "latitude": "delivery_coordinates",
    "longitude": "delivery_coordinates",
}

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
_NO_STATUS = Text(
    "This is no status that is known here. Write one of: {statuses}.",
    "Không nhận ra trạng thái này. Hãy nhập một trong: {statuses}.",
)
_STATUSES: Mapping[str, DemandStatus] = {
    "draft": "draft",
    "nhap": "draft",
    "ban nhap": "draft",
    "open": "open",
    "mo": "open",
    "dang mo": "open",
    "closed": "closed",
    "dong": "closed",
    "da dong": "closed",
    "awarded": "awarded",
    "da chon": "awarded",
    "da trao": "awarded",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "huy": "cancelled",
    "da huy": "cancelled",
}
"""Statuses by what is written for them, folded."""

_KILOMETRES = "km"


class StoredDemandRow(DemandContent):
    """A demand of a row that names a stored one: its day may have passed, its end have come."""

    status: DemandStatus | None = None


def read_demand(reader: RowReader) -> dict[str, JsonValue] | None:
    """Return the demand that a row tells of; None when something is wrong, which is noted.

    Returns:
        JSON with the fields of `DemandInList` that the row gives. A row with a `ketnoi_id` may
        have any status and a day that has passed.
    """
    model = StoredDemandRow if reader.given("ketnoi_id") else DemandInList
    demand = reader.validate(model, _read_values(reader), _column_of)
    if demand is None or reader.problems:
        return None
    return demand.model_dump(mode="json", exclude_unset=True)


def _column_of(location: Sequence[int | str]) -> str:
    field = str(location[0]) if location else "name"
    inner = str(location[1]) if len(location) > 1 else ""
    if field == "delivery" and inner in _DELIVERY_COLUMNS:
        return _DELIVERY_COLUMNS[inner]
    return _COLUMNS.get(field, field)


def _read_values(reader: RowReader) -> Mapping[str, object]:
    quantity, unit = reader.read_quantity()
    categories, kept = _read_categories(reader)
    return {
        "external_id": reader.read_text("external_id"),
        "name": reader.read_text("name"),
        "name_en": reader.read_text("name_en"),
        "specification": _with_categories(reader, reader.read_text("specification"), kept),
        "quantity": quantity,
        "unit": unit,
        "period": _read_period(reader, unit),
        "delivery": _read_delivery(reader),
        "allowed_places": reader.read("allowed_provinces", _read_places),
        "max_distance_km": _read_distance(reader),
        "needed_by": reader.read_date("needed_by"),
        "buyer_hidden": reader.read_yes_no("buyer_hidden"),
        "status": reader.read("status", _read_status),
        "notes": notes_of(reader),
        **{field: reader.read(column, read_values) for field, column in _LISTS.items()},
        "categories": categories,
    }


def _read_categories(
    reader: RowReader,
) -> tuple[list[str] | Unreadable | None, list[str]]:
    """Read the categories; those that are clear texts without being names are given apart."""
    values = reader.read("category", read_values)
    if not isinstance(values, list):
        return values, []
    kept = []
    for text in values:
        code = category_read(text)
        if code is not None:
            kept.append(text)
            label = category_label(code)
            reader.guess("category", KEPT, text, KEPT_AS_TEXT, en=label.en, vi=label.vi)
    return [text for text in values if text not in kept] or None, kept


def _with_categories(
    reader: RowReader, written: str | Unreadable | None, kept: Sequence[str]
) -> str | Unreadable | None:
    """Add texts of the category column to a specification, behind their header."""
    if not kept or isinstance(written, Unreadable):
        return written
    said = f"{reader.header_of('category')}: {'; '.join(kept)}"
    return said if written is None else f"{written}\n{said}"


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


def _read_status(cell: Cell) -> DemandStatus:
    status = _STATUSES.get(fold(read_text(cell)))
    if status is None:
        statuses = ", ".join(dict.fromkeys(_STATUSES.values()))
        raise CellError("unknown_status", _NO_STATUS, statuses=statuses)
    return status


def _read_delivery(reader: RowReader) -> object:
    """Read where the goods go; what the province says beyond its name belongs to the address."""
    given = reader.read_text("delivery_address")
    written = reader.read_text("delivery_province")
    point = reader.read("delivery_coordinates", _read_point)
    if isinstance(given, Unreadable) or isinstance(written, Unreadable):
        return UNREADABLE
    address = whole_of(given or "")
    place = reader.read("delivery_province", lambda _: read_place(written or "", address or ""))
    if isinstance(place, Unreadable):
        return UNREADABLE
    if place is None and address is not None:
        place = read_place("", address)
    if written is not None and place and not _is_name_of(written, place):
        address = written if address is None else f"{address}, {written}"
    delivery: dict[str, object] = {**(place or {})}
    if address is not None:
        delivery["address"] = address
    if isinstance(point, dict):
        delivery.update(point)
    return delivery or None


def _read_point(cell: Cell) -> dict[str, float]:
    return read_coordinates(read_text(cell))


def _is_name_of(text: str, place: Mapping[str, str | None]) -> bool:
    """Say whether a text names a province and nothing else."""
    places = load_reference().places
    province, legacy = place["province"], place["legacy_province"]
    names: set[str] = set()
    for key in (f"current:{province}", f"legacy:{legacy}"):
        if key not in places:
            continue
        vintage, _, code = key.partition(":")
        unit = places.legacy[code] if vintage == "legacy" else places.current[code]
        names |= {key, code, unit.name_vi, unit.full_name_vi}
        names |= {places.label(key, "vi"), places.label(key, "en")}
    return fold(text) in set(map(fold, names))


def _read_places(cell: Cell) -> list[str]:
    return [resolve_place(text) for text in values_of(read_text(cell))]


def _read_distance(reader: RowReader) -> object:
    """Read the largest distance, which may carry its unit."""
    cell = reader.cell("max_distance_km")
    text = cell.lower() if isinstance(cell, str) else ""
    if not text.endswith(_KILOMETRES):
        return reader.read_whole("max_distance_km")
    number = text.removesuffix(_KILOMETRES).strip()
    taken = reader.read("max_distance_km", lambda _: take_whole(number))
    if isinstance(taken, Taken) and taken.guess is not None:
        reader.guess("max_distance_km", taken.guess.code, taken.guess.taken, taken.guess.text)
    return taken.value if isinstance(taken, Taken) else taken
