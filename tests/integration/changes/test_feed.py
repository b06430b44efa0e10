"""The database itself notes what rankings depend on, whoever writes and however."""

import pytest
from sqlalchemy import text

from app.changes.repository import ChangeRepository
from app.changes.service import PRUNED_AT_ONCE, Verdict, judge, prune, read_feed, start
from app.core.database import Database
from tests.api.conftest import Market, Server

Noted = set[tuple[str, str]]


def _noted(database: Database, *statements: str, **values: object) -> Noted:
    """Return what the feed says after some statements of one transaction."""
    with database.read() as session:
        position = start(session)
    with database.write() as session:
        for statement in statements:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            session.execute(text(statement), used)
    with database.read() as session:
        reading = judge(position, read_feed(session, position))
    assert reading.verdict is Verdict.IN_STEP
    return {(row.kind, row.row_id) for row in reading.changes}


_OF_A_SUPPLIER = (
    "UPDATE supplier_profiles SET employees = 7 WHERE id = :supplier",
    "UPDATE sites SET name = 'A' WHERE supplier_id = :supplier",
    "UPDATE capabilities SET text = 'A' WHERE supplier_id = :supplier",
    "UPDATE certifications SET number = 'A' WHERE supplier_id = :supplier",
    "INSERT INTO sites (id, supplier_id) VALUES ('sit_new', :supplier)",
    "DELETE FROM sites WHERE supplier_id = :supplier",
    "DELETE FROM capabilities WHERE supplier_id = :supplier",
    "DELETE FROM certifications WHERE supplier_id = :supplier",
    "DELETE FROM supplier_profiles WHERE id = :supplier",
)
_OF_A_DEMAND = (
    "UPDATE demands SET name = 'A' WHERE id = :demand",
    "UPDATE demand_categories SET position = 5 WHERE demand_id = :demand",
    "UPDATE demand_certifications SET position = 5 WHERE demand_id = :demand",
    "DELETE FROM demand_categories WHERE demand_id = :demand",
    "INSERT INTO demand_categories (demand_id, code, position) VALUES (:demand, 'PLA', 1)",
    "DELETE FROM demand_certifications WHERE demand_id = :demand",
    "DELETE FROM demands WHERE id = :demand",
)


@pytest.mark.parametrize("statement", _OF_A_SUPPLIER)
def test_whatever_changes_a_supplier_is_noted(
    statement: str, server: Server, market: Market
) -> None:
    supplier = market.profile["id"]
    assert _noted(server.database, statement, supplier=supplier) == {("supplier", supplier)}


@pytest.mark.parametrize("statement", _OF_A_DEMAND)
def test_whatever_changes_a_demand_is_noted(statement: str, server: Server, market: Market) -> None:
    demand = market.demand["id"]
    assert _noted(server.database, statement, demand=demand) == {("demand", demand)}


def test_a_part_that_moves_changes_both_suppliers(server: Server, market: Market) -> None:
    first, second = market.profile["id"], market.other_profile["id"]
    statement = "UPDATE sites SET supplier_id = :second WHERE supplier_id = :first"
    noted = _noted(server.database, statement, first=first, second=second)
    assert noted == {("supplier", first), ("supplier", second)}


def test_the_name_of_an_organization_changes_its_supplier(server: Server, market: Market) -> None:
    organization = market.supplier_organization["id"]
    statement = "UPDATE organizations SET name = 'A' WHERE id = :organization"
    assert _noted(server.database, statement, organization=organization) == {
        ("organization", organization),
        ("supplier", market.profile["id"]),
    }
    silent = "UPDATE organizations SET website = 'A' WHERE id = :organization"
    assert _noted(server.database, silent, organization=organization) == set()


def test_a_deleted_list_takes_its_demands_with_it(server: Server, market: Market) -> None:
    body = {
        "buyer_id": market.buyer_organization["id"],
        "name": "A",
        "demands": [{"name": "A"}, {"name": "B"}],
    }
    made = market.centre.made("/v1/demand-lists", body)
    found = market.centre.get("/v1/demands", params={"demand_list_id": made["id"]}).json()["items"]
    statement = "DELETE FROM demand_lists WHERE id = :list"
    noted = _noted(server.database, statement, list=made["id"])
    assert noted == {("demand", item["id"]) for item in found}


def test_what_was_taken_back_is_not_noted(server: Server, market: Market) -> None:
    statement = "UPDATE sites SET name = 'A' WHERE supplier_id = :supplier"
    back = ("SAVEPOINT a", statement, "ROLLBACK TO SAVEPOINT a")
    assert _noted(server.database, *back, supplier=market.profile["id"]) == set()


def test_old_rows_are_pruned_and_readers_who_need_them_are_told(
    server: Server, market: Market
) -> None:
    database = server.database
    with database.read() as session:
        early = start(session)
    for _ in range(3):
        _touch_often(database, market.profile["id"])
    with database.read() as session:
        late = start(session)
        assert ChangeRepository(session).count_before(late.mark, 10_000) > PRUNED_AT_ONCE

    def prune_once() -> bool:
        with database.write() as session:
            return prune(session, late.mark)

    assert prune_once(), "there is more"
    while prune_once():
        pass
    verdicts = []
    for position in (early, late):
        with database.read() as session:
            verdicts.append(judge(position, read_feed(session, position)).verdict)
    assert verdicts[1] is Verdict.IN_STEP
    assert verdicts[0] is not Verdict.IN_STEP
    assert not prune_once(), "few rows stay where they are"


def _touch_often(database: Database, supplier: str) -> None:
    statement = text("UPDATE supplier_profiles SET employees = 7 WHERE id = :supplier")
    with database.write() as session:
        session.execute(statement, [{"supplier": supplier}] * 2_000)
