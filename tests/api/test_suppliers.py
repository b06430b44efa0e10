"""Supplier profiles: what they hold, who sees them, their life and their record."""

from functools import partial

from tests.api.conftest import Market
from tests.factories.audit import changes_of, records_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.races import race
from tests.factories.suppliers import make_supplier

SUPPLIERS = "/v1/suppliers"


def _path(profile: Json, part: str = "", index: int = 0) -> str:
    path = f"{SUPPLIERS}/{profile['id']}"
    return f"{path}/{part}/{profile[part][index]['id']}" if part else path


def _without(part: Json, *names: str) -> Json:
    return {name: value for name, value in part.items() if name not in names}


def test_a_profile_is_read_as_it_was_written(centre: Client) -> None:
    company = make_supplier_organization(centre, name_en="Example", address="1 Đường A")
    fields: Json = {
        "external_id": "NCC-1",
        "is_active": True,
        "description": "Nhà máy ép nhựa",
        "employees": 120,
        "founded_year": 2009,
        "languages": ["vi", "en"],
        "export_markets": ["JP"],
        "fdi_customers": ["Ví Dụ KK"],
        "badges": ["Chương trình 2025"],
        "certifications_complete": False,
        "data_origin": "synthetic",
    }
    site: Json = {
        "name": "Xưởng 1",
        "address": "Lô A1",
        "province": "79",
        "legacy_province": "74",
        "industrial_park": "VSIP I",
        "latitude": 10.9,
        "longitude": 106.7,
    }
    capability: Json = {
        "category": "PLA-INJ",
        "text": "Ép phun ABS",
        "materials": ["ABS", "PC"],
        "processes": ["ép phun"],
        "machines": ["350 t"],
        "tolerance": "±0.05 mm",
        "monthly_capacity": {"value": 1200.5, "unit": "kg"},
        "moq": {"value": 1000, "unit": "pcs"},
        "lead_time_days": 30,
    }
    certificate: Json = {
        "code": "ISO-9001",
        "as_written": "ISO 9001:2015",
        "number": "VN-1",
        "issuer": "Ví Dụ Cert",
        "issued_on": "2024-03-02",
        "expires_on": "2027-03-01",
        "verified_by": "Trung tâm",
        "verified_on": "2026-01-02",
    }
    parts = {"sites": [site], "capabilities": [capability], "certifications": [certificate]}
    made = centre.made(SUPPLIERS, {"organization_id": company["id"], **fields, **parts})

    assert {name: made[name] for name in fields} == fields
    assert site.items() <= made["sites"][0].items()
    assert capability.items() <= made["capabilities"][0].items()
    assert certificate.items() <= made["certifications"][0].items()
    shown = ("id", "name", "name_en", "tax_code", "country", "website", "address")
    assert made["organization"] == {name: company[name] for name in shown}
    assert centre.get(_path(made)).json() == made


def test_a_company_has_one_profile_also_when_two_make_it_at_once(centre: Client) -> None:
    body = {"organization_id": make_supplier_organization(centre)["id"]}
    answers = race(*[partial(centre.post, SUPPLIERS, json=body)] * 4)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    again = centre.post(SUPPLIERS, json=body)
    assert (again.status_code, again.json()["code"]) == (409, "profile_exists")


def test_a_profile_belongs_to_a_registered_supplier(centre: Client) -> None:
    for organization in (make_buyer(centre)["id"], "org_none"):
        refused = centre.post(SUPPLIERS, json={"organization_id": organization})
        assert (refused.status_code, codes_of(refused)) == (422, ["unknown_reference"])
        assert refused.json()["errors"][0]["pointer"] == "/organization_id"


def test_numbers_of_suppliers_are_unique(centre: Client) -> None:
    make_supplier(centre, external_id="NCC-1")
    body = {"organization_id": make_supplier_organization(centre)["id"], "external_id": "NCC-1"}
    refused = centre.post(SUPPLIERS, json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "external_id_taken")
    other = make_supplier(centre, external_id="NCC-2")
    assert centre.patch(_path(other), {"external_id": "NCC-1"}).status_code == 409
    assert centre.patch(_path(other), {"external_id": "NCC-2"}).status_code == 200
    assert centre.patch(_path(other), {"external_id": None}).json()["external_id"] is None


def test_whether_the_certificates_are_complete_follows_from_what_is_given(centre: Client) -> None:
    given = make_supplier(centre)
    none_held = make_supplier(centre, certifications=[])
    not_known = make_supplier(centre, certifications=None)
    assert [item["certifications_complete"] for item in (given, none_held, not_known)] == [
        True,
        True,
        False,
    ]
    assert centre.patch(_path(given), {"certifications_complete": False}).json() != given
    reset = centre.patch(_path(given), {"certifications_complete": None}).json()
    assert reset["certifications_complete"] is True


