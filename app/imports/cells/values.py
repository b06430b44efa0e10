"""Values in cells that are no plain text, both ways: yes and no, coordinates, places, numbers."""

import re
from decimal import Decimal

from app.core.i18n import Text
from app.imports.cells.grammar import NONE, says_none
from app.imports.cells.places import find_place, provinces_of, resolve_place
from app.imports.cells.plain import CellError, is_ambiguous_number
from app.reference import load_reference
from app.spreadsheets.tables import plain_number

Place = dict[str, str | None]

_KEY = re.compile(r"(current|legacy):\d\d", re.ASCII)
_DEGREES = r"([-+]?\d{1,3}(?:[.,]\d+)?)"
_COMMA = re.compile(r"\s*([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)
_OTHER = re.compile(rf"\s*{_DEGREES}\s*(?:[;/]|\s)\s*{_DEGREES}\s*", re.ASCII)

_NOT_COORDINATES = Text(
    "Write latitude and longitude in degrees, such as 10.8231, 106.6297.",
    "Hãy ghi vĩ độ và kinh độ theo độ thập phân, ví dụ 10.8231, 106.6297.",
)


def write_yes_no(answer: object) -> str:
    """Write yes or no."""
    return "yes" if answer else "no"


def read_coordinates(text: str) -> dict[str, float]:
    """Return the `latitude` and `longitude` of a text, in degrees.

    Raises:
        CellError: It is no pair of numbers.
    """
    match = _COMMA.fullmatch(text) or _OTHER.fullmatch(text)
    if match is None:
        raise CellError("not_coordinates", _NOT_COORDINATES, text)
    latitude, longitude = (float(part.replace(",", ".")) for part in match.groups())
    return {"latitude": latitude, "longitude": longitude}


def write_coordinates(latitude: float | None, longitude: float | None) -> str:
    """Write coordinates exactly, without exponent; nothing where they are not known."""
    if latitude is None or longitude is None:
        return ""
    return f"{_degrees(latitude)}, {_degrees(longitude)}"


def _degrees(value: float) -> str:
    return plain_number(Decimal(repr(value)))


def write_number(value: object) -> str:
    """Write a number so that it can be read in one way only: ``12.1250``, not ``12.125``."""
    text = plain_number(Decimal(str(value)))
    return f"{text}0" if is_ambiguous_number(text) else text


def read_place(text: str, hint: str = "") -> Place:
    """Return `province` and `legacy_province` of a text.

    Args:
        text: A name, or a place key; ``current:79`` leaves the old province open, whatever the
            hint says. Without a text the hint alone is asked.
        hint: Words about the same place, such as its address.

    Raises:
        CellError: The text does not stand for exactly one province.
    """
    if says_none(text):
        return {}
    if _KEY.fullmatch(text):
        place = provinces_of(resolve_place(text))
        return place if text.startswith("legacy") else {**place, "legacy_province": None}
    if text:
        return provinces_of(resolve_place(text, hint=hint))
    key = find_place(hint) if hint else None
    return {} if key is None else provinces_of(key)


def write_place(province: str | None, legacy_province: str | None, hint: str = "") -> str:
    """Write a place so that `read_place` with the same hint gives it again; by name if possible."""
    places = load_reference().places
    if province is None:
        return NONE if hint and read_place("", hint) else ""
    key = f"current:{province}" if legacy_province is None else f"legacy:{legacy_province}"
    label = places.label(key, "vi")
    if places.resolve(label, hint_text=hint).key is None:
        return key
    wanted = {"province": province, "legacy_province": legacy_province}
    return label if read_place(label, hint) == wanted else key


def write_place_key(key: str) -> str:
    """Write a place key by its name, where the name alone means the same."""
    places = load_reference().places
    label = places.label(key, "vi") if key in places else key
    return label if places.resolve(label).key == key else key
