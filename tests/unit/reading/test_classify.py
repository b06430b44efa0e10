"""What texts are read as: heads and modifiers, negation, mentions, lists, languages."""

import unicodedata

import pytest

from app.reading import Suggestion, classify


def first(text: str) -> str:
    suggestions = classify(text)
    return suggestions[0].code if suggestions else ""


def confidences(text: str) -> dict[str, int]:
    return {suggestion.code: suggestion.confidence for suggestion in classify(text)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("khuôn ép nhựa", "TOO-PLM"),
        ("mould for injection moulding", "TOO-PLM"),
        ("注塑模具", "TOO-PLM"),
        ("사출 금형", "TOO-PLM"),
        ("ép nhựa", "PLA-INJ"),
        ("injection moulded housing", "PLA-INJ"),
        ("die casting mould", "TOO-DCD"),
    ],
)
def test_a_mould_for_injection_moulding_is_a_mould_and_not_a_moulded_part(
    text: str, code: str
) -> None:
    assert first(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "screw for motor",
        "motor mounting screw",
        "screws of the gearbox",
        "ốc vít cho động cơ",
        "ốc vít của hộp số",
        "SCREW,MOTOR MOUNTING",
    ],
)
def test_a_screw_for_a_motor_is_a_screw(text: str) -> None:
    assert first(text) == "MET-FAS"
    assert confidences(text)["MET-FAS"] > 2 * confidences(text).get("ELC-MOT", 0)


def test_the_last_noun_is_the_head_in_english_and_the_first_in_vietnamese() -> None:
    assert first("gear box seal") == "RUB-SEA"
    assert first("gioăng hộp số") == "RUB-SEA"
    assert first("bánh răng nhiệt luyện") == "MAC-GEA"
    assert first("nhiệt luyện bánh răng") == "SUR-HEA"


def test_the_process_is_the_head_before_of() -> None:
    assert first("zinc plating of bolts") == "SUR-PLT"
    assert first("zinc plated bolts") == "MET-FAS"


def test_what_materials_are_for_counts_more_than_what_a_thing_is_for() -> None:
    for_goods = confidences("vật tư để chế tạo động cơ điện")["ELC-MOT"]
    for_a_thing = confidences("ốc vít để chế tạo động cơ điện").get("ELC-MOT", 0)
    assert for_goods > 2 * for_a_thing


def test_and_after_for_is_a_further_modifier_or_a_further_head() -> None:
    found = confidences("gioăng của bơm và lò xo của van")
    assert min(found["RUB-SEA"], found["MET-SPR"]) > found.get("MAC-VAL", 0)


def test_a_leaf_for_what_has_no_other_stands_back() -> None:
    assert first("gearbox assembly") == "MAC-GEA"


def test_an_item_named_backwards_is_read_from_its_head() -> None:
    assert first("BEARING,BALL,ANNULAR") == "MAC-BEA"
    assert first("SPRING,HELICAL,COMPRES") == "MET-SPR"
    assert first("PANEL,CONTROL,ELECTRICAL") == "ELC-CTL"


def test_a_list_in_capitals_is_no_item_named_backwards() -> None:
    assert set(confidences("BEARINGS, SPRINGS, SCREWS")) >= {"MAC-BEA", "MET-SPR", "MET-FAS"}
    assert set(confidences("LÒ XO, BU LÔNG")) >= {"MET-SPR", "MET-FAS"}


def test_a_word_cut_off_in_capitals_is_read_by_its_beginning() -> None:
    assert first("WIRE HARNES") == "ELC-HAR"
    assert first("53--SCREW,CLOSE TOLERAN") == "MET-FAS"
    assert first("HARNE") == first("HARNES") == "ELC-HAR"
    assert first("wire harnes") == "ELC-HAR"


def test_the_longest_phrase_is_meant() -> None:
    assert first("vỏ tủ điện") == "MET-SHE"
    assert first("tủ điện") == "ELC-CTL"
    assert first("printed circuit board assembly") == "ELC-PCA"
    assert first("printed circuit board") == "ELC-PCB"


def test_a_phrase_is_found_though_its_words_stand_apart() -> None:
    assert first("khuôn cho đúc áp lực") == "TOO-DCD"
    assert first("đệm chắn cao su") == "RUB-MOL"


