from collections.abc import Callable, Sequence
from statistics import fmean

import pytest

from app.bench.crowd import CHUNK, Crowd
from app.bench.crowd_words import WordMixer
from app.bench.stored import LoadedMarket
from app.demo.draws import Draws
from app.matching import PreparedSupplier, ScoringProfile, rank_suppliers
from app.reference import load_reference
from app.reference.text import fold

MANY = 3_000
Share = Callable[[PreparedSupplier], float]


@pytest.fixture(scope="module")
def crowd(loaded: LoadedMarket) -> Crowd:
    return Crowd(loaded.suppliers, 7, load_reference())


@pytest.fixture(scope="module")
def many(crowd: Crowd) -> list[PreparedSupplier]:
    return [supplier for chunk in crowd.chunks(MANY) for supplier in chunk]


def text_of(suppliers: Sequence[PreparedSupplier]) -> str:
    """Write suppliers out; what is prepared compares by identity."""
    return "\n".join(
        f"{item.profile} {item.categories} {item.holdings} {item.sites}"
        f" {item.side and (item.side.leaves, item.side.words, sorted(item.side.others))}"
        for item in suppliers
    )


def test_the_same_seed_and_donors_give_the_same_crowd(loaded: LoadedMarket, crowd: Crowd) -> None:
    again = Crowd(loaded.suppliers, 7, load_reference())
    other = Crowd(loaded.suppliers, 8, load_reference())
    first = text_of([crowd.make(at) for at in range(50)])
    assert first == text_of([again.make(at) for at in range(50)])
    assert first != text_of([other.make(at) for at in range(50)])


def test_chunks_are_short_and_may_start_anywhere(
    crowd: Crowd, many: list[PreparedSupplier]
) -> None:
    chunks = list(crowd.chunks(CHUNK + 5, start=3))
    assert [len(chunk) for chunk in chunks] == [CHUNK, 5]
    assert text_of(chunks[0][:20]) == text_of(many[3:23])


def test_every_supplier_has_an_id_and_a_key_of_its_own(many: list[PreparedSupplier]) -> None:
    assert len({supplier.profile.id for supplier in many}) == MANY
    assert len({supplier.profile.key for supplier in many}) == MANY


def test_another_edition_is_the_same_firm_with_another_profile(crowd: Crowd) -> None:
    pairs = [(crowd.make(at), crowd.make(at, edition=1)) for at in range(20)]
    assert all(old.profile.id == new.profile.id for old, new in pairs)
    assert any(old.side != new.side for old, new in pairs)


@pytest.mark.parametrize(
    ("share", "tolerance"),
    [
        (lambda it: bool(it.categories), 0.05),
        (lambda it: bool(it.sites), 0.05),
        (lambda it: bool(it.holdings), 0.20),
        (lambda it: it.profile.certifications_complete, 0.20),
        (lambda it: any(site.measured_exactly for site in it.sites), 0.20),
        (lambda it: any(site.legacy_province for site in it.sites), 0.10),
        (lambda it: any(cap.monthly_capacity for cap in it.profile.capabilities), 0.20),
        (lambda it: it.side is not None, 0.02),
    ],
    ids=["categories", "sites", "held", "complete", "exact", "legacy", "capacity", "texts"],
)
def test_shares_are_those_of_the_market(
    loaded: LoadedMarket, many: list[PreparedSupplier], share: Share, tolerance: float
) -> None:
    wanted = fmean(map(share, loaded.suppliers))
    assert fmean(map(share, many)) == pytest.approx(wanted, abs=tolerance)


def test_sides_are_whole(many: list[PreparedSupplier]) -> None:
    for supplier in many:
        side = supplier.side
        if side is None:
            continue
        assert side.others <= side.words.keys()
        assert side.shown.keys() <= side.leaves.keys()
        listed = [word for words in side.by_key.values() for word in words]
        assert sorted(listed) == sorted(side.words)
        assert all(fold(word) == key for key, words in side.by_key.items() for word in words)


def test_the_vocabulary_grows_with_the_crowd(many: list[PreparedSupplier]) -> None:
    def words(suppliers: Sequence[PreparedSupplier]) -> int:
        return len({word for item in suppliers if item.side for word in item.side.words})

    assert words(many[: MANY // 3]) * 1.3 < words(many)


def test_some_suppliers_say_just_the_same(many: list[PreparedSupplier]) -> None:
    sides = [id(supplier.side) for supplier in many if supplier.side is not None]
    assert 0 < len(sides) - len(set(sides)) < MANY // 5


def test_a_crowd_can_be_ranked(loaded: LoadedMarket, many: list[PreparedSupplier]) -> None:
    totals = [
        rank_suppliers(demand, many[:200], ScoringProfile(), loaded.today, load_reference()).totals
        for demand in loaded.demands
    ]
    assert sum(sum(total.values()) for total in totals) == 200 * len(loaded.demands)
    assert len({tier for total in totals for tier, count in total.items() if count}) == 3


def test_a_donor_without_texts_has_silent_successors(loaded: LoadedMarket) -> None:
    mixer = WordMixer(loaded.suppliers)
    assert mixer.mix(Draws(1), None, loaded.suppliers[0].side) is None


def test_a_crowd_without_donors_is_refused() -> None:
    with pytest.raises(ValueError, match="donors"):
        Crowd([], 1, load_reference())