def test_a_change_leaves_out_what_it_leaves_out_and_null_empties(centre: Client) -> None:
    profile = make_supplier(
        centre, external_id="NCC-1", employees=10, founded_year=2000, badges=["A"]
    )
    changed = centre.patch(_path(profile), {"employees": None, "badges": ["B"]}).json()
    assert _without(changed, "updated_at") == _without(
        {**profile, "employees": None, "badges": ["B"]}, "updated_at"
    )
    for field in ("is_active", "languages", "description"):
        refused = centre.patch(_path(profile), {field: None})
        assert refused.status_code == 422, field
        assert refused.json()["errors"][0]["pointer"] == f"/{field}"

    capability = centre.patch(
        _path(profile, "capabilities"),
        {"monthly_capacity": None, "moq": {"value": 5, "unit": "kg"}},
    ).json()
    before = profile["capabilities"][0]
    assert capability == {**before, "monthly_capacity": None, "moq": {"value": 5, "unit": "kg"}}
    emptied = centre.patch(_path(profile, "capabilities"), {"category": None, "text": ""})
    assert (emptied.status_code, codes_of(emptied)) == (422, ["empty_capability"])
    site = centre.patch(_path(profile, "sites"), {"industrial_park": None}).json()
    assert site == {**profile["sites"][0], "industrial_park": None}


def test_a_profile_goes_with_its_parts_and_its_company_stays(centre: Client) -> None:
    profile = make_supplier(centre)
    organization = profile["organization"]["id"]
    stale = centre.delete(_path(profile), '"99"')
    assert stale.status_code == 412
    assert centre.delete(_path(profile)).status_code == 204
    assert centre.get(_path(profile)).status_code == 404
    assert centre.patch(_path(profile, "sites"), {}).status_code == 404
    assert centre.get(f"/v1/organizations/{organization}").status_code == 200
    assert make_supplier(centre, {"id": organization})["id"] != profile["id"]


def test_every_change_of_a_profile_and_its_parts_is_recorded(market: Market) -> None:
    centre, own = market.centre, market.supplier
    profile, path = market.profile, _path(market.profile)
    changed = own.patch(path, {"employees": 7}).json()
    created, updated = records_of(centre, profile["id"])
    assert (created["entity"], created["action"]) == ("supplier", "created")
    assert created["after"]["capabilities"][0]["text"] == profile["capabilities"][0]["text"]
    assert (updated["before"]["employees"], updated["after"]["employees"]) == (None, 7)
    assert updated["after"] == {**changed, "notes": ""}
    assert updated["actor"] == own.get("/v1/me").json()["key_id"]
    assert updated["actor_organization_id"] == market.supplier_organization["id"]

    for part, name, change in (
        ("sites", "site", {"name": "Xưởng 2"}),
        ("capabilities", "capability", {"lead_time_days": 9}),
        ("certifications", "certification", {"number": "VN-3"}),
    ):
        before = profile[part][0]
        after = own.patch(_path(profile, part), change).json()
        own.delete(_path(profile, part))
        history = records_of(centre, before["id"])
        assert [(r["entity"], r["action"]) for r in history] == [
            (name, "updated"),
            (name, "deleted"),
        ]
        assert (history[0]["before"], history[0]["after"]) == (before, after)
        assert (history[1]["before"], history[1]["after"]) == (after, None)
    centre.delete(path)
    assert changes_of(centre, profile["id"])[-1] == ("supplier", "deleted")


def test_an_inactive_supplier_is_seen_by_itself_but_not_by_buyers(market: Market) -> None:
    path = _path(market.profile)
    assert market.buyer.get(path).status_code == 200
    assert market.supplier.patch(path, {"is_active": False}).status_code == 200
    assert market.supplier.get(path).json()["is_active"] is False
    assert market.buyer.get(path).status_code == 404
    assert market.supplier.patch(path, {"is_active": True}).status_code == 200
    assert market.buyer.get(path).status_code == 200


def test_what_a_buyer_reads_names_its_places_trades_and_certificates(market: Market) -> None:
    organization = f"/v1/organizations/{market.supplier_organization['id']}"
    market.centre.patch(organization, {"name": "Nhựa Ví Dụ 2000", "name_en": "Example 2000"})
    shown = market.buyer.get(_path(market.profile)).json()
    profile = market.profile
    assert (shown["name"], shown["name_en"]) == ("Nhựa Ví Dụ 2000", "Example 2000")
    assert shown["capabilities"] == profile["capabilities"]
    assert shown["certifications"] == profile["certifications"]
    site = profile["sites"][0]
    public = ("id", "province", "legacy_province", "industrial_park")
    assert shown["sites"] == [{name: site[name] for name in public}]
    assert not {"organization", "external_id", "is_active"} & shown.keys()


def test_a_supplier_that_also_buys_sees_other_suppliers_as_a_buyer_does(centre: Client) -> None:
    company = make_supplier_organization(centre, is_buyer=True)
    make_supplier(centre, company)
    other = make_supplier(centre)
    as_buyer = make_key(centre, "buyer", company["id"])
    assert "organization" not in as_buyer.get(_path(other)).json()
    as_supplier = make_key(centre, "supplier", company["id"])
    assert as_supplier.get(_path(other)).status_code == 404
