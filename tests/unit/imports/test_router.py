"""Imports over HTTP."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.accounts.schemas import ApiKeyCreate
from app.accounts.service import AccountService
from app.core.database import Database
from app.core.principal import COMMAND_LINE, Role
from app.core.settings import Settings
from app.main import create_app
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService
from tests.factories.organizations import new_tax_code
from tests.unit.spreadsheets.spreadsheets import text_file, workbook

LIMIT = 50_000
DEMANDS = "/v1/demand-lists/import"
SUPPLIERS = "/v1/suppliers/import"
ROWS = (("name", "quantity", "unit"), ("Vít", 5, "pcs"))


@pytest.fixture
def app(database_url: str, database: Database) -> Iterator[FastAPI]:
    app = create_app(
        Settings(
            database_url=database_url,
            max_upload_bytes=LIMIT,
            rate_limit_per_minute=0,
            log_level="error",
        )
    )
    yield app
    app.state.database.dispose()
    del database


@pytest.fixture
def buyer_id(database: Database) -> str:
    with database.write() as session:
        data = OrganizationCreate(name="B", tax_code=new_tax_code(), is_buyer=True)
        return OrganizationService(session, COMMAND_LINE).create_organization(data).id


def token(database: Database, role: Role, organization_id: str | None = None) -> str:
    with database.write() as session:
        data = ApiKeyCreate(name=role, role=role, organization_id=organization_id)
        return AccountService(session, COMMAND_LINE).create_key(data).token


def post(app: FastAPI, path: str, key: str, **options: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"Authorization": f"Bearer {key}", **options.pop("headers", {})}
            return await client.post(path, headers=headers, **options)

    return asyncio.run(send())


def upload(content: bytes, name: str = "Lô 1.xlsx") -> dict[str, tuple[str, bytes, str]]:
    return {"file": (name, content, "application/octet-stream")}


def test_the_centre_imports_a_list_for_a_buyer(
    app: FastAPI, database: Database, buyer_id: str
) -> None:
    key = token(database, "centre")
    data = {"buyer_id": buyer_id, "status": "open"}
    response = post(app, DEMANDS, key, files=upload(workbook(ROWS)), data=data)
    assert response.status_code == 201, response.text
    body = response.json()
    assert response.headers["Location"] == f"/v1/demand-lists/{body['demand_list_id']}"
    assert (body["name"], body["status"], body["created"]) == ("Lô 1", "open", 1)


def test_a_buyer_imports_its_own_list_and_chooses_the_sheet(
    app: FastAPI, database: Database, buyer_id: str
) -> None:
    key = token(database, "buyer", buyer_id)
    content = workbook(ROWS, ROWS, names=["A", "B"])
    response = post(app, DEMANDS, key, files=upload(content), data={"sheet": "B", "name": "Mới"})
    assert response.status_code == 201, response.text
    assert response.json()["sheet"] == "B"
    assert response.json()["buyer_id"] == buyer_id
    assert post(app, SUPPLIERS, key, files=upload(content)).status_code == 403


def test_the_centre_imports_suppliers(app: FastAPI, database: Database) -> None:
    key = token(database, "centre")
    content = text_file([("Tên công ty", "MST"), ("Nhựa A", new_tax_code())])
    response = post(app, SUPPLIERS, key, files=upload(content, "ncc.csv"))
    assert response.status_code == 201, response.text
    assert response.json()["created"] == 1


def test_a_retried_import_gets_the_first_answer(
    app: FastAPI, database: Database, buyer_id: str
) -> None:
    key = token(database, "buyer", buyer_id)
    headers = {"Idempotency-Key": "import-0001"}
    content = workbook(ROWS)  # made once: a workbook carries the second in which it was made
    first, again = (
        post(app, DEMANDS, key, files=upload(content), headers=headers) for _ in range(2)
    )
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"


def test_faults_of_rows_are_problem_details(
    app: FastAPI, database: Database, buyer_id: str
) -> None:
    key = token(database, "buyer", buyer_id)
    content = text_file([*ROWS, ("Ốc", -5, "pcs")])
    response = post(
        app, DEMANDS, key, files=upload(content, "a.csv"), headers={"Accept-Language": "vi"}
    )
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["code"] == "invalid_file"
    assert body["errors"] == [
        {
            "code": "greater_than",
            "detail": "Phải lớn hơn 0.",
            "place": "file",
            "row": 3,
            "column": "quantity",
            "value": "-5",
        }
    ]


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"%PDF-1.7", "a.pdf", 415, "file_type_not_supported"),
        (b"name\nx\n", "a.xlsx", 415, "file_name_disagrees"),
        (b"name\n" + b"x" * LIMIT, "a.csv", 413, "file_too_large"),
        (b"", "a.csv", 422, "empty_file"),
        (b"name\n\xff\n", "a.csv", 422, "not_utf8"),
    ],
)
def test_bad_files_have_stable_codes(
    app: FastAPI,
    database: Database,
    buyer_id: str,
    content: bytes,
    name: str,
    status: int,
    code: str,
) -> None:
    key = token(database, "buyer", buyer_id)
    response = post(app, DEMANDS, key, files=upload(content, name))
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_unknown_fields_and_a_missing_file_are_refused(
    app: FastAPI, database: Database, buyer_id: str
) -> None:
    key = token(database, "buyer", buyer_id)
    for options in (
        {"files": upload(workbook(ROWS)), "data": {"colour": "red"}},
        {"files": {"name": (None, "x")}},
        {"json": {"name": "x"}},
    ):
        response = post(app, DEMANDS, key, **options)
        assert response.status_code == 422, response.text
        assert response.json()["errors"]


def test_limits_and_columns_are_documented(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for path, column in ((DEMANDS, "`drawing_ref`"), (SUPPLIERS, "`fdi_customers`")):
        operation = paths[path]["post"]
        assert column in operation["description"]
        assert "20,971,520 bytes" in operation["description"]
        assert {"201", "413", "415", "422"} <= set(operation["responses"])
        example = operation["responses"]["422"]["content"]["application/problem+json"]["example"]
        assert example["errors"][0]["row"]
        assert "multipart/form-data" in operation["requestBody"]["content"]
