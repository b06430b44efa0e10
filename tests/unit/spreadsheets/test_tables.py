from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from app.spreadsheets import carried_errors
from app.spreadsheets.errors import DamagedFileError, TooManyRowsError
from app.spreadsheets.numbers import TimeKind, moment, time_kind_of
from app.spreadsheets.tables import (
    Cell,
    ErrorValue,
    JsonCell,
    column_letters,
    decode_cell,
    encode_cell,
    text_of,
)

MORNING = datetime(2027, 3, 1, 7, 30)  # noqa: DTZ001 - cells of spreadsheets have no zone


@pytest.mark.parametrize(
    ("cell", "json", "text"),
    [
        (None, None, ""),
        ("Vít", "Vít", "Vít"),
        (Decimal("12.50"), {"n": "12.50"}, "12.5"),
        (True, {"b": True}, "TRUE"),
        (date(2027, 3, 1), {"d": "2027-03-01"}, "2027-03-01"),
        (MORNING, {"t": "2027-03-01T07:30:00"}, "2027-03-01T07:30:00"),
        (time(7, 30), {"t": "07:30:00"}, "07:30:00"),
        (timedelta(1, 5, 7), {"t": "1d5s7"}, "1 day, 0:00:05.000007"),
        (ErrorValue("#REF!"), {"e": "#REF!"}, "#REF!"),
    ],
)
def test_cells_survive_json(cell: Cell, json: JsonCell, text: str) -> None:
    assert encode_cell(cell) == json
    assert decode_cell(json) == cell
    assert type(decode_cell(json)) is type(cell)
    assert text_of(cell) == text


@pytest.mark.parametrize("json", [{"x": "1"}, {"b": "1"}, {"n": True}, {"t": "x"}, {}])
def test_other_json_is_no_cell(json: JsonCell) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode_cell(json)


def test_what_is_no_cell_has_no_json() -> None:
    with pytest.raises(TypeError):
        encode_cell(1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_letters(position: int, letters: str) -> None:
    assert column_letters(position) == letters


@pytest.mark.parametrize(
    ("number", "code", "kind"),
    [
        (14, None, "day"),
        (20, None, "clock"),
        (46, None, "duration"),
        (2, None, None),
        (164, "dd/mm/yyyy", "day"),
        (164, "[$-42A]d mmmm", "day"),
        (164, "mmmm", "day"),
        (164, "hh:mm AM/PM", "clock"),
        (164, "[h]:mm", "duration"),
        (164, "General", None),
        (164, '#,##0 "sản phẩm/day"', None),
        (164, "0.00E+00;[Red]-0", None),
    ],
)
def test_formats_tell_days_from_numbers(number: int, code: str | None, kind: str | None) -> None:
    assert time_kind_of(number, code) == kind


@pytest.mark.parametrize(
    ("number", "kind", "from_1904", "cell"),
    [
        ("46447", "day", False, date(2027, 3, 1)),
        ("46447.3125", "day", False, MORNING),
        ("1", "day", False, date(1900, 1, 1)),
        ("0.3125", "clock", False, time(7, 30)),
        ("0", "day", False, Decimal(0)),
        ("0", "day", True, date(1904, 1, 1)),
        ("1.25", "duration", False, timedelta(hours=30)),
        ("-1", "day", False, None),
        ("99999999", "day", False, None),
        ("2958465", "day", True, None),
    ],
)
def test_numbers_are_days_since_an_epoch(
    number: str, kind: TimeKind, from_1904: bool, cell: Cell
) -> None:
    assert moment(Decimal(number), kind, from_1904=from_1904) == cell


def test_errors_are_carried() -> None:
    error = carried_errors.unpack(carried_errors.pack(TooManyRowsError(limit=5)))
    assert isinstance(error, TooManyRowsError)
    assert "5" in str(error)


@pytest.mark.parametrize(
    "packed",
    [
        None,
        {"name": "x:Unknown", "problems": [], "params": {}, "attributes": {}},
        {
            "name": "app.spreadsheets.errors:TooManyRowsError",
            "problems": [{}],
            "params": {},
            "attributes": {},
        },
    ],
)
def test_what_is_no_carried_error_is_damage(packed: None) -> None:
    assert isinstance(carried_errors.unpack(packed), DamagedFileError)
