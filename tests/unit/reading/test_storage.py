import pytest

from app.reading import TextField, from_json, read, to_json


def test_a_stored_reading_comes_back_the_same() -> None:
    reading = read((TextField("Vỏ nhựa máy khoan ABS, dày 2,5 mm, 弹簧 và Macgregor"),))
    assert from_json(to_json(reading)) == reading


def test_a_reading_is_stored_in_few_bytes() -> None:
    assert len(to_json(read((TextField("Mua sắm lò xo nén"),)))) < 200


@pytest.mark.parametrize("text", ["[]", "{}", "null", '{"v": "1", "s": 5, "f": {}, "m": []}', "x"])
def test_what_is_no_reading_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a stored reading|Expecting value"):
        from_json(text)
