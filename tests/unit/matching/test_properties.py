from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    HeldCertification,
    Match,
    ScoringProfile,
    Status,
    SupplierProfile,
    explain,
    match,
    rank_demands,
    rank_suppliers,
)
from app.matching.fixed_point import SCORE_ONE, VALUE_ONE, WEIGHT_ONE
from tests.unit.matching.builders import REFERENCE, SCORING, TODAY
from tests.unit.matching.strategies import certificates, demands, scorings, suppliers

few = settings(max_examples=60)
several = settings(max_examples=150)


def compare(demand: Demand, supplier: SupplierProfile, scoring: ScoringProfile = SCORING) -> Match:
    return match(demand, supplier, scoring, TODAY, REFERENCE)


@several
@given(demands, suppliers, scorings)
def test_a_score_is_bounded_and_is_the_sum_of_its_contributions(
    demand: Demand, supplier: SupplierProfile, scoring: ScoringProfile
) -> None:
    found = compare(demand, supplier, scoring)
    assert 0 <= found.score <= SCORE_ONE
    assert found.score == sum(item.contribution for item in found.criteria)
    for item in found.criteria:
        assert 0 <= item.value <= VALUE_ONE
        assert item.contribution == item.value * item.weight
        assert (item.status is Status.NOT_APPLICABLE) == (not item.evidence)
    assert sum(item.weight for item in found.criteria) in {0, WEIGHT_ONE}


@several
@given(demands, suppliers)
def test_what_is_missing_is_complete_and_decides_the_tier(
    demand: Demand, supplier: SupplierProfile
) -> None:
    found = compare(demand, supplier)
    statuses = [item.status for item in found.missing]
    assert (found.eligibility is Eligibility.ELIGIBLE) == (not statuses)
    assert (found.eligibility is Eligibility.INELIGIBLE) == (Status.UNMET in statuses)
    asked = len(set(demand.required_certifications)) + bool(demand.allowed_places)
    asked += bool(demand.categories) + (demand.max_distance_km is not None)
    by_capacity = [item for item in found.must_haves if item.key == "capacity"]
    assert len(found.must_haves) == asked + len(by_capacity)


@several
@given(demands, suppliers)
def test_every_piece_of_evidence_has_words(demand: Demand, supplier: SupplierProfile) -> None:
    found = compare(demand, supplier)
    for item in found.criteria:
        for evidence in item.evidence:
            words = explain(evidence, REFERENCE)
            assert words.en
            assert words.vi


@several
@given(demands, suppliers, st.randoms(use_true_random=False))
def test_the_order_of_what_a_supplier_lists_never_matters(
    demand: Demand, supplier: SupplierProfile, random: Random
) -> None:
    other = replace(
        supplier,
        sites=tuple(random.sample(supplier.sites, len(supplier.sites))),
        capabilities=tuple(random.sample(supplier.capabilities, len(supplier.capabilities))),
        certifications=tuple(random.sample(supplier.certifications, len(supplier.certifications))),
    )
    assert compare(demand, other) == compare(demand, supplier)


@few
@given(demands, st.lists(suppliers, max_size=6, unique_by=lambda item: item.id), st.data())
def test_a_ranking_is_the_same_for_any_order_and_both_directions_and_puts_tiers_first(
    demand: Demand, offered: list[SupplierProfile], data: st.DataObject
) -> None:
    ranking = rank_suppliers(demand, offered, SCORING, TODAY, REFERENCE, tiers=TIERS, limit=None)
    other = data.draw(st.permutations(offered))
    assert ranking == rank_suppliers(
        demand, other, SCORING, TODAY, REFERENCE, tiers=TIERS, limit=None
    )
    keys = {item.id: item.key for item in offered}
    order = [
        (TIERS.index(item.eligibility), -item.score, keys[item.supplier_id], item.supplier_id)
        for item in ranking.items
    ]
    assert order == sorted(order)
    for item in ranking.items:
        [supplier] = [one for one in offered if one.id == item.supplier_id]
        backward = rank_demands(
            supplier, [demand], SCORING, TODAY, REFERENCE, tiers=TIERS, limit=None
        )
        assert backward.items == (item,)


@several
@given(demands, suppliers, certificates, scorings)
def test_listing_a_certificate_never_lowers_the_score(
    demand: Demand, supplier: SupplierProfile, extra: HeldCertification, scoring: ScoringProfile
) -> None:
    more = replace(supplier, certifications=(*supplier.certifications, extra))
    assert compare(demand, more, scoring).score >= compare(demand, supplier, scoring).score


@several
@given(demands, suppliers, certificates)
def test_listing_a_certificate_in_force_never_lowers_the_tier(
    demand: Demand, supplier: SupplierProfile, extra: HeldCertification
) -> None:
    ends = [day for day in (extra.expires_on, before(extra.void_since)) if day is not None]
    assume(all(day >= TODAY for day in ends) and extra.code != "OHSAS-18001")
    more = replace(supplier, certifications=(*supplier.certifications, extra))
    tiers = [compare(demand, item).eligibility for item in (more, supplier)]
    assert tiers == sorted(tiers, key=TIERS.index)


def before(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=1)


@several
@given(demands)
def test_a_supplier_of_whom_nothing_is_known_is_never_ineligible(demand: Demand) -> None:
    silent = SupplierProfile(id="s", key="s", name="Supplier")
    found = compare(demand, silent)
    assert found.eligibility is not Eligibility.INELIGIBLE
    assert all(item.value > 0 for item in found.criteria if item.weight)


@few
@given(demands, suppliers)
def test_the_weights_depend_on_the_demand_alone(demand: Demand, supplier: SupplierProfile) -> None:
    silent = SupplierProfile(id="s", key="s", name="Supplier")
    weights = [
        [item.weight for item in compare(demand, one).criteria] for one in (supplier, silent)
    ]
    assert weights[0] == weights[1]
