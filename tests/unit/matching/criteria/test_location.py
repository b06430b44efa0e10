import pytest

from app.matching import DeliveryPlace, Parameters, ScoringProfile, Site, Status
from app.matching.results import Judgement
from tests.unit.matching.builders import (
    DONG_NAI,
    HANOI,
    HCMC,
    OLD_BINH_DUONG,
    OLD_DONG_NAI,
    OLD_HANOI,
    OLD_HCMC,
    OLD_LONG_AN,
    TAY_NINH,
    a_demand,
    a_supplier,
    in_old,
    judged,
)

TO_OLD_HCMC = DeliveryPlace(legacy_province=OLD_HCMC)
NO_BONUS = ScoringProfile(
    parameters=Parameters(location_linkage_bonus=0, location_linkage_partly_bonus=0)
)


def judge(
    *sites: Site,
    delivery: DeliveryPlace | None = TO_OLD_HCMC,
    allowed: tuple[str, ...] = (),
    max_km: int | None = None,
    scoring: ScoringProfile = NO_BONUS,
) -> Judgement:
    demand = a_demand(delivery=delivery, allowed_places=allowed, max_distance_km=max_km)
    return judged("location", demand, a_supplier(sites=sites), scoring)


def codes(judgement: Judgement) -> list[str]:
    return [item.code for item in judgement.evidence]


def test_the_value_falls_with_the_distance() -> None:
    values = [
        judge(*in_old(code)).value for code in (OLD_HCMC, OLD_BINH_DUONG, OLD_LONG_AN, OLD_HANOI)
    ]
    assert values[0] == 10_000
    assert values == sorted(values, reverse=True)
    assert values[-1] > 0


def test_the_value_is_one_half_at_the_half_distance() -> None:
    site = Site("s", latitude=10.0, longitude=106.0)
    goal = DeliveryPlace(latitude=11.0, longitude=106.0)
    distance = judge(site, delivery=goal).evidence[0].params["distance"]
    assert isinstance(distance, int)
    scoring = ScoringProfile(parameters=Parameters(location_half_distance_m=distance))
    assert judge(site, delivery=goal, scoring=scoring).value == 5_000


def test_the_closest_site_counts() -> None:
    assert judge(*in_old(OLD_HANOI, OLD_BINH_DUONG)) == judge(*in_old(OLD_BINH_DUONG))


def test_own_coordinates_come_before_the_centre_of_the_province() -> None:
    far = Site("s", legacy_province=OLD_HCMC, latitude=21.0, longitude=105.8)
    assert judge(far).value < judge(*in_old(OLD_HCMC)).value


def test_a_site_known_by_coordinates_alone_is_measured() -> None:
    judgement = judge(Site("s", latitude=10.8, longitude=106.7))
    assert codes(judgement) == ["location.distance_from_coordinates"]


def test_half_a_pair_of_coordinates_is_none() -> None:
    assert codes(judge(Site("s", latitude=10.8))) == ["location.site_unknown"]


def test_the_old_centre_is_measured_and_not_that_of_the_merged_province() -> None:
    old, merged = judge(*in_old(OLD_BINH_DUONG)), judge(Site("s", province=HCMC))
    assert old.evidence[0].params["place"] == f"legacy:{OLD_BINH_DUONG}"
    assert merged.evidence[0].params["place"] == f"current:{HCMC}"
    assert old.value < merged.value


@pytest.mark.parametrize("site", [Site("s"), Site("s", province="00", legacy_province="00")])
def test_a_site_without_a_known_place_takes_the_neutral_value(site: Site) -> None:
    judgement = judge(site)
    assert judgement.status is Status.UNKNOWN
    assert judgement.value == NO_BONUS.parameters.location_unknown_value


def test_no_sites_and_a_place_without_a_name_take_the_neutral_value() -> None:
    assert codes(judge()) == ["location.site_unknown"]
    nowhere = DeliveryPlace()
    assert codes(judge(*in_old(OLD_HCMC), delivery=nowhere)) == ["location.delivery_unknown"]


def test_a_linkage_raises_the_value_and_is_named_with_its_document() -> None:
    plain = judge(*in_old(OLD_LONG_AN))
    linked = judge(*in_old(OLD_LONG_AN), scoring=ScoringProfile())
    assert linked.value > plain.value
    [evidence] = [item for item in linked.evidence if item.code == "location.linkage"]
    assert evidence.params["document"]
    assert evidence.params["linkage"] == "L01"


def test_a_linkage_never_spreads_over_a_merged_province() -> None:
    merged = judge(Site("s", province=TAY_NINH), scoring=ScoringProfile())
    assert "location.linkage" not in codes(merged)
    to_merged = DeliveryPlace(province=HCMC)
    judgement = judge(*in_old(OLD_LONG_AN), delivery=to_merged, scoring=ScoringProfile())
    assert "location.linkage" not in codes(judgement)


