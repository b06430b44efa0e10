"""Why: evidence in words, everything that is missing, and what stands in the way of a match."""

from tests.api.conftest import Market
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer
from tests.factories.rankings import judged, keys_of, of_demand, of_supplier, only_item
from tests.factories.suppliers import make_supplier


def test_the_evidence_says_in_words_what_was_found(market: Market) -> None:
    path = f"/v1/suppliers/{market.profile['id']}"
    held = {"code": "IATF 16949", "expires_on": "2197-03-01"}
    market.supplier.delete(f"{path}/certifications/{market.profile['certifications'][0]['id']}")
    market.supplier.made(f"{path}/certifications", held)
    item = market.buyer.get(
        f"/v1/demands/{market.demand['id']}/matches/{market.profile['id']}"
    ).json()
    said = {
        evidence["code"]: evidence["text"]
        for criterion in item["criteria"]
        for evidence in criterion["evidence"]
    }
    assert said["category.exact"] == "makes Plastic injection moulding: exactly what was asked for"
    assert said["certification.satisfied_by"] == (
        "IATF 16949 held until 2197-03-01 satisfies ISO 9001"
    )
    assert said["location.distance"] == "site in old Bình Dương (today Ho Chi Minh City), 18 km"
    assert "2869/QĐ-UBND" in said["location.linkage"]


def test_what_is_missing_is_complete_whatever_is_asked_for(centre: Client) -> None:
    buyer = make_buyer(centre)["id"]
    supplier = make_supplier(
        centre,
        sites=[{"legacy_province": "01"}],
        capabilities=[{"category": "PLA-INJ", "text": "Ép nhựa"}],
        certifications=[{"code": "ISO-14001", "expires_on": "2020-01-01"}],
    )
    demand = make_demand(
        centre,
        buyer,
        required_certifications=["ISO-9001", "ISO-14001"],
        allowed_places=["current:79"],
        max_distance_km=100,
        quantity=1000,
        unit="pcs",
        period="month",
    )
    expected = {
        ("certification:ISO-9001", "unmet"),
        ("certification:ISO-14001", "unmet"),
        ("location.allowed_places", "unmet"),
        ("location.max_distance", "unmet"),
        ("capacity", "unknown"),
    }
    pair = centre.get(f"/v1/demands/{demand['id']}/matches/{supplier['id']}").json()
    assert keys_of(pair["missing"]) == expected
    for include in ("ineligible", "to_confirm,ineligible"):
        for item in (
            only_item(of_demand(centre, demand, include=include)),
            only_item(of_supplier(centre, supplier, include=include)),
        ):
            assert item["missing"] == pair["missing"]
    assert all(item["text"] for item in pair["missing"])


def test_unknown_is_a_question_and_not_a_no(centre: Client) -> None:
    buyer = make_buyer(centre)["id"]
    demand = make_demand(centre, buyer, max_distance_km=500)
    silent = make_supplier(centre, sites=[], capabilities=[], certifications=None)
    item = only_item(of_demand(centre, demand))
    assert item["eligibility"] == "to_confirm"
    assert keys_of(item["missing"]) == {
        ("category", "unknown"),
        ("certification:ISO-9001", "unknown"),
        ("location.max_distance", "unknown"),
    }
    assert 0 < item["score"] < 1
    centre.patch(f"/v1/suppliers/{silent['id']}", {"certifications_complete": True})
    item = only_item(of_demand(centre, demand))
    assert item["eligibility"] == "ineligible"
    assert ("certification:ISO-9001", "unmet") in keys_of(item["missing"])


