from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.evaluation import tables as module
from app.evaluation.tables import CRITERION_NAMES, CriterionTables, Pool
from app.matching import (
    TIERS,
    Parameters,
    ScoringProfile,
    Weights,
    prepare_demand,
    prepare_supplier,
    rank_suppliers,
)
from app.matching.profiles import DeliveryPlace
from tests.unit.matching.builders import (
    OLD_BINH_DUONG,
    OLD_HANOI,
    OLD_HCMC,
    REFERENCE,
    TODAY,
    a_demand,
    a_supplier,
    describing,
    held,
    in_old,
    making,
)

DEMANDS = tuple(
    prepare_demand(demand, REFERENCE)
    for demand in (
        a_demand(id="1", name="compression springs"),
        a_demand(id="2", name="springs", categories=("MET-SPR",)),
        a_demand(
            id="3",
            name="lò xo",
            required_certifications=("ISO-9001",),
            delivery=DeliveryPlace(legacy_province=OLD_HCMC, province="79"),
            max_distance_km=100,
        ),
    )
)
SUPPLIERS = tuple(
    prepare_supplier(
        a_supplier(
            id=f"{number:02}",
            key=f"{number:02}",
            capabilities=making(category) + describing(text),
            sites=in_old(*places),
            certifications=(held("ISO-9001"),) if number % 2 else (),
        ),
        REFERENCE,
    )
    for number, (category, text, places) in enumerate(
        product(
            ("MET-SPR", "MET-STP", None),
            ("lò xo nén", "stamping of springs"),
            ((OLD_BINH_DUONG,), (OLD_HANOI,), ()),
        )
    )
)
POOL = Pool(DEMANDS, SUPPLIERS, TODAY)
TABLES = CriterionTables(POOL)
PROFILES = st.builds(
    ScoringProfile,
    weights=st.builds(Weights, **{name: st.integers(1, 500) for name in CRITERION_NAMES}),
    parameters=st.builds(
        Parameters,
        category_confirm_from=st.sampled_from((1, 5_000, 10_000)),
        location_half_distance_m=st.sampled_from((20_000, 120_000)),
    ),
)


@given(PROFILES)
@settings(max_examples=40)
def test_the_tables_rank_as_the_matching_core_does(scoring: ScoringProfile) -> None:
    for demand, ranked in zip(DEMANDS, TABLES.rank(scoring, len(SUPPLIERS)), strict=True):
        expected = rank_suppliers(
            demand, SUPPLIERS, scoring, TODAY, REFERENCE, tiers=TIERS, limit=None
        )
        found = [SUPPLIERS[position].profile.id for position in ranked]
        assert found == [item.supplier_id for item in expected.items]


def test_weights_need_no_new_pass_and_parameters_one() -> None:
    tables = CriterionTables(POOL)
    pairs = len(DEMANDS) * len(SUPPLIERS)
    tables.rank(ScoringProfile(), 5)
    tables.rank(ScoringProfile(weights=Weights(location=900)), 5)
    assert tables.compared == pairs
    tables.rank(ScoringProfile(parameters=Parameters(location_half_distance_m=20_000)), 5)
    assert tables.compared == 2 * pairs


def test_a_column_knows_where_its_criterion_is_asked_about() -> None:
    assert TABLES.column("location", Parameters()).applies.tolist() == [False, False, True]
    column = TABLES.column("category", Parameters())
    other = TABLES.column("category", Parameters(category_confirm_from=1))
    assert column.equals(column)
    assert not column.equals(other)
    assert np.array_equal(column.values, other.values)


def test_new_parameters_are_tried_only_while_there_is_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables = CriterionTables(POOL)
    new = Parameters(location_half_distance_m=20_000)
    assert tables.affords(new)
    tables.rank(ScoringProfile(), 5)
    monkeypatch.setattr(module, "MOST_COMPARED", tables.compared)
    assert tables.affords(Parameters())
    assert not tables.affords(new)
