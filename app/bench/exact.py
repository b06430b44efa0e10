"""Holding the fast rankings against the definitions: every supplier judged one by one."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import chain, zip_longest
from multiprocessing import get_context
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from app.bench.crowd import Crowd
from app.bench.machine import one_thread_each
from app.bench.progress import counted, say
from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket, load_market
from app.matching import (
    TIERS,
    Diagnosis,
    Direction,
    Eligibility,
    MustHave,
    PreparedDemand,
    PreparedSupplier,
    ScoringProfile,
    why_nothing,
)
from app.matching.context import MatchContext
from app.matching.index import IndexRanking, RankedSupplier, SupplierIndex
from app.matching.match import judge_must_haves, judge_rest, must_haves_of, score_of, weights_of
from app.matching.results import tier_of
from app.reference import load_reference

WORKERS = 2
MOST_STORED = 5_000
"""Suppliers that are stored and read; beyond these the others come from a crowd of them."""

_LIMIT = 20
_MOST_TOLD = 20
_CHANGED_ONE_IN = 10
_ALL_TIERS = frozenset(TIERS)
_ELIGIBLE = frozenset({Eligibility.ELIGIBLE})
_LISTED = frozenset({Eligibility.ELIGIBLE, Eligibility.TO_CONFIRM})


class Judged(NamedTuple):
    """A supplier of a ranking."""

    supplier_id: str
    eligibility: Eligibility
    score: int


class Ranks(Protocol):
    """What ranks fast: a `SupplierIndex`, or what stands in for it."""

    def rank(
        self,
        demand: PreparedDemand,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility],
        limit: int,
        offset: int = 0,
    ) -> IndexRanking[RankedSupplier]:
        """Rank suppliers for a demand."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a fast ranking says something else than the definitions.

    Attributes:
        demand_id: The demand.
        asked: What was asked for.
        rank: The rank from 1; 0 for totals and the diagnosis.
        expected: What the definitions say.
        found: What the fast ranking says.
    """

    demand_id: str
    asked: str
    rank: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What the definitions say of a demand and all suppliers.

    Attributes:
        ranking: Every supplier, best first.
        diagnosis: Why nothing matches, or None.
    """

    ranking: tuple[Judged, ...]
    diagnosis: Diagnosis | None


@dataclass(frozen=True, slots=True)
class Arena:
    """What one process compares.

    Attributes:
        suppliers: Every supplier.
        demands: The demands by their ids.
        context: The profile, the day and the reference data.
        index: What ranks fast.
    """

    suppliers: Sequence[PreparedSupplier]
    demands: Mapping[str, PreparedDemand]
    context: MatchContext
    index: Ranks


def compare_market(market: StoredMarket, sizes: Sizes) -> dict[str, JsonValue]:
    """Compare for every demand of a market, in several processes.

    Args:
        market: A market of up to `MOST_STORED` suppliers.
        sizes: How many suppliers there shall be in all.

    Returns:
        How much was compared, how many differences there are, and the first of them.
    """
    ids = market.demand_ids
    say(f"Comparing {sizes.suppliers * len(ids):,} pairs in {WORKERS} processes")
    compare = partial(compare_stored, market.url, market.today, sizes)
    with one_thread_each(), ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        compared = ([differences] for differences in pool.map(compare, ids))
        told = counted(compared, "demands compared", len(ids))
        found = [difference for [differences] in told for difference in differences]
    return describe_differences(found, suppliers=sizes.suppliers, demands=len(ids))


def describe_differences(
    found: Sequence[Difference], *, suppliers: int, demands: int
) -> dict[str, JsonValue]:
    """Return the report of a comparison."""
    return {
        "suppliers": suppliers,
        "demands": demands,
        "pairs": suppliers * demands,
        "differences": len(found),
        "first_differences": [asdict(difference) for difference in found[:_MOST_TOLD]],
        "holds": not found,
    }


def compare_demand(demand: PreparedDemand, arena: Arena) -> list[Difference]:
    """Compare the rankings of one demand: all of it, the first of all, and pages as listed.

    Args:
        demand: The demand.
        arena: The suppliers, and the index that holds them.

    Returns:
        The differences in order, tier, score, totals and diagnosis.
    """
    truth = judge_all(demand, arena.suppliers, arena.context)
    everybody = len(arena.suppliers)
    found: list[Difference] = []
    for asked, tiers, limit, offset in (
        ("all tiers, everybody", _ALL_TIERS, everybody, 0),
        (f"all tiers, first {_LIMIT}", _ALL_TIERS, _LIMIT, 0),
        (f"eligible and to confirm, first {_LIMIT}", _LISTED, _LIMIT, 0),
        (f"eligible and to confirm, next {_LIMIT}", _LISTED, _LIMIT, _LIMIT),
        (f"eligible, first {_LIMIT}", _ELIGIBLE, _LIMIT, 0),
    ):
        ranking = arena.index.rank(demand, arena.context, tiers=tiers, limit=limit, offset=offset)
        listed = [judged for judged in truth.ranking if judged.eligibility in tiers]
        lines = _line_up(listed[offset : offset + limit], ranking, offset)
        found += (
            Difference(demand.demand.id, asked, rank, expected, answered)
            for rank, expected, answered in chain(lines, _whole(truth, ranking))
            if expected != answered
        )
    return found


