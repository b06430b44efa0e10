"""Names found again among many."""

import random

import pytest

from app.naming import REVIEW_FROM, NameIndex, compare_names
from tests.factories.misspelling import misspell
from tests.unit.naming.labelled import read_lines


@pytest.fixture(scope="module")
def firms() -> list[list[str]]:
    return read_lines("firms.txt")


@pytest.fixture(scope="module")
def index(firms: list[list[str]]) -> NameIndex[int]:
    filed: NameIndex[int] = NameIndex()
    for key, names in enumerate(firms):
        filed.put(key, names)
    return filed


def best(first: list[str], second: list[str]) -> int:
    return max(compare_names(a, b).score for a in first for b in second)


def test_candidates_are_those_of_comparing_with_everyone(
    firms: list[list[str]], index: NameIndex[int]
) -> None:
    wanted = found = 0
    for names in firms:
        got = {key: comparison.score for key, comparison in index.candidates(names, len(firms))}
        for key, others in enumerate(firms):
            score = best(names, others)
            if score >= REVIEW_FROM:
                wanted += 1
                found += got.get(key) == score
    assert found >= 0.99 * wanted


def test_a_firm_is_found_by_any_one_of_its_names(firms: list[list[str]]) -> None:
    wanted = found = 0
    for first in range(3):
        filed: NameIndex[int] = NameIndex()
        for key, names in enumerate(firms):
            filed.put(key, [names[first]])
        for key, names in enumerate(firms):
            for other in names:
                if compare_names(names[first], other).score >= REVIEW_FROM:
                    wanted += 1
                    found += any(got == key for got, _ in filed.candidates([other], 20))
    assert found >= 0.98 * wanted


def test_a_misspelt_firm_is_found(firms: list[list[str]], index: NameIndex[int]) -> None:
    chance = random.Random(7)  # noqa: S311 - spelling errors, no secrets
    found = 0
    for key, names in enumerate(firms):
        spoiled = misspell(names[0], chance)
        found += any(got == key for got, _ in index.candidates([spoiled], 5))
    assert found >= 0.96 * len(firms)


def test_the_best_come_first_and_equal_ones_as_they_were_put() -> None:
    filed: NameIndex[str] = NameIndex()
    filed.put("z", ["Công ty TNHH Minh Phát"])
    filed.put("a", ["Minh Phát Co., Ltd"])
    filed.put("b", ["Cơ khí Minh Phát", ""])
    found = filed.candidates(["Minh Phát"], 10)
    assert [key for key, _ in found] == ["z", "a", "b"]
    assert [key for key, _ in filed.candidates(["Minh Phát"], 1)] == ["z"]
    assert filed.candidates([""], 10) == []


def test_a_company_put_again_is_replaced_and_a_removed_one_forgotten() -> None:
    filed: NameIndex[int] = NameIndex()
    filed.put(1, ["Tohoku Steel", "THK"])
    filed.put(2, ["Tohoku Steel"])
    filed.put(1, ["Daiwa Plastics"])
    assert [key for key, _ in filed.candidates(["Tohoku Steel"], 5)] == [2]
    filed.remove(2)
    filed.remove(2)
    assert filed.candidates(["Tohoku Steel"], 5) == []
    assert [key for key, _ in filed.candidates(["Daiwa Plastic"], 5)] == [1]
    filed.remove(1)
    assert len(filed) == 0


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("Công ty TNHH Rồng Vàng", "Golden Dragon Co., Ltd"),
        ("Golden Dragon Co., Ltd", "Công ty TNHH Kim Long"),
        ("Cơ khí 17", "Mechanical No. 17"),
        ("VNS", "Vietnam Nippon Seiki"),
        ("Vietnam Nippon Seiki", "VNS"),
        ("CASUMINA", "Công nghiệp Cao su Miền Nam"),
        ("Minh Phat Washer Co", "Công ty TNHH Xẻng Ghềnh Minh Phát"),
        ("Techtronic", "Tecktronic"),
        ("Sao Việt", "Viet Star"),
        ("Tohoku Việt", "Tohoku"),
        ("Minh Phat Kyzzto", "Minh Phát"),
    ],
)
def test_what_looks_alike_in_other_words_meets(stored: str, asked: str) -> None:
    filed: NameIndex[int] = NameIndex()
    filed.put(1, [stored])
    assert filed.candidates([asked], 1), compare_names(stored, asked)