def test_where_nothing_matches_the_answer_says_why_with_counts(centre: Client) -> None:
    buyer = make_buyer(centre)["id"]
    demand = make_demand(centre, buyer, required_certifications=["ISO-13485"], max_distance_km=30)

    def why(language: str = "en") -> tuple[Json, Json]:
        path = f"/v1/demands/{demand['id']}/matches"
        ranked = centre.get(path, headers={"Accept-Language": language}).json()
        assert ranked["items"] == []
        return ranked["total"], ranked["nothing_matches"]

    total, nothing = why()
    assert total == {"eligible": 0, "to_confirm": 0, "ineligible": 0}
    assert nothing["text"] == "there are no suppliers to compare"
    assert (nothing["total"], nothing["obstacles"]) == (0, [])

    for _ in range(2):
        make_supplier(centre, capabilities=[{"category": "MAC-CNC", "text": "CNC"}])
    make_supplier(centre)
    make_supplier(centre, sites=[{"legacy_province": "01"}])
    total, nothing = why()
    assert total == {"eligible": 0, "to_confirm": 0, "ineligible": 4}
    assert nothing["total"] == 4
    assert nothing["text"] == ("suppliers that make this or may make it: 2 of 4; none fits")
    counted = [(o["key"], o["within"], o["failing"], o["only"]) for o in nothing["obstacles"]]
    assert counted == [
        ("category", 4, 2, 0),
        ("certification:ISO-13485", 2, 2, 1),
        ("location.max_distance", 2, 1, 0),
    ]
    english = [obstacle["text"] for obstacle in nothing["obstacles"]]
    assert english[0] == "not in Plastic injection moulding: 2 of 4 suppliers"
    assert english[1].startswith("without ISO 13485: all 2 suppliers")

    _, nothing = why("vi")
    assert nothing["text"].startswith("2 trong 4 nhà cung cấp làm hoặc có thể làm mặt hàng này")
    vietnamese = [obstacle["text"] for obstacle in nothing["obstacles"]]
    assert vietnamese[0] == "2 trong 4 nhà cung cấp không thuộc ngành Ép phun nhựa"
    assert "không có ISO 13485" in vietnamese[1]
    assert "xa hơn 30 km" in vietnamese[2]


def test_a_supplier_without_matches_is_told_why_with_counts(market: Market) -> None:
    path = f"/v1/suppliers/{market.profile['id']}"
    held = market.profile["certifications"][0]["id"]
    assert market.supplier.delete(f"{path}/certifications/{held}").status_code == 204
    make_demand(market.buyer, categories=["MAC-CNC"])
    ranked = of_supplier(market.supplier, market.profile, limit=5)
    assert ranked["items"] == []
    counted = [
        (o["key"], o["within"], o["failing"], o["only"])
        for o in ranked["nothing_matches"]["obstacles"]
    ]
    assert counted == [("category", 3, 1, 0), ("certification:ISO-9001", 2, 2, 2)]
    assert (
        "ISO 9001 required and not held: all 2 demands"
        in (ranked["nothing_matches"]["obstacles"][1]["text"])
    )


def test_a_supplier_sees_why_it_does_not_fit_and_not_who_asks(market: Market) -> None:
    demand = make_demand(
        market.buyer, buyer_hidden=True, required_certifications=["ISO-13485"], notes="Kín"
    )
    answer = market.supplier.get(f"/v1/demands/{demand['id']}/matches/{market.profile['id']}")
    pair = answer.json()
    assert pair["eligibility"] == "ineligible"
    assert keys_of(pair["missing"]) == {("certification:ISO-13485", "unmet")}
    assert market.buyer_organization["name"] not in answer.text
    assert market.buyer_organization["id"] not in answer.text
    ranked = of_supplier(market.supplier, market.profile)
    item = next(i for i in ranked["items"] if i["demand"]["id"] == demand["id"])
    assert item["demand"]["buyer"] is None
    assert judged(item) == judged(pair)


def test_the_words_are_in_the_asked_language_and_the_facts_are_the_same(market: Market) -> None:
    path = f"/v1/demands/{market.demand['id']}/matches/{market.profile['id']}"
    english, vietnamese = (
        market.buyer.get(path, headers={"Accept-Language": tag}).json() for tag in ("en", "vi")
    )

    def take_words(pair: Json) -> list[str]:
        evidence = [e for criterion in pair["criteria"] for e in criterion["evidence"]]
        return [pair["supplier"].pop("place"), *(item.pop("text") for item in evidence)]

    en, vi = take_words(english), take_words(vietnamese)
    assert all(a != b for a, b in zip(en, vi, strict=True))
    assert vi[0] == "Bình Dương cũ (nay là TP. Hồ Chí Minh)"
    assert english == vietnamese


def test_the_scoring_profile_documents_every_criterion(market: Market) -> None:
    english, vietnamese = (
        market.buyer.get("/v1/scoring-profile", headers={"Accept-Language": tag}).json()
        for tag in ("en", "vi")
    )
    item = of_demand(market.buyer, market.demand)["items"][0]
    names = [criterion["criterion"] for criterion in item["criteria"]]
    assert [criterion["criterion"] for criterion in english["criteria"]] == names
    assert round(sum(criterion["weight"] for criterion in english["criteria"]), 6) == 1
    for told, said in zip(english["criteria"], vietnamese["criteria"], strict=True):
        assert len(told["documentation"]) > 200
        assert told["documentation"] != said["documentation"]
        for parameter in told["parameters"]:
            assert parameter["minimum"] <= parameter["value"] <= parameter["maximum"]
            assert parameter["name"].startswith(told["criterion"])
