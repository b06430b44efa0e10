"""What a spreadsheet of the corpus is, and what must become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.imports.columns import ImportKind

Codes = Mapping[int, set[str]]
Make = Callable[[], bytes]


class Refusal(NamedTuple):
    """The answer to a file that cannot be read as a whole."""

    status: int
    code: str


@dataclass(frozen=True, slots=True)
class Case:
    """One spreadsheet with its faults.

    Attributes:
        filename: What its sender calls it.
        kind: What it is sent as.
        make: Writes it.
        kept: How many rows are ready.
        asked: What is asked, by row.
        refused: Why rows are refused, by row.
        guesses: Guesses that must be shown, by row.
        facts: What must be said about the file as a whole.
        says: What rows must be read as, by row and column; other columns may say anything.
        refusal: The answer, where the file cannot be read.
        opens: Whether other programs open it and show the same cells.
    """

    filename: str
    kind: ImportKind
    make: Callable[[], bytes]
    kept: int = 0
    asked: Codes = field(default_factory=dict)
    refused: Codes = field(default_factory=dict)
    guesses: Codes = field(default_factory=dict)
    facts: frozenset[str] = frozenset()
    says: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    refusal: Refusal | None = None
    opens: bool = True

    @property
    def read(self) -> int:
        """How many rows are read in all."""
        return self.kept + len(self.asked) + len(self.refused)


class Collection:
    """Cases that stand in one module, in their order."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def demands(self, filename: str, **expected: object) -> Callable[[Make], Make]:
        """Add a list of demands, and what must become of it."""
        return self._adding(filename, "demands", expected)

    def suppliers(self, filename: str, **expected: object) -> Callable[[Make], Make]:
        """Add a list of suppliers, and what must become of it."""
        return self._adding(filename, "suppliers", expected)

    def refused(self, filename: str, status: int, code: str) -> Callable[[Make], Make]:
        """Add a file that is refused as a whole."""
        expected = {"refusal": Refusal(status, code), "opens": False}
        return self._adding(filename, "demands", expected)

    def _adding(
        self, filename: str, kind: ImportKind, expected: Mapping[str, object]
    ) -> Callable[[Make], Make]:
        def add(make: Make) -> Make:
            self.cases.append(Case(filename, kind, make, **expected))  # type: ignore[arg-type]
            return make

        return add
