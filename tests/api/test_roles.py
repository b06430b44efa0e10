"""Every route for every role: what it answers, in one table.

Columns: without a key, the centre, the owner's side, the same role of another organization, and
the other role. A route that is missing here fails the test that compares the table with the
OpenAPI document.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json
from tests.factories.demands import demand_body, make_demand
from tests.factories.imports import preview
from tests.factories.organizations import new_tax_code


class Case(NamedTuple):
    """One route, and what each asker gets."""

    operation: str
    method: str
    path: str
    statuses: dict[str, int]
    body: str


ASKERS = ("nobody", "centre", "buyer", "other_buyer", "supplier", "other_supplier")

TABLE = """
# operation            method path                                                   -   cen buy oth sup oth body
get_health             GET    /healthz                                               200 200 200 200 200 200 -
get_readiness          GET    /readyz                                                200 200 200 200 200 200 -
get_metrics            GET    /metrics                                               200 200 200 200 200 200 -
list_categories        GET    /v1/reference/categories                               200 200 200 200 200 200 -
get_me                 GET    /v1/me                                                 401 200 200 200 200 200 -
get_scoring_profile    GET    /v1/scoring-profile                                    401 200 200 200 200 200 -
list_scoring_profiles  GET    /v1/scoring-profiles                                   401 200 200 200 200 200 -
create_scoring_profile POST   /v1/scoring-profiles                                   401 201 403 403 403 403 scoring
get_scoring_profile_by_name GET /v1/scoring-profiles/{scoring}                       401 200 200 200 200 200 -
activate_scoring_profile POST /v1/scoring-profiles/{scoring}/activate                401 200 403 403 403 403 version
create_api_key         POST   /v1/api-keys                                           401 201 403 403 403 403 key
list_api_keys          GET    /v1/api-keys                                           401 200 403 403 403 403 -
get_api_key            GET    /v1/api-keys/{key}                                     401 200 403 403 403 403 -
revoke_api_key         DELETE /v1/api-keys/{key}                                     401 200 403 403 403 403 -
list_audit_records     GET    /v1/audit-records                                      401 200 403 403 403 403 -
create_organization    POST   /v1/organizations                                      401 201 403 403 403 403 company
list_organizations     GET    /v1/organizations                                      401 200 200 200 200 200 -
get_organization       GET    /v1/organizations/{seller}                             401 200 404 404 200 404 -
get_organization       GET    /v1/organizations/{buyer}                              401 200 200 404 404 404 -
update_organization    PATCH  /v1/organizations/{seller}                             401 200 404 404 200 404 website
delete_organization    DELETE /v1/organizations/{idle}                               401 204 403 403 403 403 -
list_duplicates        GET    /v1/organizations/duplicates                           401 200 403 403 403 403 -
check_duplicates       POST   /v1/organizations/duplicates/check                     401 200 403 403 403 403 names
list_duplicates_of_organization GET /v1/organizations/{seller}/duplicates            401 200 403 403 403 403 -
create_distinction     POST   /v1/organizations/distinctions                         401 201 403 403 403 403 distinct
list_distinctions      GET    /v1/organizations/distinctions                         401 200 403 403 403 403 -
delete_distinction     DELETE /v1/organizations/distinctions/{distinction}           401 204 403 403 403 403 -
merge_organization     POST   /v1/organizations/{seller}/merge                       401 201 403 403 403 403 twin
merge_organization     POST   /v1/organizations/{seller}/merge                       401 200 403 403 403 403 trial
list_organization_merges GET  /v1/organization-merges                                401 200 403 403 403 403 -
get_organization_merge GET    /v1/organization-merges/{merge}                        401 200 403 403 403 403 -
undo_organization_merge POST  /v1/organization-merges/{merge}/undo                   401 200 403 403 403 403 -
list_imports           GET    /v1/imports                                            401 200 200 200 403 403 -
get_import             GET    /v1/imports/{import}                                   401 200 200 404 403 403 -
update_import          PATCH  /v1/imports/{import}                                   401 200 200 404 403 403 source
list_import_rows       GET    /v1/imports/{import}/rows                              401 200 200 404 403 403 -
list_import_questions  GET    /v1/imports/{import}/questions                         401 200 200 404 403 403 -
get_import_row         GET    /v1/imports/{import}/rows/2                            401 200 200 404 403 403 -
update_import_row      PATCH  /v1/imports/{import}/rows/2                            401 200 200 404 403 403 values
get_import_report      GET    /v1/imports/{import}/report.xlsx                       401 200 200 404 403 403 -
confirm_import         POST   /v1/imports/{import}/confirm                           401 200 200 404 403 403 mode
discard_import         DELETE /v1/imports/{import}                                   401 204 204 404 403 403 -
list_queued_rows       GET    /v1/import-rows                                        401 200 200 200 403 403 -
list_contacts          GET    /v1/organizations/{seller}/contacts                    401 200 404 404 200 404 -
create_contact         POST   /v1/organizations/{seller}/contacts                    401 201 404 404 201 404 contact
update_contact         PATCH  /v1/organizations/{seller}/contacts/{contact}          401 200 404 404 200 404 contact
delete_contact         DELETE /v1/organizations/{seller}/contacts/{contact}          401 204 404 404 204 404 -
create_supplier        POST   /v1/suppliers                                          401 201 403 403 403 403 profile
list_suppliers         GET    /v1/suppliers                                          401 200 403 403 200 200 -
get_supplier           GET    /v1/suppliers/{profile}                                401 200 200 200 200 404 -
update_supplier        PATCH  /v1/suppliers/{profile}                                401 200 403 403 200 404 description
delete_supplier        DELETE /v1/suppliers/{profile}                                401 204 403 403 403 403 -
create_site            POST   /v1/suppliers/{profile}/sites                          401 201 403 403 201 404 site
update_site            PATCH  /v1/suppliers/{profile}/sites/{site}                   401 200 403 403 200 404 site
delete_site            DELETE /v1/suppliers/{profile}/sites/{site}                   401 204 403 403 204 404 -
create_capability      POST   /v1/suppliers/{profile}/capabilities                   401 201 403 403 201 404 capability
update_capability      PATCH  /v1/suppliers/{profile}/capabilities/{capability}      401 200 403 403 200 404 capability
delete_capability      DELETE /v1/suppliers/{profile}/capabilities/{capability}      401 204 403 403 204 404 -
create_certification   POST   /v1/suppliers/{profile}/certifications                 401 201 403 403 201 404 certificate
update_certification   PATCH  /v1/suppliers/{profile}/certifications/{certification} 401 200 403 403 200 404 certificate
delete_certification   DELETE /v1/suppliers/{profile}/certifications/{certification} 401 204 403 403 204 404 -
create_demand_list     POST   /v1/demand-lists                                       401 201 201 201 403 403 list
list_demand_lists      GET    /v1/demand-lists                                       401 200 200 200 403 403 -
get_demand_list        GET    /v1/demand-lists/{list}                                401 200 200 404 403 403 -
update_demand_list     PATCH  /v1/demand-lists/{list}                                401 200 200 404 403 403 note
delete_demand_list     DELETE /v1/demand-lists/{list}                                401 204 204 404 403 403 -
open_demand_list       POST   /v1/demand-lists/{list}/open                           401 200 200 404 403 403 -
create_demand          POST   /v1/demands                                            401 201 201 201 403 403 demand
list_demands           GET    /v1/demands                                            401 200 200 200 403 403 -
get_demand             GET    /v1/demands/{demand}                                   401 200 200 404 200 200 -
get_demand             GET    /v1/demands/{draft}                                    401 200 200 404 404 404 -
update_demand          PATCH  /v1/demands/{demand}                                   401 200 200 404 403 403 notes
delete_demand          DELETE /v1/demands/{draft}                                    401 204 204 404 403 403 -
list_supplier_matches  GET    /v1/demands/{demand}/matches                           401 200 200 404 403 403 -
get_match              GET    /v1/demands/{demand}/matches/{profile}                 401 200 200 404 200 404 -
get_match              GET    /v1/demands/{draft}/matches/{profile}                  401 200 200 404 404 404 -
get_gap                GET    /v1/demands/{demand}/matches/{profile}/gap             401 200 200 404 200 404 -
get_gap                GET    /v1/demands/{draft}/matches/{profile}/gap              401 200 200 404 404 404 -
list_opportunities     GET    /v1/suppliers/{profile}/opportunities                  401 200 403 403 200 404 -
list_market_opportunities GET /v1/analytics/opportunities                            401 200 403 403 403 403 -
list_demand_matches    GET    /v1/suppliers/{profile}/matches                        401 200 403 403 200 404 -
query_matches          POST   /v1/matches/query                                      401 200 200 200 403 403 query
export_suppliers       GET    /v1/suppliers/export                                   401 200 403 403 403 403 -
export_demands         GET    /v1/demands/export                                     401 200 200 200 403 403 -
export_demand_list     GET    /v1/demand-lists/{list}/export                         401 200 200 404 403 403 -
export_demand_matches  GET    /v1/demands/{demand}/matches/export                    401 200 200 404 403 403 -
export_list_matches    GET    /v1/demand-lists/{list}/matches/export                 401 200 200 404 403 403 -
get_import_template    GET    /v1/imports/templates/suppliers.xlsx                   401 200 200 200 200 200 -
match_batch            POST   /v1/matches/batch                                      401 200 200 404 403 403 batch
match_batch            POST   /v1/matches/batch                                      401 200 200 200 403 403 open
classify_texts         POST   /v1/reference/categories/classify                      401 200 200 200 200 200 texts
get_company_reconciliation GET /v1/reconciliation/organizations                      401 200 200 200 403 403 -
reconcile_companies    POST   /v1/reconciliation/organizations                       401 415 415 415 403 403 -
suggest_companies      GET    /v1/reconciliation/organizations/suggest/entities      401 200 200 200 403 403 -
suggest_company_types  GET    /v1/reconciliation/organizations/suggest/types         401 200 200 200 403 403 -
suggest_company_properties GET /v1/reconciliation/organizations/suggest/properties   401 200 200 200 403 403 -
propose_company_properties GET /v1/reconciliation/organizations/properties           401 200 200 200 403 403 -
preview_company        GET    /v1/reconciliation/organizations/preview/{seller}      401 200 200 200 403 403 -
preview_company        GET    /v1/reconciliation/organizations/preview/{buyer}       401 200 404 404 403 403 -
get_category_reconciliation GET /v1/reconciliation/categories                        200 200 200 200 200 200 -
reconcile_categories   POST   /v1/reconciliation/categories                          415 415 415 415 415 415 -
suggest_category_entities GET /v1/reconciliation/categories/suggest/entities         200 200 200 200 200 200 -
suggest_category_types GET    /v1/reconciliation/categories/suggest/types            200 200 200 200 200 200 -
suggest_category_properties GET /v1/reconciliation/categories/suggest/properties     200 200 200 200 200 200 -
propose_category_properties GET /v1/reconciliation/categories/properties             200 200 200 200 200 200 -
preview_category       GET    /v1/reconciliation/categories/preview/PLA-INJ          200 200 200 200 200 200 -
list_synonyms          GET    /v1/synonyms                                           401 200 403 403 403 403 -
create_synonym         POST   /v1/synonyms                                           401 201 403 403 403 403 synonym
delete_synonym         DELETE /v1/synonyms/{synonym}                                 401 204 403 403 403 403 -
"""  # noqa: E501 - a table reads better than its pieces
"""The table: nobody, centre, the buyer, another buyer, the supplier, another supplier."""


def _read_table() -> Iterator[Case]:
    for line in TABLE.strip().splitlines()[1:]:
        operation, method, path, *statuses, body = line.split()
        expected = dict(zip(ASKERS, map(int, statuses), strict=True))
        yield Case(operation, method, path, expected, body)


CASES = list(_read_table())

UPLOADS = {"create_import"}
"""Routes that take a file: their roles are tested with their files."""


def _twin(market: Market) -> str:
    """Register another company that may turn out to be the supplier."""
    body = {"name": "Lại một lần nữa", "is_supplier": True}
    twin: str = market.centre.made("/v1/organizations", body)["id"]
    return twin


def _bodies(market: Market, asker: str) -> dict[str, Json]:
    own_list: Json = {"name": f"Danh sách của {asker}", "demands": [demand_body()]}
    own_demand = demand_body()
    if asker == "centre":
        own_list["buyer_id"] = own_demand["buyer_id"] = market.buyer_organization["id"]
    return {
        "key": {"name": "another", "role": "centre"},
        "company": {"name": "Công ty Mới", "tax_code": new_tax_code(), "is_buyer": True},
        "website": {"website": "https://moi.example"},
        "contact": {"name": "Người Liên Hệ", "email": "lien.he@example.com"},
        "description": {"description": "Chuyên ép nhựa kỹ thuật"},
        "site": {"legacy_province": "75"},
        "capability": {"category": "TOO-PLM", "text": "Chế tạo khuôn ép nhựa"},
        "certificate": {"code": "ISO-14001", "expires_on": "2030-01-01"},
        "list": own_list,
        "demand": own_demand,
        "note": {"note": "Đợt 1"},
        "notes": {"notes": "Gấp"},
        "query": {"name": "Khuôn ép nhựa"},
        "batch": {"demand_ids": [market.demand["id"]]},
        "open": {"all_open": True},
        "texts": {"texts": ["Khuôn ép nhựa"]},
        "scoring": {"name": "trial", "weights": {"location": 0}},
        "version": {"version": 1},
        "source": {"source": "Đợt 1"},
        "values": {"values": {"notes": "Gấp"}},
        "mode": {"mode": "partial"},
        "names": {"names": ["Công ty Mới"]},
        "distinct": {
            "first_id": market.buyer_organization["id"],
            "second_id": market.supplier_organization["id"],
        },
        "twin": {"merged_id": _twin(market)},
        "trial": {"merged_id": _twin(market), "dry_run": True},
        "synonym": {"phrase": f"chóa đèn {new_tax_code()}", "category": "PLA-INJ"},
    }


def _ids(market: Market) -> dict[str, str]:
    """Make one of everything, and name the ids that the paths hold."""
    centre, seller = market.centre, market.supplier_organization["id"]
    idle = centre.made("/v1/organizations", {"name": "Chưa dùng", "is_supplier": True})
    contact = centre.made(f"/v1/organizations/{seller}/contacts", {"name": "Chị Ví Dụ"})
    drafts = {"buyer_id": market.buyer_organization["id"], "name": "Nháp"}
    demand_list = centre.made(
        "/v1/demand-lists", {**drafts, "demands": [demand_body(status="draft")]}
    )
    draft = make_demand(centre, market.buyer_organization["id"], status="draft")
    synonym = {"phrase": "mặt nạ đèn", "category": "PLA-INJ"}
    key = centre.made("/v1/api-keys", {"name": "to look at", "role": "centre"})
    pair = {"first_id": idle["id"], "second_id": seller}
    merge = centre.post(
        f"/v1/organizations/{_twin(market)}/merge",
        json={"merged_id": _twin(market)},
        headers={"If-Match": "*"},
    )
    return {
        "seller": seller,
        "buyer": market.buyer_organization["id"],
        "idle": idle["id"],
        "contact": contact["id"],
        "profile": market.profile["id"],
        "site": market.profile["sites"][0]["id"],
        "capability": market.profile["capabilities"][0]["id"],
        "certification": market.profile["certifications"][0]["id"],
        "list": demand_list["id"],
        "demand": market.demand["id"],
        "draft": draft["id"],
        "import": preview(market.buyer, b"name\nA\n")["id"],
        "key": key["id"],
        "distinction": centre.made("/v1/organizations/distinctions", pair)["id"],
        "merge": merge.json()["id"],
        "scoring": centre.made("/v1/scoring-profiles", {"name": "near-first"})["name"],
        "synonym": centre.made("/v1/synonyms", synonym)["id"],
    }


def _askers(market: Market) -> Iterator[tuple[str, Client]]:
    for name in ASKERS:
        yield name, market.anybody if name == "nobody" else getattr(market, name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.operation}-{case.path}")
def test_each_role_gets_what_the_table_says(case: Case, market: Market) -> None:
    ids = _ids(market)
    # The centre last: what it deletes is gone for the others.
    askers = sorted(_askers(market), key=lambda asker: asker[0] in {"buyer", "supplier", "centre"})
    seen = {}
    for name, client in askers:
        body = _bodies(market, name).get(case.body)
        if case.body == "profile":
            another = market.centre.made(
                "/v1/organizations", {"name": f"Mới {name}", "is_supplier": True}
            )
            body = {"organization_id": another["id"]}
        expected = case.statuses[name]
        if case.method == "DELETE" and expected == 204:
            ids = _replace(case, ids, market)
        response = client.request(
            case.method,
            case.path.format(**ids),
            json=body,
            headers={"If-Match": "*"},
        )
        seen[name] = response.status_code
    assert seen == case.statuses


def _replace(case: Case, ids: dict[str, str], market: Market) -> dict[str, str]:
    """Make what is about to be deleted anew, so that every role meets a thing that is there."""
    centre, profile = market.centre, f"/v1/suppliers/{ids['profile']}"
    parts: dict[str, tuple[str, str, Json]] = {
        "delete_contact": (
            "contact",
            f"/v1/organizations/{ids['seller']}/contacts",
            {"name": "Anh Ví Dụ"},
        ),
        "delete_site": ("site", f"{profile}/sites", {"province": "01"}),
        "delete_capability": ("capability", f"{profile}/capabilities", {"category": "PLA-INJ"}),
        "delete_certification": ("certification", f"{profile}/certifications", {"code": "FSC"}),
        "delete_demand": (
            "draft",
            "/v1/demands",
            demand_body(buyer_id=ids["buyer"], status="draft"),
        ),
        "delete_demand_list": (
            "list",
            "/v1/demand-lists",
            {"buyer_id": ids["buyer"], "name": f"Danh sách {ids['list']}"},
        ),
    }
    if case.operation not in parts:
        return ids
    name, path, body = parts[case.operation]
    return {**ids, name: centre.made(path, body)["id"]}


def test_no_route_is_missing_from_the_table(server: Server) -> None:
    known = {
        operation["operationId"]
        for item in server.app.openapi()["paths"].values()
        for operation in item.values()
    }
    reference = {name for name in known if name.startswith(("list_", "resolve_"))}
    public = {
        operation["operationId"]
        for item in server.app.openapi()["paths"].values()
        for operation in item.values()
        if not operation.get("security")
    }
    tested = {case.operation for case in CASES}
    assert known - tested - UPLOADS == (public & reference) - tested


def test_public_routes_are_only_reference_data_health_and_metrics(server: Server) -> None:
    public = {
        path
        for path, item in server.app.openapi()["paths"].items()
        for operation in item.values()
        if not operation.get("security")
    }
    assert all(
        path.startswith(("/v1/reference/", "/v1/reconciliation/categories"))
        or path in {"/healthz", "/readyz", "/metrics"}
        for path in public
    )
