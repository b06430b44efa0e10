from hypothesis import given
from hypothesis import strategies as st

from app.reading import OwnSynonym, Reader, TextField, classify, load_reader, read


def leaf(code: str, *texts: TextField) -> int:
    found = {item.code: item.confidence for item in read(texts).suggestions}
    return found.get(code, 0)


def test_the_name_of_an_item_outweighs_its_specification() -> None:
    name, specification = TextField("screws"), TextField("springs", "specification")
    assert leaf("MET-FAS", name, specification) > leaf("MET-SPR", name, specification) > 0


def test_a_material_in_its_own_field_narrows_the_item() -> None:
    item = TextField("housing")
    assert leaf("CAS-DIE", item, TextField("ADC12", "materials")) > leaf("CAS-DIE", item)


def test_a_machine_is_a_trade_in_a_list_of_machines_and_a_thing_in_a_name() -> None:
    machine = "máy ép nhựa 350 tấn"
    assert leaf("PLA-INJ", TextField(machine, "machines")) > leaf("PLA-INJ", TextField(machine))


def test_a_company_that_assembles_says_so_and_a_demand_for_an_assembly_does_not() -> None:
    assert leaf("ASM-MEC", TextField("assembly", "description")) > 0
    assert leaf("ASM-MEC", TextField("assembly")) == 0


def test_what_a_company_names_first_counts_more_than_what_it_names_last() -> None:
    goods = "springs, gaskets, bearings, transformers, cartons, labels, batteries, screws"
    text = TextField(goods, "description")
    assert leaf("MET-SPR", text) > leaf("ELC-BAT", text) > leaf("MET-FAS", text)


def test_the_same_thing_said_twice_is_surer() -> None:
    once, twice = TextField("springs", "description"), TextField("springs. Lò xo.", "description")
    assert leaf("MET-SPR", twice) > leaf("MET-SPR", once)


@given(
    st.permutations(
        [
            TextField("gioăng cao su"),
            TextField("rubber gasket", "name_en"),
            TextField("NBR 70, dày 3 mm", "specification"),
            TextField("NBR", "materials"),
        ]
    )
)
def test_the_order_of_the_fields_does_not_matter(texts: list[TextField]) -> None:
    expected = read(sorted(texts))
    assert read(texts) == expected


def test_a_reading_carries_the_version_of_words_and_rules() -> None:
    assert read((TextField("lò xo"),)).version == load_reader().version
    assert Reader().version == load_reader().version


def test_an_organization_adds_its_own_words() -> None:
    own = Reader(
        [OwnSynonym("bộ đồ nghề xanh", "TOO-JIG"), OwnSynonym("widgetron", "ELC-SEN", "en")]
    )
    assert own.classify("Mua bộ đồ nghề xanh")[0].code == "TOO-JIG"
    assert own.classify("mua bo do nghe xanh")[0].code == "TOO-JIG"
    assert own.classify("40 widgetrons for pumps")[0].code == "ELC-SEN"
    assert classify("bộ đồ nghề xanh") != own.classify("bộ đồ nghề xanh")


def test_an_own_word_overrules_what_is_packaged_and_only_there() -> None:
    own = Reader([OwnSynonym("housing", "CAS-DIE", "en")])
    assert own.classify("housing")[0].code == "CAS-DIE"
    assert classify("housing")[0].code == "PLA-INJ"
    assert own.classify("springs") == classify("springs")


def test_own_words_change_the_version_whatever_their_order() -> None:
    one, other = OwnSynonym("abc", "MET-SPR"), OwnSynonym("xyz", "MET-FAS")
    assert Reader([one, other]).version == Reader([other, one, one]).version
    assert Reader([one]).version != Reader([other]).version != load_reader().version


def test_an_own_word_without_letters_is_left_out() -> None:
    assert Reader([OwnSynonym("...", "MET-SPR")]).classify("...") == ()


def test_texts_that_were_met_before_are_read_as_if_for_the_first_time() -> None:
    texts = [TextField("ép nhựa 250 tấn, không nhận khuôn", "capability")]
    names = [
        [TextField(name, "organization")] for name in ("Công ty Nhựa An; ", "Công ty Cơ khí Bình; ")
    ]
    used = Reader()
    for name in [*names, *names, []]:
        assert used.read([*texts, *name]) == Reader().read([*texts, *name])
        assert used.read([*name, *texts]) == Reader().read([*texts, *name])
