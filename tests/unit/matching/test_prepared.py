import pytest

from app.matching import (
    DeliveryPlace,
    UnsupportedConstraintError,
    prepare_demand,
    prepare_supplier,
)
from tests.unit.matching.builders import (
    HCMC,
    REFERENCE,
    a_demand,
    a_supplier,
    held,
    in_old,
    making,
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": ("XXX-XXX",)}, "categories"),
        ({"required_certifications": ("ISO 9001",)}, "required_certifications"),
        ({"preferred_certifications": ("NO-SUCH",)}, "preferred_certifications"),
        ({"allowed_places": ("79",)}, "allowed_places"),
        ({"allowed_places": ("current:00",)}, "allowed_places"),
        ({"allowed_places": ("future:79",)}, "allowed_places"),
        ({"max_distance_km": 50}, "max_distance_km"),
        ({"max_distance_km": 50, "delivery": DeliveryPlace()}, "max_distance_km"),
    ],
)
def test_a_constraint_that_cannot_be_judged_is_refused(
    changes: dict[str, object], field: str
) -> None:
    with pytest.raises(UnsupportedConstraintError) as caught:
        prepare_demand(a_demand(**changes), REFERENCE)
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: ")


def test_a_demand_with_constraints_that_can_be_judged_is_taken() -> None:
    demand = a_demand(
        categories=("PLA-INJ",),
        required_certifications=("ISO-9001",),
        allowed_places=(f"current:{HCMC}", "legacy:74"),
        max_distance_km=50,
        delivery=DeliveryPlace(province=HCMC),
    )
    prepared = prepare_demand(demand, REFERENCE)
    assert {"PLA-INJ", "PLA-INJ2"} <= prepared.fulfilling
    assert "PLA-EXT" not in prepared.fulfilling


def test_a_supplier_keeps_what_the_reference_data_know() -> None:
    supplier = a_supplier(
        capabilities=making("PLA-INJ", None, "MET-SPR", "XXX-XXX", "PLA-INJ"),
        certifications=(held("ISO-9001"), held("NO-SUCH")),
        sites=in_old("74", "75"),
    )
    prepared = prepare_supplier(supplier, REFERENCE)
    assert prepared.categories == ("MET-SPR", "PLA-INJ")
    assert [item.certificate.code for item in prepared.holdings] == ["ISO-9001"]
    assert len(prepared.sites) == 2
