import pytest

from app.matching import Parameters, ScoringProfile, Status
from app.matching.results import Judgement
from tests.unit.matching.builders import a_demand, a_supplier, describing, judged, making

INJECTION, TWO_SHOT, INJECTION_MOULDS = "PLA-INJ", "PLA-INJ2", "TOO-PLM"
PLASTICS, EXTRUSION, SPRINGS = "PLA", "PLA-EXT", "MET-SPR"


def judge(asked: tuple[str, ...], *offered: str | None) -> Judgement:
    return judged("category", a_demand(categories=asked), a_supplier(capabilities=making(*offered)))


def test_the_same_category_is_met_in_full() -> None:
    judgement = judge((INJECTION,), INJECTION)
    assert (judgement.status, judgement.value) == (Status.MET, 10_000)
    assert judgement.evidence[0].code == "category.exact"


def test_a_special_form_of_what_was_asked_is_met() -> None:
    judgement = judge((INJECTION,), TWO_SHOT)
    assert judgement.status is Status.MET
    assert judgement.evidence[0].code == "category.child"


def test_the_wider_category_is_a_question() -> None:
    judgement = judge((TWO_SHOT,), INJECTION)
    assert judgement.status is Status.UNKNOWN
    assert judgement.evidence[0].code == "category.parent"


def test_a_group_asks_for_any_of_its_leaves() -> None:
    assert judge((PLASTICS,), EXTRUSION).status is Status.MET


def test_a_nearer_relation_is_worth_more() -> None:
    values = [
        judge((TWO_SHOT,), offered).value for offered in (TWO_SHOT, INJECTION, EXTRUSION, SPRINGS)
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)


def test_a_sibling_below_the_threshold_is_unmet_but_not_worthless() -> None:
    judgement = judge((INJECTION,), EXTRUSION)
    assert judgement.status is Status.UNMET
    assert judgement.value > 0
    assert judgement.evidence[0].code == "category.far"


@pytest.mark.parametrize("offered", [EXTRUSION, INJECTION_MOULDS])
def test_a_close_relation_is_a_question_when_the_threshold_allows(offered: str) -> None:
    scoring = ScoringProfile(parameters=Parameters(category_confirm_from=1))
    demand = a_demand(categories=(INJECTION,))
    judgement = judged("category", demand, a_supplier(capabilities=making(offered)), scoring)
    assert judgement.status is Status.UNKNOWN
    assert judgement.evidence[0].code in {"category.sibling", "category.related"}


def test_another_trade_is_unmet_and_worth_nothing() -> None:
    judgement = judge((INJECTION,), SPRINGS)
    assert (judgement.status, judgement.value) == (Status.UNMET, 0)
    assert judgement.evidence[0].code == "category.none"
    assert judgement.evidence[0].params["offered"] == (SPRINGS,)


def test_the_best_of_several_categories_counts() -> None:
    assert judge((SPRINGS, INJECTION), EXTRUSION, INJECTION).evidence[0].code == "category.exact"


def test_a_met_category_wins_over_a_question() -> None:
    assert judge((TWO_SHOT, INJECTION), INJECTION).status is Status.MET


def test_a_supplier_without_categories_is_a_question_with_the_neutral_value() -> None:
    judgement = judge((INJECTION,), None)
    assert judgement.status is Status.UNKNOWN
    assert 0 < judgement.value < judge((TWO_SHOT,), INJECTION).value
    assert judgement.must_haves[0].code == "category.unknown"


def test_a_code_that_the_taxonomy_does_not_hold_counts_as_no_category() -> None:
    assert judge((INJECTION,), "XXX-XXX").evidence[0].code == "category.unknown"


def test_a_demand_that_names_no_trade_asks_nothing() -> None:
    demand = a_demand(name="vật tư", categories=())
    judgement = judged("category", demand, a_supplier(capabilities=making(INJECTION)))
    assert judgement.status is Status.NOT_APPLICABLE
    assert judgement.must_haves == ()


def test_a_category_that_was_read_moves_the_value_and_decides_nothing() -> None:
    demand = a_demand(name="lò xo nén", categories=())
    near, far = (
        judged("category", demand, a_supplier(capabilities=making(code)))
        for code in (SPRINGS, INJECTION)
    )
    assert near.value > far.value > 0
    assert (near.status, far.status) == (Status.MET, Status.UNKNOWN)
    assert near.must_haves == far.must_haves == ()
    assert near.evidence[-1].code == "category.asked_read"
    assert near.evidence[-1].params["words"]


def test_what_is_read_from_a_supplier_is_a_question_and_never_a_refusal() -> None:
    demand = a_demand(categories=(SPRINGS,))
    near, far = (
        judged("category", demand, a_supplier(capabilities=describing(text)))
        for text in ("sản xuất lò xo nén", "thùng carton 5 lớp")
    )
    assert near.status is far.status is Status.UNKNOWN
    assert near.value > far.value > 0
    assert near.evidence[0].code == "category.read"


def test_a_chosen_category_outranks_one_that_was_read() -> None:
    demand = a_demand(categories=(SPRINGS,))
    read = a_supplier(capabilities=(*making(INJECTION), *describing("thùng carton 5 lớp")))
    assert judged("category", demand, read).status is Status.UNMET
    chosen = a_supplier(capabilities=(*making(SPRINGS), *describing("thùng carton 5 lớp")))
    assert judged("category", demand, chosen).status is Status.MET
