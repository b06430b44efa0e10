from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.matching import (
    Capability,
    DeliveryPlace,
    Demand,
    Eligibility,
    HeldCertification,
    Quantity,
    Site,
    SupplierProfile,
    render,
)
from app.matching.counterfactuals import Change, Search, Threshold
from app.matching.counterfactuals.gap import MOST_CANDIDATES
from tests.unit.matching.builders import (
    REFERENCE,
    TODAY,
    a_demand,
    a_supplier,
    able,
    held,
    in_old,
    making,
    matched,
)
from tests.unit.matching.counterfactuals.market import candidates_of, gap_of

LATER = TODAY + timedelta(days=200)
NEEDED = TODAY + timedelta(days=90)


def plain(**changes: object) -> Demand:
    """Return a demand whose name was read as nothing."""
    return a_demand(name="", **changes)


def keys(search: Search) -> list[list[str]]:
    return [[change.key for change in item.changes] for item in search.sets]


def lacking(demand: Demand, supplier: SupplierProfile) -> list[list[str]]:
    return keys(gap_of(demand, supplier).to_eligible)


def said(change: Change) -> str:
    return render(change.evidence, "en", REFERENCE)


def only_change(demand: Demand, supplier: SupplierProfile) -> Change:
    [[change]] = [item.changes for item in gap_of(demand, supplier).to_eligible.sets]
    return change


# certificates


def asking(*codes: str, needed_by: date | None = NEEDED, **changes: object) -> Demand:
    return plain(required_certifications=codes, needed_by=needed_by, **changes)


def listing(*certificates: HeldCertification, complete: bool = True) -> SupplierProfile:
    return a_supplier(certifications=certificates, certifications_complete=complete)


@pytest.mark.parametrize(
    ("certificates", "complete", "kind", "words"),
    [
        ((), True, "certificate.gain", "obtain ISO 9001, in force until 2027-02-19 at least"),
        (
            (),
            False,
            "certificate.confirm",
            "say whether ISO 9001 is held, in force until 2027-02-19 at least",
        ),
        (
            (held("ISO-9001", TODAY - timedelta(1)),),
            True,
            "certificate.renew",
            "renew ISO 9001, until 2027-02-19 at least",
        ),
        (
            (held("ISO-9001", NEEDED - timedelta(1)),),
            False,
            "certificate.renew",
            "renew ISO 9001, until 2027-02-19 at least",
        ),
        (
            (held("ISO-9001"),),
            True,
            "certificate.confirm",
            "confirm the dates of ISO 9001: in force until 2027-02-19 at least",
        ),
        (
            (held("ISO-9001", LATER, issued_on=TODAY + timedelta(1)),),
            True,
            "certificate.confirm",
            "confirm the dates of ISO 9001: in force until 2027-02-19 at least",
        ),
    ],
)
def test_a_certificate_is_obtained_renewed_or_confirmed(
    certificates: tuple[HeldCertification, ...], complete: bool, kind: str, words: str
) -> None:
    change = only_change(asking("ISO-9001"), listing(*certificates, complete=complete))
    assert (change.key, change.kind) == ("certificate:ISO-9001", kind)
    assert said(change) == words


def test_the_day_of_expiry_still_counts() -> None:
    supplier = listing(held("ISO-9001", NEEDED))
    assert gap_of(asking("ISO-9001"), supplier).to_eligible == Search(is_reached=True)
    assert lacking(asking("ISO-9001", needed_by=NEEDED + timedelta(1)), supplier)


def test_what_another_certificate_satisfies_is_no_change() -> None:
    supplier = listing(held("IATF-16949", LATER))
    assert lacking(asking("ISO-9001", "ISO-14001"), supplier) == [["certificate:ISO-14001"]]
    assert candidates_of(asking("ISO-9001"), supplier) == ()


def test_a_lapsed_stronger_certificate_may_be_renewed_instead() -> None:
    supplier = listing(held("IATF-16949", TODAY - timedelta(5)))
    assert lacking(asking("ISO-9001"), supplier) == [
        ["certificate:IATF-16949"],
        ["certificate:ISO-9001"],
    ]


def test_one_stronger_certificate_beats_two_plain_ones() -> None:
    assert lacking(asking("ISO-9001", "IATF-16949"), listing()) == [["certificate:IATF-16949"]]


def test_a_withdrawn_standard_is_answered_by_the_one_that_replaced_it() -> None:
    supplier = listing(held("OHSAS-18001", LATER))
    assert lacking(asking("OHSAS-18001"), supplier) == [["certificate:ISO-45001"]]


def test_a_declaration_needs_no_date() -> None:
    assert said(only_change(asking("ROHS"), listing())) == "obtain RoHS"
    assert said(only_change(asking("ROHS"), listing(complete=False))) == "say whether RoHS is held"


def test_what_the_buyer_would_have_to_accept_is_answered_by_what_was_asked() -> None:
    supplier = listing(held("VDA-6.1", LATER))
    assert lacking(asking("IATF-16949"), supplier) == [["certificate:IATF-16949"]]


