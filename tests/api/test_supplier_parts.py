"""Sites, capabilities and certificates: places of both vintages, void editions, verification."""

from tests.api.conftest import Market
from tests.factories.client import Client, Json, codes_of
from tests.factories.organizations import make_supplier_organization
from tests.factories.suppliers import make_supplier

SUPPLIERS = "/v1/suppliers"


def _path(profile: Json, part: str = "", index: int = 0) -> str:
    path = f"{SUPPLIERS}/{profile['id']}"
    return f"{path}/{part}/{profile[part][index]['id']}" if part else path


def _without(part: Json, *names: str) -> Json:
    return {name: value for name, value in part.items() if name not in names}


def test_a_legacy_province_brings_its_current_one(centre: Client) -> None:
    profile = make_supplier(centre, sites=[{"legacy_province": "74"}])
    assert profile["sites"][0]["province"] == "79"
    path = _path(profile, "sites")

    moved = centre.patch(path, {"legacy_province": "01"}).json()
    assert (moved["legacy_province"], moved["province"]) == ("01", "01")
    less = centre.patch(path, {"legacy_province": None}).json()
    assert (less["legacy_province"], less["province"]) == (None, "01")
    current = centre.patch(path, {"province": "79"}).json()
    assert (current["legacy_province"], current["province"]) == (None, "79")
    nowhere = centre.patch(path, {"province": None}).json()
    assert (nowhere["legacy_province"], nowhere["province"]) == (None, None)


def test_a_place_that_cannot_be_is_refused(centre: Client) -> None:
    company = make_supplier_organization(centre)["id"]
    refused: list[tuple[Json, str, str]] = [
        ({"province": "01", "legacy_province": "74"}, "provinces_disagree", "/sites/0"),
        ({"latitude": 10.5}, "half_coordinates", "/sites/0"),
        ({"province": "99"}, "unknown_reference", "/sites/0/province"),
        ({"legacy_province": "03"}, "unknown_reference", "/sites/0/legacy_province"),
        ({"province": "7"}, "string_pattern_mismatch", "/sites/0/province"),
        ({"latitude": 91, "longitude": 0}, "less_than_equal", "/sites/0/latitude"),
    ]
    for place, code, pointer in refused:
        answer = centre.post(SUPPLIERS, json={"organization_id": company, "sites": [place]})
        assert answer.status_code == 422, place
        fault = answer.json()["errors"][0]
        assert (fault["code"], fault["pointer"]) == (code, pointer), place
    assert centre.get(SUPPLIERS).json()["items"] == []


def test_a_change_of_a_place_must_agree_with_what_stays(centre: Client) -> None:
    profile = make_supplier(centre, sites=[{"legacy_province": "74"}])
    refused = centre.patch(_path(profile, "sites"), {"province": "01"})
    assert (refused.status_code, codes_of(refused)) == (422, ["provinces_disagree"])
    refused = centre.patch(_path(profile, "sites"), {"latitude": 10.5})
    assert (refused.status_code, codes_of(refused)) == (422, ["half_coordinates"])
    assert centre.get(_path(profile)).json()["sites"] == profile["sites"]


def test_a_void_edition_is_kept_with_the_day_it_became_void(centre: Client) -> None:
    other = make_supplier(centre)
    for written, *stored in (
        ("ISO 9001:2015", "ISO-9001", None),
        ("ISO 9001:2008", "ISO-9001", "2018-09-15"),
        ("ISO/TS 16949", "IATF-16949", "2018-09-14"),
        ("IATF 16949", "IATF-16949", None),
    ):
        given = make_supplier(centre, certifications=[{"code": written}])["certifications"][0]
        added = centre.made(f"{_path(other)}/certifications", {"code": written})
        changed = centre.patch(_path(other, "certifications"), {"code": written}).json()
        for held in (given, added, changed):
            assert held["as_written"] == written
            assert [held["code"], held["void_since"]] == stored, written


