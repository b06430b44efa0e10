"""States of a supplier whose name, certificate and capability carry the same number."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import text

from app.core.database import Database, Session
from tests.factories.client import Json

HELD, LAPSED = date(2100, 1, 1), date(2010, 1, 1)
CAPACITY = 100_000

_STATEMENTS = (
    "UPDATE organizations SET name = :name WHERE id = :organization",
    "UPDATE capabilities SET monthly_capacity = :capacity WHERE supplier_id = :supplier",
    "UPDATE certifications SET expires_on = :expires_on WHERE supplier_id = :supplier",
    "UPDATE supplier_profiles SET version = version + 1 WHERE id = :supplier",
)


def write_state(session: Session, profile: Json, number: int) -> None:
    """Bring a supplier into a state; an odd one holds no certificate in force."""
    first_day = LAPSED if number % 2 else HELD
    values = {
        "name": f"NCC {number}",
        "capacity": (CAPACITY + number) * 1000,
        "expires_on": str(first_day + timedelta(number)),
        "supplier": profile["id"],
        "organization": profile["organization"]["id"],
    }
    for statement in _STATEMENTS:
        named = {name: value for name, value in values.items() if f":{name}" in statement}
        session.execute(text(statement), named)


def write_whole_state(database: Database, profile: Json, number: int) -> None:
    """Bring a supplier into a state, in one transaction."""
    with database.write() as session:
        write_state(session, profile, number)


def numbers_of(body: Json) -> dict[str, int]:
    """Return the state in which each supplier of a ranking is shown.

    Every part of an item must show the same state, and the totals, which come from the index,
    must agree with the items.
    """
    tiers = Counter(item["eligibility"] for item in body["items"])
    assert {tier: count for tier, count in body["total"].items() if count} == tiers, body["total"]
    return {item["supplier"]["id"]: _number_of(item) for item in body["items"]}


def _number_of(item: Json) -> int:
    evidence = {
        fact["code"].split(".")[0]: fact["params"]
        for criterion in item["criteria"]
        for fact in criterion["evidence"]
    }
    number = int(item["supplier"]["name"].removeprefix("NCC "))
    ends = "on" if number % 2 else "until"
    until = date.fromisoformat(evidence["certification"].get(ends, "0001-01-01"))
    shown = {
        "name": number,
        "certificate": (until - (LAPSED if number % 2 else HELD)).days,
        "capability": int(evidence["capacity"]["capacity"]) // 100 - CAPACITY,
    }
    assert set(shown.values()) == {number}, (shown, item["eligibility"])
    assert item["eligibility"] == ("ineligible" if number % 2 else "eligible")
    return number
