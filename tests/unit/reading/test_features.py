from app.reading import TextField, read
from app.reading.parameters import ReadingParameters


def features(text: str, role: str = "name") -> dict[str, int]:
    return dict(read((TextField(text, role),)).features)  # type: ignore[arg-type]


def test_leaves_words_of_the_trade_and_other_words_are_told_apart() -> None:
    found = features("lò xo Macgregor")
    assert found["c:MET-SPR"] > 900
    assert {"w:lò", "w:xo", "o:macgregor"} <= found.keys()


def test_a_word_recognised_without_marks_is_kept_with_them() -> None:
    assert {"w:lò", "w:xo"} <= features("lo xo").keys()


def test_the_words_of_the_head_weigh_more() -> None:
    found = features("screw for zylophone")
    assert found["w:screw"] > found["o:zylophone"]


def test_words_used_in_many_trades_weigh_less() -> None:
    found = features("bộ dây điện xe máy")
    assert min(found.values()) < max(found.values())
    assert features("crimping")["w:crimping"] > features("máy ép")["w:máy"]


def test_words_of_buying_numbers_and_what_is_denied_are_no_features() -> None:
    assert set(features("mua sắm 500 lò xo")) == {"c:MET-SPR", "w:lò", "w:xo"}
    assert "w:weld" not in features("machining, except welding")
    assert "w:welding" not in features("machining, except welding")


def test_east_asian_phrases_stay_whole_and_other_characters_are_read_in_pairs() -> None:
    found = features("弹簧龘靐齉")
    assert {"w:弹簧", "o:龘靐", "o:靐齉"} <= found.keys()


def test_a_long_text_keeps_its_weightiest_words() -> None:
    text = " ".join(f"qz{chr(97 + i)}{chr(97 + j)}word" for i in range(10) for j in range(10))
    names = [name for name in features(text) if not name.startswith("c:")]
    assert len(names) == ReadingParameters().most_words
    assert names == sorted(names)
