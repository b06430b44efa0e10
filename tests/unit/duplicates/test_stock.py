"""A stock that is brought from state to state knows what one knows that was made for the last."""

from dataclasses import replace

import pytest

from app.duplicates.company import CompanyFacts
from app.duplicates.evidence import REVIEW_SCORE
from app.duplicates.stock import Stock


def facts(key: str, *names: str, **fields: object) -> CompanyFacts:
    return CompanyFacts(key, names, organization_id=key, **fields)  # type: ignore[arg-type]


FIRST = facts("a", "Công ty TNHH Minh Phát", phones=("028 3829 1234",))
SECOND = facts("b", "CTY TNHH MINH PHAT")
STRANGER = facts("c", "Bao bì Đại Thành", phones=("028 3829 1234",))


def state(*companies: CompanyFacts) -> dict[str, CompanyFacts]:
    return {str(company.key): company for company in companies}


STATES = [
    state(FIRST, SECOND, STRANGER),
    state(FIRST),
    state(FIRST, replace(SECOND, names=("Sao Mai",)), STRANGER),
    state(),
    state(SECOND, STRANGER),
    state(FIRST, SECOND, STRANGER, facts("d", "Minh Phát Co., Ltd")),
]


def test_the_way_to_a_state_does_not_matter() -> None:
    walked = Stock()
    for known in [*STATES, *reversed(STATES)]:
        walked.bring_up_to(known)
        fresh = Stock()
        fresh.bring_up_to(known)
        assert walked.pairs() == fresh.pairs()
        asked = facts("x", "Minh Phat", phones=("+84 28 3829 1234",))
        assert walked.candidates(asked) == fresh.candidates(asked)


def test_the_same_state_is_not_worked_out_twice() -> None:
    stock = Stock()
    stock.bring_up_to(STATES[0])
    pairs = stock.pairs()
    stock.bring_up_to(dict(STATES[0]))
    assert stock.pairs() is pairs


def test_a_question_before_the_pairs_does_not_change_them() -> None:
    asked, silent = Stock(), Stock()
    for stock in (asked, silent):
        stock.bring_up_to(STATES[0])
    assert asked.candidates(SECOND)[0].organization_id == "a"
    assert asked.pairs() == silent.pairs()


def test_a_company_is_not_its_own_candidate() -> None:
    stock = Stock()
    stock.bring_up_to(STATES[0])
    found = [candidate.organization_id for candidate in stock.candidates(FIRST)]
    assert "a" not in found
    assert set(found) == {"b", "c"}


def test_what_many_share_makes_no_pairs() -> None:
    crowd = [
        facts(str(n), f"Hãng {n} Abcdefgh"[: 12 + n], website="https://toanha.vn") for n in range(6)
    ]
    stock = Stock()
    stock.bring_up_to(state(*crowd[:3]))
    assert any(sign.code == "same_domain" for pair in stock.pairs() for sign in pair.evidence.signs)
    stock.bring_up_to(state(*crowd))
    assert not any(
        sign.code == "same_domain" for pair in stock.pairs() for sign in pair.evidence.signs
    )
    found = stock.candidates(facts("x", "Qwrtz Plmk", website="toanha.vn"))
    assert found == []


def test_after_a_failure_the_next_state_is_taken_over_whole() -> None:
    stock = Stock()
    stock.bring_up_to(STATES[0])
    broken = replace(SECOND, phones=(7,))  # type: ignore[arg-type] # what fails on purpose
    with pytest.raises((TypeError, AttributeError)):
        stock.bring_up_to(state(FIRST, broken))
    stock.bring_up_to(STATES[0])
    fresh = Stock()
    fresh.bring_up_to(STATES[0])
    assert stock.pairs() == fresh.pairs()


def test_the_rank_of_a_pair_fits_into_a_cursor() -> None:
    stock = Stock()
    stock.bring_up_to(STATES[0])
    assert all(len(pair.rank) <= 40 for pair in stock.pairs())


NUMBERED = facts(
    "n",
    "Công ty TNHH Cơ khí Sao Mai",
    tax_code="0301452948",
    address="12 Lê Lợi, Quận 1, TP. Hồ Chí Minh",
    website="https://saomai.example.vn",
    phones=("028 3829 5678",),
)
UNNUMBERED = facts("u", "Công ty CP Nhựa Đông Á")
NEWCOMERS = (
    replace(NUMBERED, key="x", tax_code="0309532909"),
    replace(NUMBERED, key="x", tax_code="0309532909", phones=()),
    replace(NUMBERED, key="x", tax_code="0309532909", website=None),
    replace(NUMBERED, key="x", tax_code="0301452948001", names=("Chi nhánh Bình Dương",)),
    replace(NUMBERED, key="x", names=("Tên khác",), address=None, website=None, phones=()),
    facts("x", "Nhựa Đông Á", tax_code="0309532909"),
    facts("x", "Đông Á Plastics JSC", tax_code="0309532909", phones=("028 3829 9999",)),
    facts("x", "Tên lạ", tax_code="0309532909", phones=("028 3829 1234",)),
    facts("x", "Sao Mai", "Cơ khí Sao Mai", tax_code="0309532909"),
    facts("x", "Minh Phát", tax_code="0309532909"),
)


@pytest.mark.parametrize("newcomer", NEWCOMERS)
def test_those_worth_a_look_are_found_whether_or_not_the_others_are_asked_for(
    newcomer: CompanyFacts,
) -> None:
    newcomer = replace(newcomer, organization_id=None)
    for known in (state(NUMBERED), state(NUMBERED, UNNUMBERED), {**STATES[0], "n": NUMBERED}):
        stock, asked_before = Stock(), Stock()
        stock.bring_up_to(known)
        asked_before.bring_up_to(known)
        everyone = asked_before.candidates(newcomer)
        likely = [item for item in everyone if item.score >= REVIEW_SCORE]
        for one in (stock, asked_before):
            found = one.candidates(newcomer, REVIEW_SCORE)
            assert [item for item in found if item.score >= REVIEW_SCORE] == likely


def test_a_company_that_was_forgotten_is_not_found_by_its_name() -> None:
    stock = Stock()
    stock.bring_up_to(state(UNNUMBERED))
    newcomer = facts("x", "Nhựa Đông Á", tax_code="0309532909")
    assert stock.candidates(newcomer, REVIEW_SCORE)
    stock.bring_up_to(state(NUMBERED))
    assert not stock.candidates(newcomer, REVIEW_SCORE)
