from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Demand, Eligibility, Match, SupplierProfile, explain, prepare_supplier
from app.matching.counterfactuals import (
    MOST_CHANGES,
    Change,
    Search,
    Threshold,
)
from app.matching.counterfactuals.thresholds import Outcome
from app.matching.counterfactuals.union import unite_candidates
from app.matching.counterfactuals.variants import judge_pair, rescore, vary, with_suggestions
from tests.unit.matching.builders import REFERENCE
from tests.unit.matching.counterfactuals.market import (
    candidates_of,
    changed,
    context,
    found_for,
    gap_of,
    matched_after,
    prepared,
    ranked,
    smaller_sets,
    thresholds_for,
)
from tests.unit.matching.strategies import demands, suppliers

several = settings(max_examples=100, deadline=None)
few = settings(max_examples=30, deadline=None)
FEW_CANDIDATES = 9

markets = st.lists(suppliers, min_size=1, max_size=4, unique_by=lambda item: item.id)
needs = st.lists(demands, min_size=1, max_size=4, unique_by=lambda item: item.id)
thresholds = st.builds(
    Threshold,
    eligibility=st.sampled_from(Eligibility),
    score=st.integers(0, 10_000_000),
    key=st.sampled_from(["0", "3"]),
)


@several
@given(demands, suppliers, thresholds)
def test_every_set_reaches_its_aim_and_its_figures_are_those_of_a_fresh_match(
    demand: Demand, supplier: SupplierProfile, top: Threshold
) -> None:
    found = gap_of(demand, supplier, top)
    today = matched_after(demand, supplier)
    assert (found.eligibility, found.score) == (today.eligibility, today.score)
    assert found.missing == today.missing
    assert found.to_top is not None
    for search in (found.to_eligible, found.to_top):
        check_sets(demand, supplier, search)
    for item in found.to_eligible.sets:
        assert item.eligibility is Eligibility.ELIGIBLE
    for item in found.to_top.sets:
        assert top.is_beaten_by(supplier, Outcome(item.eligibility, item.score))


def check_sets(demand: Demand, supplier: SupplierProfile, search: Search) -> None:
    nearest = [search.best] if search.best else []
    for item in [*search.sets, *nearest]:
        after = matched_after(demand, supplier, item.changes)
        assert (item.eligibility, item.score) == (after.eligibility, after.score)
        assert len(item.changes) <= MOST_CHANGES
    efforts = [(len(item.changes), item.effort) for item in search.sets]
    assert efforts == sorted(efforts)
    assert len({size for size, _ in efforts}) <= 1
    assert not search.is_reached or not search.sets


@several
@given(demands, suppliers, thresholds)
def test_no_smaller_set_would_do_and_no_set_of_that_size_is_left_out(
    demand: Demand, supplier: SupplierProfile, top: Threshold
) -> None:
    changes = candidates_of(demand, supplier)[:FEW_CANDIDATES]
    found = gap_of(demand, supplier, top)
    assert found.to_top is not None
    for search, is_top in ((found.to_eligible, False), (found.to_top, True)):
        size = len(search.sets[0].changes) if search.sets else 0 if search.is_reached else 3
        for smaller in smaller_sets(changes, size):
            after = matched_after(demand, supplier, smaller)
            assert not reaches(after, supplier, top if is_top else None)


def reaches(found: Match, supplier: SupplierProfile, top: Threshold | None) -> bool:
    if top is None:
        return found.eligibility is Eligibility.ELIGIBLE
    return top.is_beaten_by(supplier, Outcome(found.eligibility, found.score))


@several
@given(demands, suppliers)
def test_who_is_eligible_lacks_nothing(demand: Demand, supplier: SupplierProfile) -> None:
    found = gap_of(demand, supplier)
    is_eligible = found.eligibility is Eligibility.ELIGIBLE
    assert found.to_eligible.is_reached == is_eligible == (not found.missing)
    assert not is_eligible or found.to_eligible == Search(is_reached=True)
    assert found.to_top is None
    again = [item for item in found.to_eligible.sets if not item.changes]
    assert not again


@several
@given(demands, suppliers)
def test_what_is_out_of_reach_stays_unmet_whatever_changes(
    demand: Demand, supplier: SupplierProfile
) -> None:
    found = gap_of(demand, supplier)
    everything = matched_after(demand, supplier, ordered(demand, supplier))
    still = {item.key for item in everything.missing}
    assert {item.key for item in found.out_of_reach} <= still
    assert not (found.out_of_reach and found.to_eligible.sets)


def ordered(demand: Demand, supplier: SupplierProfile) -> tuple[Change, ...]:
    offered = with_suggestions(prepare_supplier(supplier, REFERENCE))
    return vary(offered, candidates_of(demand, supplier), REFERENCE).changes


