"""Every sign counts in its direction, and only enough of them are certain."""

from dataclasses import replace

import pytest

from app.duplicates.company import CompanyFacts, read_company
from app.duplicates.evidence import REVIEW_SCORE, Evidence, weigh
from app.naming import NameComparison, compare_names

ALIKE = NameComparison(900, "same", ())
UNLIKE = NameComparison(100, "different", ())
MINH_PHAT = CompanyFacts(1, ("Công ty TNHH Minh Phát",))


def evidence(
    left: dict[str, object],
    right: dict[str, object],
    names: NameComparison = ALIKE,
    *,
    shared: bool = False,
    namesakes: int = 0,
) -> Evidence:
    one, other = (
        read_company(replace(MINH_PHAT, **fields))  # type: ignore[arg-type] # named in the tests
        for fields in (left, right)
    )
    return weigh(one, other, names, lambda _kind, _value: shared, namesakes=namesakes)


def codes(found: Evidence) -> dict[str, int]:
    return {sign.code: sign.contribution for sign in found.signs}


def test_nothing_but_the_name_is_for_a_person_to_look_at() -> None:
    found = evidence({}, {})
    assert (found.score, found.verdict) == (900, "review")
    assert codes(found) == {"names": 900}


SAME = {
    "phones": ("028 3829 1234",),
    "website": "https://a.vn",
    "address": "12 Lê Lợi, TP.HCM",
}
OTHER = {"website": "https://b.vn", "address": "14 Trần Phú, TP.HCM", "country": "HK"}


@pytest.mark.parametrize("field", SAME)
def test_what_is_shared_raises_the_score_and_one_sign_is_not_certain(field: str) -> None:
    fields: dict[str, object] = {field: SAME[field]}
    found = evidence(fields, fields, NameComparison(760, "same", ()))
    assert found.score > 760
    assert found.verdict == "review"


@pytest.mark.parametrize("field", OTHER)
def test_what_differs_lowers_the_score(field: str) -> None:
    own = {**SAME, "country": "VN"}
    found = evidence({field: own[field]}, {field: OTHER[field]})
    assert found.score < 900


def test_what_is_not_known_of_one_counts_neither_way() -> None:
    known: dict[str, object] = {**SAME, "tax_code": "0100233488"}
    assert evidence(known, {}).score == evidence({}, known).score == 900


def test_two_strong_signs_beside_the_name_are_certain() -> None:
    fields: dict[str, object] = dict(SAME)
    assert evidence(fields, fields).verdict == "same"


def test_two_strong_signs_under_unlike_names_are_worth_a_look() -> None:
    fields: dict[str, object] = dict(SAME)
    found = evidence(fields, fields, UNLIKE)
    assert (found.verdict, found.score) == ("review", REVIEW_SCORE)
    assert "several_signs" in codes(found)


def test_a_slip_in_the_name_is_worth_a_look_where_something_is_shared() -> None:
    phone: dict[str, object] = {"phones": SAME["phones"]}
    found = evidence(phone, {**phone, "names": ("Cong ty TNHH Minh Phat",)}, UNLIKE)
    assert codes(found)["written_alike"] > 0
    assert found.score == REVIEW_SCORE
    other = evidence(phone, {**phone, "names": ("Bao bì Đại Thành",)}, UNLIKE)
    assert other.verdict == "different"


def test_what_many_share_says_little() -> None:
    fields: dict[str, object] = dict(SAME)
    found = codes(evidence(fields, fields, shared=True))
    assert set(found) == {"names", "shared_domain", "shared_phone", "shared_premises"}
    assert max(weight for code, weight in found.items() if code != "names") == 30


def test_a_name_that_many_bear_says_less() -> None:
    scores = [evidence({}, {}, namesakes=count).score for count in (0, 1, 3, 5, 50)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == scores[-2]


def test_an_equal_tax_code_is_certain_against_everything_else() -> None:
    fields: dict[str, object] = {"tax_code": "0100233488"}
    found = evidence(fields, {**fields, "country": "HK"}, UNLIKE)
    assert (found.verdict, found.score) == ("same", 1000)


def test_different_tax_codes_are_two_companies_whatever_else_is_shared() -> None:
    one: dict[str, object] = {**SAME, "tax_code": "0100233488"}
    found = evidence(one, {**one, "tax_code": "0300588569"}, UNLIKE)
    assert found.verdict == "different"
    assert evidence(one, {**one, "tax_code": "0300588569"}).verdict != "same"


def test_a_branch_is_worth_a_look_and_never_certain() -> None:
    head: dict[str, object] = {**SAME, "tax_code": "0100233488"}
    branch: dict[str, object] = {**SAME, "tax_code": "0100233488001"}
    assert evidence(head, branch).verdict == "review"
    bare = evidence({"tax_code": "0100233488"}, {"tax_code": "0100233488001"}, UNLIKE)
    assert (bare.verdict, bare.score) == ("review", REVIEW_SCORE)


def test_a_number_in_the_same_foreign_register_decides() -> None:
    def registered(number: str, country: str = "HK") -> dict[str, object]:
        return {"foreign_registration_number": number, "country": country}

    assert evidence(registered("12-3"), registered("123"), UNLIKE).verdict == "same"
    assert evidence(registered("1"), registered("2")).verdict == "different"
    abroad = evidence(registered("1"), registered("1", "JP"))
    assert (abroad.verdict, "different_countries" in codes(abroad)) == ("different", True)


def test_different_provinces_count_only_where_no_address_agrees() -> None:
    own: dict[str, object] = {"address": "12 Lê Lợi, TP.HCM"}
    moved: dict[str, object] = {
        "address": "Đường số 3, KCN Amata, Đồng Nai",
        "other_addresses": ("12 Le Loi, TP.HCM",),
    }
    assert codes(evidence(own, moved))["same_premises"] > 0
    moved["other_addresses"] = ()
    assert codes(evidence(own, moved))["different_provinces"] < 0


def test_the_same_street_is_a_small_sign() -> None:
    own: dict[str, object] = {"address": "Đường D3, KCN Amata, Đồng Nai"}
    assert 0 < codes(evidence(own, own))["same_street"] < 100
    vague: dict[str, object] = {"address": "Đồng Nai"}
    assert codes(evidence(vague, vague)) == {"names": 900}


def test_a_company_without_name_is_compared_by_the_rest() -> None:
    fields: dict[str, object] = {"names": (), "tax_code": "0100233488"}
    found = evidence(fields, {"tax_code": "0100233488"}, NameComparison(0, "different", ()))
    assert set(codes(found)) == {"same_tax_code"}


def test_the_reasons_of_the_names_are_told_in_both_languages() -> None:
    names = compare_names("Công ty TNHH Minh Phát", "Minh Phat Co., Ltd")
    found = evidence({}, {}, names)
    told = [sign for sign in found.signs if sign.code.startswith("names_")]
    assert told
    assert all(sign.text.en and sign.text.vi and sign.contribution == 0 for sign in told)
