"""Companies that are registered twice: found, asked about, told apart."""

import pytest

from app.core.pagination import encode_cursor
from tests.factories.audit import changes_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.organizations import new_tax_code
from tests.factories.suppliers import make_supplier

PAIRS = "/v1/organizations/duplicates"
DISTINCTIONS = "/v1/organizations/distinctions"


def company(centre: Client, name: str, **fields: object) -> Json:
    return centre.made("/v1/organizations", {"name": name, "is_supplier": True, **fields})


def pairs(centre: Client, path: str = PAIRS, **params: object) -> list[Json]:
    answer = centre.get(path, params=params)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def ids_of(pair: Json) -> set[str]:
    return {pair["first"]["id"], pair["second"]["id"]}


@pytest.fixture
def twins(centre: Client) -> tuple[Json, Json]:
    """Register one company in two spellings, and a stranger."""
    first = company(
        centre, "Công ty TNHH Cơ khí Chính xác Minh Phát", website="https://minhphat.com.vn"
    )
    second = company(
        centre, "CTY TNHH co khi chinh xac Minh Phat", website="http://minhphat.com.vn"
    )
    company(centre, "Công ty CP Bao bì Đại Thành")
    return first, second


def test_a_company_in_two_spellings_is_found_with_reasons(
    centre: Client, twins: tuple[Json, Json]
) -> None:
    [pair] = pairs(centre)
    assert ids_of(pair) == {twin["id"] for twin in twins}
    assert pair["verdict"] == "review"
    codes = {reason["code"]: reason["contribution"] for reason in pair["reasons"]}
    assert codes["same_domain"] == 180
    assert min(1000, sum(codes.values())) == pair["score"]
    vietnamese = centre.get(PAIRS, headers={"Accept-Language": "vi"}).json()["items"][0]
    assert "Cùng tên miền minhphat.com.vn" in {item["text"] for item in vietnamese["reasons"]}


def test_several_strong_signs_beside_the_name_are_certain(
    centre: Client, twins: tuple[Json, Json]
) -> None:
    for twin in twins:
        path = f"/v1/organizations/{twin['id']}/contacts"
        centre.made(path, {"phone": "028 3829 1234" if twin is twins[0] else "+84 28 3829 1234"})
    assert [pair["verdict"] for pair in pairs(centre)] == ["same"]
    assert pairs(centre, verdict="review") == []


def test_different_tax_codes_are_two_companies(centre: Client) -> None:
    for _ in "ab":
        company(centre, "Công ty TNHH Minh Phát", tax_code=new_tax_code())
    assert pairs(centre) == []
    [pair] = pairs(centre, min_score=0)
    assert pair["verdict"] == "different"


def test_a_branch_is_shown_for_review(centre: Client) -> None:
    head = new_tax_code()
    company(centre, "Công ty CP Thép Đông Á", tax_code=head)
    company(centre, "Chi nhánh Đồng Nai", tax_code=f"{head}001")
    [pair] = pairs(centre)
    assert pair["verdict"] == "review"
    assert "branch" in {reason["code"] for reason in pair["reasons"]}


def test_pages_hold_every_pair_once(centre: Client) -> None:
    for _ in range(4):
        company(centre, "Công ty TNHH Minh Phát")
    whole = [ids_of(pair) for pair in pairs(centre)]
    assert len(whole) == 6
    seen, params = [], {"limit": "2"}
    while True:
        answer = centre.get(PAIRS, params=params).json()
        seen += [ids_of(pair) for pair in answer["items"]]
        if answer["next_cursor"] is None:
            break
        params["cursor"] = answer["next_cursor"]
    assert seen == whole


def test_the_pairs_of_one_company_are_its_own(centre: Client, twins: tuple[Json, Json]) -> None:
    for _ in "ab":
        company(centre, "Công ty TNHH Sơn Hà")
    assert len(pairs(centre)) == 2
    [pair] = pairs(centre, f"/v1/organizations/{twins[0]['id']}/duplicates")
    assert ids_of(pair) == {twin["id"] for twin in twins}
    assert centre.get("/v1/organizations/org_none/duplicates").status_code == 404


def test_a_change_of_a_company_changes_its_pairs(centre: Client, twins: tuple[Json, Json]) -> None:
    assert len(pairs(centre)) == 1
    centre.patch(
        f"/v1/organizations/{twins[0]['id']}", {"name": "Công ty TNHH Sao Mai", "website": None}
    )
    assert pairs(centre) == []
    centre.patch(f"/v1/organizations/{twins[0]['id']}", {"name": "Minh Phát Cơ khí chính xác"})
    assert len(pairs(centre)) == 1
    centre.delete(f"/v1/organizations/{twins[1]['id']}")
    assert pairs(centre) == []


