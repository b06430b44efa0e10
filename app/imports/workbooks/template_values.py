"""The values that the drop-downs of a template offer; an import understands each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.core.i18n import Language, Text
from app.imports.cells.values import write_place_key
from app.imports.columns import ImportKind
from app.reference import load_reference
from app.reference.units import load_units, resolve_period, resolve_unit

_LISTS = {
    "provinces": Text("Provinces and cities (list)", "Danh sách tỉnh thành"),
    "categories": Text("Categories (list)", "Danh sách ngành hàng"),
    "certifications": Text("Certifications (list)", "Danh sách chứng nhận"),
    "units": Text("Units (list)", "Danh sách đơn vị"),
    "periods": Text("Periods (list)", "Danh sách kỳ"),
    "statuses": Text("Statuses (list)", "Danh sách trạng thái"),
    "yes_no": Text("Answers (list)", "Danh sách trả lời"),
    "origins": Text("Origins (list)", "Danh sách nguồn"),
}
_PERIODS = {
    "once": Text("once", "một lần"),
    "day": Text("day", "ngày"),
    "week": Text("week", "tuần"),
    "month": Text("month", "tháng"),
    "quarter": Text("quarter", "quý"),
    "year": Text("year", "năm"),
}
_STATUSES = (Text("draft", "bản nháp"), Text("open", "đang mở"))
_YES_NO = (Text("yes", "có"), Text("no", "không"))
_ORIGINS = ("declared", "imported", "synthetic")

_USED: Mapping[ImportKind, Mapping[str, str]] = {
    "demands": {
        "category": "categories",
        "unit": "units",
        "period": "periods",
        "required_certifications": "certifications",
        "preferred_certifications": "certifications",
        "delivery_province": "provinces",
        "allowed_provinces": "provinces",
        "buyer_hidden": "yes_no",
        "status": "statuses",
    },
    "suppliers": {
        "province": "provinces",
        "categories": "categories",
        "certifications": "certifications",
        "certifications_complete": "yes_no",
        "is_buyer": "yes_no",
        "is_active": "yes_no",
        "data_origin": "origins",
    },
}


@dataclass(frozen=True, slots=True)
class ValueList:
    """Values of a drop-down.

    Attributes:
        title: What the list is called.
        values: The values.
        columns: The columns that take them.
    """

    title: str
    values: tuple[str, ...]
    columns: tuple[str, ...]


def value_lists(kind: ImportKind, language: Language) -> list[ValueList]:
    """Return the lists that the columns of a kind take their values from."""
    values = {
        "provinces": tuple(dict.fromkeys(_provinces())),
        "categories": tuple(_categories(language)),
        "certifications": tuple(_certifications()),
        "units": tuple(_units(language)),
        "periods": tuple(_periods(language)),
        "statuses": tuple(text.render(language) for text in _STATUSES),
        "yes_no": tuple(text.render(language) for text in _YES_NO),
        "origins": _ORIGINS,
    }
    used = _USED[kind]
    return [
        ValueList(
            _LISTS[name].render(language),
            values[name],
            tuple(column for column, of in used.items() if of == name),
        )
        for name in dict.fromkeys(used.values())
    ]


def _provinces() -> Iterator[str]:
    """Give the provinces of today, then those of before that are no longer ones."""
    places = load_reference().places
    yield from (write_place_key(f"current:{code}") for code in places.current)
    for unit in places.legacy.values():
        if unit.relation != "unchanged":
            yield write_place_key(f"legacy:{unit.code}")


def _categories(language: Language) -> Iterator[str]:
    categories = load_reference().categories
    for entry in categories:
        name = entry.name_vi if language == "vi" else entry.name_en
        is_plain = ";" not in name and "|" not in name
        yield name if is_plain and categories.resolve(name).key == entry.code else entry.code


def _certifications() -> Iterator[str]:
    certifications = load_reference().certifications
    for entry in certifications:
        name = entry.name_en
        is_plain = ";" not in name and "|" not in name
        yield name if is_plain and certifications.resolve(name).key == entry.code else entry.code


def _units(language: Language) -> Iterator[str]:
    for unit in load_units().values():
        name = unit.name_vi if language == "vi" else unit.name_en
        yield name if resolve_unit(name) == unit.code else unit.code


def _periods(language: Language) -> Iterator[str]:
    for period, text in _PERIODS.items():
        name = text.render(language)
        yield name if resolve_period(name) == period else period
