import re
from collections.abc import Iterator
from typing import cast

import pytest

from app.demo.buyers import load_buyers
from app.demo.data_files import read_data
from app.demo.draws import Draws
from app.demo.grammar import Phrase
from app.demo.places import get_locality
from app.demo.trades import Trade, load_clusters, load_trades
from app.demo.wording import load_requests
from app.reference import load_reference
from app.reference.units import load_units

REFERENCE = load_reference()
LEAVES = {category.code for category in REFERENCE.categories if category.kind != "group"}


def phrases_of(trade: Trade) -> Iterator[Phrase]:
    yield from trade.processes
    yield from trade.products
    yield from trade.materials
    yield from trade.machines
    yield from trade.tolerances
    yield from trade.specifications
    yield from trade.standards


def test_every_category_has_a_vocabulary() -> None:
    assert set(load_trades()) == LEAVES


@pytest.mark.parametrize("code", sorted(LEAVES))
def test_phrases_of_a_category_are_complete_in_both_languages(code: str) -> None:
    trade = load_trades()[code]

    assert trade.processes
    assert trade.products
    assert trade.machines
    for phrase in phrases_of(trade):
        for lang in ("vi", "en"):
            text = phrase.render(Draws(code), lang)
            assert text == text.strip() != ""
            assert not re.search(r"[<>$|;]", text), text


def test_units_are_known_and_amounts_rise() -> None:
    for trade in load_trades().values():
        assert trade.unit is None or trade.unit in load_units()
        assert list(trade.amounts) == sorted(set(trade.amounts))
        assert bool(trade.unit) == bool(trade.amounts)
        assert trade.lead_days[0] < trade.lead_days[1]


def test_kinds_of_firm_name_known_categories_and_sectors() -> None:
    phrases = cast("dict[str, dict[str, list[str]]]", read_data("phrases"))
    seen = set()
    for cluster in load_clusters().items:
        codes = {*cluster.core, *(code for code, _ in cluster.often)}
        assert codes <= LEAVES
        assert cluster.trades
        assert set(cluster.sectors) <= set(phrases["sectors"])
        seen |= codes
    assert seen == LEAVES


def test_buyers_want_what_exists() -> None:
    for buyer in load_buyers():
        assert set(buyer.wants.items) <= LEAVES
        assert all(code in REFERENCE.certifications for code in buyer.certificates)
        assert all(get_locality(code).parks for code in buyer.places)
    for certificate, categories in load_requests()["relevant"].items():
        assert certificate in REFERENCE.certifications
        assert all(code in REFERENCE.categories for code in categories)


def test_certificates_are_written_so_that_they_are_understood() -> None:
    rules = cast("dict[str, dict[str, list[str]]]", read_data("certificates"))
    for code, rule in rules.items():
        for written in rule["written"]:
            assert REFERENCE.certifications.resolve(written).key == code, written
