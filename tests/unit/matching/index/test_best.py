"""No bound ever cuts a supplier off that belongs to the best."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Demand, Parameters, ScoringProfile, SupplierProfile, Weights
from app.matching.index import best, words
from app.matching.index.specification import SpecificationForm
from tests.unit.matching import strategies
from tests.unit.matching.builders import a_demand, a_supplier, describing, making, matched
from tests.unit.matching.index.helpers import assert_as_pair_by_pair, index_of, rank

TEXTS = (
    "lò xo",
    "springs",
    "lo xo la",
    "ép phun nhựa",
    "injection mould",
    "xylophone",
    "xylophnoe",
    "zyxwvutt bracket",
    "gearmotor shaft",
    "máy ép 250 tấn",
    "SUS304",
    "",
)
SPECIFICATION_ALONE = ScoringProfile(weights=Weights(0, 1, 0, 0, 0))


@pytest.fixture(params=[1, 2, 7], autouse=True)
def chunk(request: pytest.FixtureRequest) -> Iterator[int]:
    """Compare so few texts at once, and put rare words into lists."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(best, "_NARROW_FROM", request.param)
        patch.setattr(best, "_FIRST_CHUNK", request.param)
        patch.setattr(best, "_CHUNK", request.param)
        patch.setattr(words, "_MANY", 0)
        patch.setattr(words, "_RARE", 10)
        yield request.param


def market(size: int, seed: int) -> list[SupplierProfile]:
    draw = Random(seed)  # noqa: S311 - a market, not a secret
    listed = []
    for number in range(size):
        capabilities = describing(*draw.choices(TEXTS, k=draw.randint(0, 3)))
        chosen = making(*draw.choices(strategies.CATEGORIES, k=draw.randint(0, 1)))
        description = draw.choice(TEXTS)
        listed.append(
            a_supplier(
                id=f"{number:03}",
                key=str(draw.randint(0, 2)),
                description=description,
                capabilities=capabilities + chosen,
            )
        )
    return listed


DEMANDS = (
    a_demand(name="lò xo", specification="xylophone springs"),
    a_demand(name="xylophone"),
    a_demand(name="xylophone", specification="200 tấn", name_en="gearmotor"),
    a_demand(name="máy dập 80-160 tấn, injection mould", categories=("PLA-INJ", "MET-SPR")),
    a_demand(name="gearmotr bracket zyxwvut"),
    a_demand(name="lò xo"),
    a_demand(name="springs"),
    a_demand(name="", categories=("MET-SPR",)),
    a_demand(name=""),
)


@pytest.mark.parametrize("demand", DEMANDS, ids=lambda demand: demand.name or "nothing said")
@pytest.mark.parametrize("scoring", [ScoringProfile(), SPECIFICATION_ALONE], ids=["all", "texts"])
def test_the_first_few_are_those_of_the_whole_ranking(
    demand: Demand, scoring: ScoringProfile
) -> None:
    listed = market(120, seed=3)
    index = index_of(*listed)
    whole = assert_as_pair_by_pair(demand, listed, scoring, index)
    for limit, offset in ((1, 0), (3, 0), (10, 0), (2, 5), (500, 0)):
        page = rank(index, demand, scoring, limit=limit, offset=offset)
        found = [(item.supplier_id, item.eligibility, item.score) for item in page.items]
        assert found == whole[offset : offset + limit]


@settings(max_examples=40, deadline=None)
@given(strategies.demands, strategies.any_scorings, st.integers(0, 2**32), st.integers(1, 8))
def test_no_profile_lets_a_bound_lie(
    demand: Demand, scoring: ScoringProfile, seed: int, limit: int
) -> None:
    listed = market(40, seed)
    index = index_of(*listed)
    whole = rank(index, demand, scoring).items
    assert rank(index, demand, scoring, limit=limit).items == whole[:limit]
    index.remove([one.id for one in listed[::7]])
    left = [one for number, one in enumerate(listed) if number % 7]
    assert_as_pair_by_pair(demand, left, scoring, index)


