from app.matching import DeliveryPlace, Site
from app.matching.localities import locate
from tests.unit.matching.builders import HANOI, HCMC, OLD_BINH_DUONG, OLD_HANOI, REFERENCE

PLACES = REFERENCE.places


def test_the_old_province_gives_the_point_the_key_and_the_province_of_today() -> None:
    locality = locate(Site("s", legacy_province=OLD_BINH_DUONG), PLACES)
    assert locality.key == f"legacy:{OLD_BINH_DUONG}"
    assert locality.point == PLACES.locate(locality.key)
    assert locality.province == HCMC
    assert locality.id == "s"


def test_a_merged_province_does_not_tell_the_old_one() -> None:
    locality = locate(DeliveryPlace(province=HCMC), PLACES)
    assert (locality.key, locality.legacy_province) == (f"current:{HCMC}", None)


def test_a_province_that_was_not_merged_tells_its_old_self() -> None:
    assert locate(Site("s", province=HANOI), PLACES).legacy_province == OLD_HANOI


def test_coordinates_are_exact_and_need_no_province() -> None:
    locality = locate(Site("s", latitude=10.5, longitude=106.5), PLACES)
    assert locality.measured_exactly
    assert locality.key is None
    assert locality.point is not None


def test_nothing_known_is_nowhere() -> None:
    locality = locate(DeliveryPlace(), PLACES)
    assert (locality.point, locality.province, locality.key) == (None, None, None)
