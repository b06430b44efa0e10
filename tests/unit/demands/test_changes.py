from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product

import pytest

from app.core.errors import InvalidInputError
from app.demands import changes
from app.demands.changes import check_given_once, check_status_change, merge_change
from app.demands.errors import FinalStatusError, InvalidStatusChangeError
from app.demands.schemas import DemandInList, DemandRead, DemandState, DemandUpdate
from app.demands.statuses import STATUS_CHANGES, DemandStatus
from app.demands.views import new_demand, read_demand

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PAST_DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def _frozen_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "today_in_vietnam", lambda: TODAY)


def stored(**fields: object) -> DemandRead:
    row = new_demand("org_1", None, DemandInList.model_validate({"name": "Vỏ máy", **fields}))
    row.id, row.created_at, row.updated_at = "dem_1", NOW, NOW
    return read_demand(row)


def merge(before: DemandRead, **patch: object) -> DemandState:
    return merge_change(before, DemandUpdate.model_validate(patch))


@pytest.mark.parametrize(("current", "wanted"), list(product(STATUS_CHANGES, STATUS_CHANGES)))
def test_a_status_changes_only_along_its_life(current: DemandStatus, wanted: DemandStatus) -> None:
    life = {
        ("draft", "open"),
        ("draft", "cancelled"),
        ("open", "closed"),
        ("open", "awarded"),
        ("open", "cancelled"),
        ("closed", "awarded"),
    }
    if current == wanted or (current, wanted) in life:
        check_status_change(current, wanted)
        return
    with pytest.raises(InvalidStatusChangeError) as caught:
        check_status_change(current, wanted)
    assert caught.value.code == "invalid_status_change"


def test_a_refused_status_names_those_that_are_allowed() -> None:
    with pytest.raises(InvalidStatusChangeError, match="open, cancelled"):
        check_status_change("draft", "awarded")
    with pytest.raises(FinalStatusError, match="stays so"):
        check_status_change("cancelled", "open")


def test_fields_left_out_stay() -> None:
    before = stored(quantity=5, unit="pcs", categories=["PLA-INJ"])

    merged = merge(before, name_en="Housing")

    assert merged.name_en == "Housing"
    assert merged.quantity == Decimal(5)
    assert (merged.unit, merged.categories) == ("pcs", ["PLA-INJ"])


def test_null_empties_but_not_what_is_required() -> None:
    before = stored(quantity=5, unit="pcs")

    assert merge(before, quantity=None, unit=None).quantity is None
    for field in ("name", "status"):
        with pytest.raises(InvalidInputError) as caught:
            merge(before, **{field: None})
        assert [problem.pointer for problem in caught.value.problems] == [f"/{field}"]


def test_the_result_as_a_whole_is_checked() -> None:
    with pytest.raises(InvalidInputError) as caught:
        merge(stored(quantity=5, unit="pcs"), unit=None)
    assert [problem.pointer for problem in caught.value.problems] == ["/unit"]


def test_a_delivery_place_is_changed_field_by_field() -> None:
    before = stored(delivery={"legacy_province": "74", "address": "VSIP I"})

    delivery = merge(before, delivery={"address": "VSIP II"}).delivery

    assert delivery is not None
    assert (delivery.province, delivery.legacy_province) == ("79", "74")
    assert delivery.address == "VSIP II"
    assert merge(before, delivery=None).delivery is None


def test_a_delivery_place_can_be_given_later() -> None:
    delivery = merge(stored(), delivery={"legacy_province": "74"}).delivery

    assert delivery is not None
    assert delivery.province == "79"


def test_a_changed_province_must_agree_with_the_stored_legacy_one() -> None:
    before = stored(delivery={"legacy_province": "74"})
    with pytest.raises(InvalidInputError, match="1 value"):
        merge(before, delivery={"province": "01"})

    moved = merge(before, delivery={"province": "01", "legacy_province": None}).delivery

    assert moved is not None
    assert (moved.province, moved.legacy_province) == ("01", None)


def test_a_day_that_has_passed_stays_but_cannot_be_chosen() -> None:
    before = stored().model_copy(update={"needed_by": PAST_DAY})

    assert merge(before, needed_by=PAST_DAY, notes="late").needed_by == PAST_DAY
    assert merge(before, needed_by=TODAY).needed_by == TODAY
    with pytest.raises(InvalidInputError) as caught:
        merge(stored(), needed_by=PAST_DAY)
    assert caught.value.problems[0].pointer == "/needed_by"
    assert "2026-11-01 is past" in caught.value.problems[0].render("en")


def test_a_number_given_twice_is_refused_with_both_places() -> None:
    numbers = {"/demands/0/external_id": "A", "/demands/1/external_id": None}
    check_given_once({**numbers, "/demands/2/external_id": None, "/demands/3/external_id": "B"})

    with pytest.raises(InvalidInputError) as caught:
        check_given_once({**numbers, "/demands/2/external_id": "A", "/demands/3/external_id": "A"})

    found = caught.value.problems
    assert [problem.pointer for problem in found] == [
        "/demands/2/external_id",
        "/demands/3/external_id",
    ]
    assert all("/demands/0/external_id" in problem.render("vi") for problem in found)
