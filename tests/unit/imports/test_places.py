from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.places import find_place, provinces_of, resolve_place
from app.imports.cells.plain import CellError
from app.reference import load_reference

PLACES = load_reference().places
WORDS = [
    *(unit.name_vi for unit in PLACES.legacy.values()),
    *(unit.full_name_vi for unit in PLACES.current.values()),
    *(f"{unit.name_vi} cũ" for unit in PLACES.legacy.values()),
    *(hint for unit in PLACES.legacy.values() for hint in unit.place_hints),
    *("QN", "BD", "01", "24", "79", "Việt Nam", "Osaka", ""),
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=2).map(", ".join)


def resolved(text: str, hint: str) -> str | None:
    try:
        return resolve_place(text, hint=hint)
    except CellError:
        return None


@given(TEXTS, TEXTS)
def test_a_place_is_the_one_that_the_reference_data_gives_with_the_same_hint(
    text: str, hint: str
) -> None:
    assert resolved(text, hint) == PLACES.resolve(text, hint_text=hint).key


def test_every_name_is_the_same_with_every_hint_that_matters() -> None:
    for text in WORDS:
        for hint in ("Thủ Đức", "Bình Dương", "Hà Nội", "Bắc Giang", "VSIP I, Thuận An"):
            assert resolved(text, hint) == PLACES.resolve(text, hint_text=hint).key


def test_an_address_alone_can_name_its_province() -> None:
    assert find_place("Lô A1, Thủ Đức") is not None
    assert find_place("đường số 3") is None


def test_a_place_key_gives_both_provinces() -> None:
    assert provinces_of("legacy:74") == {"province": "79", "legacy_province": "74"}
