import pytest

from app.matching import (
    Capability,
    DeliveryPlace,
    UnsupportedConstraintError,
    prepare_demand,
    prepare_supplier,
)
from app.reading import Reading, Suggestion
from tests.unit.matching.builders import (
    HCMC,
    REFERENCE,
    a_demand,
    a_supplier,
    held,
    in_old,
    making,
    matched,
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


class TestAStoredReading:
    """What texts were once read as may name leaves that the taxonomy has lost since."""

    GONE = Suggestion("OLD-ONE", 900, ("lò xo",))
    KEPT = Suggestion("MET-SPR", 800, ("lò xo",))
    READING = Reading(
        version="older",
        suggestions=(GONE, KEPT),
        features=(("c:MET-SPR", 800), ("c:OLD-ONE", 900), ("w:xo", 200)),
        measures=(),
    )

    def test_loses_the_leaves_that_are_gone(self) -> None:
        supplier = a_supplier(description="lò xo", reading=self.READING)
        demand = a_demand(name="lò xo", reading=self.READING)
        offered = prepare_supplier(supplier, REFERENCE).side
        assert offered is not None
        assert offered.leaves == {"MET-SPR": 800}
        asked = prepare_demand(demand, REFERENCE)
        assert asked.side.leaves == {"MET-SPR": 800}
        assert asked.side.words == {"xo": 200}
        assert asked.suggested == (self.KEPT,)
        assert matched(demand, supplier).score > 0

    def test_of_a_capability_is_taken_as_it_is_even_when_it_is_empty(self) -> None:
        for stored, expected in (((), ()), ((self.GONE, self.KEPT), (self.KEPT,))):
            capability = Capability("a", text="lò xo", suggestions=stored)
            supplier = prepare_supplier(a_supplier(capabilities=(capability,)), REFERENCE)
            assert supplier.suggested == expected

    def test_of_several_capabilities_gives_the_surest_of_each_leaf(self) -> None:
        surer = Suggestion("MET-SPR", 950, ("springs",))
        capabilities = tuple(
            Capability(str(number), suggestions=(one,))
            for number, one in enumerate((self.KEPT, surer, self.KEPT))
        )
        supplier = prepare_supplier(a_supplier(capabilities=capabilities), REFERENCE)
        assert supplier.suggested == (surer,)