def test_a_renewed_certificate_is_not_void_any_more(centre: Client) -> None:
    profile = make_supplier(centre, certifications=[{"code": "ISO 9001:2008"}])
    path = _path(profile, "certifications")
    renewed = centre.patch(path, {"as_written": "ISO 9001:2015", "expires_on": "2030-01-01"})
    assert renewed.json()["void_since"] is None
    back = centre.patch(path, {"as_written": "ISO 9001:2000"}).json()
    assert back["void_since"] is not None


def test_a_certificate_that_cannot_be_is_refused(centre: Client) -> None:
    profile = make_supplier(centre)
    backwards = {"code": "FSC", "issued_on": "2026-01-02", "expires_on": "2026-01-01"}
    no_day = {"code": "FSC", "expires_on": "2026-02-30"}
    refused: list[tuple[Json, str, str | None]] = [
        ({"code": "ISO nine thousand"}, "unknown_reference", "/code"),
        (backwards, "expires_before_issue", None),
        (no_day, "date_from_datetime_parsing", "/expires_on"),
        ({"code": "FSC", "expires_on": "9999-01-01"}, "less_than_equal", "/expires_on"),
        ({"code": "FSC", "verified_by": "Trung tâm"}, "incomplete", "/verified_by"),
        ({"expires_on": "2030-01-01"}, "missing", "/code"),
    ]
    for given, code, pointer in refused:
        answer = centre.post(f"{_path(profile)}/certifications", json=given)
        assert answer.status_code == 422, given
        fault = answer.json()["errors"][0]
        assert (fault["code"], fault.get("pointer")) == (code, pointer), given
    assert centre.get(_path(profile)).json()["certifications"] == profile["certifications"]


def test_only_the_centre_verifies_and_a_change_of_content_takes_it_off(market: Market) -> None:
    path = _path(market.profile, "certifications")
    verified = {"verified_by": "Trung tâm CNHT", "verified_on": "2026-11-01"}
    for own in (verified, {"verified_by": None}):
        refused = market.supplier.patch(path, own)
        assert (refused.status_code, set(codes_of(refused))) == (422, {"centre_only"})
    created = {"code": "ISO-14001", **verified}
    refused = market.supplier.post(f"{_path(market.profile)}/certifications", json=created)
    assert (refused.status_code, set(codes_of(refused))) == (422, {"centre_only"})

    def stored() -> tuple[str | None, str | None]:
        held = market.centre.get(_path(market.profile)).json()["certifications"][0]
        return held["verified_by"], held["verified_on"]

    for field, value in (
        ("expires_on", "2030-05-01"),
        ("number", "VN-9"),
        ("issuer", "Khác"),
        ("code", "ISO 9001:2015"),
    ):
        assert market.centre.patch(path, verified).status_code == 200
        assert stored() == ("Trung tâm CNHT", "2026-11-01")
        assert market.supplier.patch(path, {field: value}).status_code == 200
        assert stored() == (None, None), field
    both = {"expires_on": "2031-05-01", **verified}
    assert market.centre.patch(path, both).json()["verified_by"] == "Trung tâm CNHT"


def test_parts_come_and_go_on_paths_of_their_own(market: Market) -> None:
    own = market.supplier
    path = _path(market.profile)
    for part, body in (
        ("sites", {"province": "01"}),
        ("capabilities", {"text": "Đánh bóng khuôn"}),
        ("certifications", {"code": "ISO 14001"}),
    ):
        version = own.get(path).headers["ETag"]
        added = own.post(f"{path}/{part}", json=body)
        assert added.status_code == 201
        assert added.headers["ETag"] != version
        assert own.get(path).headers["ETag"] == added.headers["ETag"]
        assert own.get(path).json()[part] == [*market.profile[part], added.json()]

        elsewhere = f"{_path(market.other_profile)}/{part}/{added.json()['id']}"
        missing = market.centre.patch(elsewhere, {})
        assert (missing.status_code, missing.json()["code"]) == (404, "part_not_found")
        assert market.centre.delete(elsewhere).status_code == 404

        assert own.delete(f"{path}/{part}/{added.json()['id']}").status_code == 204
        assert own.get(path).json()[part] == market.profile[part]