def test_a_company_can_be_checked_before_it_is_registered(
    centre: Client, twins: tuple[Json, Json]
) -> None:
    asked = {
        "names": ["Minh Phát Precision Mechanical Co., Ltd", " "],
        "website": "minhphat.com.vn",
        "emails": ["sales@minhphat.com.vn"],
    }
    asked["names"] = asked["names"][:1]
    answer = centre.post(f"{PAIRS}/check", json=asked)
    assert answer.status_code == 200, answer.text
    found = {item["organization"]["id"] for item in answer.json()["items"]}
    assert found == {twin["id"] for twin in twins}
    nobody = centre.post(f"{PAIRS}/check", json={"names": ["Công ty CP Bao bì Tiến Phát Lộc"]})
    assert nobody.json()["items"] == []


def test_a_tax_code_is_certain_whatever_the_name(centre: Client) -> None:
    number = new_tax_code()
    known = company(centre, "Công ty TNHH Minh Phát", tax_code=number)
    answer = centre.post(f"{PAIRS}/check", json={"names": ["Khác hẳn"], "tax_code": number})
    [found] = answer.json()["items"]
    assert (found["organization"]["id"], found["verdict"], found["score"]) == (
        known["id"],
        "same",
        1000,
    )


def test_a_check_needs_something_to_look_for(centre: Client) -> None:
    answer = centre.post(f"{PAIRS}/check", json={"website": "https://a.example"})
    assert answer.status_code == 422
    assert codes_of(answer) == ["nothing_to_check"]


def test_not_the_same_is_remembered_until_it_is_taken_back(
    centre: Client, twins: tuple[Json, Json]
) -> None:
    body = {"first_id": twins[1]["id"], "second_id": twins[0]["id"], "note": "Hai chủ khác nhau"}
    decision = centre.made(DISTINCTIONS, body)
    assert decision["first_id"] < decision["second_id"]
    assert centre.made(DISTINCTIONS, body) == decision
    assert pairs(centre) == []
    assert pairs(centre, DISTINCTIONS) == [decision]
    assert pairs(centre, DISTINCTIONS, organization_id=twins[0]["id"]) == [decision]
    assert pairs(centre, DISTINCTIONS, organization_id="org_other") == []
    pages = centre.get(DISTINCTIONS, params={"cursor": encode_cursor(decision["id"])})
    assert pages.json()["items"] == []
    merge = {"merged_id": twins[1]["id"]}
    path = f"/v1/organizations/{twins[0]['id']}/merge"
    refused = centre.post(path, json=merge, headers={"If-Match": "*"})
    assert (refused.status_code, refused.json()["code"]) == (409, "organizations_distinguished")
    assert centre.delete(f"{DISTINCTIONS}/{decision['id']}").status_code == 204
    assert centre.delete(f"{DISTINCTIONS}/{decision['id']}").status_code == 404
    assert len(pairs(centre)) == 1
    kind = "organization_distinction"
    assert changes_of(centre, decision["id"]) == [(kind, "created"), (kind, "deleted")]


def test_only_two_organizations_that_are_there_are_told_apart(
    centre: Client, twins: tuple[Json, Json]
) -> None:
    own = twins[0]["id"]
    same = centre.post(DISTINCTIONS, json={"first_id": own, "second_id": own})
    assert (same.status_code, codes_of(same)) == (422, ["same_organization"])
    unknown = centre.post(DISTINCTIONS, json={"first_id": own, "second_id": "org_none"})
    assert unknown.status_code == 404


def test_a_retried_decision_gets_the_first_answer(centre: Client, twins: tuple[Json, Json]) -> None:
    body = {"first_id": twins[0]["id"], "second_id": twins[1]["id"]}
    headers = {"Idempotency-Key": "once-and-for-all"}
    first, again = (centre.post(DISTINCTIONS, json=body, headers=headers) for _ in "ab")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()


def test_the_ground_that_a_factory_shares_is_a_sign(centre: Client) -> None:
    address = "Lô A2, Đường số 5, KCN VSIP I, Bình Dương"
    for name in ("Công ty TNHH Minh Phát", "CTY TNHH MINH PHAT"):
        make_supplier(centre, company(centre, name), sites=[{"address": address}])
    [pair] = pairs(centre)
    assert "same_premises" in {reason["code"] for reason in pair["reasons"]}


def test_a_foreign_number_finds_the_company(centre: Client) -> None:
    abroad = {"country": "HK", "foreign_registration_number": "HK-1"}
    known = company(centre, "Ví Dụ Ltd", **abroad)
    answer = centre.post(f"{PAIRS}/check", json={"names": ["Khác hẳn"], **abroad})
    [found] = answer.json()["items"]
    assert (found["organization"]["id"], found["verdict"]) == (known["id"], "same")