@pytest.mark.parametrize("demand", DEMANDS[:7], ids=lambda demand: demand.name)
def test_no_supplier_is_worth_more_than_its_bound(
    demand: Demand, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    judge = SpecificationForm.judge

    def checked(form: SpecificationForm, selection: Any) -> Any:
        value = judge(form, selection)
        everyone = form.near.max(axis=1, initial=0)
        reach = form.word_reach(form.words_in(selection.segment))
        assert value.max(initial=0) <= max(form.bound(everyone, reach), form.neutral)
        if form.has_leaves:
            assert (value <= form.bound_each(selection)).all()
        compared.append(len(value))
        return value

    monkeypatch.setattr(SpecificationForm, "judge", checked)
    index = index_of(*market(60, seed=8))
    assert len(rank(index, demand, limit=60).items) == 60
    assert sum(compared) == 60


def test_texts_are_compared_only_where_they_can_matter(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    judge = SpecificationForm.judge

    def counted(form: SpecificationForm, selection: Any) -> Any:
        compared.append(selection.size)
        return judge(form, selection)

    monkeypatch.setattr(SpecificationForm, "judge", counted)
    good = a_supplier(id="good", capabilities=making("MET-SPR"), description="lò xo xylophone")
    others = [
        a_supplier(id=str(number), capabilities=making("PLA-EXT"), description="ép phun nhựa")
        for number in range(50)
    ]
    demand = a_demand(name="lò xo xylophone", categories=("MET-SPR",))
    page = rank(index_of(good, *others), demand, limit=1)
    assert [item.supplier_id for item in page.items] == ["good"]
    assert sum(compared) <= 2 * chunk


def test_equal_scores_keep_the_order_of_key_and_id() -> None:
    same = a_supplier(description="lò xo", capabilities=making("MET-SPR"))
    listed = [
        replace(same, id=f"{number:03}", key=str(number % 3)) for number in reversed(range(40))
    ]
    index = index_of(*listed)
    demand = a_demand(name="lò xo", categories=("MET-SPR",))
    whole = [one for one, *_ in assert_as_pair_by_pair(demand, listed, index=index)]
    assert whole == sorted(whole, key=lambda one: (int(one) % 3, one))
    for limit in (1, 5, 14, 39):
        found = rank(index, demand, limit=limit).items
        assert [item.supplier_id for item in found] == whole[:limit]


def test_who_ties_with_the_last_by_its_bound_comes_first_by_its_key() -> None:
    demand = a_demand(name="lò xo xylophone")
    said = a_supplier(id="said", key="1", description="lò xo")
    silent = a_supplier(id="silent", key="0")
    others = [a_supplier(id=f"{number:02}", key="2", description="SUS304") for number in range(20)]
    [criterion] = [
        item for item in matched(demand, said).criteria if item.criterion == "specification"
    ]
    parameters = Parameters(specification_unknown_value=criterion.value)
    scoring = replace(SPECIFICATION_ALONE, parameters=parameters)
    listed = [said, silent, *others]
    index = index_of(*listed)
    found = assert_as_pair_by_pair(demand, listed, scoring, index)
    assert [one for one, *_ in found[:2]] == ["silent", "said"]
    assert found[0][2] == found[1][2]
    for limit in (1, 2, 3):
        page = rank(index, demand, scoring, limit=limit).items
        assert [item.supplier_id for item in page] == [one for one, *_ in found[:limit]]


def test_who_says_nothing_comes_before_those_who_say_something_else() -> None:
    listed = [a_supplier(id=f"{number:02}", description="SUS304") for number in range(20)]
    listed += [a_supplier(id="x"), a_supplier(id="y")]
    page = rank(index_of(*listed), a_demand(name="xylophone"), limit=2).items
    assert [item.supplier_id for item in page] == ["x", "y"]


def test_a_split_takes_the_highest_bounds_and_the_first_of_equal_ones() -> None:
    bounds = np.array([5, 9, 5, 7, 5])
    left = best._Left(np.arange(5) * 10, np.zeros(5, np.int64), bounds)
    now, rest = best._split(left, 3)
    assert (now.rows.tolist(), rest.rows.tolist()) == ([0, 10, 30], [20, 40])
    now, rest = best._split(left, 5)
    assert (now.rows.tolist(), rest.rows.tolist()) == ([0, 10, 20, 30, 40], [])