def test_one_word_or_two_are_the_same() -> None:
    assert classify("gear box")[0].code == classify("gearbox")[0].code == "MAC-GEA"
    assert first("bulông") == first("bu lông") == first("bulong M12") == "MET-FAS"


def test_a_material_says_of_which_trade_a_thing_of_that_shape_is() -> None:
    assert first("housing, ADC12") == "CAS-DIE"
    assert first("housing, ABS") == "PLA-INJ"
    cast = confidences("gear box housing, ADC12")
    assert cast["CAS-DIE"] > confidences("gear box housing").get("CAS-DIE", 0)


def test_materials_that_are_worked_are_not_what_is_sold() -> None:
    text = "Machined parts. Works with stainless steel, brass and copper wire."
    assert first(text) == "MAC-CNC"
    assert "MET-WIR" not in confidences(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cung cấp lò xo",
        "Gói thầu số 22: Mua sắm lò xo các loại",
        "Supply of springs",
        "Tender for procurement of springs",
        "We are looking for suppliers of springs",
        "Tìm nhà cung cấp lò xo",
        "công ty chúng tôi chuyên sản xuất lò xo tại Bình Dương",
        "A maker of motors in Dong Nai is looking for springs",
    ],
)
def test_phrases_of_buying_and_selling_are_skipped(text: str) -> None:
    assert first(text) == "MET-SPR"
    assert confidences(text)["MET-SPR"] > 700


def test_what_is_not_done_is_not_suggested() -> None:
    assert "MET-WEL" not in confidences("gia công CNC, không nhận hàn")
    assert "MET-WEL" not in confidences("machining services except welding")
    assert "PLA-INJ" not in confidences("Không nhận ép nhựa, chỉ làm khuôn")
    assert first("không phải ép nhựa mà là khuôn ép nhựa") == "TOO-PLM"


def test_denying_a_thing_elsewhere_takes_from_it() -> None:
    plain = confidences("Springs, screws")
    denied = confidences("Springs, screws. We do not make screws.")
    assert denied["MET-SPR"] == plain["MET-SPR"]
    assert denied.get("MET-FAS", 0) < plain["MET-FAS"] // 2


@pytest.mark.parametrize(
    "text",
    [
        "gaskets serving the motor and battery industries",
        "gaskets for the motor and battery industries",
        "Gaskets. Industries served include motors, batteries, furniture.",
        "gioăng phục vụ ngành động cơ, ắc quy",
        "Khách hàng gồm hãng ắc quy, hãng động cơ; chuyên gioăng",
    ],
)
def test_markets_and_customers_are_only_mentioned(text: str) -> None:
    found = confidences(text)
    assert first(text) == "RUB-SEA"
    assert found["RUB-SEA"] > 3 * max(found.get("ELC-MOT", 0), found.get("ELC-BAT", 0))


@pytest.mark.parametrize(
    "text",
    [
        "lò xo, ốc vít và bánh răng",
        "springs, screws and gears",
        "lò xo; ốc vít; bánh răng",
        "springs/screws/gears",
        "vật tư gồm lò xo, ốc vít, bánh răng",
    ],
)
def test_the_items_of_a_list_have_nearly_equal_right(text: str) -> None:
    found = confidences(text)
    named = [found[code] for code in ("MET-SPR", "MET-FAS", "MAC-GEA")]
    assert min(named) > 3 * max(named) // 5


def test_what_stands_behind_a_colon_explains_what_stands_before() -> None:
    found = confidences("auto components: springs")
    assert found["MET-SPR"] > found.get("VEH-CHA", 0)
    labelled = confidences("Valve. Material: rubber gasket")
    assert labelled["MAC-VAL"] > labelled.get("RUB-SEA", 0)


def test_the_treatment_behind_a_comma_is_an_attribute() -> None:
    found = confidences("steel bracket, powder coated")
    assert found["MET-STP"] > found.get("SUR-POW", 0)


