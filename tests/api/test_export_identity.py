"""What was exported says the same when it is imported: here, and into an empty register."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.core.clock import today_in_vietnam
from app.core.database import Database
from app.demo.market import generate_market
from app.demo.service import DemoLoader
from app.models import Base
from tests.api.conftest import Server
from tests.factories import contents
from tests.factories.client import Client, Json
from tests.factories.imports import codes_of_row, confirm, correct, preview, rows_of
from tests.factories.organizations import make_buyer
from tests.factories.rows import count_rows

Form = Literal["csv", "xlsx"]
FORMS: tuple[Form, ...] = ("xlsx", "csv")

SUPPLIERS = 300
DEMANDS = 60
DEMO_DAY = date(2026, 11, 21)

NOT_REGISTER = frozenset(
    {
        "api_keys",
        "audit_records",
        "idempotency_records",
        "import_answers",
        "import_file_parts",
        "import_mappings",
        "import_rows",
        "imports",
    }
)
"""Tables that an import may write to although it changes nothing."""

LIKE_ANOTHER = {"alike_in_file", "may_be_registered", "several_of_name", "key_repeated"}
"""What may be asked of random companies when the ids that tell them apart are gone."""

_ODD = [
    "rỗng\u200bchiều",
    "👩\u200d🔧 thợ",
    "giữa\ufeffhai chữ",
    "'=1+1",
    "=SUM(A1)",
    "+84 8",
    "-5 °C",
    "@ai",
    "dòng 1\ndòng 2",
    "dòng 1\r\ndòng 2",
    'một "hai"',
    "a;b|c\\d",
    "\\",
    "''",
    "O'Neill's",
    "tab\tở giữa",
    "None",
    "#REF!",
    "1e5",
    "007",
    "2027-03-01",
    "TRUE",
]
_FIELDS = ("description", "notes", "specification", "name_en", "badges", "materials", "text")


@pytest.fixture
def demo(centre: Client, server: Server) -> Client:
    """Load a part of the demo market; speak as the centre."""
    made = generate_market(today=today_in_vietnam(), suppliers=SUPPLIERS, demands=DEMANDS)
    with server.database.write() as session:
        DemoLoader(session).load(made, lambda _: None)
    return centre


def _export(client: Client, path: str, form: Form) -> bytes:
    answer = client.get(
        f"{path}/export", params={"format": form}, headers={"Accept-Language": "vi"}
    )
    assert answer.status_code == 200, answer.text
    return answer.content


def _cells(content: bytes, form: Form) -> list[list[Any]]:
    if form == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline="")))
    rows: list[list[Any]] = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    return rows


def _without_key(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Leave out the column of Ketnoi's own ids, and the order, which is that of the ids."""
    header = list(rows[0])
    key = next(header.index(name) for name in ("ketnoi_id", "Mã Ketnoi") if name in header)
    return sorted([[*row[:key], *row[key + 1 :]] for row in rows[1:]], key=str)


def _register(database: Database) -> dict[str, int]:
    return {name: count for name, count in count_rows(database).items() if name not in NOT_REGISTER}


def _empty_register(database: Database) -> None:
    with database.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "api_keys":
                session.execute(table.delete())


def _assert_changes_nothing(
    client: Client, database: Database, path: str, form: Form, **fields: str
) -> bytes:
    """Import what is exported; return it."""
    exported = _export(client, path, form)
    rows = len(_cells(exported, form)) - 1
    before = _register(database)
    made = preview(client, exported, f"list.{form}", **fields)
    changed = [row["differences"] for row in rows_of(client, made, action="update")]
    assert changed == []
    assert made["actions"] == {"create": 0, "update": 0, "unchanged": rows}
    assert made["counts"]["ready"] == made["counts"]["read"] == rows
    if rows:
        assert confirm(client, made, "strict").json()["written"]["unchanged"] == rows
    assert _register(database) == before
    assert _cells(_export(client, path, form), form) == _cells(exported, form)
    return exported


def _say_that_all_are_new(client: Client, made: Json) -> None:
    for row in rows_of(client, made, state="needs_review"):
        assert set(codes_of_row(row)) <= LIKE_ANOTHER | {"unknown_id"}, row
        answer = {"new": True, "accept": codes_of_row(row)}
        assert correct(client, made, row["number"], decision=answer).json()["state"] == "ready"


def _lists(client: Client) -> Iterator[Json]:
    yield from client.get("/v1/demand-lists", params={"limit": "200"}).json()["items"]


@pytest.mark.parametrize("form", FORMS)
def test_the_suppliers_of_the_demo_market_come_back_as_they_went(
    form: Form, demo: Client, server: Server
) -> None:
    kind = {"kind": "suppliers"}
    exported = _assert_changes_nothing(demo, server.database, "/v1/suppliers", form, **kind)
    _empty_register(server.database)
    made = preview(demo, exported, f"list.{form}", **kind)
    assert made["actions"] == {"create": SUPPLIERS, "update": 0, "unchanged": 0}
    assert confirm(demo, made, "strict").json()["written"]["create"] == SUPPLIERS
    again = _export(demo, "/v1/suppliers", form)
    assert _without_key(_cells(again, form)) == _without_key(_cells(exported, form))


