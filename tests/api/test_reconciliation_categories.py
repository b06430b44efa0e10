"""Matching a spreadsheet's words against the categories: for everybody, without a key."""

from app.reference import load_reference
from tests.api.test_reconciliation import CATEGORIES, ask, extend, suggested
from tests.factories.client import Client


def test_codes_names_and_synonyms_of_five_languages_are_matched(anybody: Client) -> None:
    known = load_reference().categories
    texts = {
        "code": "PLA-INJ",
        "vi": "Ép phun nhựa",
        "folded": "ep phun nhua",
        "en": "plastic injection molding",
        "zh": known["PLA-INJ"].synonyms["zh"][0],
    }
    for key, found in ask(anybody, CATEGORIES, **texts).items():
        assert [(item["id"], item["match"], item["score"]) for item in found] == [
            ("PLA-INJ", True, 100)
        ], key
        assert {kind["id"] for kind in found[0]["type"]} == {"category", "process"}


def test_what_may_mean_several_things_or_only_speaks_of_one_is_left_to_a_person(
    anybody: Client,
) -> None:
    found = ask(
        anybody,
        CATEGORIES,
        several="tu dien",
        speaks="vỏ nhựa máy khoan cầm tay",
        alike="Ép phunn nhựaa",
        nothing="xyzzy",
        group={"query": "tu dien", "type": "group"},
    )
    for key in ("several", "speaks", "alike"):
        assert found[key], key
        assert not any(item["match"] for item in found[key]), key
        scores = [item["score"] for item in found[key]]
        assert scores == sorted(scores, reverse=True)
    assert len(found["several"]) > 1
    assert found["nothing"] == found["group"] == []


def test_the_category_above_and_public_codes_help(anybody: Client) -> None:
    known = load_reference().categories
    several = [item["id"] for item in ask(anybody, CATEGORIES, q0="tu dien")["q0"]]
    wanted = known[several[-1]]
    [found, wrong, by_code] = ask(
        anybody,
        CATEGORIES,
        q0={"query": "tu dien", "properties": [{"pid": "parent", "v": str(wanted.code)}]},
        q1={"query": "Ép phun nhựa", "properties": [{"pid": "parent", "v": "MET"}]},
        q2={"properties": [{"pid": "hs2022", "v": f"{wanted.hs2022[0]} any words"}], "limit": 50},
    ).values()
    assert (found[0]["id"], found[0]["match"]) == (wanted.code, True)
    assert {"id": "parent", "value": True} in found[0]["features"]
    assert wrong[0]["id"] == "PLA-INJ"
    assert not wrong[0]["match"]
    assert wrong[0]["score"] < 100
    assert wanted.code in [item["id"] for item in by_code]
    assert not any(item["match"] for item in by_code)


def test_categories_tell_their_names_codes_and_neighbours(anybody: Client) -> None:
    proposed = anybody.get(f"{CATEGORIES}/properties", params={"limit": 3}).json()
    assert len(proposed["properties"]) == proposed["limit"] == 3
    names = [item["id"] for item in anybody.get(f"{CATEGORIES}/properties").json()["properties"]]
    told = extend(anybody, CATEGORIES, ["PLA-INJ", "PLA", "NOT-ONE"], *names)
    parent = next(column for column in told["meta"] if column["id"] == "parent")
    assert parent["type"]["id"] == "category"
    rows = told["rows"]
    assert rows["PLA-INJ"]["parent"][0]["id"] == "PLA"
    assert rows["PLA"]["parent"] == []
    assert "PLA-INJ" in [cell["id"] for cell in rows["PLA"]["children"]]
    assert rows["PLA-INJ"]["name_vi"] == [{"str": "Ép phun nhựa"}]
    for code in ("names_zh", "names_ja", "names_ko", "synonyms_vi", "synonyms_en", "hs2022"):
        assert rows["PLA-INJ"][code], code
    assert not any(rows["NOT-ONE"].values())


def test_categories_are_suggested_and_previewed_in_the_asked_language(anybody: Client) -> None:
    entities = f"{CATEGORIES}/suggest/entities"
    assert suggested(anybody, entities, "pla-inj")[0] == "PLA-INJ"
    assert "PLA-INJ" in suggested(anybody, entities, "ép ph")
    assert "PLA-INJ" in suggested(anybody, entities, "injection")
    assert suggested(anybody, entities, "") == []
    assert suggested(anybody, f"{CATEGORIES}/suggest/types", "pro") == ["process", "product"]
    assert "hs2022" in suggested(anybody, f"{CATEGORIES}/suggest/properties", "hs")
    for language, words in (("vi", "Ngành hàng cấp trên"), ("en", "Parent")):
        page = anybody.get(f"{CATEGORIES}/preview/PLA-INJ", headers={"Accept-Language": language})
        assert words in page.text
        assert f'lang="{language}"' in page.text
    assert anybody.get(f"{CATEGORIES}/preview/nothing").status_code == 404
    assert anybody.get("/v1/reconciliation/any-key/categories").status_code == 200
