"""What firms of each category make, and which categories go together in one firm."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Phrase, parse_phrase, parse_phrases

_FILES = (
    "trades_plastics",
    "trades_metal",
    "trades_casting",
    "trades_electric",
    "trades_packaging",
    "trades_services",
)
_ROUND = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80)
"""Leading figures of amounts that people give as round numbers."""
_USUAL_LEAD = "7 30"


@dataclass(frozen=True, slots=True)
class Trade:
    """The vocabulary of one category.

    Attributes:
        unit: Unit of its quantities; None for services that are not counted.
        amounts: Round monthly amounts in that unit, rising.
        lead_days: Usual shortest and longest lead time.
    """

    code: str
    processes: tuple[Phrase, ...]
    products: tuple[Phrase, ...]
    materials: tuple[Phrase, ...]
    machines: tuple[Phrase, ...]
    tolerances: tuple[Phrase, ...]
    specifications: tuple[Phrase, ...]
    standards: tuple[Phrase, ...]
    unit: str | None
    amounts: tuple[int, ...]
    lead_days: tuple[int, int]

    def draw_amount(self, draws: Draws, low: int, high: int) -> int:
        """Draw a round monthly amount between two percentages of the usual range."""
        last = len(self.amounts) - 1
        return self.amounts[draws.between(last * low // 100, last * high // 100)]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A kind of firm.

    Attributes:
        trades: Trade words for its name.
        core: Categories that it always has.
        often: Further categories, with the chance in percent.
        sectors: Industries that it serves.
    """

    trades: tuple[Phrase, ...]
    core: tuple[str, ...]
    often: tuple[tuple[str, int], ...]
    sectors: tuple[str, ...]


class _ClusterEntry(TypedDict):
    weight: int
    trades: list[str]
    core: list[str]
    often: dict[str, int]
    sectors: list[str]


@cache
def load_trades() -> Mapping[str, Trade]:
    """Read the vocabulary of every category, by code."""
    return {
        code: _trade(code, fields)
        for name in _FILES
        for code, fields in cast("dict[str, dict[str, str]]", read_data(name)).items()
    }


@cache
def load_clusters() -> Weighted[Cluster]:
    """Read the kinds of firm, weighted as they occur."""
    return Weighted(
        (
            entry["weight"],
            Cluster(
                trades=tuple(parse_phrase(text) for text in entry["trades"]),
                core=tuple(entry["core"]),
                often=tuple(entry["often"].items()),
                sectors=tuple(entry["sectors"]),
            ),
        )
        for entry in cast("list[_ClusterEntry]", read_data("clusters"))
    )


def _trade(code: str, fields: Mapping[str, str]) -> Trade:
    unit, amounts = _capacity(fields.get("capacity"))
    shortest, longest = fields.get("lead", _USUAL_LEAD).split()
    return Trade(
        code=code,
        processes=parse_phrases(fields["processes"]),
        products=parse_phrases(fields["products"]),
        materials=parse_phrases(fields.get("materials", "")),
        machines=parse_phrases(fields["machines"]),
        tolerances=parse_phrases(fields.get("tolerances", "")),
        specifications=parse_phrases(fields.get("specifications", "")),
        standards=parse_phrases(fields.get("standards", "")),
        unit=unit,
        amounts=amounts,
        lead_days=(int(shortest), int(longest)),
    )


def _capacity(text: str | None) -> tuple[str | None, tuple[int, ...]]:
    """Read "pcs 500 60000" into the unit and the round amounts in between."""
    if text is None:
        return None, ()
    unit, low, high = text.split()
    return unit, tuple(_round_amounts(int(low), int(high)))


def _round_amounts(low: int, high: int) -> list[int]:
    small = list(range(low, min(high, 9) + 1))
    tens = len(str(high))
    return small + [
        figure * 10**power
        for power in range(tens)
        for figure in _ROUND
        if low <= figure * 10**power <= high
    ]