# categories


SPRINGS = a_demand(categories=("MET-SPR",))
NEEDING = replace(SPRINGS, quantity=Decimal(5000), unit="pcs", period="month")


def test_another_trade_is_taken_up_and_a_wider_one_is_a_question() -> None:
    change = only_change(SPRINGS, a_supplier(capabilities=making("TOO-PLM")))
    assert (change.kind, said(change)) == ("category.gain", "take up Springs & wire forms")
    change = only_change(SPRINGS, a_supplier(capabilities=making("MET")))
    assert said(change) == "say whether Springs & wire forms is made too"


def test_a_new_capability_has_to_make_what_is_needed() -> None:
    change = only_change(NEEDING, a_supplier(capabilities=making("TOO-PLM")))
    assert change.key == "category:MET-SPR:5000pcs"
    assert said(change).endswith("; it has to make 5,000 pieces a month")


def test_a_capability_that_was_read_as_the_trade_only_needs_its_category() -> None:
    rows = (
        Capability("a", text="khuôn ép nhựa"),
        Capability("b", text="sản xuất lò xo", monthly_capacity=Quantity(Decimal(9), "kpcs")),
    )
    change = only_change(NEEDING, a_supplier(capabilities=rows))
    assert change.key == "category:MET-SPR:b"
    assert "capability without category is Springs" in said(change)


def test_a_capability_that_states_too_little_needs_more_besides() -> None:
    rows = (able(None, 4000, cap_id="b"),)
    assert lacking(NEEDING, a_supplier(capabilities=rows)) == [
        ["category:MET-SPR:b", "capacity:b:5000pcs"]
    ]


def test_a_capability_that_states_nothing_is_asked_for_both_at_once() -> None:
    assert lacking(NEEDING, a_supplier(capabilities=making(None))) == [
        ["category:MET-SPR:0:5000pcs"]
    ]


def test_a_capability_read_as_another_trade_is_not_mislabelled() -> None:
    rows = (Capability("a", text="khuôn ép nhựa"),)
    assert lacking(SPRINGS, a_supplier(capabilities=rows)) == [["category:MET-SPR"]]


# capacity


def test_the_capability_that_lacks_least_is_raised_to_the_exact_amount() -> None:
    demand = replace(NEEDING, quantity=Decimal(1000), period="week")
    rows = (able("MET-SPR", 10, cap_id="a"), able("MET-SPR", 4000, cap_id="b"))
    change = only_change(demand, a_supplier(capabilities=rows))
    assert change.key == "capacity:b:4345.24pcs"
    assert said(change) == (
        "raise the monthly capacity for Springs & wire forms to 4,345.24 pieces"
    )
    rows = (able("MET-SPR", None), replace(able("MET-SPR", 0), id="z"))
    for amount, tier in (("4345.24", Eligibility.ELIGIBLE), ("4345.23", Eligibility.INELIGIBLE)):
        row = replace(rows[1], monthly_capacity=Quantity(Decimal(amount), "pcs"))
        assert matched(demand, a_supplier(capabilities=(row,))).eligibility is tier


def test_a_capacity_that_is_not_stated_is_asked_for() -> None:
    rows = (able("MET-SPR", None, cap_id="a"), able("MET-SPR", 40, "kg", cap_id="b"))
    change = only_change(NEEDING, a_supplier(capabilities=rows))
    assert change.key == "capacity:a:5000pcs"
    topic = render(change.topic_evidence, "en", REFERENCE)
    assert (change.topic, topic.startswith("make enough Springs")) == ("capacity:MET-SPR", True)
    assert said(change).startswith("state the monthly capacity for Springs & wire forms")


def test_a_capacity_in_another_unit_is_stated_beside_it() -> None:
    supplier = a_supplier(capabilities=(able("MET-SPR", 40, "kg"),))
    assert lacking(NEEDING, supplier) == [["capacity:c:5000pcs"]]
    in_kg = replace(NEEDING, unit="kg", quantity=Decimal(40))
    assert gap_of(in_kg, supplier).to_eligible.is_reached


def test_a_supplier_that_lists_nothing_may_state_what_it_makes() -> None:
    demand = replace(NEEDING, categories=(), name="")
    change = only_change(demand, a_supplier())
    assert change.key == "capacity:new:5000pcs"
    assert said(change) == "state the monthly capacity: 5,000 pieces would do"
    assert render(change.topic_evidence, "en", REFERENCE) == "make enough in a month"


def test_what_is_needed_in_an_unknown_unit_is_out_of_reach() -> None:
    demand = replace(NEEDING, unit="axles", required_certifications=("ISO-9001",))
    found = gap_of(demand, a_supplier(capabilities=making("MET-SPR")))
    assert [item.key for item in found.out_of_reach] == ["capacity"]
    assert keys(found.to_eligible) == []
    best = found.to_eligible.best
    assert best is not None
    assert [change.key for change in best.changes] == ["certificate:ISO-9001"]
    assert best.eligibility is Eligibility.TO_CONFIRM


