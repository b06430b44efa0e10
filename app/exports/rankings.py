"""Ranked suppliers of one demand or of a whole list, as tables."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

from app.core.database import Database
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.exports.files import Format, write_table
from app.exports.ranking_rows import (
    Contacts,
    RankedDemand,
    preface_of,
    ranking_columns,
    ranking_rows,
)
from app.exports.repository import ExportRepository
from app.matches.batch import Asker, Batch, BatchRun
from app.matches.batch_schemas import BatchLineRead
from app.matches.live import LiveMarket
from app.spreadsheets.writing.tables import Table
from app.spreadsheets.writing.workbooks import write_workbook

Layout = Literal["sheets", "table"]

MAX_DEMANDS = 2_000
"""Demands of one export of rankings."""

MAX_SHEETS = 500
"""Demands that get a sheet each."""

_TOO_MANY = Text(
    "The list has {given} demands; at most {limit} are written in this layout.",
    "Danh sách có {given} nhu cầu; bố cục này ghi tối đa {limit}.",
)
_NO_SHEETS = Text(
    "A csv file has no sheets: ask for layout=table, or for xlsx.",
    "Tệp csv không có trang tính: hãy chọn layout=table, hoặc xlsx.",
)


class RankingExport:
    """Writes the rankings of a batch, portion by portion.

    Args:
        batch: What is to be ranked.
        database: Each portion reads from it in a session of its own.
        market: Ranks.
        asker: Who asks, and in which language.
        advance: Is told how many demands more are ranked.
    """

    def __init__(
        self,
        batch: Batch,
        database: Database,
        market: LiveMarket,
        asker: Asker,
        advance: Callable[[int], object] = bool,
    ) -> None:
        self._batch = batch
        self._database = database
        self._run = BatchRun(batch, database, market, asker)
        self._asker = asker
        self._advance = advance

    @property
    def failed(self) -> int:
        """How many demands could not be ranked."""
        return self._run.failed

    def write(self, target: BinaryIO, title: str, form: Format, layout: Layout) -> None:
        """Write the rankings.

        Args:
            target: Where to write.
            title: What a sheet with all of them is called.
            form: Kind of file.
            layout: A sheet for each demand, or one table of all.

        Raises:
            InvalidInputError: The layout does not go with the file, or holds too many demands.
        """
        check_layout(len(self._batch.demands), form, layout)
        if layout == "table":
            write_table(target, self._whole(title), form)
            return
        names = [f"{named.external_id or ''} {named.name}" for named in self._batch.demands]
        write_workbook(target, map(self._single, self._ranked()), names)

    def _whole(self, title: str) -> Table:
        language = self._asker.language
        columns = ranking_columns(language, with_demand=True, with_contacts=self._sees_contacts)
        rows = (
            row for one in self._ranked() for row in ranking_rows(one, language, with_demand=True)
        )
        return Table(title, columns, rows)

    def _single(self, ranked: RankedDemand) -> Table:
        language = self._asker.language
        columns = ranking_columns(language, with_demand=False, with_contacts=self._sees_contacts)
        rows = ranking_rows(ranked, language, with_demand=False)
        return Table(ranked.demand.name, columns, rows, preface_of(ranked, language))

    @property
    def _sees_contacts(self) -> bool:
        return self._asker.principal.is_centre

    def _ranked(self) -> Iterator[RankedDemand]:
        run = self._run
        while run.done < run.total:
            before = run.done
            lines = [
                BatchLineRead.model_validate_json(line)
                for line in run.rank_some().split(b"\n")
                if line
            ]
            contacts = self._find_contacts(lines) if self._sees_contacts else None
            for line in lines:
                problem = "" if line.problem is None else line.problem.detail or line.problem.title
                yield RankedDemand(line.demand, line.ranking, problem, contacts)
            self._advance(run.done - before)

    def _find_contacts(self, lines: list[BatchLineRead]) -> Contacts:
        shown = {item.supplier.id for line in lines if line.ranking for item in line.ranking.items}
        with self._database.read() as session:
            return ExportRepository(session).find_contacts(sorted(shown))


def check_layout(demands: int, form: Format, layout: Layout) -> None:
    """Check that a layout goes with a kind of file and a number of demands.

    Raises:
        InvalidInputError: It does not.
    """
    if layout == "sheets" and form == "csv":
        raise InvalidInputError([Problem("no_sheets", _NO_SHEETS, "query", "layout")])
    limit = MAX_SHEETS if layout == "sheets" else MAX_DEMANDS
    if demands > limit:
        params = (("given", demands), ("limit", limit))
        problem = Problem("too_many_demands", _TOO_MANY, "query", "layout", params=params)
        raise InvalidInputError([problem])
