import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference import load_reference
from app.reference.places import LegacyProvince, Point
from app.reference.text import fold

PLACES = load_reference().places
LEGACY = list(PLACES.legacy.values())
AMBIGUOUS = {"hn"}
"""Aliases that are also initials of another unit."""


def key_of(unit: LegacyProvince) -> str:
    return (
        f"legacy:{unit.code}" if unit.relation == "absorbed" else f"current:{unit.successor_code}"
    )


def keys(text: str, hint_text: str = "") -> list[str]:
    return [candidate.key for candidate in PLACES.resolve(text, hint_text=hint_text).candidates]


WRITINGS: list[Callable[[str], str]] = [
    str,
    lambda name: unicodedata.normalize("NFD", name),
    fold,
    str.upper,
    lambda name: f"Tỉnh {name}",
    lambda name: f"TP. {name}",
    lambda name: f"thành phố {name}",
    lambda name: f"{name} province",
    lambda name: f"{name}, Việt Nam",
    lambda name: f"Lô 5, KCN số 3, {name}",
    lambda name: f"tinh {fold(name)}",
]


@given(st.sampled_from(LEGACY), st.sampled_from(WRITINGS))
def test_every_name_is_found_however_it_is_written(
    unit: LegacyProvince, written: Callable[[str], str]
) -> None:
    assert PLACES.resolve(written(unit.name_vi)).key == key_of(unit)


@given(st.sampled_from(LEGACY), st.sampled_from(["{} (cũ)", "old {}", "{} trước 1/7/2025"]))
def test_a_unit_called_old_is_the_old_one(unit: LegacyProvince, pattern: str) -> None:
    found = PLACES.resolve(pattern.format(unit.name_vi))
    assert found.key == f"legacy:{unit.code}"
    assert found.candidates[0].reason == "stated"


@given(st.sampled_from(LEGACY))
def test_every_alias_and_code_of_a_unit_stands_for_it(unit: LegacyProvince) -> None:
    for alias in (*unit.aliases, unit.full_name_vi, unit.iso_3166_2, unit.name_ascii):
        if fold(alias) not in AMBIGUOUS:
            assert PLACES.resolve(alias).key == key_of(unit)


@given(st.sampled_from(list(PLACES.current.values())))
def test_every_current_name_stands_for_today(unit: object) -> None:
    code = getattr(unit, "code", "")
    province = PLACES.current[code]
    for name in (province.name_vi, province.name_en, province.full_name_vi):
        assert PLACES.resolve(name).key == f"current:{code}"


@given(st.sampled_from(LEGACY))
def test_a_place_in_a_unit_tells_it(unit: LegacyProvince) -> None:
    name = PLACES.current[unit.successor_code].name_vi
    for hint in unit.place_hints:
        expected = key_of(unit) if unit.relation == "unchanged" else f"legacy:{unit.code}"
        assert PLACES.resolve(f"{hint}, {name}").key == expected
        assert expected in keys(hint)


@given(st.sampled_from(sorted({*PLACES.current, *PLACES.legacy})))
def test_a_bare_code_is_ambiguous_where_its_meaning_changed(code: str) -> None:
    known = [key for key in (f"current:{code}", f"legacy:{code}") if key in PLACES]
    found = PLACES.resolve(code)
    if len(known) == 1 or PLACES.legacy[code].relation == "unchanged":
        assert found.key == known[0]
    else:
        assert found.status == "ambiguous"
        assert keys(code) == known


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("TP.HCM", "current:79"),
        ("TPHCM", "current:79"),
        ("Sài Gòn", "current:79"),
        ("Bình Dương", "legacy:74"),
        ("tinh binh duong", "legacy:74"),
        ("BR-VT", "legacy:77"),
        ("Bà Rịa–Vũng Tàu", "legacy:77"),
        ("Khánh Hoà", "current:56"),
        ("Tỉnh Long An", "legacy:80"),
        ("Hồ Chí Minh (cũ)", "legacy:79"),
        ("old Binh Duong", "legacy:74"),
        ("Binh Duong province (old)", "legacy:74"),
        ("Tỉnh cũ: Bình Dương", "legacy:74"),
        ("Đồng Nai mới", "current:75"),
        ("legacy:74", "legacy:74"),
        (" current:24 ", "current:24"),
        ("1", "current:01"),
        ("27", "legacy:27"),
        ("BĐ", "legacy:52"),
        ("Bình Dượng", "legacy:74"),
        ("Hué", "current:46"),
        ("Bình Dượng province", "legacy:74"),
        ("Lô A2, KCN VSIP II, Thủ Dầu Một, Bình Dương", "legacy:74"),
        ("123 Quốc lộ 13, TP. Thủ Đức, TP.HCM", "legacy:79"),
        ("Phường Bình Dương, TP.HCM", "legacy:74"),
        ("Dĩ An, TP.HCM 70000, Vietnam", "legacy:74"),
        ("Quận 7, TP.HCM", "legacy:79"),
        ("Q.12, HCMC", "legacy:79"),
        ("Xa lộ Hà Nội, Biên Hòa", "legacy:75"),
        ("12 phố Huế, Hà Nội", "current:01"),
        ("Số 5 đường Láng Hà Nội", "current:01"),
        ("Phố Nối, Hưng Yên", "legacy:33"),
        ("TP Vinh", "current:40"),
        ("KCN Phú Bài thành phố Huế", "current:46"),
        ("Mỹ Tho", "legacy:82"),
        ("Dĩ An, Thủ Đức, TP.HCM", "current:79"),
    ],
)
def test_what_people_write_is_understood(text: str, key: str) -> None:
    assert PLACES.resolve(text).key == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24", ["current:24", "legacy:24"]),
        ("QN", ["legacy:22", "legacy:49", "legacy:51"]),
        ("BD", ["legacy:52", "legacy:74"]),
        ("HN", ["legacy:01", "legacy:35"]),
        ("TP.HCM - Long An", ["current:79", "legacy:80"]),
        ("Nhà máy: Bắc Ninh; trụ sở: Hà Nội", ["current:24", "current:01"]),
        ("Tân Phú", ["legacy:75", "legacy:79"]),
    ],
)
def test_what_can_mean_several_units_is_ambiguous(text: str, expected: list[str]) -> None:
    assert PLACES.resolve(text).status == "ambiguous"
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "Việt Nam", "toàn quốc", "Tokyo", "Shenzhen, China", "Hà Nam, Trung Quốc", "Mỹ", "Lào",
        "Seoul, Hàn Quốc", "00", "99", "legacy:99", "current:74", "12 Nguyen Hue", "đường Hà Nội",
        "Nguyễn Thái Bình",
    ],
)  # fmt: skip
def test_no_province_of_vietnam_is_unknown_without_suggestions(text: str) -> None:
    found = PLACES.resolve(text)
    assert (found.status, found.key) == ("unknown", None)
    assert text in {"đường Hà Nội", "Nguyễn Thái Bình"} or found.candidates == ()


