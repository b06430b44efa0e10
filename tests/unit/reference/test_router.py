import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.reference import load_reference
from app.reference.router import router

LISTS = ["categories", "category-relations", "certifications", "provinces", "linkages"]
RESOLVERS = ["categories", "certifications", "provinces", "linkages"]

APP = FastAPI()
APP.include_router(router, prefix="/v1")


def fetch(path: str, **params: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=APP)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path, params=params)

    return asyncio.run(ask())


def get(path: str, **params: str) -> Any:
    answer = fetch(f"/v1/reference/{path}", **params)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_public_versioned_and_kept_by_caches(path: str) -> None:
    answer = fetch(f"/v1/reference/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.json()["version"] == load_reference().version


def test_the_taxonomy_is_a_tree_of_18_groups_and_148_leaves() -> None:
    groups = get("categories")["groups"]

    def count(nodes: list[dict[str, Any]]) -> int:
        return sum(1 + count(node["children"]) for node in nodes)

    assert len(groups) == 18
    assert count(groups) == 18 + 148
    injection = groups[0]["children"][0]
    assert injection["code"] == "PLA-INJ"
    assert injection["children"][0]["code"] == "PLA-INJ2"
    assert "ép nhựa" in injection["synonyms"]["vi"]
    assert injection["vsic2018"] == [{"code": "22209", "name": "Sản xuất sản phẩm khác từ plastic"}]
    assert injection["hs2022"][0]["code"] == "3926"


def test_the_table_of_relatedness_is_visible() -> None:
    table = get("category-relations")
    assert [row["kind"] for row in table["general"]][:2] == ["exact", "child"]
    assert ("PLA-INJ", "TOO-PLM") in {(row["asked"], row["offered"]) for row in table["pairs"]}


def test_certifications_say_what_they_satisfy_and_what_satisfies_them() -> None:
    items = {item["code"]: item for item in get("certifications")["items"]}
    assert len(items) == 74
    satisfied_by = {row["code"]: row["answer"] for row in items["ISO-9001"]["satisfied_by"]}
    assert satisfied_by["IATF-16949"] == "yes"
    assert satisfied_by["ISO-13485"] == "no"
    assert {row["code"] for row in items["IATF-16949"]["satisfies"]} == {"ISO-9001"}
    assert items["OHSAS-18001"]["withdrawn_since"] == "2021-09-30"


def test_provinces_hold_the_old_units() -> None:
    items = {item["code"]: item for item in get("provinces")["items"]}
    assert len(items) == 34
    assert [unit["code"] for unit in items["79"]["legacy"]] == ["74", "77", "79"]
    assert items["79"]["place_key"] == "current:79"
    assert items["79"]["legacy"][0]["label_en"] == "old Bình Dương (today Ho Chi Minh City)"


def test_linkages_come_with_documents_and_doubts() -> None:
    items = {item["id"]: item for item in get("linkages")["items"]}
    assert len(items) == 16
    assert items["L01"]["document_date"] == "2019-07-05"
    assert items["L01"]["doubts"]


@pytest.mark.parametrize(
    ("kind", "q", "key"),
    [
        ("categories", "ép nhựa", "PLA-INJ"),
        ("certifications", "ISO 9001-2015", "ISO-9001"),
        ("provinces", "Bình Dương", "legacy:74"),
        ("linkages", "TP.HCM - Long An", "L01"),
    ],
)
def test_a_text_is_resolved(kind: str, q: str, key: str) -> None:
    answer = get(f"{kind}/resolve", q=q)
    assert (answer["text"], answer["status"], answer["key"]) == (q, "resolved", key)
    assert [candidate["key"] for candidate in answer["candidates"]] == [key]


def test_an_ambiguous_text_has_candidates_and_no_key() -> None:
    answer = get("categories/resolve", q="tu dien")
    assert (answer["status"], answer["key"]) == ("ambiguous", None)
    assert [candidate["key"] for candidate in answer["candidates"]] == ["ELC-CTL", "ELC-PAS"]


def test_a_void_edition_is_told() -> None:
    answer = get("certifications/resolve", q="ISO/TS 16949")
    assert answer["candidates"][0]["void_since"] == "2018-09-14"


@pytest.mark.parametrize("kind", RESOLVERS)
@pytest.mark.parametrize("params", [{}, {"q": ""}, {"q": "x" * 201}])
def test_a_missing_empty_or_long_text_is_refused(kind: str, params: dict[str, str]) -> None:
    assert fetch(f"/v1/reference/{kind}/resolve", **params).status_code == 422


def test_operations_are_named_and_have_examples() -> None:
    document = fetch("/openapi.json").json()
    operations = {path["get"]["operationId"] for path in document["paths"].values()}
    assert operations == {
        "list_categories", "list_category_relations", "list_certifications", "list_provinces",
        "list_linkages", "resolve_category", "resolve_certification", "resolve_province",
        "resolve_linkage",
    }  # fmt: skip
    for path in document["paths"].values():
        schema = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert "example" in document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
