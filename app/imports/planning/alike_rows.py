"""Rows of one file that may be one company, under spellings that differ."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from pydantic import JsonValue

from app.core.i18n import Text
from app.duplicates.company import Company, read_company
from app.duplicates.evidence import REVIEW_SCORE, weigh
from app.imports.columns import REQUIRED_COLUMN, ImportKind
from app.imports.findings import RowProblem
from app.imports.planning.company_facts import facts_of
from app.imports.rows.context import ALIKE, ALIKE_IN_FILE
from app.imports.rows.interpretation import InterpretedRow
from app.naming import NameComparison, NameIndex
from app.spreadsheets.tables import MAX_QUOTED

MOST_REMEMBERED = 5_000
"""Rows without tax code that later ones are compared with, and as many rows with one: each takes
about 10 KB. Longer lists are registers, in which rows have tax codes."""

MOST_COMPARED = 20_000
"""Rows that are compared with earlier ones: a common name takes some milliseconds. Twins further
down are found among the registered companies, after they were written."""

MOST_PAIRS = 1_000_000
"""Pairs of names that are compared in one file, at some 30 microseconds each: in a list of names
that are nearly the same, each is compared with all before it."""

_NEAREST = 5
"""Companies with alike names that are weighed for one row."""

_ALIKE = Text(
    "This may be the company of row {row} ('{name}') in another spelling. Skip this row if it is"
    " the same, or accept it as another company.",
    "Có thể đây là doanh nghiệp ở dòng {row} ('{name}') viết cách khác. Nếu trùng hãy bỏ qua dòng"
    " này, nếu không hãy chấp nhận là doanh nghiệp khác.",
)


class AlikeRows:
    """Goes through the rows of a file and asks about those that look like an earlier one.

    Companies with different tax codes are different; rows with the same one are found by it. So
    names are compared only where at least one of two rows has no tax code. A row with an id of
    Ketnoi's own was told apart there, and is not asked about.

    Args:
        kind: What the table holds; demands are never compared.
    """

    def __init__(self, kind: ImportKind) -> None:
        self._is_asked = kind == "suppliers"
        self._companies: dict[int, Company] = {}
        self._unnumbered: NameIndex[int] = NameIndex()
        self._numbered: NameIndex[int] = NameIndex()
        self._not_put: list[int] = []
        self._compared = 0

    def check(self, row: InterpretedRow) -> InterpretedRow:
        """Return a row, asked about where it looks like an earlier one; call in their order."""
        if not self._is_asked or row.state != "ready":
            return row
        self._compared += 1
        if self._compared > MOST_COMPARED or self._pairs > MOST_PAIRS:
            return row
        company = read_company(facts_of(row.number, row.content))
        earlier = self._find(company)
        self._add(row.number, company)
        if earlier is None or row.keys.get("ketnoi_id"):
            return row
        name = self._companies[earlier].names[0][:MAX_QUOTED]
        problem = _problem_of(row.content, earlier, name)
        kept: dict[str, JsonValue] = {**problem.to_json(), "row": earlier}
        context: dict[str, JsonValue] = {**row.context, ALIKE: kept}
        return replace(
            row, state="needs_review", problems=(*row.problems, problem), context=context
        )

    @property
    def _pairs(self) -> int:
        """Return how many pairs of names were compared."""
        return self._unnumbered.compared + self._numbered.compared

    def _find(self, company: Company) -> int | None:
        """Return the first row that may be this company."""
        found: list[tuple[int, NameComparison]] = []
        if len(self._unnumbered):
            found += self._unnumbered.candidates(company.names, _NEAREST)
        if company.tax_code is None:
            for number in self._not_put:
                self._numbered.put(number, self._companies[number].names)
            self._not_put.clear()
            found += self._numbered.candidates(company.names, _NEAREST)
        likely = [
            number
            for number, names in found
            if weigh(company, self._companies[number], names, _is_shared).score >= REVIEW_SCORE
        ]
        return min(likely, default=None)

    def _add(self, number: int, company: Company) -> None:
        if company.tax_code is None:
            if len(self._unnumbered) < MOST_REMEMBERED:
                self._companies[number] = company
                self._unnumbered.put(number, company.names)
        elif len(self._numbered) + len(self._not_put) < MOST_REMEMBERED:
            self._companies[number] = company
            self._not_put.append(number)


def _is_shared(kind: str, value: object) -> bool:
    """Tell that nothing is known here of what many companies share."""
    del kind, value
    return False


def _problem_of(content: Mapping[str, Any] | None, row: int, name: str) -> RowProblem:
    own = str(cast("Mapping[str, Any]", content)["organization"]["name"])[:MAX_QUOTED]
    text = Text(_ALIKE.render("en", row=row, name=name), _ALIKE.render("vi", row=row, name=name))
    return RowProblem(ALIKE_IN_FILE, "asked", REQUIRED_COLUMN, own, text)