def test_an_agreement_that_covers_the_field_in_part_counts_less() -> None:
    def value(whole: int, part: int) -> int:
        parameters = Parameters(location_linkage_bonus=whole, location_linkage_partly_bonus=part)
        scoring = ScoringProfile(parameters=parameters)
        return max(judge(*in_old(code), scoring=scoring).value for code in ("38", "40", "42"))

    assert value(0, 0) < value(700, 700)
    assert value(9_000, 0) == value(0, 0)


def test_an_allowed_place_is_met_by_any_site_within_it() -> None:
    judgement = judge(*in_old(OLD_HANOI, OLD_BINH_DUONG), allowed=(f"current:{HCMC}",))
    assert judgement.status is Status.MET
    assert judgement.must_haves[0].key == "location.allowed_places"


def test_a_site_elsewhere_is_unmet_however_close_it_is() -> None:
    judgement = judge(*in_old(OLD_DONG_NAI), allowed=(f"current:{HCMC}",))
    assert judgement.status is Status.UNMET
    assert judgement.must_haves[0].code == "location.outside_allowed"


def test_an_old_place_is_met_by_the_old_province_alone() -> None:
    allowed = (f"legacy:{OLD_BINH_DUONG}",)
    assert judge(*in_old(OLD_BINH_DUONG), allowed=allowed).status is Status.MET
    assert judge(*in_old(OLD_HCMC), allowed=allowed).status is Status.UNMET


def test_a_site_whose_old_province_is_not_known_is_a_question_in_the_successor_alone() -> None:
    allowed = (f"legacy:{OLD_BINH_DUONG}",)
    inside = judge(Site("s", province=HCMC), allowed=allowed)
    assert inside.must_haves[0].status is Status.UNKNOWN
    assert inside.must_haves[0].code == "location.allowed_unknown"
    assert judge(Site("s", province=TAY_NINH), allowed=allowed).status is Status.UNMET


def test_a_province_that_was_not_merged_is_its_old_self() -> None:
    allowed = (f"legacy:{OLD_HANOI}",)
    assert judge(Site("s", province=HANOI), allowed=allowed).status is Status.MET


def test_a_site_that_is_not_known_is_a_question() -> None:
    for sites in ((), (Site("s"),), (Site("s", latitude=10.8, longitude=106.7),)):
        judgement = judge(*sites, allowed=(f"current:{HCMC}",))
        assert judgement.status is Status.UNKNOWN
        assert judgement.must_haves[0].code == "location.site_unknown"


def test_any_of_several_allowed_places_will_do() -> None:
    allowed = (f"current:{HANOI}", f"legacy:{OLD_DONG_NAI}", f"current:{DONG_NAI}")
    assert judge(*in_old(OLD_DONG_NAI), allowed=allowed).status is Status.MET


def test_a_site_that_may_be_used_counts_before_a_closer_one_that_may_not() -> None:
    judgement = judge(*in_old(OLD_HCMC, OLD_HANOI), allowed=(f"current:{HANOI}",))
    assert judgement.status is Status.MET
    assert judgement.evidence[0].params["place"] == f"legacy:{OLD_HANOI}"


def test_the_largest_distance_is_met_inside_and_unmet_outside() -> None:
    assert judge(*in_old(OLD_BINH_DUONG), max_km=50).status is Status.MET
    beyond = judge(*in_old(OLD_HANOI), max_km=50)
    assert beyond.status is Status.UNMET
    assert beyond.must_haves[0].code == "location.beyond_distance"
    unknown = judge(max_km=50)
    assert unknown.status is Status.UNKNOWN
    assert unknown.must_haves[0].code == "location.distance_unknown"


def test_one_site_has_to_meet_both_conditions() -> None:
    sites = in_old(OLD_HCMC, OLD_HANOI)
    judgement = judge(*sites, allowed=(f"current:{HANOI}",), max_km=50)
    statuses = {item.key: item.status for item in judgement.must_haves}
    assert statuses == {
        "location.allowed_places": Status.UNMET,
        "location.max_distance": Status.MET,
    }


def test_without_a_delivery_place_the_allowed_places_decide_the_value() -> None:
    allowed = (f"legacy:{OLD_BINH_DUONG}",)
    values = [
        judge(site, delivery=None, allowed=allowed).value
        for site in (*in_old(OLD_BINH_DUONG), Site("s", province=HCMC), *in_old(OLD_HANOI))
    ]
    assert values == [10_000, NO_BONUS.parameters.location_unknown_value, 0]


def test_a_demand_without_places_asks_nothing() -> None:
    assert judge(*in_old(OLD_HCMC), delivery=None).status is Status.NOT_APPLICABLE