def test_a_slip_is_unknown_with_the_near_unit_suggested() -> None:
    found = PLACES.resolve("tỉnh Bin Duong")
    assert found.status == "unknown"
    assert [(c.key, c.reason) for c in found.candidates] == [("legacy:74", "near")]


@pytest.mark.parametrize(
    ("text", "hint_text", "key"),
    [
        ("TP.HCM", "Lô 3, Dĩ An", "legacy:74"),
        ("24", "Từ Sơn", "legacy:27"),
        ("24", "Việt Yên", "legacy:24"),
        ("24", "tỉnh Bắc Ninh", "current:24"),
        ("QN", "Hạ Long", "current:22"),
        ("DN", "Biên Hòa, Đồng Nai", "legacy:75"),
        ("DN", "Đà Nẵng", "current:48"),
        ("Tân Phú", "Đồng Nai", "legacy:75"),
        ("", "KCN Biên Hòa", "legacy:75"),
        ("Việt Nam", "Thủ Đức", "legacy:79"),
        ("Bình Dương", "Biên Hòa", "legacy:74"),
        ("TP.HCM", "Biên Hòa", "current:79"),
    ],
)
def test_an_address_beside_the_name_tells_which_unit(text: str, hint_text: str, key: str) -> None:
    assert PLACES.resolve(text, hint_text=hint_text).key == key


def test_an_address_does_not_bring_a_foreign_place_home() -> None:
    assert PLACES.resolve("Tokyo", hint_text="Hà Nội").status == "unknown"


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_has_an_answer(text: str, hint_text: str) -> None:
    found = PLACES.resolve(text, hint_text=hint_text)
    assert (found.status == "resolved") == (found.key is not None)
    assert all(candidate.key in PLACES for candidate in found.candidates)


def test_a_place_is_measured_from_the_centre_of_the_old_unit() -> None:
    assert PLACES.locate("legacy:74") == Point(10.9804, 106.6519)
    assert PLACES.locate("current:79") == Point(10.82302, 106.62965)
    assert PLACES.locate("legacy:99") is None
    assert PLACES.locate("74") is None


def test_a_key_leads_to_today_and_back_where_that_is_certain() -> None:
    assert PLACES.current_of("legacy:74") == PLACES.current_of("current:79") == "79"
    assert PLACES.legacy_of("legacy:74") == "74"
    assert PLACES.legacy_of("current:01") == "01"
    assert PLACES.legacy_of("current:79") is None
    for look_up in (PLACES.current_of, PLACES.legacy_of):
        with pytest.raises(KeyError):
            look_up("legacy:99")
    with pytest.raises(KeyError):
        PLACES.label("74", "vi")


@pytest.mark.parametrize(
    ("key", "vi", "en"),
    [
        ("legacy:74", "Bình Dương cũ (nay là TP. Hồ Chí Minh)",
         "old Bình Dương (today Ho Chi Minh City)"),
        ("legacy:80", "Long An cũ (nay là Tây Ninh)", "old Long An (today Tay Ninh)"),
        ("current:79", "TP. Hồ Chí Minh", "Ho Chi Minh City"),
        ("current:80", "Tây Ninh", "Tay Ninh"),
        ("legacy:01", "TP. Hà Nội", "Hanoi"),
    ],
)  # fmt: skip
def test_labels_say_which_vintage_is_meant(key: str, vi: str, en: str) -> None:
    assert (PLACES.label(key, "vi"), PLACES.label(key, "en")) == (vi, en)


def test_a_key_is_known_by_its_vintage() -> None:
    assert "legacy:74" in PLACES
    assert "current:74" not in PLACES
    assert 74 not in PLACES


def test_a_place_key_keeps_its_vintage_whatever_stands_beside_it() -> None:
    assert PLACES.resolve("legacy:75", hint_text="Lô 2, Thành phố Đồng Nai").key == "legacy:75"
