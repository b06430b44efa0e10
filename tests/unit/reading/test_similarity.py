from hypothesis import given
from hypothesis import strategies as st

from app.reading import Reading, SimilarityParameters, TextField, prepare, read, similarity
from app.reading.similarity import Similarity

GOODS = ["lò xo", "springs", "tủ điện", "tụ điện", "khuôn ép nhựa", "ép nhựa", "máy ép 850 tấn",
         "gasket NBR", "Macgregor GL4036", "thùng carton", "M12 bolts", "弹簧"]  # fmt: skip


def asked(text: str) -> Reading:
    return read((TextField(text),))


def offered(text: str) -> Reading:
    return read((TextField(text, "description"),))


def value(demand: str, supplier: str) -> int:
    return similarity(asked(demand), offered(supplier)).value


def test_the_same_words_answer_in_full() -> None:
    assert value("springs", "springs") > 8_000
    assert similarity(asked("springs"), asked("springs")).value == 10_000


def test_something_else_answers_little() -> None:
    assert value("springs", "corrugated cartons") == 0


def test_languages_meet_in_the_leaf() -> None:
    for text in ("lò xo", "lo xo", "弹簧", "ばね", "스프링"):
        assert value("springs", text) > 6_000, text


def test_a_neighbouring_trade_answers_less_than_the_trade_itself() -> None:
    own, near, far = (
        value("khuôn ép nhựa", text) for text in ("khuôn ép nhựa", "ép nhựa", "thùng carton")
    )
    assert own > near > far


def test_a_maker_of_moulds_ranks_above_a_moulder_for_a_mould_and_below_for_a_part() -> None:
    moulder, maker = "chuyên ép nhựa", "chuyên khuôn ép nhựa"
    assert value("khuôn ép nhựa", maker) > value("khuôn ép nhựa", moulder)
    assert value("ép nhựa theo yêu cầu", moulder) > value("ép nhựa theo yêu cầu", maker)


def test_a_cabinet_is_not_a_capacitor() -> None:
    assert value("tủ điện", "tủ điện") > value("tủ điện", "tu dien") > value("tủ điện", "tụ điện")


def test_of_two_with_the_trade_the_one_that_does_it_foremost_is_nearer() -> None:
    many = "cartons, labels, pallets, bearings, motors, transformers, batteries, seals, springs"
    assert value("compression springs", "springs") > value("compression springs", many)


def test_words_outside_the_vocabulary_agree_also_misspelt() -> None:
    name = "Macgregor GL4036"
    assert value(name, "Macgregor GL4036") > value(name, "Macgreger") > value(name, "Liebherr")
    assert value("Macgreger", "Macgregor") > 7_000


def test_marks_that_one_side_left_out_cost_little_and_disagreeing_marks_much() -> None:
    same, unmarked, wrong = (
        value("quỳnh hoa đặc biệt", text)
        for text in ("quỳnh hoa đặc biệt", "quynh hoa dac biet", "quýnh hóa đắc biết")
    )
    assert same >= unmarked > 2 * wrong > 0


def test_a_machine_large_enough_answers_a_tonnage() -> None:
    demand = "ép nhựa, máy 850 tấn"
    large, small = (value(demand, f"ép nhựa, máy 100 đến {top} tấn") for top in (1_300, 200))
    assert large > small
    assert value(demand, "ép nhựa") > small


def test_a_finer_tolerance_answers_a_coarse_one() -> None:
    demand = "gia công CNC dung sai 0,01 mm"
    fine, coarse = (value(demand, f"gia công CNC dung sai {mm} mm") for mm in ("0,005", "0,1"))
    assert fine > coarse


def test_a_voltage_has_to_be_the_same() -> None:
    same, other = (value("motor 380V", f"motor {volts}V") for volts in (380, 24))
    assert same > other


def test_an_unread_demand_is_similar_to_nothing() -> None:
    assert similarity(asked("..."), offered("lò xo")) == Similarity(0, ())
    assert prepare(asked("...")).is_empty
    assert not prepare(asked("lò xo")).is_empty


def test_a_demand_of_unknown_words_is_compared_by_words() -> None:
    assert value("zylophonic gadgetorium", "gadgetorium") > 0
    assert value("zylophonic gadgetorium", "springs") == 0


def test_the_terms_say_what_agrees_and_how_the_other_side_says_it() -> None:
    assert similarity(asked("lò xo"), offered("springs")).terms == ("lò xo ~ springs",)
    assert similarity(asked("springs"), offered("springs")).terms[0] == "springs"
    assert similarity(asked("springs"), offered("cartons")).terms == ()


def test_weights_decide_what_counts() -> None:
    only_words = SimilarityParameters(leaf_weight=0, implied=0)
    assert similarity(asked("lò xo"), offered("springs"), only_words).value == 0


@given(st.sampled_from(GOODS), st.lists(st.sampled_from(GOODS), max_size=4))
def test_a_similarity_is_bounded_and_always_the_same(demand: str, texts: list[str]) -> None:
    supplier = "; ".join(texts)
    found = similarity(asked(demand), offered(supplier))
    assert 0 <= found.value <= 10_000
    assert found == similarity(asked(demand), offered(supplier))
    assert len(found.terms) <= 4
