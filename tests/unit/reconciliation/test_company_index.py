"""The companies in memory, in step with the database."""

from collections.abc import Sequence

from sqlalchemy import delete, update

from app.core.database import Database, Session
from app.models import Organization
from app.naming import NameComparison
from app.reconciliation.company_index import CompanyIndex, CompanyIndexes
from app.reconciliation.facts import OrganizationFacts


def add(session: Session, name: str, **fields: object) -> Organization:
    row = Organization(name=name, is_supplier=True, **fields)
    session.add(row)
    session.flush()
    return row


def names_in(index: CompanyIndex, asked: str) -> set[str]:
    found: Sequence[tuple[OrganizationFacts, NameComparison | None]]
    found = index.candidates([asked], [], [], [], 10)
    return {facts.name for facts, _comparison in found}


def test_only_what_has_changed_is_read_again(database: Database) -> None:
    with database.write() as session:
        kept, renamed, gone = (add(session, name) for name in ("Minh Phát", "Hòa Bình", "Tân Lộc"))
    index = CompanyIndex("centre", believed_seconds=0)
    with database.read() as session:
        index.sync(session)
    before = index.get(kept.id)
    with database.write() as session:
        session.execute(
            update(Organization)
            .where(Organization.id == renamed.id)
            .values(name="Đông Á", tax_code="0100000001", version=2)
        )
        session.execute(delete(Organization).where(Organization.id == gone.id))
    with database.read() as session:
        index.sync(session)
    assert index.get(kept.id) is before
    assert names_in(index, "Đông Á") == {"Đông Á"}
    assert names_in(index, "Hòa Bình") == names_in(index, "Tân Lộc") == set()
    assert index.candidates([], ["0100000001"], [], [], 10)[0][0].id == renamed.id


def test_what_is_no_name_changes_without_reading_the_name_again(database: Database) -> None:
    index = CompanyIndex("centre", believed_seconds=0)
    with database.write() as session:
        row = add(session, "Minh Phát", website="https://cu.example")
    with database.read() as session:
        index.sync(session)
    with database.write() as session:
        session.execute(update(Organization).values(website="https://moi.example", version=2))
    with database.read() as session:
        index.sync(session)
    assert index.candidates([], [], ["cu.example"], [], 10) == []
    [(facts, comparison)] = index.candidates(["minh phat"], [], ["moi.example"], [row.id], 10)
    assert (facts.website, facts.id) == ("moi.example", row.id)
    assert comparison is not None


def test_others_writes_are_seen_when_the_time_is_over_and_own_ones_at_once(
    database: Database,
) -> None:
    index = CompanyIndex("centre", believed_seconds=3600)
    with database.read() as session:
        index.sync(session)
    with database.write() as session:
        add(session, "Minh Phát")
    with database.read() as session:
        index.sync(session)
    assert names_in(index, "Minh Phát") == set()
    index.mark_written()
    with database.read() as session:
        index.sync(session)
    assert names_in(index, "Minh Phát") == {"Minh Phát"}


def test_an_older_snapshot_takes_nothing_back(database: Database) -> None:
    index = CompanyIndex("centre", believed_seconds=0)
    with database.read() as old:
        old.connection()
        with database.write() as session:
            add(session, "Minh Phát")
        with database.read() as session:
            index.sync(session)
        index.sync(old)
    assert names_in(index, "Minh Phát") == {"Minh Phát"}


def test_companies_of_one_website_are_told_apart_by_nothing(database: Database) -> None:
    index = CompanyIndex("centre", believed_seconds=0)
    with database.write() as session:
        one, other = (add(session, name, website="https://nhom.example") for name in ("A", "B"))
    with database.read() as session:
        index.sync(session)
    found = index.candidates([], [], ["nhom.example"], [], 10)
    assert {facts.id for facts, _ in found} == {one.id, other.id}
    with database.write() as session:
        session.execute(delete(Organization).where(Organization.id == one.id))
    with database.read() as session:
        index.sync(session)
    found = index.candidates([], [], ["nhom.example"], [], 10)
    assert [facts.id for facts, _ in found] == [other.id]


def test_reading_ahead_is_no_reason_to_fail(database: Database) -> None:
    indexes = CompanyIndexes()
    with database.write() as session:
        add(session, "Minh Phát")
    nowhere = Database("sqlite:////nowhere/at/all.db")
    indexes.warm(nowhere)
    nowhere.dispose()
    assert names_in(indexes.of("centre"), "Minh Phát") == set()
    indexes.warm(database)
    assert names_in(indexes.of("centre"), "Minh Phát") == {"Minh Phát"}
