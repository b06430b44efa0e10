import pytest

from app.matching import Capability, Demand, Status
from app.matching.results import Judgement
from tests.unit.matching.builders import (
    SCORING,
    a_demand,
    a_supplier,
    describing,
    judged,
    making,
)


def judge(demand: Demand, *texts: str) -> Judgement:
    return judged("specification", demand, a_supplier(capabilities=describing(*texts)))


def value(name: str, *texts: str) -> int:
    return judge(a_demand(name=name), *texts).value


def test_the_same_words_cover_everything() -> None:
    assert value("compression spring", "compression spring for drills") == 10_000


def test_a_text_about_something_else_covers_nothing() -> None:
    judgement = judge(a_demand(name="compression spring"), "corrugated cartons")
    assert (judgement.status, judgement.value) == (Status.UNMET, 0)


def test_languages_meet_in_what_they_name() -> None:
    for text in ("lò xo", "lo xo", "spring", "springs", "弹簧"):
        assert value("springs", text) > 7_000, text
        assert value("springs", text) > 3 * value("springs", "thùng carton"), text
    assert value("ép phun nhựa", "plastic injection molding") > 7_000


def test_typed_marks_that_disagree_cost_more_than_marks_left_out() -> None:
    cabinet = "tủ điện"
    right, unmarked, wrong = (value(cabinet, text) for text in ("tủ điện", "tu dien", "tụ điện"))
    assert right == 10_000
    assert right > unmarked > 2 * wrong
    assert value("khuôn ép nhựa", "khuon ep nhua") > 9_000


def test_a_slip_of_the_pen_costs_little() -> None:
    assert value("gearmotr", "gearmotor") > 7_000


def test_words_of_selling_weigh_little() -> None:
    item = "Cung cấp băng tải nhập liệu"
    assert value(item, "băng tải nhập liệu") > 9_000
    assert value(item, "cung cấp dịch vụ") <= 1_000


def test_a_word_of_a_trade_phrase_is_not_the_phrase() -> None:
    assert value("ép nhựa", "hộp nhựa tái sinh") < value("ép nhựa", "ép nhựa") // 2


def test_more_of_what_is_asked_is_worth_more() -> None:
    texts = ["stainless", "stainless bracket", "stainless bracket welded"]
    values = [value("stainless bracket welded", text) for text in texts]
    assert values == sorted(values)
    assert values[0] < values[-1]


def test_materials_standards_and_specification_count_less_than_the_item() -> None:
    demand = a_demand(
        name="bracket", specification="zinc", materials=("SPCC",), standard_refs=("JIS G3141",)
    )
    item, rest = judge(demand, "bracket").value, judge(demand, "zinc SPCC JIS G3141").value
    assert rest > 0
    assert item > judge(demand, "zinc").value


def test_a_supplier_is_read_wherever_it_says_something() -> None:
    demand = a_demand(name="polycarbonate")
    word = ("polycarbonate",)
    capabilities = (
        Capability("c", text=word[0]),
        Capability("c", materials=word),
        Capability("c", processes=word),
        Capability("c", machines=word),
    )
    suppliers = [a_supplier(capabilities=(item,)) for item in capabilities]
    suppliers.append(a_supplier(description=word[0]))
    values = {judged("specification", demand, supplier).value for supplier in suppliers}
    assert values == {10_000}


def test_the_name_of_its_category_counts_less_than_its_own_words() -> None:
    demand = a_demand(name="springs")
    label = judged("specification", demand, a_supplier(capabilities=making("MET-SPR"))).value
    assert 0 < label < judge(demand, "springs").value


def test_a_translation_of_the_item_costs_little_and_helps_where_it_is_needed() -> None:
    def both(text: str) -> int:
        return judge(a_demand(name="lò xo nén", name_en="compression spring"), text).value

    assert both("lò xo nén") > 9 * value("lò xo nén", "lò xo nén") // 10
    assert both("compression spring") > value("lò xo nén", "compression spring")


def test_the_evidence_names_what_agrees_and_how_the_supplier_says_it() -> None:
    [evidence] = judge(a_demand(name="springs"), "chuyên lò xo").evidence
    assert evidence.code == "specification.terms"
    assert evidence.params["terms"] == ("springs ~ lò xo",)


def test_a_neighbouring_trade_is_not_called_agreement() -> None:
    [evidence] = judge(a_demand(name="lò xo"), "dập kim loại").evidence
    assert evidence.code == "specification.little"


def test_a_supplier_without_text_takes_the_neutral_value() -> None:
    judgement = judge(a_demand(name="springs"))
    assert judgement.status is Status.UNKNOWN
    assert judgement.value == SCORING.parameters.specification_unknown_value


@pytest.mark.parametrize("name", ["", "..."])
def test_a_demand_without_words_asks_nothing(name: str) -> None:
    assert judge(a_demand(name=name), "springs").status is Status.NOT_APPLICABLE


def test_the_specification_is_never_a_must_have() -> None:
    assert judge(a_demand(name="springs"), "carton").must_haves == ()
