"""Every error is a problem (RFC 9457) that says what is wrong, where, and in which language."""

import base64
import json
from collections.abc import Iterator

import httpx
import pytest

from tests.api.conftest import Market, Server
from tests.factories.client import Client, codes_of
from tests.factories.demands import demand_body
from tests.factories.organizations import make_buyer

PROBLEM = "application/problem+json"
JSON_BODY = {"Content-Type": "application/json"}


def faults_of(answer: httpx.Response) -> list[tuple[str, str, str]]:
    """Return code, place and pointer of each fault."""
    return [(fault["code"], fault["place"], fault["pointer"]) for fault in answer.json()["errors"]]


def test_a_problem_has_the_fields_of_the_standard_and_ours(centre: Client) -> None:
    answer = centre.post(
        "/v1/organizations",
        json={"name": "", "country": "vn", "is_buyer": True},
        headers={"X-Request-ID": "trace-0123456789"},
    )
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["X-Request-ID"] == "trace-0123456789"
    body = answer.json()
    errors = body.pop("errors")
    assert body == {
        "type": "urn:ketnoi:problem:invalid_input",
        "title": "Invalid input",
        "status": 422,
        "code": "invalid_input",
        "detail": "2 value(s) must be corrected; 'errors' names each.",
        "request_id": "trace-0123456789",
    }
    assert errors == [
        {
            "code": "string_pattern_mismatch",
            "detail": "This does not have the form ^[A-Z]{2}$.",
            "place": "body",
            "pointer": "/country",
            "value": "vn",
        },
        {
            "code": "string_too_short",
            "detail": "Give at least 1 character(s).",
            "place": "body",
            "pointer": "/name",
            "value": "",
        },
    ]


def test_a_fault_is_found_by_its_pointer_deep_in_the_body(centre: Client) -> None:
    body = {
        "name": "Đợt 1",
        "demands": [
            demand_body(),
            demand_body(categories=["PLA-INJ", "no such thing at all"], quantity=-1, unit="pcs"),
            {"name": "A", "delivery": {"latitude": 91, "a/b~c": 1}},
        ],
    }
    assert faults_of(centre.post("/v1/demand-lists", json=body)) == [
        ("unknown_reference", "body", "/demands/1/categories/1"),
        ("greater_than", "body", "/demands/1/quantity"),
        ("less_than_equal", "body", "/demands/2/delivery/latitude"),
        ("extra_forbidden", "body", "/demands/2/delivery/a~1b~0c"),
    ]


LANGUAGES = {
    "": "en",
    "vi": "vi",
    "vi-VN": "vi",
    "VI": "vi",
    "en-US,en;q=0.9,vi;q=0.8": "en",
    "vi;q=0.9,en;q=0.8": "vi",
    "en;q=0.1, vi;q=0.5": "vi",
    "fr, de;q=0.9, vi;q=0.2": "vi",
    "vi;q=0": "en",
    "fr": "en",
    "*": "en",
    "vi;q=high, en;q=0.1": "en",
    ";;,,q=;": "en",
}


def test_the_language_follows_accept_language(anybody: Client) -> None:
    spoken = {}
    for header in LANGUAGES:
        answer = anybody.get("/v1/me", headers={"Accept-Language": header})
        spoken[header] = answer.headers["Content-Language"]
        titles = {"en": "API key needed", "vi": "Cần khóa API"}
        assert answer.json()["title"] == titles[spoken[header]]
    assert spoken == LANGUAGES
    assert anybody.get("/v1/me").headers["Content-Language"] == "en"


def test_the_faults_are_put_into_the_asked_language_and_keep_their_codes(centre: Client) -> None:
    body = {"name": "A", "is_buyer": True, "tax_code": "0100233489", "colour": "red"}
    english = centre.post("/v1/organizations", json=body).json()
    vietnamese = centre.post(
        "/v1/organizations", json=body, headers={"Accept-Language": "vi"}
    ).json()
    assert [fault["code"] for fault in english["errors"]] == ["invalid_tax_code", "extra_forbidden"]
    assert english["errors"][0]["detail"].startswith("This is no Vietnamese tax code")
    assert vietnamese["errors"][0]["detail"].startswith("Không phải mã số thuế")
    assert english["errors"][1]["detail"] == "There is no such field; check its spelling."
    assert vietnamese["errors"][1]["detail"] == "Không có trường này; hãy kiểm tra tên."
    for told in (english, vietnamese):
        for fault in told["errors"]:
            del fault["detail"]
    assert english["errors"] == vietnamese["errors"]