# sites


def test_a_site_is_opened_in_an_allowed_place() -> None:
    demand = a_demand(allowed_places=("legacy:74", "current:01"))
    supplier = a_supplier(sites=in_old("48"))
    assert lacking(demand, supplier) == [["site:current:01"], ["site:legacy:74"]]


def test_a_site_that_may_be_there_is_asked_about() -> None:
    demand = a_demand(allowed_places=("legacy:74",))
    sites = (Site("merged", province="79"), Site("other", province="01"), Site("unknown"))
    assert lacking(demand, a_supplier(sites=sites)) == [
        ["site:legacy:74:merged"],
        ["site:legacy:74:unknown"],
        ["site:legacy:74"],
    ]
    change = only_change(demand, a_supplier())
    assert said(change) == "say whether a site is in old Bình Dương (today Ho Chi Minh City)"


def test_a_site_has_to_be_near_as_well_as_allowed() -> None:
    demand = a_demand(
        allowed_places=("legacy:74", "current:01"),
        delivery=DeliveryPlace(legacy_province="79"),
        max_distance_km=100,
    )
    assert lacking(demand, a_supplier(sites=in_old("01"))) == [["site:legacy:74"]]


def test_a_site_stands_where_the_goods_go_when_the_centre_is_too_far() -> None:
    far_corner = DeliveryPlace(legacy_province="01", latitude=21.2, longitude=105.4)
    demand = plain(delivery=far_corner, max_distance_km=5)
    change = only_change(demand, a_supplier(sites=in_old("79")))
    assert change.key == "site:legacy:01:demand"
    assert said(change) == "open a site in Hanoi, near the delivery place"
    elsewhere = replace(demand, allowed_places=("current:79",))
    assert lacking(elsewhere, a_supplier(sites=in_old("79"))) == []


def test_a_delivery_known_by_its_coordinates_alone_is_near_itself() -> None:
    for maximum in (5, None):
        delivery = DeliveryPlace(latitude=21.2, longitude=105.4)
        demand = plain(delivery=delivery, max_distance_km=maximum)
        found = gap_of(demand, a_supplier(sites=in_old("79")), Threshold(Eligibility.ELIGIBLE, 9))
        changes = candidates_of(demand, a_supplier(sites=in_old("79")))
        assert [change.key for change in changes] == ["site:near_delivery:demand"]
        assert said(changes[0]) == "open a site near the delivery place"
        assert render(changes[0].topic_evidence, "en", REFERENCE).endswith("the delivery place")
        assert found.to_top is not None
    nowhere = plain(delivery=DeliveryPlace())
    assert candidates_of(nowhere, a_supplier(sites=in_old("79"))) == ()


# the first k


def test_what_only_raises_the_score_may_lift_a_supplier_among_the_first() -> None:
    demand = plain(
        preferred_certifications=("ISO-14001",), delivery=DeliveryPlace(legacy_province="79")
    )
    supplier = a_supplier(sites=in_old("75"))
    today = matched(demand, supplier).score
    found = gap_of(demand, supplier, Threshold(Eligibility.ELIGIBLE, today + 1))
    assert found.to_eligible.is_reached
    assert found.to_top is not None
    assert keys(found.to_top) == [["certificate:ISO-14001"], ["site:legacy:79"]]
    both = gap_of(demand, supplier, Threshold(Eligibility.ELIGIBLE, today * 2))
    assert both.to_top is not None
    assert {len(item) for item in keys(both.to_top)} <= {1, 2}


def test_a_score_that_texts_alone_would_raise_is_said_to_be_beyond_reach() -> None:
    demand = a_demand(name="lò xo nén", preferred_certifications=("ISO-14001",))
    found = gap_of(demand, a_supplier(), Threshold(Eligibility.ELIGIBLE, 10_000_000))
    assert found.to_top is not None
    assert not found.to_top.sets
    assert found.to_top.best is not None
    nothing = gap_of(a_demand(name="lò xo nén"), a_supplier(), Threshold(score=10**9))
    assert nothing.to_top == Search(is_reached=True)
    never = gap_of(a_demand(name="xyzzy"), a_supplier(), Threshold(Eligibility.ELIGIBLE, 10**8))
    assert never.to_top == Search(is_reached=False)


def test_more_than_four_changes_are_not_tried_and_the_nearest_is_named() -> None:
    codes = ("ISO-9001", "ISO-14001", "ISO-45001", "ISO-27001", "ISO-50001")
    found = gap_of(asking(*codes), listing()).to_eligible
    assert (found.sets, found.is_reached, found.is_complete) == ((), False, True)
    assert found.best is not None
    assert len(found.best.changes) == 4
    assert found.best.eligibility is Eligibility.INELIGIBLE


def test_the_heaviest_candidates_are_left_aside_where_there_are_too_many() -> None:
    codes = [item.code for item in REFERENCE.certifications if item.withdrawn_since is None]
    found = gap_of(asking(*codes[: MOST_CANDIDATES + 2]), listing())
    assert not found.to_eligible.is_complete
