"""Provinces that cells name."""

from functools import lru_cache

from app.imports.cells.plain import CellError
from app.reference import load_reference
from app.reference.fields import unresolved
from app.reference.resolution import Reason, Resolution

_REMEMBERED = 8192
"""Texts kept in memory: lists repeat the same provinces."""

_LONGEST = 1000
"""Characters of the longest address that is looked through."""

_SAID = frozenset({Reason.NAME, Reason.STATED})
"""Reasons of a place that the text itself names."""


@lru_cache(_REMEMBERED)
def _resolve(text: str) -> Resolution:
    return load_reference().places.resolve(text)


@lru_cache(_REMEMBERED)
def _needs_hint(text: str) -> bool:
    """Say whether other words can narrow what a text stands for.

    They cannot where it names one unit from before 2025-07-01, or one that did not change then.
    """
    resolution = _resolve(text)
    if resolution.key is None or resolution.candidates[0].reason not in _SAID:
        return True
    places = load_reference().places
    legacy = places.legacy_of(resolution.key)
    return legacy is None


def resolve_place(text: str, *, hint: str = "") -> str:
    """Return the place key of a province.

    Raises:
        CellError: The text does not stand for exactly one; names the candidates.
    """
    if len(text) > _LONGEST:
        unknown = Resolution.unknown(text)
        raise CellError.of(unresolved(unknown, "/v1/reference/provinces"), text)
    resolution = _resolve(text)
    if hint and _needs_hint(text):
        resolution = load_reference().places.resolve(text, hint_text=hint)
    if resolution.key is None:
        raise CellError.of(unresolved(resolution, "/v1/reference/provinces"), text)
    return resolution.key


def find_place(hint: str) -> str | None:
    """Return the place key of the province that an address names; None where it names none."""
    return load_reference().places.resolve("", hint_text=hint).key


def provinces_of(key: str) -> dict[str, str | None]:
    """Return the current province of a place key, and the one before 2025-07-01 where known."""
    places = load_reference().places
    return {"province": places.current_of(key), "legacy_province": places.legacy_of(key)}