def test_what_is_not_known_in_the_query_or_body_is_refused(market: Market) -> None:
    unknown = market.buyer.get("/v1/demands", params={"colour": "red", "status": "open"})
    assert unknown.status_code == 422
    assert faults_of(unknown) == [("unknown_parameter", "query", "colour")]
    assert "buyer_id, category, cursor" in unknown.json()["errors"][0]["detail"]

    twice = market.buyer.get("/v1/demands?limit=1&limit=2")
    assert faults_of(twice) == [("repeated_parameter", "query", "limit")]
    on_write = market.buyer.post("/v1/demands", json=demand_body(), params={"dry_run": "true"})
    assert faults_of(on_write) == [("unknown_parameter", "query", "dry_run")]
    assert market.anybody.get("/healthz?verbose=1").status_code == 422

    extra = market.buyer.post("/v1/demands", json={"name": "A", "colour": "red"})
    assert faults_of(extra) == [("extra_forbidden", "body", "/colour")]
    path = f"/v1/demands/{market.demand['id']}"
    assert faults_of(market.buyer.patch(path, {"id": "dem_other"})) == [
        ("extra_forbidden", "body", "/id")
    ]
    assert len(market.buyer.get("/v1/demands").json()["items"]) == 1


def test_values_in_the_query_are_checked_and_named(centre: Client) -> None:
    answer = centre.get("/v1/demands", params={"status": "sold", "limit": "many"})
    assert answer.status_code == 422
    assert sorted(faults_of(answer)) == [
        ("int_parsing", "query", "limit"),
        ("literal_error", "query", "status"),
    ]
    assert {fault.get("value") for fault in answer.json()["errors"]} == {"sold", "many"}
    answer = centre.get("/v1/suppliers", params={"category": "no such thing at all"})
    assert faults_of(answer) == [("unknown_reference", "query", "category")]


def test_a_body_that_is_no_json_object_is_refused(centre: Client) -> None:
    broken = centre.post("/v1/organizations", content=b'{"name": "A",', headers=JSON_BODY)
    assert broken.status_code == 422
    assert codes_of(broken) == ["json_invalid"]
    missing = centre.post("/v1/organizations")
    assert (missing.status_code, codes_of(missing)) == (422, ["missing"])
    for content in (b"[]", b'"text"', b"null", b"12"):
        answer = centre.post("/v1/organizations", content=content, headers=JSON_BODY)
        assert answer.status_code == 422, content
        assert answer.headers["Content-Type"] == PROBLEM
    for content in (b'{"name": "\xff"}', b"[" * 100_000):
        answer = centre.post("/v1/organizations", content=content, headers=JSON_BODY)
        assert answer.status_code in {400, 422}, content[:20]
        assert answer.headers["Content-Type"] == PROBLEM


def test_a_body_of_another_type_is_refused(centre: Client) -> None:
    content = json.dumps({"name": "A", "is_buyer": True}).encode()
    for given in ("text/plain", "application/x-www-form-urlencoded", "application/xml", None):
        headers = {} if given is None else {"Content-Type": given}
        answer = centre.post("/v1/organizations", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
        assert "application/json" in answer.json()["detail"]
    assert centre.get("/v1/organizations").json()["items"] == []


@pytest.mark.parametrize("text", ["A\x00B", "A\ud800"], ids=["NUL", "half of a surrogate pair"])
def test_text_that_no_database_stores_is_refused_wherever_it_stands(
    text: str, market: Market
) -> None:
    sent = json.dumps(text).encode()  # escaped, as JSON may
    for body in (
        b'{"name": %s}',
        b'{"name": "A", "materials": ["ABS", %s]}',
        b'{"name": "A", "delivery": {"address": %s}}',
        b'{"name": "A", "categories": [[%s]]}',
        b'{"name": "A", "quantity": {"a": %s}}',
        b'{"name": "A", %s: 1}',
        b'{"name": "A", "delivery": {%s: 1}}',
        b"%s",
    ):
        answer = market.buyer.post("/v1/demands", content=body % sent, headers=JSON_BODY)
        assert answer.status_code == 422, body
        assert answer.headers["Content-Type"] == PROBLEM
    assert len(market.buyer.get("/v1/demands").json()["items"]) == 1


def test_nul_in_the_url_and_in_cursors_is_refused(centre: Client) -> None:
    for path in (
        "/v1/organizations?q=a%00b",
        "/v1/organizations/org%00",
        "/v1/reference/categories/resolve?text=%00",
    ):
        answer = centre.get(path)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), path
    assert centre.get("/v1/organizations?q=%ED%A0%80").json()["items"] == []
    assert centre.get("/v1/organizations/%ff%fe").status_code == 404
    for after in ("\x00", "\ud800", "org_\x00", "", "x" * 60, "ô"):
        cursor = base64.urlsafe_b64encode(json.dumps({"after": after}).encode()).decode()
        answer = centre.get("/v1/organizations", params={"cursor": cursor})
        assert faults_of(answer) == [("invalid_cursor", "query", "cursor")], repr(after)


