"""What a text is read as: what must be told apart, and what must be read alike."""

import unicodedata

import pytest

from app.reading import Reading, TextField, classify, read, similarity


def leaf(text: str) -> str | None:
    found = classify(text)
    return found[0].code if found else None


def answered(asked: str, offered: str) -> int:
    return similarity(_reading(asked), _reading(offered)).value


def _reading(text: str) -> Reading:
    return read([TextField(text)])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khuôn ép nhựa", "TOO-PLM"),
        ("ép nhựa", "PLA-INJ"),
        ("gia công ép nhựa theo yêu cầu", "PLA-INJ"),
        ("tủ điện", "ELC-CTL"),
        ("tụ điện", "ELC-PAS"),
        ("screw for motor", "MET-FAS"),
        ("motor mounting screw", "MET-FAS"),
        ("ốc vít cho động cơ", "MET-FAS"),
        ("BOLT,MACHINE", "MET-FAS"),
        ("bó dây điện", "ELC-HAR"),
        ("gioăng cao su", "RUB-SEA"),
        ("thùng carton 5 lớp", "PKG-CAR"),
        ("lò xo nén", "MET-SPR"),
        ("compression springs", "MET-SPR"),
        ("弹簧", "MET-SPR"),
        ("注塑加工", "PLA-INJ"),
        ("射出成形", "PLA-INJ"),
        ("사출성형", "PLA-INJ"),
        ("băng tải con lăn", "EQP-CNV"),
        ("đúc áp lực nhôm", "CAS-DIE"),
        ("khuôn đúc áp lực", "TOO-DCD"),
    ],
)
def test_items_and_trades_are_read_as_their_leaf(text: str, code: str) -> None:
    assert leaf(text) == code


@pytest.mark.parametrize(
    "text", ["khuôn ép nhựa", "bó dây điện", "gia công cơ khí chính xác", "lò xo", "hoá chất mạ"]
)
def test_spelling_habits_do_not_change_what_is_read(text: str) -> None:
    expected = leaf(text)
    assert expected is not None
    assert leaf(unicodedata.normalize("NFD", text)) == expected
    assert leaf(text.upper()) == expected
    assert leaf(text.replace("oá", "óa")) == expected


@pytest.mark.parametrize("text", ["khuon ep nhua", "bo day dien", "lo xo nen", "thung carton"])
def test_marks_may_be_left_out(text: str) -> None:
    assert leaf(text) is not None


def test_marks_that_were_typed_are_believed() -> None:
    assert answered("tủ điện", "tủ điện") > 2 * answered("tủ điện", "tụ điện")


def test_a_mould_maker_is_near_to_a_moulder_and_not_one() -> None:
    assert answered("ép nhựa", "ép nhựa") > answered("ép nhựa", "khuôn ép nhựa")
    assert answered("ép nhựa", "khuôn ép nhựa") > answered("ép nhựa", "thùng carton")


def test_a_typing_error_is_forgiven() -> None:
    assert leaf("compresion springs") == "MET-SPR"
    assert leaf("wire harnes assembly") == "ELC-HAR"


def test_what_is_denied_does_not_count() -> None:
    said, denied = classify("ép nhựa và lò xo"), classify("ép nhựa, không sản xuất lò xo")
    assert "MET-SPR" in {item.code for item in said}
    assert "MET-SPR" not in {item.code for item in denied}


def test_a_list_names_several_trades_with_equal_right() -> None:
    codes = {item.code for item in classify("lò xo, ốc vít, thùng carton")}
    assert {"MET-SPR", "MET-FAS", "PKG-CAR"} <= codes


@pytest.mark.parametrize(
    "text", ["", "...", "qwertz", "cung cấp hàng hóa", "products and services"]
)
def test_nobody_knows_what_a_text_means_that_does_not_say(text: str) -> None:
    assert all(item.confidence < 500 for item in classify(text))


def test_every_suggestion_names_the_words_that_led_there() -> None:
    [first, *_] = classify("Vỏ nhựa máy khoan ABS")
    assert first.code == "PLA-INJ"
    assert any("vỏ" in word.casefold() for word in first.words)


def test_fsc_and_fssc_are_never_taken_for_each_other() -> None:
    assert answered("FSC", "FSSC") == 0
