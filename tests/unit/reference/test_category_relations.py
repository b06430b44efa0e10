import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference import load_reference

CATEGORIES = load_reference().categories
CODES = [category.code for category in CATEGORIES]


@pytest.mark.parametrize(
    ("asked", "offered", "kind", "closeness"),
    [
        ("PLA-INJ", "PLA-INJ", "exact", 10000),
        ("PLA-INJ", "PLA-INJ2", "child", 9500),
        ("PLA", "PLA-INJ2", "child", 9500),
        ("PLA-INJ2", "PLA-INJ", "parent", 7000),
        ("PLA-INJ2", "PLA", "parent", 7000),
        ("PLA-INJ", "PLA-EXT", "sibling", 3500),
        ("PLA", "RUB", "none", 0),
        ("ELC-MOT", "TEX-ZIP", "none", 0),
    ],
)
def test_the_kind_of_relation_follows_the_tree(
    asked: str, offered: str, kind: str, closeness: int
) -> None:
    relation = CATEGORIES.relation(asked, offered)
    assert (relation.kind, relation.closeness) == (kind, closeness)


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("PLA-INJ", "TOO-PLM"),
        ("MET-STP", "TOO-STD"),
        ("CAS-DIE", "TOO-DCD"),
        ("MAC-CNC", "TOO-PLM"),
        ("MET-FAS", "CAS-FOR"),
        ("PKG-CUS", "PLA-FOA"),
    ],
)
def test_a_tool_maker_or_a_like_process_is_related_across_groups(asked: str, offered: str) -> None:
    relation = CATEGORIES.relation(asked, offered)
    assert relation.kind == "related"
    assert 2000 <= relation.closeness <= 7000
    assert relation.reason_en
    assert relation.reason_vi


def test_a_documented_pair_holds_for_the_special_forms_of_both_sides() -> None:
    general = CATEGORIES.relation("PLA-INJ", "TOO-PLM")
    assert CATEGORIES.relation("PLA-INJ2", "TOO-PLM") == general
    assert CATEGORIES.relation("MET-FIN", "TOO-STD") == CATEGORIES.relation("MET-STP", "TOO-STD")


def test_the_nearest_pair_counts() -> None:
    assert CATEGORIES.relation("MAC-EDM", "TOO-PLM").closeness > (
        CATEGORIES.relation("MAC-TUR", "TOO-PLM").closeness
    )


def test_siblings_that_one_workshop_does_are_closer_than_siblings_in_general() -> None:
    sibling = CATEGORIES.relations.general["sibling"].closeness
    for asked, offered in [("ELC-HAR", "ELC-CAS"), ("CAS-DIE", "CAS-GRA"), ("MET-STP", "MET-SHE")]:
        relation = CATEGORIES.relation(asked, offered)
        assert relation.kind == "sibling"
        assert relation.closeness > sibling


def test_siblings_that_have_nothing_in_common_are_farther() -> None:
    sibling = CATEGORIES.relations.general["sibling"].closeness
    for asked, offered in [("ELC-MOT", "ELC-PCB"), ("SUR-HEA", "SUR-PAI"), ("CHM-GAS", "CHM-STL")]:
        relation = CATEGORIES.relation(asked, offered)
        assert relation.kind == "sibling"
        assert relation.closeness < sibling


def test_a_relation_has_a_direction() -> None:
    assert CATEGORIES.relation("PLA-INJ", "TOO-PLM") != CATEGORIES.relation("TOO-PLM", "PLA-INJ")


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_closeness_lies_between_nothing_and_exact(asked: str, offered: str) -> None:
    relation = CATEGORIES.relation(asked, offered)
    assert 0 <= relation.closeness <= 10000
    assert (relation.closeness == 10000) == (relation.kind == "exact") == (asked == offered)
    assert (relation.closeness == 0) == (relation.kind == "none")
    assert (relation.kind == "child") == (asked != offered and CATEGORIES.is_within(offered, asked))


@pytest.mark.parametrize(("asked", "offered"), [("XXX", "PLA"), ("PLA", "XXX")])
def test_an_unknown_code_is_an_error(asked: str, offered: str) -> None:
    with pytest.raises(KeyError):
        CATEGORIES.relation(asked, offered)
