"""The packaged files agree with one another."""

import csv
from collections import defaultdict
from decimal import Decimal
from importlib import resources

import pytest

from app.reference import load_reference
from app.reference.category_terms import names_of
from app.reference.certification_records import read_void_editions
from app.reference.classifications import hs2022_descriptions, vsic2018_names
from app.reference.resolution import Reason
from app.reference.tables import read_rows
from app.reference.text import fold
from app.reference.units import load_units

DATA = resources.files("app.reference") / "data"
TABLES = sorted(item.name for item in DATA.iterdir() if item.name.endswith(".csv"))
CATEGORIES = load_reference().categories
CERTIFICATIONS = load_reference().certifications
PLACES = load_reference().places
LINKAGES = load_reference().linkages


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_unique_columns_and_full_rows(name: str) -> None:
    rows = list(csv.reader((DATA / name).read_text(encoding="utf-8").splitlines()))
    header = rows[0]
    assert len(set(header)) == len(header)
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_no_stray_spaces(name: str) -> None:
    for row in read_rows(name):
        for cell in row.values():
            assert cell == cell.strip()


def test_there_are_34_provinces_63_old_ones_18_groups_and_148_leaves() -> None:
    groups = [category for category in CATEGORIES if category.kind == "group"]
    assert (len(PLACES.current), len(PLACES.legacy)) == (34, 63)
    assert (len(groups), len(CATEGORIES) - len(groups)) == (18, 148)
    assert (len(CERTIFICATIONS), len(LINKAGES)) == (74, 16)


def test_codes_keep_their_leading_zeros() -> None:
    assert {"01", "04", "08"} <= PLACES.current.keys()
    assert all(len(code) == 2 for code in (*PLACES.current, *PLACES.legacy))


def test_every_old_province_lies_in_the_province_that_lists_it() -> None:
    listed = {code: unit.code for unit in PLACES.current.values() for code in unit.legacy_codes}
    assert listed == {unit.code: unit.successor_code for unit in PLACES.legacy.values()}


def test_every_province_kept_the_name_of_exactly_one_old_one() -> None:
    for unit in PLACES.current.values():
        old = [PLACES.legacy[code] for code in unit.legacy_codes]
        kept = [item for item in old if item.relation != "absorbed"]
        assert [item.name_vi for item in kept] == [unit.name_vi]
        assert (kept[0].relation == "unchanged") == (len(old) == 1)


def test_every_coordinate_lies_in_vietnam() -> None:
    keys = [f"current:{code}" for code in PLACES.current]
    keys += [f"legacy:{code}" for code in PLACES.legacy]
    for key in keys:
        point = PLACES.locate(key)
        assert point is not None
        assert 8 < point.latitude < 24
        assert 102 < point.longitude < 110


def test_ambiguous_initials_and_districts_name_old_provinces() -> None:
    for row in read_rows("ambiguous_abbreviations.csv"):
        assert len(row["legacy_codes"].split()) > 1
        assert set(row["legacy_codes"].split()) <= PLACES.legacy.keys()
    for row in read_rows("districts.csv"):
        assert row["legacy_code"] in PLACES.legacy
        assert row["source"]


def test_every_parent_exists_and_every_group_has_leaves() -> None:
    for category in CATEGORIES:
        if category.kind == "group":
            assert category.parent is None
            assert CATEGORIES.children(category.code)
        else:
            assert category.parent in CATEGORIES
            assert category.code.startswith(CATEGORIES.ancestors(category.code)[-1] + "-")


def test_every_leaf_is_named_in_five_languages_and_mapped() -> None:
    for category in CATEGORIES:
        if category.kind != "group":
            assert set(category.synonyms) == {"vi", "en", "zh", "ja", "ko"}
            assert category.vsic2018
            assert category.vsic2025
            assert category.psip_checked
            assert set(category.psip) <= CATEGORIES.psip_sectors.keys()


def test_every_vsic_and_hs_code_has_a_name() -> None:
    for category in CATEGORIES:
        assert set(category.vsic2018) <= vsic2018_names().keys()
        assert set(category.hs2022) <= hs2022_descriptions().keys()


