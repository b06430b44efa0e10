"""What is read for reconciliation."""

from sqlalchemy import update

from app.core.database import Database
from app.models import Organization
from app.reconciliation.repository import ReconciliationRepository


def test_merges_of_merges_lead_to_the_company_that_is_left(database: Database) -> None:
    with database.write() as session:
        rows = [Organization(name=name, is_supplier=True) for name in ("A", "B", "C", "D", "E")]
        session.add_all(rows)
        session.flush()
        first, second, last, ring, round_about = (row.id for row in rows)
        steps = {first: second, second: last, ring: round_about, round_about: ring}
        for gone, left in steps.items():
            session.execute(
                update(Organization).where(Organization.id == gone).values(merged_into_id=left)
            )
    with database.read() as session:
        companies = ReconciliationRepository(session, "centre")
        found = companies.find_survivors([first, last, ring, "nobody"])
        assert found == {first: last, last: last}
        assert set(companies.find_versions()) == {last}