def test_parts_of_a_machine_are_not_the_machine() -> None:
    parts, whole = confidences("packing machine accessories"), confidences("packing machine")
    assert parts["EQP-AUT"] < whole["EQP-AUT"]
    assert confidences("machined parts")["MAC-CNC"] > 800


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "vật tư cơ khí",
        "vật tư dự trữ cơ khí",
        "vat tu co khi",
        "spare parts",
        "phụ tùng thay thế",
        "thiết bị",
        "Supply of various materials",
        "Hàn Quốc",
        "kính gửi quý khách hàng",
        "Gói thầu số 7",
        "assembly",
    ],
)
def test_a_vague_text_gives_no_leaf(text: str) -> None:
    assert all("-" not in code for code in confidences(text))
    assert all(confidence <= 300 for confidence in confidences(text).values())


def test_a_group_is_hinted_at_where_no_leaf_is_named() -> None:
    assert first("electrical parts") == "ELC"
    assert classify("electrical parts")[0].words == ("electrical",)


def test_a_head_that_is_not_listed_is_read_by_the_things_that_are_called_so() -> None:
    assert first("galvanised tool trolley rack") == "EQP-CNV"
    assert first("khung đỡ bồn lớn") == "MET-WEL"


def test_a_suggestion_names_the_words_that_led_there() -> None:
    assert classify("Mua sắm Lò xo nén") == (Suggestion("MET-SPR", 950, ("Lò xo nén",)),)


@pytest.mark.parametrize(
    "text",
    [
        "Vỏ nhựa máy khoan ABS",
        "vo nhua may khoan abs",
        "VỎ NHỰA MÁY KHOAN ABS",
        "VO NHUA MAY KHOAN ABS",
        unicodedata.normalize("NFD", "Vỏ nhựa máy khoan ABS"),
    ],
)
def test_marks_capitals_and_unicode_forms_do_not_matter(text: str) -> None:
    assert first(text) == "PLA-INJ"


def test_both_places_of_the_tone_mark_are_read() -> None:
    assert classify("khoá kéo")[0].code == classify("khóa kéo")[0].code == "TEX-ZIP"


def test_typed_marks_tell_a_cabinet_from_a_capacitor() -> None:
    assert first("tủ điện") == "ELC-CTL"
    assert first("tụ điện") == "ELC-PAS"
    assert set(confidences("tu dien")) >= {"ELC-CTL", "ELC-PAS"}
    assert first("keo") == "CHM-ADH"
    assert classify("kẹo") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("plastic injction molding", "PLA-INJ"),
        ("gasktes for pumps", "RUB-SEA"),
        ("conector", "ELC-CON"),
        ("transfomer 500 kVA", "ELC-TRA"),
        ("electromecanical assembly", "ASM-MEC"),
    ],
)
def test_a_misspelt_word_is_read(text: str, code: str) -> None:
    assert first(text) == code


def test_plain_words_near_a_word_of_the_trade_are_no_slips() -> None:
    assert classify("the value of the house") == ()
    assert "MAC-VAL" not in confidences("total value 500 USD")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("汽车线束", "ELC-HAR"),
        ("汽車線束", "ELC-HAR"),
        ("提供压铸铝件加工", "CAS-DIE"),
        ("自動車用ワイヤーハーネス", "ELC-HAR"),
        ("プラスチック射出成形", "PLA-INJ"),
        ("バルブ", "MAC-VAL"),
        ("사출성형", "PLA-INJ"),
        ("볼트 너트", "MET-FAS"),
        ("PCB 어셈블리", "ELC-PCB"),
        ("công ty chuyên injection molding và khuôn", "PLA-INJ"),
    ],
)
def test_five_languages_are_read_also_mixed(text: str, code: str) -> None:
    assert first(text) == code


def test_a_word_of_one_language_is_not_taken_for_a_word_of_another() -> None:
    assert "MAC-VAL" not in confidences("delivery van for rent")
    assert "PKG-OFF" not in confidences("made in Vietnam")
    assert first("xưởng in bao bì giấy") in {"PKG-OFF", "PKG-CAR"}


def test_reference_numbers_and_labels_of_numbers_are_no_goods() -> None:
    assert "TOO-MSR" not in confidences("Stand, Gauge-1.676M, Cap-20T")


def test_a_machine_in_a_demand_is_less_sure_a_sign_of_its_trade() -> None:
    found = confidences("máy ép nhựa")
    assert found.get("PLA-INJ", 0) < 500
