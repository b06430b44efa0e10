"""Cases on the very edge: the columns say what the scalar definitions say."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from app.matching import (
    Capability,
    DeliveryPlace,
    Demand,
    Eligibility,
    HeldCertification,
    Parameters,
    Quantity,
    ScoringProfile,
    Site,
    SupplierProfile,
    Weights,
)
from tests.unit.matching.builders import (
    OLD_BINH_DUONG,
    OLD_DONG_NAI,
    OLD_HANOI,
    OLD_HCMC,
    SCORING,
    TODAY,
    a_demand,
    a_supplier,
    able,
    held,
    making,
)
from tests.unit.matching.index.helpers import assert_as_pair_by_pair

ONE_DAY = timedelta(days=1)
NEEDED = TODAY + 30 * ONE_DAY
MONTHLY = a_demand(quantity=Decimal(300), unit="pcs", period="month")


def numbered(*listed: SupplierProfile) -> list[SupplierProfile]:
    return [a_supplier_like(one, f"{number:03}") for number, one in enumerate(listed)]


def a_supplier_like(supplier: SupplierProfile, supplier_id: str) -> SupplierProfile:
    return a_supplier(
        id=supplier_id,
        sites=supplier.sites,
        capabilities=supplier.capabilities,
        certifications=supplier.certifications,
        certifications_complete=supplier.certifications_complete,
        description=supplier.description,
    )


class TestDates:
    @pytest.mark.parametrize("needed_by", [None, TODAY - ONE_DAY, TODAY, NEEDED, date.max])
    def test_the_very_day_counts_as_it_does_pair_by_pair(self, needed_by: date | None) -> None:
        ends = [None, TODAY - ONE_DAY, TODAY, NEEDED - ONE_DAY, NEEDED, NEEDED + ONE_DAY, date.max]
        starts = [None, TODAY, TODAY + ONE_DAY, date.min]
        voids = [None, TODAY, TODAY + ONE_DAY, NEEDED, NEEDED + ONE_DAY]
        codes = ["ISO-9001", "ROHS", "OHSAS-18001", "IATF-16949"]
        certificates = [
            held(code, until, issued_on=issued, void_since=void)
            for code, until, issued, void in product(codes, ends, starts, voids)
        ]
        listed = numbered(
            *(a_supplier(certifications=(certificate,)) for certificate in certificates)
        )
        demand = a_demand(
            needed_by=needed_by,
            required_certifications=("ISO-9001",),
            preferred_certifications=("ROHS", "OHSAS-18001"),
        )
        assert_as_pair_by_pair(demand, listed)

    def test_a_certificate_counts_on_its_last_day(self) -> None:
        listed = numbered(
            *(
                a_supplier(certifications=(held("ISO-9001", NEEDED + days * ONE_DAY),))
                for days in (-1, 0)
            )
        )
        demand = a_demand(needed_by=NEEDED, required_certifications=("ISO-9001",))
        found = assert_as_pair_by_pair(demand, listed)
        assert [(one, tier) for one, tier, _ in found] == [
            ("001", Eligibility.ELIGIBLE),
            ("000", Eligibility.TO_CONFIRM),
        ]

    def test_one_that_lapsed_and_is_dated_in_the_future_has_lapsed(self) -> None:
        odd = HeldCertification(
            "a", "ISO-9001", issued_on=TODAY + ONE_DAY, expires_on=TODAY - ONE_DAY
        )
        [found] = assert_as_pair_by_pair(
            a_demand(required_certifications=("ISO-9001",)), [a_supplier(certifications=(odd,))]
        )
        assert found[1] is Eligibility.INELIGIBLE


class TestPlaces:
    def test_of_several_sites_the_best_counts_and_of_equal_ones_the_first_by_id(self) -> None:
        here = (Site("b", legacy_province=OLD_HCMC), Site("a", latitude=10.8, longitude=106.6))
        far = Site("c", legacy_province=OLD_HANOI)
        nowhere = Site("0")
        same = (
            Site("z", latitude=21.0, longitude=105.8, legacy_province=OLD_BINH_DUONG),
            Site("a", latitude=21.0, longitude=105.8, legacy_province=OLD_HANOI),
            Site("m", latitude=21.0, longitude=105.8),
        )
        listed = numbered(
            *(
                a_supplier(sites=sites)
                for sites in (
                    (),
                    here,
                    here[::-1],
                    (*here, far),
                    (far, nowhere),
                    (nowhere, far),
                    (nowhere,),
                    (nowhere, nowhere),
                    same,
                    same[::-1],
                    (same[2], same[0]),
                )
            )
        )
        for legacy, maximum, places in product(
            (OLD_HCMC, OLD_BINH_DUONG, OLD_DONG_NAI, OLD_HANOI),
            (None, 1, 50, 1_500),
            ((), ("legacy:79",), ("current:79", "legacy:01"), ("legacy:74",)),
        ):
            demand = a_demand(
                delivery=DeliveryPlace(legacy_province=legacy),
                max_distance_km=maximum,
                allowed_places=places,
            )
            assert_as_pair_by_pair(demand, listed)

    def test_an_agreement_raises_the_value_of_the_site_that_counts(self) -> None:
        codes = ("79", "74", "75", "80", "72", "01", "31", "27", "48", "92")
        listed = numbered(
            *(
                a_supplier(sites=tuple(Site(str(at), legacy_province=one) for at, one in pair))
                for pair in (tuple(enumerate(codes[first : first + 2])) for first in range(9))
            )
        )
        scoring = ScoringProfile(
            parameters=Parameters(
                location_linkage_bonus=10_000,
                location_linkage_partly_bonus=9_999,
                location_half_distance_m=5_000_000,
            )
        )
        for code in codes:
            demand = a_demand(delivery=DeliveryPlace(legacy_province=code))
            assert_as_pair_by_pair(demand, listed)
            assert_as_pair_by_pair(demand, listed, scoring)

    def test_the_other_side_of_the_earth_is_far_but_known(self) -> None:
        listed = numbered(
            *(
                a_supplier(sites=(Site("a", latitude=latitude, longitude=longitude),))
                for latitude, longitude in product((-90.0, -10.8, 0.0, 90.0), (-180.0, 0.0, 180.0))
            )
        )
        demand = a_demand(
            delivery=DeliveryPlace(latitude=10.8, longitude=106.6), max_distance_km=10_000
        )
        for half in (1_000, 5_000_000):
            parameters = Parameters(location_half_distance_m=half)
            assert_as_pair_by_pair(demand, listed, ScoringProfile(parameters=parameters))

    def test_a_limit_beyond_every_distance_keeps_nobody_out(self) -> None:
        demand = a_demand(delivery=DeliveryPlace(legacy_province=OLD_HCMC), max_distance_km=10**12)
        listed = numbered(a_supplier(sites=(Site("a", legacy_province="01"),)), a_supplier())
        assert_as_pair_by_pair(demand, listed)


class TestCapacities:
    def test_amounts_of_every_size_compare(self) -> None:
        sizes = ("0", "0.0001", "1", "299.9999", "300", "300000", "1E+15", "123456789012345.6789")
        listed = numbered(
            *(
                a_supplier(capabilities=(able_of(size, unit), able_of(other, "kg")))
                for size, unit, other in product(sizes, ("pcs", "kpcs", "mpcs", "shoes"), sizes[:2])
            ),
            *(a_supplier(capabilities=(able_of(size, "pcs"),)) for size in sizes),
            a_supplier(capabilities=(able(None, None), able_of("299.9999", "pcs"))),
        )
        for quantity, period, unit in product(
            ("300", "0.0001", "1E+15", "7"), ("day", "week", "quarter", "year"), ("pcs", "mpcs")
        ):
            demand = a_demand(quantity=Decimal(quantity), unit=unit, period=period)
            assert_as_pair_by_pair(demand, listed)

    @pytest.mark.parametrize("unit", ["shoes", "m2", ""])
    def test_a_unit_that_nobody_has_is_a_question(self, unit: str) -> None:
        demand = a_demand(quantity=Decimal(1), unit=unit, period="month")
        listed = numbered(a_supplier(capabilities=(able_of("5", "shoes"),)), a_supplier())
        found = assert_as_pair_by_pair(demand, listed)
        assert {tier for _, tier, _ in found} == {Eligibility.TO_CONFIRM}

    @pytest.mark.parametrize("days", [-400, 0, 1, 30, 31, 365])
    def test_one_order_is_spread_over_the_months_until_it_is_needed(self, days: int) -> None:
        demand = a_demand(
            quantity=Decimal(300), unit="pcs", period="once", needed_by=TODAY + days * ONE_DAY
        )
        listed = numbered(
            *(a_supplier(capabilities=(able("MET-SPR", amount),)) for amount in range(0, 320, 10))
        )
        assert_as_pair_by_pair(demand, listed)

    def test_only_capabilities_of_the_trade_count_where_trades_were_chosen(self) -> None:
        demand = a_demand(categories=("PLA",), quantity=Decimal(300), unit="pcs", period="month")
        sets = [
            (),
            (able("PLA-INJ", 500),),
            (able("MET-SPR", 500),),
            (able("MET-SPR", 500), able("PLA-INJ", 5, cap_id="d")),
            (able(None, 500), able("PLA-INJ", None, cap_id="d")),
            (able(None, 500),),
            (able("no such trade", 500), able("PLA", 100, cap_id="d")),
            (able("no such trade", 500),),
        ]
        listed = numbered(*(a_supplier(capabilities=capabilities) for capabilities in sets))
        assert_as_pair_by_pair(demand, listed)


def able_of(size: str, unit: str) -> Capability:
    return Capability(size + unit, None, monthly_capacity=Quantity(Decimal(size), unit))


class TestMeasures:
    @pytest.mark.parametrize(
        "asked",
        [
            "máy ép 250 tấn",
            "máy ép 80-160 tấn",
            "±0.02 mm",
            "dày 2 mm",
            "24 V 5 kW",
            "chịu tải 5 t",
        ],
    )
    def test_what_both_sides_state_is_compared(self, asked: str) -> None:
        said = (
            "máy ép 250 tấn",
            "máy ép 100 tấn, máy ép 300 tấn",
            "máy ép",
            "±0.01 mm",
            "±0.05 mm",
            "dày 1-3 mm",
            "24 V",
            "chịu tải 10 t",
            "dày 999999999999 mm",
            "",
        )
        listed = numbered(*(a_supplier(description=one) for one in said))
        assert_as_pair_by_pair(a_demand(name=asked), listed)
        assert_as_pair_by_pair(a_demand(name=f"lò xo {asked}"), listed)


class TestNothing:
    def test_a_demand_that_asks_for_nothing_finds_everybody_alike(self) -> None:
        listed = numbered(
            a_supplier(), a_supplier(capabilities=making("PLA")), a_supplier(description="lò xo")
        )
        found = assert_as_pair_by_pair(a_demand(name=""), listed)
        assert found == [(one.id, Eligibility.ELIGIBLE, 0) for one in listed]

    @pytest.mark.parametrize("name", ["category", "specification", "certification", "location"])
    def test_a_weight_of_zero_leaves_the_must_have(self, name: str) -> None:
        scoring = ScoringProfile(weights=Weights(**{name: 0}))
        demand = a_demand(
            name="lò xo",
            categories=("MET-SPR",),
            required_certifications=("ISO-9001",),
            allowed_places=("legacy:79",),
            quantity=Decimal(300),
            unit="pcs",
            period="month",
        )
        fit = a_supplier(
            description="lò xo",
            capabilities=(able("MET-SPR", 500),),
            certifications=(held("ISO-9001", date.max),),
            certifications_complete=True,
            sites=(Site("a", legacy_province=OLD_HCMC),),
        )
        unfit = a_supplier(
            description="ép nhựa",
            capabilities=(able("PLA-INJ", 5),),
            certifications_complete=True,
            sites=(Site("a", legacy_province=OLD_HANOI),),
        )
        found = assert_as_pair_by_pair(demand, numbered(fit, unfit, a_supplier()), scoring)
        assert [tier for _, tier, _ in found] == [
            Eligibility.ELIGIBLE,
            Eligibility.TO_CONFIRM,
            Eligibility.INELIGIBLE,
        ]

    def test_a_demand_of_which_no_criterion_has_a_weight_scores_zero(self) -> None:
        scoring = ScoringProfile(weights=Weights(0, 0, 0, 0, 9))
        demand: Demand = a_demand(name="lò xo", categories=("MET-SPR",))
        listed = numbered(a_supplier(capabilities=making("MET-SPR")), a_supplier())
        found = assert_as_pair_by_pair(demand, listed, scoring)
        assert [score for *_, score in found] == [0, 0]

    def test_weights_of_any_size_add_up_to_one(self) -> None:
        scoring = ScoringProfile(weights=Weights(10**40, 10**39, 10**40, 1, 0))
        demand = a_demand(name="lò xo", categories=("MET-SPR",))
        fit = a_supplier(capabilities=making("MET-SPR"), description="lò xo")
        found = assert_as_pair_by_pair(demand, numbered(fit, a_supplier()), scoring)
        assert found[0][2] > 9_000_000 > found[1][2]
        assert_as_pair_by_pair(MONTHLY, numbered(fit, a_supplier()), SCORING)
