"""Rankings written as JSON straight from the judgements, as the schemas describe it.

A ranking of twenty suppliers is some seven hundred small objects. Here it is text from the
beginning: what says the same in many answers (a piece of evidence, a supplier) is written once
and kept.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import count
from json.encoder import encode_basestring as quoted
from threading import Lock
from typing import NamedTuple

from app.core.i18n import Language
from app.matches.schemas import RankingRead
from app.matches.views import Wording
from app.matching import Eligibility, Evidence, MustHave, render
from app.matching.context import MatchContext
from app.matching.criteria import CRITERIA, Criterion
from app.matching.fixed_point import SCORE_ONE, VALUE_ONE, WEIGHT_ONE
from app.matching.match import weights_of
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import NOT_APPLICABLE, Judgement, Param, Status
from app.reference import load_reference
from app.suppliers.listing import ListedSupplier

REMEMBERED_EVIDENCE = 10_000
"""Pieces of evidence that are kept written, in one language; some 500 bytes each."""

REMEMBERED_SUPPLIERS = 10_000
"""Suppliers that are kept written, in one language; some 500 bytes each."""

REMEMBERED_PAGES = 20_000
"""Criteria of pairs that are kept written, in one language; some 500 bytes each."""

REMEMBERED_BASES = 50_000
"""Bases of judgements that have a number; one that has lost it gets another."""

_STATUS = {status: quoted(status.value) for status in Status}

_PageKey = tuple[int | None, int, int]
"""Numbers of what a page depends on, of demand and supplier, and the weight."""

_Facts = tuple[tuple[str, Param], ...]


class Ranked(NamedTuple):
    """A ranked supplier, to be written.

    Attributes:
        rank: Its place, from 1.
        listed: The supplier as it is shown.
        prepared: The same as it is compared.
        eligibility: The tier that it was ranked in.
        score: The score that it was ranked by.
    """

    rank: int
    listed: ListedSupplier
    prepared: PreparedSupplier
    eligibility: Eligibility
    score: int


class _Written(NamedTuple):
    """A piece of evidence: the JSON of its text alone, and of the whole."""

    text: str
    whole: str


class _Page(NamedTuple):
    """The JSON of one criterion, and that of what is missing by it."""

    criterion: str
    missing: Sequence[str]


class _Plan(NamedTuple):
    """What is the same for a criterion in all items of a ranking.

    Attributes:
        criterion: The criterion.
        weight: Its weight, per mille.
        basis: Number of what its pages depend on, of the demand; None where they are not kept.
        page: The page itself, where the demand does not ask about the criterion.
    """

    criterion: Criterion
    weight: int
    basis: int | None
    page: _Page | None


class _Known(NamedTuple):
    """A supplier: as it was read, its JSON, and the number of each of its bases."""

    listed: ListedSupplier
    written: str
    bases: Sequence[int]


class RankingWriter:
    """Writes rankings in one language; any number of threads may use it.

    Args:
        language: The language.

    Attributes:
        wording: Puts the rest into words of the language.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._reference = load_reference()
        self.wording = Wording(language, self._reference)
        self._evidence = lru_cache(REMEMBERED_EVIDENCE)(self._write_kept)
        self._numbers: dict[Hashable, int] = {}
        self._next_number = count()
        self._suppliers: dict[str, _Known] = {}
        self._pages: tuple[MatchContext | None, dict[_PageKey, _Page]] = (None, {})
        self._lock = Lock()

    def write(
        self,
        demand: PreparedDemand,
        ranked: Iterable[Ranked],
        around: RankingRead,
        context: MatchContext,
    ) -> bytes:
        """Write the suppliers ranked for a demand, as `SupplierRankingRead` describes it.

        Args:
            demand: The demand.
            ranked: The suppliers to show, best first.
            around: What surrounds them.
            context: The profile and the day of the ranking.
        """
        plans = self._plan(demand, context)
        pages = self._pages_of(context)
        items = ",".join([self._item(demand, one, plans, pages, context) for one in ranked])
        rest = around.model_dump_json()[1:]
        return f'{{"items":[{items}],{rest}'.encode()

    def prepare(self, suppliers: Iterable[tuple[ListedSupplier, PreparedSupplier]]) -> None:
        """Write suppliers before somebody asks for them."""
        for listed, prepared in suppliers:
            self._supplier(listed, prepared)

    def _plan(self, demand: PreparedDemand, context: MatchContext) -> Sequence[_Plan]:
        weights = weights_of(demand, context.scoring)
        plans = []
        for item in CRITERIA:
            weight = weights.get(item.name, 0)
            page, basis = None, None
            if not item.applies(demand):
                page = self._page(item.name, weight, NOT_APPLICABLE)
            elif item.bases is not None:
                basis = self._number((item.name, item.bases.of_demand(demand)))
            plans.append(_Plan(item, weight, basis, page))
        return plans

    def _item(
        self,
        demand: PreparedDemand,
        ranked: Ranked,
        plans: Sequence[_Plan],
        pages: dict[_PageKey, _Page],
        context: MatchContext,
    ) -> str:
        known = self._supplier(ranked.listed, ranked.prepared)
        criteria = []
        missing: list[str] = []
        for plan, base in zip(plans, known.bases, strict=True):
            item, weight, basis, page = plan
            key = (basis, base, weight)
            if page is None and basis is not None:
                page = pages.get(key)
            if page is None:
                judged = item.judge(demand, ranked.prepared, context)
                page = self._page(item.name, weight, judged)
                if basis is not None:
                    pages[key] = page
            criteria.append(page.criterion)
            missing += page.missing
        return (
            f'{{"rank":{ranked.rank},"supplier":{known.written},'
            f'"eligibility":"{ranked.eligibility.value}","score":{ranked.score / SCORE_ONE},'
            f'"criteria":[{",".join(criteria)}],"missing":[{",".join(missing)}]}}'
        )

    def _page(self, name: str, weight: int, judged: Judgement) -> _Page:
        value = judged.value
        evidence = ",".join([self._write(one).whole for one in judged.evidence])
        criterion = (
            f'{{"criterion":"{name}","value":{value / VALUE_ONE},"weight":{weight / WEIGHT_ONE},'
            f'"contribution":{value * weight / SCORE_ONE},"status":{_STATUS[judged.status]},'
            f'"evidence":[{evidence}]}}'
        )
        return _Page(
            criterion,
            [self._missing(item) for item in judged.must_haves if item.status is not Status.MET],
        )

    def _pages_of(self, context: MatchContext) -> dict[_PageKey, _Page]:
        """Return the pages kept for a context: for the one that was asked for last."""
        held, pages = self._pages
        if held is not context or len(pages) > REMEMBERED_PAGES:
            pages = {}
            self._pages = (context, pages)
        return pages

    def _number(self, basis: Hashable) -> int:
        """Return the number of a basis; it is never given to another."""
        with self._lock:
            if len(self._numbers) >= REMEMBERED_BASES:
                self._numbers.clear()
            known = self._numbers.get(basis)
            if known is None:
                known = self._numbers[basis] = next(self._next_number)
            return known

    def _missing(self, must_have: MustHave) -> str:
        return (
            f'{{"key":{quoted(must_have.key)},"criterion":"{must_have.criterion}",'
            f'"status":{_STATUS[must_have.status]},"code":"{must_have.code}",'
            f'"text":{self._write(must_have.evidence).text}}}'
        )

    def _supplier(self, listed: ListedSupplier, prepared: PreparedSupplier) -> _Known:
        known = self._suppliers.get(listed.profile.id)
        if known is not None and known.listed is listed:
            return known
        bases = [
            -1
            if item.bases is None
            else self._number((item.name, item.bases.of_supplier(prepared)))
            for item in CRITERIA
        ]
        known = _Known(listed, self.wording.supplier(listed).model_dump_json(), bases)
        with self._lock:
            if len(self._suppliers) >= REMEMBERED_SUPPLIERS:
                self._suppliers.pop(next(iter(self._suppliers)))
            self._suppliers[listed.profile.id] = known
        return known

    def _write(self, evidence: Evidence) -> _Written:
        if "terms" in evidence.params:  # of this pair alone: never the same again
            return self._write_anew(evidence)
        return self._evidence(evidence.code, tuple(evidence.params.items()))

    def _write_kept(self, code: str, facts: _Facts) -> _Written:
        return self._write_anew(Evidence(code, dict(facts)))

    def _write_anew(self, evidence: Evidence) -> _Written:
        text = quoted(render(evidence, self._language, self._reference))
        params = ",".join([f'"{name}":{_fact(value)}' for name, value in evidence.params.items()])
        return _Written(text, f'{{"code":"{evidence.code}","text":{text},"params":{{{params}}}}}')


@cache
def writer_in(language: Language) -> RankingWriter:
    """Return the writer of a language, which all requests share."""
    return RankingWriter(language)


def _fact(value: Param) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        return f"[{','.join(map(quoted, value))}]"
    return quoted(value.isoformat()) if isinstance(value, date) else str(value)