@several
@given(demands, suppliers)
def test_a_variant_is_judged_as_if_it_were_read_and_prepared_from_scratch(
    demand: Demand, supplier: SupplierProfile
) -> None:
    offered = with_suggestions(prepare_supplier(supplier, REFERENCE))
    [asked] = prepared([demand])
    pair = judge_pair(asked, offered, context())
    for change in candidates_of(demand, supplier):
        [outcome] = rescore(pair, [vary(offered, [change], REFERENCE)], context())
        after = matched_after(demand, supplier, [change])
        assert outcome == (after.eligibility, after.score)


@several
@given(demands, suppliers)
def test_a_change_leaves_the_profile_as_it_was_and_has_words_and_a_key_of_its_own(
    demand: Demand, supplier: SupplierProfile
) -> None:
    before = replace(supplier)
    changes = candidates_of(demand, supplier)
    for change in changes:
        after = changed(supplier, [change])
        assert after != supplier
        assert (after.id, after.key) == (supplier.id, supplier.key)
        for evidence in (change.evidence, change.topic_evidence):
            words = explain(evidence, REFERENCE)
            assert words.en != words.vi
        assert change.key.startswith(change.topic.partition(":")[0])
    assert supplier == before
    assert len({change.key for change in changes}) == len(changes)


@few
@given(markets, needs, st.integers(1, 3))
def test_the_figures_of_an_opportunity_are_those_of_ranking_the_market_again(
    market: list[SupplierProfile], asked: list[Demand], k: int
) -> None:
    supplier = market[0]
    limits = thresholds_for(supplier, asked, market, k)
    for item in found_for(supplier, asked, limits):
        after = changed(supplier, [item.change])
        again = [after, *market[1:]]
        opens, lifts = [], []
        for demand in asked:
            was, now = (
                {one.supplier_id: one for one in ranked(demand, many, k)}
                for many in (market, again)
            )
            if supplier.id in now and supplier.id not in was:
                lifts.append(demand.id)
            old, new = matched_after(demand, supplier), matched_after(demand, after)
            if Eligibility.ELIGIBLE is new.eligibility is not old.eligibility:
                opens.append(demand.id)
        assert (item.opens, item.lifts) == (tuple(opens), tuple(lifts))


@few
@given(markets, needs, st.integers(1, 3))
def test_no_opportunity_is_lost_by_looking_only_where_a_change_can_matter(
    market: list[SupplierProfile], asked: list[Demand], k: int
) -> None:
    supplier = market[0]
    limits = thresholds_for(supplier, asked, market, k)
    offered = with_suggestions(prepare_supplier(supplier, REFERENCE))
    pairs = [judge_pair(demand, offered, context()) for demand in prepared(asked)]
    expected = by_brute_force(supplier, asked, limits, unite_candidates(pairs, offered, context()))
    found = found_for(supplier, asked, limits)
    assert {item.change: (item.opens, item.lifts) for item in found} == expected
    short = [pair for pair in pairs if pair.short]
    expected = by_brute_force(supplier, asked, {}, unite_candidates(short, offered, context()))
    found = found_for(supplier, asked)
    assert {item.change: (item.opens, item.lifts) for item in found} == expected


Found = dict[Change, tuple[tuple[str, ...], tuple[str, ...]]]


def by_brute_force(
    supplier: SupplierProfile,
    asked: list[Demand],
    limits: dict[str, Threshold],
    changes: tuple[Change, ...],
) -> Found:
    expected: Found = {}
    for change in changes:
        opens, lifts = [], []
        for demand in asked:
            was, now = (outcome_of(demand, supplier, made) for made in ((), (change,)))
            if Eligibility.ELIGIBLE is now.eligibility is not was.eligibility:
                opens.append(demand.id)
            limit = limits.get(demand.id)
            if limit and [limit.is_beaten_by(supplier, one) for one in (was, now)] == [False, True]:
                lifts.append(demand.id)
        if opens or lifts:
            expected[change] = (tuple(opens), tuple(lifts))
    return expected


def outcome_of(demand: Demand, supplier: SupplierProfile, changes: tuple[Change, ...]) -> Outcome:
    found = matched_after(demand, supplier, changes)
    return Outcome(found.eligibility, found.score)


@few
@given(suppliers, needs)
def test_the_order_of_the_demands_decides_nothing(
    supplier: SupplierProfile, asked: list[Demand]
) -> None:
    offered = with_suggestions(prepare_supplier(supplier, REFERENCE))
    pairs = [judge_pair(demand, offered, context()) for demand in prepared(asked)]
    forward = unite_candidates(pairs, offered, context())
    assert unite_candidates(pairs[::-1], offered, context()) == forward
