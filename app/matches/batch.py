"""Ranking the suppliers for many demands, one line of JSON for each.

Nothing is held from the first line to the last: neither a transaction nor the market's lock. The
demands are ranked in portions, each in a session of its own, so a slow reader keeps nobody
waiting. The market may move on between two lines; each line shows one state, the one of its
moment. Day and scoring profile are those of the beginning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from app.core.database import Database, Session
from app.core.errors import AppError, Problem
from app.core.http.problems import ProblemDetails, problem_of
from app.core.i18n import Language, Text
from app.core.principal import Principal
from app.demands.errors import DemandListNotFoundError, DemandNotFoundError
from app.demands.list_service import DemandListService
from app.demands.matching import DemandListing, ListedDemand
from app.demands.names import DemandName
from app.matches.batch_schemas import BatchDemandRead, BatchEndRead, BatchLineRead, BatchQuery
from app.matches.live import LiveMarket
from app.matches.requests import RankingRequest
from app.matches.service import MatchService
from app.scoring.schemas import ScoringProfileName
from app.scoring.service import ScoringProfileService
from app.scoring.views import name_of

PORTION_SECONDS = 0.1
"""How long demands are ranked before their lines are handed out: as soon as a reader notices,
and long enough that a session for each portion costs little."""

_NO_DEMAND = Text("There is no demand '{id}'.", "Không có nhu cầu '{id}'.")
_NO_LIST = Text("There is no demand list '{id}'.", "Không có danh sách nhu cầu '{id}'.")


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be ranked.

    Attributes:
        demands: The demands, in the order of the lines.
        wanted: Which part of each ranking; names the scoring profile with its version.
        scoring_profile: The same profile, as it is shown.
    """

    demands: Sequence[DemandName]
    wanted: RankingRequest
    scoring_profile: ScoringProfileName


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a batch.

    Attributes:
        principal: Whose demands may be seen.
        language: Language of the words.
    """

    principal: Principal
    language: Language


class BatchService:
    """Finds what a batch holds, in one transaction, as one principal may see it."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._lists = DemandListService(session, actor)
        self._listing = DemandListing(session)
        self._scoring = ScoringProfileService(session)

    def plan(self, query: BatchQuery, wanted: RankingRequest) -> Batch:
        """Find the demands and the scoring profile.

        Raises:
            DemandNotFoundError: One of the demands is not there, or another's; names each.
            DemandListNotFoundError: There is no such list, or it is another's.
            InvalidInputError: There is no scoring profile of this name.
        """
        used = name_of(self._scoring.resolve(wanted.scoring_profile))
        pinned = replace(wanted, scoring_profile=f"{used.name}@{used.version}")
        return Batch(tuple(self._find(query)), pinned, used)

    def _find(self, query: BatchQuery) -> Iterable[DemandName]:
        if query.demand_ids is not None:
            return self._find_by_id(query.demand_ids)
        if query.demand_list_id is not None:
            return self._find_of_list(query.demand_list_id)
        return self._listing.name_open(self._actor.organization_id)

    def _find_by_id(self, demand_ids: Sequence[str]) -> list[DemandName]:
        named = self._listing.name(demand_ids)
        found = [named.get(demand_id) for demand_id in demand_ids]
        visible = [it for it in found if it is not None and self._actor.acts_for(it.buyer_id)]
        if len(visible) < len(demand_ids):
            seen = {it.id for it in visible}
            raise DemandNotFoundError(
                [
                    _not_found("demand_not_found", _NO_DEMAND, f"/demand_ids/{position}", demand_id)
                    for position, demand_id in enumerate(demand_ids)
                    if demand_id not in seen
                ]
            )
        return visible

    def _find_of_list(self, demand_list_id: str) -> Iterable[DemandName]:
        try:
            self._lists.get_demand_list(demand_list_id)
        except DemandListNotFoundError as error:
            problem = _not_found(error.code, _NO_LIST, "/demand_list_id", demand_list_id)
            raise DemandListNotFoundError([problem]) from error
        return self._listing.name_list(demand_list_id)


class BatchRun:
    """Ranks the demands of a batch, portion by portion; one caller at a time.

    Args:
        batch: What is to be ranked.
        database: Each portion reads from it in a session of its own.
        market: Ranks.
        asker: Who asks.

    Attributes:
        done: How many demands have their line.
        failed: How many of these lines have a problem.
    """

    def __init__(self, batch: Batch, database: Database, market: LiveMarket, asker: Asker) -> None:
        self._batch = batch
        self._database = database
        self._market = market
        self._asker = asker
        self.done = 0
        self.failed = 0

    @property
    def total(self) -> int:
        """How many demands there are."""
        return len(self._batch.demands)

    def rank_some(self) -> bytes:
        """Rank the demands that come next, for a moment; return their lines.

        Returns:
            Whole lines, at least one while demands are left.
        """
        lines = bytearray()
        until = monotonic() + PORTION_SECONDS
        with self._database.read() as session:
            asker = self._asker
            service = MatchService(session, asker.principal, self._market, asker.language)
            while self.done < self.total:
                lines += self._rank(service, self._batch.demands[self.done])
                self.done += 1
                if monotonic() >= until:
                    break
        return bytes(lines)

    def end(self, error: AppError | None = None) -> bytes:
        """Return the last line.

        Args:
            error: Why no more demands are ranked, where some are left.
        """
        last = BatchEndRead(
            complete=error is None and self.done == self.total,
            demands=self.total,
            ranked=self.done - self.failed,
            failed=self.failed,
            scoring_profile=self._batch.scoring_profile,
            judged_on=self._batch.wanted.today,
            problem=None if error is None else self._explain(error),
        )
        return last.model_dump_json().encode() + b"\n"

    def _rank(self, service: MatchService, named: DemandName) -> bytes:
        try:
            listed, ranking = service.rank_stored_demand(named.id, self._batch.wanted)
        except AppError as error:
            self.failed += 1
            demand = BatchDemandRead.model_validate(named)
            line = BatchLineRead(demand=demand, ranking=None, problem=self._explain(error))
        else:
            line = BatchLineRead(demand=_read_listed(listed), ranking=ranking, problem=None)
        return line.model_dump_json().encode() + b"\n"

    def _explain(self, error: AppError) -> ProblemDetails:
        request_id = self._asker.principal.request_id
        return ProblemDetails(**problem_of(error, self._asker.language, request_id))


def _read_listed(listed: ListedDemand) -> BatchDemandRead:
    demand = listed.demand
    return BatchDemandRead.model_validate(
        {
            "id": demand.id,
            "external_id": None if demand.key == demand.id else demand.key,
            "name": demand.name,
            "status": listed.status,
        }
    )


def _not_found(code: str, text: Text, pointer: str, value: str) -> Problem:
    return Problem(code, text, pointer=pointer, value=value, params=(("id", value),))
