"""What a text, or all texts of a demand or supplier, were read as; and how that is stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from app.reading.measures import Measure, MeasureKind
from app.reading.weighing import Suggestion


@dataclass(frozen=True, slots=True)
class Reading:
    """What texts were read as.

    Attributes:
        version: Version of the words and rules by which they were read.
        suggestions: The leaves that they speak of, the surest first; empty when nobody knows.
        features: Name and weight (1 to 1,000) of what is compared, sorted by name: leaves
            ("c:PLA-INJ"), words of the trade ("w:nhựa") and other words ("o:macgregor").
        measures: Numbers with units, sorted.
    """

    version: str
    suggestions: tuple[Suggestion, ...]
    features: tuple[tuple[str, int], ...]
    measures: tuple[Measure, ...]


class _Stored(TypedDict):
    v: str
    s: list[tuple[str, int, Sequence[str]]]
    f: dict[str, int]
    m: list[tuple[MeasureKind, int, int, str]]


def to_json(reading: Reading) -> str:
    """Write a reading as compact JSON, to be stored with its row."""
    stored: _Stored = {
        "v": reading.version,
        "s": [(item.code, item.confidence, item.words) for item in reading.suggestions],
        "f": dict(reading.features),
        "m": [(item.kind, item.low, item.high, item.unit) for item in reading.measures],
    }
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Reading:
    """Read a stored reading.

    Args:
        text: What `to_json` wrote.

    Returns:
        The same reading; its version may be older than today's.

    Raises:
        ValueError: The text is no stored reading.
    """
    try:
        stored = cast("_Stored", json.loads(text))
        return Reading(
            version=stored["v"],
            suggestions=tuple(
                Suggestion(code, confidence, tuple(words))
                for code, confidence, words in stored["s"]
            ),
            features=tuple(stored["f"].items()),
            measures=tuple(Measure(*measure) for measure in stored["m"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a stored reading: {text[:80]!r}") from error
