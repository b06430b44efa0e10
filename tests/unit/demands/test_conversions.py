from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from app.demands.matching import list_demand, to_matching, to_matching_create
from app.demands.schemas import DemandCreate
from app.demands.views import new_demand, public_demand, read_demand, write_demand
from app.matching.profiles import Demand as DemandProfile
from app.models import Demand, Organization
from app.models.base import ExactQuantity

NOW = datetime(2026, 11, 21, tzinfo=UTC)
BUYER = Organization(id="org_1", name="Công ty Ví Dụ", name_en="Example Co.", country="JP")

FULL: dict[str, object] = {
    "external_id": "E-1",
    "name": "Vỏ máy khoan",
    "name_en": "Drill housing",
    "specification": "PA6-GF30, ±0.05 mm",
    "categories": ["PLA-INJ", "PLA-BLO"],
    "materials": ["PA6"],
    "drawing_refs": ["DRW-1"],
    "standard_refs": ["UL 94"],
    "approvals": ["UL yellow card"],
    "quantity": "1500.500",
    "unit": "cái",
    "period": "month",
    "required_certifications": ["IATF 16949", "ISO 9001"],
    "preferred_certifications": ["ISO 14001"],
    "delivery": {
        "legacy_province": "74",
        "latitude": 10.9,
        "longitude": 106.7,
        "address": "12 đường số 3",
    },
    "allowed_places": ["Bình Dương", "current:79"],
    "max_distance_km": 80,
    "needed_by": "2199-12-31",
    "notes": "budget 2 USD",
}


def row_of(data: DemandCreate, demand_id: str = "dem_1") -> Demand:
    row = new_demand("org_1", "lst_1", data)
    row.id, row.version, row.created_at, row.updated_at = demand_id, 3, NOW, NOW
    row.buyer = BUYER
    return row


def create(**fields: object) -> DemandCreate:
    return DemandCreate.model_validate({**FULL, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"delivery": None, "max_distance_km": None},
        {"delivery": {"address": "only words"}, "max_distance_km": None},
        {"delivery": {}, "max_distance_km": None},
        {"delivery": {"province": "01"}},
        {"quantity": None, "unit": None, "period": None},
        {"name_en": None, "categories": [], "required_certifications": [], "external_id": None},
    ],
)
def test_a_stored_demand_and_the_same_one_asked_ad_hoc_have_equal_profiles(
    fields: dict[str, object],
) -> None:
    data = create(**fields)

    assert to_matching(row_of(data)) == to_matching_create(data, "dem_1")


def test_the_key_is_the_buyers_number_or_else_the_id() -> None:
    assert to_matching_create(create(), "q").key == "E-1"
    assert to_matching_create(create(external_id=None), "q").key == "q"
    assert to_matching(row_of(create(external_id=None), "dem_9")).key == "dem_9"


def test_nothing_but_the_item_text_gives_the_empty_profile() -> None:
    profile = to_matching_create(DemandCreate(name="Vỏ máy khoan"), "q")

    assert profile == DemandProfile(id="q", key="q", name="Vỏ máy khoan")


def test_what_matching_does_not_read_makes_no_difference() -> None:
    plain = to_matching_create(create(), "q")

    other = create(notes="other", buyer_hidden=True, status="open", buyer_id="org_2")
    assert to_matching_create(other, "q") == plain


def test_a_listed_demand_knows_its_version() -> None:
    assert list_demand(row_of(create())).version == 3


def test_a_demand_keeps_the_order_of_its_codes() -> None:
    read = read_demand(row_of(create()))

    assert read.categories == ["PLA-INJ", "PLA-BLO"]
    assert read.required_certifications == ["IATF-16949", "ISO-9001"]
    assert read.preferred_certifications == ["ISO-14001"]


def test_changed_codes_reuse_the_rows_that_stay() -> None:
    row = row_of(create())
    links = {link.code: link for link in row.category_links}
    certificates = {link.code: link for link in row.certification_links}

    changed = create(
        categories=["PLA-EXT", "PLA-INJ"],
        required_certifications=["ISO 14001"],
        preferred_certifications=["ISO 9001"],
    )
    write_demand(row, changed)

    read = read_demand(row)
    assert read.categories == ["PLA-EXT", "PLA-INJ"]
    assert read.required_certifications == ["ISO-14001"]
    assert read.preferred_certifications == ["ISO-9001"]
    assert row.category_links[1] is links["PLA-INJ"]
    assert {id(link) for link in row.certification_links} <= {
        id(link) for link in certificates.values()
    }


def test_suppliers_see_who_asks_without_an_id() -> None:
    buyer = public_demand(row_of(create())).buyer

    assert buyer is not None
    assert buyer.model_dump() == {
        "name": "Công ty Ví Dụ",
        "name_en": "Example Co.",
        "country": "JP",
    }


def test_a_hidden_buyer_shows_neither_name_nor_address_nor_coordinates() -> None:
    seen = public_demand(row_of(create(buyer_hidden=True)))

    assert seen.buyer is None
    assert seen.delivery is not None
    assert seen.delivery.model_dump(exclude_none=True) == {
        "province": "79",
        "legacy_province": "74",
    }


def test_no_contact_and_no_note_reaches_a_supplier() -> None:
    data = create(
        specification="gọi 0912 345 678",
        name_en="mail a@buyer.example",
        materials=["xem https://buyer.example/x"],
        approvals=["zalo 0912345678"],
        delivery={"province": "79", "address": "cổng 2, 0912 345 678"},
    )

    seen = public_demand(row_of(data)).model_dump_json()

    for secret in ("0912", "buyer.example", "budget", "E-1", "lst_1", "org_1"):
        assert secret not in seen


def test_seeing_a_demand_does_not_change_it() -> None:
    row = row_of(create(specification="gọi 0912 345 678", buyer_hidden=True))

    public_demand(row)

    assert row.specification == "gọi 0912 345 678"
    assert row.delivery_address == "12 đường số 3"
    assert row.materials == ["PA6"]


@given(
    st.decimals(min_value="0.001", max_value="999999999999.999", places=3),
)
def test_a_quantity_is_the_same_before_and_after_storage(quantity: Decimal) -> None:
    given_quantity = to_matching_create(create(quantity=quantity), "q").quantity
    column, dialect = ExactQuantity(), sqlite.dialect()

    stored = column.process_result_value(
        column.process_bind_param(given_quantity, dialect), dialect
    )

    assert str(stored) == str(given_quantity)


def test_two_demands_of_equal_content_differ_only_by_their_id() -> None:
    first, second = to_matching(row_of(create())), to_matching(row_of(create(), "dem_2"))

    assert replace(second, id="dem_1") == first