@pytest.mark.parametrize("form", FORMS)
def test_the_demands_of_the_demo_market_come_back_as_they_went(
    form: Form, demo: Client, server: Server
) -> None:
    exported = {}
    for found in list(_lists(demo)):
        path, where = f"/v1/demand-lists/{found['id']}", {"demand_list_id": found["id"]}
        where["buyer_id"] = found["buyer_id"]
        name = found["name"], found["buyer_id"]
        exported[name] = _assert_changes_nothing(demo, server.database, path, form, **where)
    assert sum(len(_cells(content, form)) - 1 for content in exported.values()) == DEMANDS
    _empty_register(server.database)
    buyer = make_buyer(demo)["id"]
    for number, (name, content) in enumerate(exported.items()):
        made = preview(
            demo, content, f"list.{form}", buyer_id=buyer, list_name=f"{name[0]} {number}"
        )
        written = confirm(demo, made, "strict").json()
        assert written["written"]["create"] == made["counts"]["read"]
        path = f"/v1/demand-lists/{written['demand_list_id']}"
        again = _cells(_export(demo, path, form), form)
        assert _without_key(again) == _without_key(_cells(content, form))


@st.composite
def _odd(draw: st.DrawFn, thing: st.SearchStrategy[Json]) -> Json:
    """Put odd texts into some fields of a thing."""
    made = draw(thing)
    for part in (made, made.get("profile", {}), *made.get("profile", {}).get("capabilities", ())):
        for name in _FIELDS:
            if name in part and draw(st.booleans()):
                text = draw(st.sampled_from(_ODD))
                part[name] = [text, *part[name]] if isinstance(part[name], list) else text
    return made


def _make_supplier(client: Client, drawn: Json) -> None:
    """Make a supplier as far as the service takes what was drawn."""
    made = client.post("/v1/organizations", json=drawn["organization"])
    if made.status_code != 201:
        return
    company = made.json()["id"]
    for contact in drawn["contacts"]:
        client.post(f"/v1/organizations/{company}/contacts", json=contact)
    client.post("/v1/suppliers", json={**drawn["profile"], "organization_id": company})


def _make_demand(client: Client, demand_list: Json, drawn: Json) -> None:
    where = {"buyer_id": demand_list["buyer_id"], "demand_list_id": demand_list["id"]}
    if drawn["needed_by"] is not None and drawn["needed_by"] < today_in_vietnam().isoformat():
        drawn["needed_by"] = None
    status = drawn["status"]
    begun = {**drawn, **where, "status": "draft" if status == "draft" else "open"}
    made = client.post("/v1/demands", json=begun)
    if made.status_code == 201 and status not in {"draft", "open"}:
        client.patch(f"/v1/demands/{made.json()['id']}", {"status": status})


def test_random_suppliers_come_back_as_they_went(centre: Client, server: Server) -> None:
    seen = 0

    @settings(max_examples=8, phases=[Phase.generate])
    @given(st.lists(_odd(contents.suppliers()), min_size=3, max_size=6), st.sampled_from(FORMS))
    def check(drawn: list[Json], form: Form) -> None:
        nonlocal seen
        _empty_register(server.database)
        for item in drawn:
            _make_supplier(centre, item)
        kind = {"kind": "suppliers"}
        exported = _assert_changes_nothing(centre, server.database, "/v1/suppliers", form, **kind)
        rows = _cells(exported, form)
        seen += len(rows) - 1
        if len(rows) == 1:
            return
        _empty_register(server.database)
        made = preview(centre, exported, f"list.{form}", **kind)
        _say_that_all_are_new(centre, made)
        outcome = confirm(centre, made, "strict").json()
        assert outcome["written"]["create"] == len(rows) - 1
        again = _cells(_export(centre, "/v1/suppliers", form), form)
        assert _without_key(again) == _without_key(rows)

    check()
    assert seen > 10


def test_random_demands_come_back_as_they_went(centre: Client, server: Server) -> None:
    seen = 0

    @settings(max_examples=10, phases=[Phase.generate])
    @given(st.lists(_odd(contents.demands()), min_size=3, max_size=8), st.sampled_from(FORMS))
    def check(drawn: list[Json], form: Form) -> None:
        nonlocal seen
        buyer = make_buyer(centre)["id"]
        where = {"buyer_id": buyer, "name": "Một"}
        first = centre.made("/v1/demand-lists", where)
        for item in drawn:
            _make_demand(centre, first, item)
        path, target = f"/v1/demand-lists/{first['id']}", {"demand_list_id": first["id"]}
        exported = _assert_changes_nothing(
            centre, server.database, path, form, buyer_id=buyer, **target
        )
        rows = _cells(exported, form)
        seen += len(rows) - 1
        if len(rows) == 1:
            return
        made = preview(centre, exported, f"list.{form}", buyer_id=buyer, list_name="Hai")
        assert made["actions"]["create"] == made["counts"]["read"] == len(rows) - 1
        outcome = confirm(centre, made, "strict").json()
        again = _cells(_export(centre, f"/v1/demand-lists/{outcome['demand_list_id']}", form), form)
        assert _without_key(again) == _without_key(rows)

    check()
    assert seen > 10