def test_synonyms_of_two_leaves_are_the_known_ones() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for category in CATEGORIES:
        if category.kind != "group":
            names = (*names_of(category.name_vi), *names_of(category.name_en))
            for text in (*names, *(t for texts in category.synonyms.values() for t in texts)):
                found[fold(text)].add(category.code)
    known = {row["folded_synonym"]: set(row["codes"].split()) for row in _collisions()}
    assert {key: codes for key, codes in found.items() if len(codes) > 1} == known


def _collisions() -> list[dict[str, str]]:
    return [dict(row) for row in read_rows("category_synonym_collisions.csv")]


def test_general_terms_are_synonyms_of_their_first_category() -> None:
    for row in read_rows("category_general_terms.csv"):
        codes = row["codes"].split()
        assert all(code in CATEGORIES for code in codes)
        synonyms = (text for texts in CATEGORIES[codes[0]].synonyms.values() for text in texts)
        assert fold(row["term"]) in map(fold, synonyms)


def test_pairs_of_the_table_of_relatedness_are_sound() -> None:
    pairs = CATEGORIES.relations.pairs
    assert len({(pair.asked, pair.offered) for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.reason_en
        assert pair.reason_vi
        if pair.asked == pair.offered:
            assert CATEGORIES[pair.asked].kind == "group"
        else:
            assert not CATEGORIES.is_within(pair.asked, pair.offered)
            assert not CATEGORIES.is_within(pair.offered, pair.asked)


def test_a_documented_pair_is_below_a_parent_and_not_nothing() -> None:
    parent = CATEGORIES.relations.general["parent"].closeness
    assert all(1000 <= pair.closeness < parent for pair in CATEGORIES.relations.pairs)


def test_a_pair_across_groups_says_more_than_nothing_in_common() -> None:
    for pair in CATEGORIES.relations.pairs:
        if pair.asked.split("-")[0] != pair.offered.split("-")[0]:
            assert pair.closeness >= 1500


def test_general_closeness_falls_from_exact_to_none() -> None:
    order = ["exact", "child", "parent", "sibling", "none"]
    general = CATEGORIES.relations.general
    assert list(general) == order
    assert [relation.closeness for relation in general.values()] == [10000, 9500, 7000, 3500, 0]


def test_no_alias_of_a_certification_stands_for_two() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for item in CERTIFICATIONS:
        for text in (item.code, item.short_name, item.name_en, item.name_vi, *item.aliases):
            found[fold(text).replace(" ", "")].add(item.code)
    assert {key: codes for key, codes in found.items() if len(codes) > 1} == {}


def test_every_certification_in_a_relation_or_rule_exists() -> None:
    for relation in CERTIFICATIONS.relations:
        assert relation.held in CERTIFICATIONS
        assert relation.asked in CERTIFICATIONS
        assert relation.answer in {"yes", "ask_buyer", "no"}
        assert relation.reason_en
        assert relation.reason_vi
        assert relation.source
    for rule in read_void_editions():
        aliases = CERTIFICATIONS[rule.code].aliases
        assert set(rule.bases) <= set(aliases)


def test_difficult_words_are_aliases_or_only_look_like_one() -> None:
    aliases = {alias for item in CERTIFICATIONS for alias in item.aliases}
    for row in read_rows("certification_words.csv"):
        assert row["reason"]
        assert (row["use"] == "alone") == (row["text"] in aliases)
        assert row["use"] in {"alone", "never"}


def test_every_linkage_binds_two_old_provinces() -> None:
    for linkage in LINKAGES:
        assert {linkage.legacy_a, linkage.legacy_b} <= PLACES.legacy.keys()
        assert linkage.legacy_a != linkage.legacy_b
        assert linkage.scope in {"yes", "partly", "no"}
        assert linkage.source


def test_linkages_name_the_units_of_their_codes() -> None:
    for row in read_rows("linkages.csv"):
        for side in "ab":
            old = PLACES.legacy[row[f"legacy_code_{side}"]]
            assert row[f"legacy_name_{side}"] == old.name_vi
            assert row[f"current_code_{side}"] == old.successor_code


def test_a_unit_converts_to_a_base_that_is_its_own_base() -> None:
    units = load_units()
    for unit in units.values():
        assert unit.factor > 0
        assert unit.base in units
    bases = {unit.base for unit in units.values()} - {"l"}
    assert all(units[base].factor == Decimal(1) for base in bases)


def test_reasons_are_distinct_codes() -> None:
    assert len({str(reason) for reason in Reason}) == len(Reason)