def judge_all(
    demand: PreparedDemand, suppliers: Iterable[PreparedSupplier], context: MatchContext
) -> Truth:
    """Judge every supplier by the definition of every criterion, and sort.

    Args:
        demand: The demand.
        suppliers: The suppliers, in any order.
        context: The profile, the day and the reference data.
    """
    weights = weights_of(demand, context.scoring)
    judged: list[tuple[tuple[int, int, str, str], Judged]] = []
    obstacles: list[tuple[MustHave, ...]] = []
    matches = 0
    for supplier in suppliers:
        judgements = judge_must_haves(demand, supplier, context)
        must_haves = must_haves_of(judgements)
        tier = tier_of(must_haves)
        matches += tier is not Eligibility.INELIGIBLE
        if not matches:
            obstacles.append(must_haves)
        judge_rest(judgements, demand, supplier, context)
        score = score_of(judgements, weights)
        profile = supplier.profile
        order = (TIERS.index(tier), -score, profile.key, profile.id)
        judged.append((order, Judged(profile.id, tier, score)))
    judged.sort()
    none_matches = bool(judged) and not matches
    diagnosis = why_nothing(obstacles, Direction.SUPPLIERS) if none_matches else None
    return Truth(tuple(found for _, found in judged), diagnosis)


def _line_up(
    expected: Sequence[Judged], ranking: IndexRanking[RankedSupplier], offset: int
) -> Iterator[tuple[int, str, str]]:
    """Yield rank, expected and found, line by line."""
    found = [Judged(item.supplier_id, item.eligibility, item.score) for item in ranking.items]
    for rank, (right, answered) in enumerate(zip_longest(expected, found), start=offset + 1):
        if right != answered:
            yield rank, _show(right), _show(answered)


def _whole(truth: Truth, ranking: IndexRanking[RankedSupplier]) -> Iterator[tuple[int, str, str]]:
    """Yield what is said of the ranking as a whole."""
    counted_tiers = Counter(judged.eligibility for judged in truth.ranking)
    right = {tier.value: counted_tiers[tier] for tier in TIERS}
    yield 0, str(right), str({tier.value: ranking.totals[tier] for tier in TIERS})
    yield 0, str(truth.diagnosis), str(ranking.diagnosis)


def _show(judged: Judged | None) -> str:
    if judged is None:
        return "nobody"
    return f"{judged.supplier_id}, {judged.eligibility.value}, {judged.score}"


def compare_stored(url: str, today: date, sizes: Sizes, demand_id: str) -> list[Difference]:
    """Compare the rankings of one demand of a stored market; see `compare_demand`."""
    arena = _stored_arena(url, today, sizes)
    return compare_demand(arena.demands[demand_id], arena)


@cache
def _stored_arena(url: str, today: date, sizes: Sizes) -> Arena:
    """Prepare the comparison, once in each process."""
    return make_arena(load_market(url, today), sizes)


def make_arena(market: LoadedMarket, sizes: Sizes) -> Arena:
    """Put a market into an index, filled up by a crowd of its suppliers.

    Some suppliers were other ones before, and some others came and went: that must leave no trace.
    """
    reference = load_reference()
    suppliers = list(market.suppliers)
    crowd = Crowd(market.suppliers, sizes.seed, reference)
    missing = max(0, sizes.suppliers - len(suppliers))
    for chunk in crowd.chunks(missing):
        suppliers += chunk
    index = SupplierIndex(reference)
    index.put((supplier, 1) for supplier in suppliers)
    changed = suppliers[::_CHANGED_ONE_IN]
    strangers = [crowd.make(missing + at) for at in range(len(changed))]
    index.put((stranger, 1) for stranger in strangers)
    index.put(
        (replace(stranger, profile=replace(stranger.profile, id=supplier.profile.id)), 2)
        for supplier, stranger in zip(changed, strangers, strict=True)
    )
    index.put((supplier, 3) for supplier in changed)
    index.remove(stranger.profile.id for stranger in strangers)
    demands = {demand.demand.id: demand for demand in market.demands}
    context = MatchContext(ScoringProfile(), market.today, reference)
    return Arena(suppliers, demands, context, index)
