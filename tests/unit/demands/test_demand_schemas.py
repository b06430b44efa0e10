from datetime import date, timedelta

import pytest
from pydantic import BaseModel, ValidationError

from app.core.validation import problems_of
from app.demands import content_schemas, list_schemas, schemas
from app.demands.list_schemas import MAX_DEMANDS_AT_ONCE, DemandListCreate
from app.demands.schemas import DemandCreate, DemandInList, DemandUpdate

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _frozen_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schemas, "today_in_vietnam", lambda: TODAY)


def pointers(error: ValidationError) -> set[str]:
    return {problem.pointer for problem in problems_of(error.errors())}


def test_a_new_demand_is_a_draft_unless_it_says_open() -> None:
    assert DemandCreate(name="x").status == "draft"
    assert DemandCreate(name="x", status="open").status == "open"


@pytest.mark.parametrize("status", ["closed", "awarded", "cancelled", "OPEN", None])
def test_a_new_demand_has_no_later_status(status: str | None) -> None:
    with pytest.raises(ValidationError) as caught:
        DemandCreate.model_validate({"name": "x", "status": status})
    assert pointers(caught.value) == {"/status"}


def test_a_new_demand_may_be_needed_today_but_not_yesterday() -> None:
    assert DemandInList(name="x", needed_by=TODAY).needed_by == TODAY
    with pytest.raises(ValidationError, match="2026-11-20 is past") as caught:
        DemandInList(name="x", needed_by=TODAY - timedelta(days=1))
    assert pointers(caught.value) == {"/needed_by"}


def test_the_faults_of_a_list_point_to_the_field_of_the_demand() -> None:
    demands = [{"name": "a"}, {"name": "", "unit": "pcs"}, {"name": "c", "needed_by": "2020-01-01"}]
    with pytest.raises(ValidationError) as caught:
        DemandListCreate.model_validate({"name": "list", "demands": demands})
    assert pointers(caught.value) == {
        "/demands/1/name",
        "/demands/1/unit",
        "/demands/2/needed_by",
    }


def test_a_list_takes_up_to_a_thousand_demands_at_once() -> None:
    demands = [{"name": "x"}] * MAX_DEMANDS_AT_ONCE
    assert (
        len(DemandListCreate.model_validate({"name": "list", "demands": demands}).demands) == 1000
    )
    with pytest.raises(ValidationError) as caught:
        DemandListCreate.model_validate({"name": "list", "demands": [*demands, {"name": "x"}]})
    assert pointers(caught.value) == {"/demands"}


def test_a_demand_of_a_list_names_neither_buyer_nor_list() -> None:
    with pytest.raises(ValidationError) as caught:
        DemandInList.model_validate({"name": "x", "buyer_id": "org_1", "demand_list_id": "lst_1"})
    assert pointers(caught.value) == {"/buyer_id", "/demand_list_id"}


def test_a_change_says_only_what_it_changes() -> None:
    patch = DemandUpdate.model_validate({"quantity": 5, "delivery": {"address": None}})

    assert patch.model_dump(exclude_unset=True) == {"quantity": 5, "delivery": {"address": None}}


def test_the_buyer_of_a_demand_does_not_change() -> None:
    with pytest.raises(ValidationError) as caught:
        DemandUpdate.model_validate({"buyer_id": "org_1"})
    assert pointers(caught.value) == {"/buyer_id"}


@pytest.mark.parametrize(
    "model",
    [
        content_schemas.DeliveryPlace,
        content_schemas.DeliveryUpdate,
        content_schemas.DemandContent,
        schemas.BuyerPublicRead,
        schemas.DeliveryRead,
        schemas.DemandCreate,
        schemas.DemandInList,
        schemas.DemandPublicRead,
        schemas.DemandRead,
        schemas.DemandUpdate,
        list_schemas.DemandCounts,
        list_schemas.DemandListCreate,
        list_schemas.DemandListRead,
        list_schemas.DemandListUpdate,
    ],
)
def test_the_example_of_the_documentation_is_valid_and_complete(model: type[BaseModel]) -> None:
    example = model.model_json_schema()["example"]

    read = model.model_validate(example)
    assert example.keys() <= model.model_fields.keys()
    assert read.model_dump(mode="json", exclude_unset=True).keys() >= example.keys()


@pytest.mark.parametrize("name", ["buyer_id", "demand_list_id", "external_id", "notes"])
def test_what_suppliers_see_has_no_field_of_the_buyers_own(name: str) -> None:
    assert name in schemas.DemandRead.model_fields
    assert name not in schemas.DemandPublicRead.model_fields
