"""Reading the audit trail in tests."""

from tests.factories.client import Client, Json


def records_of(centre: Client, entity_id: str) -> list[Json]:
    """Return the audit records of one thing, oldest first."""
    answer = centre.get("/v1/audit-records", params={"entity_id": entity_id, "limit": 200})
    assert answer.status_code == 200, answer.text
    return list(reversed(answer.json()["items"]))


def changes_of(centre: Client, entity_id: str) -> list[tuple[str, str]]:
    """Return kind and action of each record of one thing, oldest first."""
    return [(record["entity"], record["action"]) for record in records_of(centre, entity_id)]