def test_a_body_over_the_limit_is_refused(server: Server, centre: Client) -> None:
    limit = server.app.state.settings.max_body_bytes
    start = b'{"is_buyer": true, "name": "'
    too_large = start + b"A" * (limit - len(start) + 1)

    def in_pieces() -> Iterator[bytes]:
        for offset in range(0, len(too_large), 1 << 18):
            yield too_large[offset : offset + (1 << 18)]

    for content in (too_large, in_pieces()):
        answer = centre.post("/v1/organizations", content=content, headers=JSON_BODY)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
        assert answer.headers["Content-Type"] == PROBLEM
    fits = start + b"A" * (limit - len(start) - 2) + b'"}'
    assert centre.post("/v1/organizations", content=fits, headers=JSON_BODY).status_code == 422


def test_unknown_paths_and_methods_are_problems_as_well(anybody: Client) -> None:
    for path in ("/v1/nothing", "/nothing", "/v1/organizations/", "/v2/organizations"):
        answer = anybody.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
        assert answer.headers["Content-Type"] == PROBLEM


def test_a_wrong_method_is_answered_with_the_right_ones(centre: Client) -> None:
    for method, path, allowed in (
        ("PUT", "/v1/organizations", "GET, POST"),
        ("PUT", "/v1/demands/dem_1", "DELETE, GET, PATCH"),
        ("POST", "/v1/demands/dem_1", "DELETE, GET, PATCH"),
        ("GET", "/v1/matches/query", "POST"),
        ("PATCH", "/v1/suppliers/sup_1/sites", "POST"),
        ("DELETE", "/healthz", "GET"),
        ("DELETE", "/openapi.json", "GET, HEAD"),
    ):
        answer = centre.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed"), path
        assert ", ".join(sorted(answer.headers["Allow"].split(", "))) == allowed, path


def test_a_conflict_says_with_what_without_values_of_others(centre: Client) -> None:
    make_buyer(centre, name="Công ty Bí Mật", tax_code="0100233488")
    answer = centre.post(
        "/v1/organizations", json={"name": "B", "is_buyer": True, "tax_code": "0100233488"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "tax_code_taken")
    assert "0100233488" in answer.json()["detail"]

    foreign = {"country": "JP", "foreign_registration_number": "1234-5678", "tax_code": None}
    make_buyer(centre, name="Bí Mật KK", **foreign)
    answer = centre.post("/v1/organizations", json={"name": "C", "is_buyer": True, **foreign})
    assert answer.status_code == 409
    assert "Bí Mật" not in answer.text
    assert "1234-5678" not in answer.text
    assert "foreign_registration_number" in answer.json()["detail"]
    assert len(centre.get("/v1/organizations").json()["items"]) == 2


def test_a_role_that_may_not_is_told_what_is_needed(market: Market) -> None:
    answer = market.supplier.get("/v1/demands", headers={"Accept-Language": "vi"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (
        answer.json()["detail"] == "Thao tác này cần centre or buyer; khóa hiện có role supplier."
    )


def test_a_request_id_that_could_forge_logs_is_replaced(anybody: Client) -> None:
    for given in ("short", "x" * 65, "with space 123", 'quote"1234567'):
        answer = anybody.get("/healthz", headers={"X-Request-ID": given})
        assert answer.headers["X-Request-ID"] != given
        assert len(answer.headers["X-Request-ID"]) == 32
