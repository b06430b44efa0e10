"""What a measurement gives: figures to hold against thresholds, and facts beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

Facts = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Measured:
    """The outcome of one measurement.

    Attributes:
        figures: Figures by the names that the budget's thresholds use; None where the
            measurement could not be made.
        facts: What else is worth knowing.
        reason: Why a figure is missing, or empty.
    """

    figures: Mapping[str, float | None]
    facts: Facts = field(default_factory=dict)
    reason: str = ""


class BenchError(Exception):
    """A measurement cannot be made; the message says why."""
