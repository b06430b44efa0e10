"""Field types for request bodies whose values come from the reference data.

What a person writes is resolved ("ISO 9001-2015" becomes ISO-9001); what is ambiguous or
unknown is refused with the candidates, and never guessed.
"""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from app.core.i18n import Text
from app.core.schemas import field_error
from app.reference import load_reference
from app.reference.resolution import Resolution
from app.reference.units import resolve_unit

_UNKNOWN = Text(
    "'{value}' is not known here. {hint_en} See {path}.",
    "Không nhận ra '{value}'. {hint_vi} Xem {path}.",
)
_AMBIGUOUS = Text(
    "'{value}' can mean {candidates}: give one of these codes.",
    "'{value}' có thể là {candidates}: hãy dùng một trong các mã này.",
)
_UNIT = Text(
    "'{value}' is no unit that is known here; use for example pcs, set, kg, t, m, m2 or l.",
    "'{value}' không phải đơn vị đã biết; hãy dùng ví dụ pcs, set, kg, t, m, m2 hoặc l.",
)
_MAX_CANDIDATES = 5
_MAX_QUOTED = 80


def unresolved(resolution: Resolution, path: str) -> PydanticCustomError:
    """Make the error for a text that does not stand for exactly one thing."""
    candidates = resolution.candidates[:_MAX_CANDIDATES]
    keys = ", ".join(f"{candidate.key} ({candidate.label_en})" for candidate in candidates)
    value = resolution.text[:_MAX_QUOTED]
    if resolution.status == "ambiguous":
        return field_error("ambiguous_reference", _AMBIGUOUS, value=value, candidates=keys)
    hint_en = f"Perhaps {keys}?" if keys else ""
    hint_vi = f"Có phải {keys}?" if keys else ""
    return field_error(
        "unknown_reference", _UNKNOWN, value=value, hint_en=hint_en, hint_vi=hint_vi, path=path
    )


def _resolver(resolve: Callable[[str], Resolution], path: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        resolution = resolve(value)
        if resolution.key is None:
            raise unresolved(resolution, path)
        return resolution.key

    return check


def _category(text: str) -> Resolution:
    return load_reference().categories.resolve(text)


def _certification(text: str) -> Resolution:
    return load_reference().certifications.resolve(text)


def _place(text: str) -> Resolution:
    return load_reference().places.resolve(text)


def _current_code(value: str) -> str:
    if value not in load_reference().places.current:
        resolution = Resolution.unknown(value)
        raise unresolved(resolution, "/v1/reference/provinces")
    return value


def _legacy_code(value: str) -> str:
    if value not in load_reference().places.legacy:
        resolution = Resolution.unknown(value)
        raise unresolved(resolution, "/v1/reference/provinces")
    return value


def _unit(value: str) -> str:
    unit = resolve_unit(value)
    if unit is None:
        raise field_error("unknown_unit", _UNIT, value=value[:_MAX_QUOTED])
    return unit


_Text = StringConstraints(min_length=1, max_length=200)

CategoryCode = Annotated[
    str, _Text, AfterValidator(_resolver(_category, "/v1/reference/categories"))
]
"""A leaf or group of the category taxonomy: its code, name or a listed synonym."""

CertificationCode = Annotated[
    str, _Text, AfterValidator(_resolver(_certification, "/v1/reference/certifications"))
]
"""A certification: its code or any listed spelling."""

PlaceKey = Annotated[str, _Text, AfterValidator(_resolver(_place, "/v1/reference/provinces"))]
"""A province with its vintage: ``current:79``, ``legacy:74``, or a name that is unambiguous."""

ProvinceCode = Annotated[str, StringConstraints(pattern=r"^\d{2}$"), AfterValidator(_current_code)]
"""Code of one of the 34 provinces and cities in force since 2025-07-01."""

LegacyProvinceCode = Annotated[
    str, StringConstraints(pattern=r"^\d{2}$"), AfterValidator(_legacy_code)
]
"""Code of one of the 63 provinces and cities before 2025-07-01."""

UnitCode = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_unit)]
"""A unit of quantity: its code or a listed spelling (``cái``, ``bộ``, ``tấn``)."""


def within_category(code: str | None) -> list[str] | None:
    """Return a category with everything below it in the taxonomy; None stays None."""
    if code is None:
        return None
    categories = load_reference().categories
    return [entry.code for entry in categories if categories.is_within(entry.code, code)]
