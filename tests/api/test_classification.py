"""What people write is read into categories, shown as read, and never overrules a person."""

from tests.api.conftest import Market
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.imports import confirm, import_file, preview, rows_of
from tests.factories.organizations import make_buyer
from tests.factories.suppliers import make_supplier

CLASSIFY = "/v1/reference/categories/classify"


def classify(client: Client, *texts: str) -> list[Json]:
    answer = client.post(CLASSIFY, json={"texts": list(texts)})
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    assert [item["text"] for item in items] == list(texts)
    return items


def first_code(item: Json) -> str:
    return str(item["suggestions"][0]["code"])


def test_texts_are_read_in_batches_with_the_words_that_led_there(centre: Client) -> None:
    part, mould, screw, vague = classify(
        centre, "Vỏ nhựa máy khoan ABS", "khuôn ép nhựa", "SCREW FOR MOTOR", "vật tư"
    )
    assert [first_code(part), first_code(mould), first_code(screw)] == [
        "PLA-INJ",
        "TOO-PLM",
        "MET-FAS",
    ]
    assert part["suggestions"][0]["words"]
    assert part["needs_review"] is False
    assert vague["needs_review"] is True


def test_a_demand_without_category_is_read_and_ranked_by_what_was_read(market: Market) -> None:
    centre, buyer_id = market.centre, market.buyer_organization["id"]
    demand = make_demand(centre, buyer_id, name="Lò xo nén", categories=[])
    assert first_code({"suggestions": demand["category_suggestions"]}) == "MET-SPR"
    assert demand["needs_review"] is False
    springs = make_supplier(centre, capabilities=[{"category": "MET-SPR", "text": "lò xo"}])
    ranking = centre.get(f"/v1/demands/{demand['id']}/matches").json()
    assert ranking["items"][0]["supplier"]["id"] == springs["id"]
    category = ranking["items"][0]["criteria"][0]
    assert "category.asked_read" in [fact["code"] for fact in category["evidence"]]
    assert all(gap["criterion"] != "category" for gap in ranking["items"][-1]["missing"])


def test_what_cannot_be_read_waits_for_a_person_whose_choice_stays(market: Market) -> None:
    centre, buyer_id = market.centre, market.buyer_organization["id"]
    demand = make_demand(centre, buyer_id, name="qwertz 17", categories=[])
    waiting = centre.get("/v1/demands", params={"needs_review": "true"}).json()["items"]
    assert [item["id"] for item in waiting] == [demand["id"]]
    path = f"/v1/demands/{demand['id']}"
    chosen = centre.patch(path, {"categories": ["MET-SPR"]}).json()
    assert (chosen["categories"], chosen["needs_review"]) == (["MET-SPR"], False)
    renamed = centre.patch(path, {"name": "Thùng carton 5 lớp"}).json()
    assert renamed["categories"] == ["MET-SPR"]
    assert first_code({"suggestions": renamed["category_suggestions"]}) == "PKG-CAR"


def test_the_choices_of_the_centre_teach_the_instance_and_those_of_others_do_not(
    market: Market,
) -> None:
    centre, buyer_id = market.centre, market.buyer_organization["id"]
    mine = make_demand(market.buyer, name="zorblax", categories=[])
    market.buyer.patch(f"/v1/demands/{mine['id']}", {"categories": ["MET-SPR"]})
    assert classify(centre, "zorblax")[0]["suggestions"] == []
    theirs = make_demand(centre, buyer_id, name="zorblax", categories=[])
    centre.patch(f"/v1/demands/{theirs['id']}", {"categories": ["MET-SPR"]})
    assert first_code(classify(centre, "zorblax")[0]) == "MET-SPR"
    [learned] = centre.get("/v1/synonyms").json()["items"]
    assert (learned["phrase"], learned["origin"]) == ("zorblax", "choice")
    assert centre.delete(f"/v1/synonyms/{learned['id']}").status_code == 204
    assert classify(centre, "zorblax")[0]["suggestions"] == []


def test_an_entered_synonym_is_known_to_later_readings_only(centre: Client) -> None:
    buyer = make_buyer(centre)["id"]
    before = make_demand(centre, buyer, name="blorpen 12 mm", categories=[])
    centre.made("/v1/synonyms", {"phrase": "blorpen", "category": "MET-FAS"})
    after = make_demand(centre, buyer, name="blorpen 12 mm", categories=[])
    assert before["category_suggestions"] == []
    assert first_code({"suggestions": after["category_suggestions"]}) == "MET-FAS"
    again = centre.post("/v1/synonyms", json={"phrase": "Blorpen", "category": "MET-FAS"})
    assert (again.status_code, again.json()["code"]) == (409, "synonym_exists")
    gone = centre.delete("/v1/synonyms/syn_unknown")
    assert (gone.status_code, gone.json()["code"]) == (404, "synonym_not_found")


def test_a_capability_without_category_is_read_and_is_a_question(market: Market) -> None:
    centre = market.centre
    profile = make_supplier(
        centre, capabilities=[{"text": "Sản xuất lò xo nén, lò xo kéo"}, {"text": "qwertz"}]
    )
    springs, nothing = profile["capabilities"]
    assert first_code({"suggestions": springs["category_suggestions"]}) == "MET-SPR"
    assert (springs["needs_review"], nothing["needs_review"]) == (False, True)
    demand = make_demand(
        centre, market.buyer_organization["id"], name="Lò xo", categories=["MET-SPR"]
    )
    pair = centre.get(f"/v1/demands/{demand['id']}/matches/{profile['id']}").json()
    assert pair["eligibility"] == "to_confirm"
    assert pair["criteria"][0]["evidence"][0]["code"] == "category.read"


def test_the_ad_hoc_query_reads_with_the_same_words_as_a_stored_demand(market: Market) -> None:
    centre = market.centre
    centre.made("/v1/synonyms", {"phrase": "blorpen", "category": "PLA-INJ"})
    fields: Json = {"name": "blorpen chống cháy"}
    stored = make_demand(centre, market.buyer_organization["id"], categories=[], **fields)
    by_id = centre.get(f"/v1/demands/{stored['id']}/matches").json()["items"]
    query = {
        **fields,
        "required_certifications": ["ISO-9001"],
        "delivery": {"legacy_province": "79"},
    }
    asked = centre.post("/v1/matches/query", json=query).json()["items"]
    assert [item["score"] for item in by_id] == [item["score"] for item in asked]


def test_an_import_reads_its_rows_and_leaves_the_doubtful_ones_to_a_person(
    market: Market,
) -> None:
    import_file(market.buyer, "name\nLò xo nén\nqwertz 17\n".encode())
    waiting = market.buyer.get("/v1/demands", params={"needs_review": "true"}).json()["items"]
    assert [demand["name"] for demand in waiting] == ["qwertz 17"]
    suppliers = "name;capabilities\nCông ty A;sản xuất lò xo nén\nCông ty B;qwertz\n"
    made = preview(market.centre, suppliers.encode(), kind="suppliers")
    assert confirm(market.centre, made).json()["written"]["create"] == 2
    for row, waits in zip(rows_of(market.centre, made), (False, True), strict=True):
        profile = market.centre.get(f"/v1/suppliers/{row['target_id']}").json()
        assert [item["needs_review"] for item in profile["capabilities"]] == [waits]
