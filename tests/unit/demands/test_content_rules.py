from collections.abc import Mapping

import pytest
from pydantic import ValidationError

from app.core.errors import InvalidInputError
from app.core.validation import validate
from app.demands.content_schemas import DemandContent

ITEM: Mapping[str, object] = {"name": "Vỏ máy khoan"}


def content(**fields: object) -> DemandContent:
    return validate(DemandContent, {**ITEM, **fields})


def faults(**fields: object) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        content(**fields)
    for problem in caught.value.problems:
        assert problem.render("en")
        assert problem.render("vi")
    return {(problem.pointer, problem.code) for problem in caught.value.problems}


def test_the_item_text_alone_is_enough() -> None:
    assert content().name == "Vỏ máy khoan"


@pytest.mark.parametrize("name", ["", "   ", "x" * 1001, None])
def test_an_item_text_is_between_1_and_1000_characters(name: str | None) -> None:
    assert {pointer for pointer, _ in faults(name=name)} == {"/name"}


def test_an_unknown_field_is_refused() -> None:
    assert faults(colour="red") == {("/colour", "extra_forbidden")}


def test_categories_are_resolved_and_kept_once_in_the_order_given() -> None:
    found = content(categories=["PLA-BLO", "ép phun", "PLA-INJ", "PLA-BLO"])

    assert found.categories == ["PLA-BLO", "PLA-INJ"]


def test_more_than_ten_categories_are_refused() -> None:
    assert faults(categories=["PLA-INJ"] * 11) == {("/categories", "too_long")}


def test_an_unknown_category_is_named_by_its_position() -> None:
    assert faults(categories=["PLA-INJ", "no such trade at all"]) == {
        ("/categories/1", "unknown_reference")
    }


def test_a_unit_is_understood_as_people_write_it() -> None:
    assert content(quantity=5, unit="cái").unit == "pcs"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("1000.500", "1000.5"), (12000, "12000"), ("1E3", "1000"), ("0.001", "0.001")],
)
def test_a_quantity_is_kept_without_trailing_zeros(given: object, kept: str) -> None:
    assert str(content(quantity=given, unit="pcs").quantity) == kept


@pytest.mark.parametrize("quantity", [0, -1, "0.0001", "1000000000000", "NaN", "much"])
def test_a_quantity_is_positive_and_has_at_most_three_decimals(quantity: object) -> None:
    assert {pointer for pointer, _ in faults(quantity=quantity, unit="pcs")} == {"/quantity"}


def test_a_quantity_needs_a_unit() -> None:
    assert faults(quantity=5) == {("/unit", "unit_missing")}


def test_a_unit_needs_a_quantity() -> None:
    assert faults(unit="pcs") == {("/unit", "quantity_missing")}


def test_a_period_needs_a_quantity() -> None:
    assert faults(period="month") == {("/period", "quantity_missing")}


def test_a_faulty_quantity_is_reported_once_and_not_again_by_its_unit_and_period() -> None:
    assert faults(quantity=-1, unit="pcs", period="month") == {("/quantity", "greater_than")}


def test_a_certification_is_required_or_preferred_but_not_both() -> None:
    found = faults(
        required_certifications=["ISO 9001-2015"],
        preferred_certifications=["IATF 16949", "ISO 9001"],
    )

    assert found == {("/preferred_certifications", "required_and_preferred")}


def test_a_legacy_province_brings_its_current_one() -> None:
    delivery = content(delivery={"legacy_province": "74"}).delivery

    assert delivery is not None
    assert delivery.province == "79"


@pytest.mark.parametrize(
    ("delivery", "fault"),
    [
        ({"province": "01", "legacy_province": "74"}, ("/delivery", "provinces_disagree")),
        ({"latitude": 10.9}, ("/delivery", "half_coordinates")),
        ({"province": "99"}, ("/delivery/province", "unknown_reference")),
        ({"latitude": 91, "longitude": 0}, ("/delivery/latitude", "less_than_equal")),
        ({"city": "x"}, ("/delivery/city", "extra_forbidden")),
    ],
)
def test_a_delivery_place_must_agree_with_itself(
    delivery: dict[str, object], fault: tuple[str, str]
) -> None:
    assert faults(delivery=delivery) == {fault}


@pytest.mark.parametrize("delivery", [None, {}, {"address": "VSIP I"}])
def test_a_largest_distance_needs_a_place_to_measure_from(delivery: object) -> None:
    found = faults(max_distance_km=50, delivery=delivery)

    assert found == {("/max_distance_km", "distance_from_nowhere")}


@pytest.mark.parametrize(
    "delivery",
    [{"province": "79"}, {"legacy_province": "74"}, {"latitude": 10.9, "longitude": 106}],
)
def test_a_largest_distance_is_measured_from_a_province_or_coordinates(delivery: object) -> None:
    assert content(max_distance_km=50, delivery=delivery).max_distance_km == 50


@pytest.mark.parametrize("kilometres", [0, -5, 5001, 1.5])
def test_a_largest_distance_is_between_1_and_5000_km(kilometres: float) -> None:
    found = faults(max_distance_km=kilometres, delivery={"province": "79"})

    assert {pointer for pointer, _ in found} == {"/max_distance_km"}


def test_allowed_places_carry_their_vintage() -> None:
    found = content(allowed_places=["Bình Dương", "legacy:74", "current:79"])

    assert found.allowed_places == ["legacy:74", "current:79"]


def test_an_ambiguous_place_is_refused_with_its_candidates() -> None:
    with pytest.raises(ValidationError, match=r"legacy:22.*legacy:49.*legacy:51"):
        DemandContent(name="x", allowed_places=["QN"])


def test_every_fault_is_named_at_once() -> None:
    found = faults(name="", quantity=5, required_certifications=["no such thing"], period="hour")

    assert {pointer for pointer, _ in found} == {
        "/name",
        "/unit",
        "/required_certifications/0",
        "/period",
    }
