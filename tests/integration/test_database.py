"""The database layer: the same behaviour on SQLite and on PostgreSQL."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from app.core.database import Database, Session, normalise_url
from app.models import (
    Base,
    Capability,
    Certification,
    Contact,
    Demand,
    DemandList,
    Organization,
    Site,
    SupplierProfile,
)
from tests.factories.organizations import new_tax_code


def _company(**fields: object) -> Organization:
    return Organization(**{"name": "A", "is_buyer": True, "is_supplier": True, **fields})


def _count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Organization)) or 0


def _store(session: Session, *rows: Base) -> None:
    with session.begin_nested():
        session.add_all(rows)
        session.flush()


def test_sqlite_is_opened_with_the_habits_that_it_lacks(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}", timeout_seconds=2.5)
    for open_session in (database.read, database.write):
        with open_session() as session:
            pragmas = {
                name: session.execute(text(f"PRAGMA {name}")).scalar_one()
                for name in ("foreign_keys", "journal_mode", "busy_timeout", "synchronous")
            }
        assert pragmas == {
            "foreign_keys": 1,
            "journal_mode": "wal",
            "busy_timeout": 2500,
            "synchronous": 1,
        }
    database.dispose()


def test_a_database_is_named_by_its_url() -> None:
    url = "postgresql://u:p@host/name"
    assert normalise_url(url).drivername == "postgresql+psycopg"
    assert normalise_url("sqlite:///a.db").database == "a.db"
    with pytest.raises(ValueError, match="not supported: use sqlite"):
        normalise_url("mysql://host/name")


def test_a_savepoint_that_is_rolled_back_takes_only_its_own_work(database: Database) -> None:
    with database.write() as session:
        session.add(_company())
        session.flush()
        with pytest.raises(IntegrityError):
            _store(session, _company(), _company(name=""))
    assert _count(database) == 1


def test_the_work_of_a_savepoint_goes_with_its_transaction(database: Database) -> None:
    def fail() -> None:
        with database.write() as session:
            with session.begin_nested():
                session.add(_company())
            msg = "after the savepoint"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="after the savepoint"):
        fail()
    assert _count(database) == 0


def test_writers_that_contradict_each_other_wait_and_the_second_is_refused(
    database: Database,
) -> None:
    number = new_tax_code()
    wrote, events = threading.Event(), []

    def write_first() -> None:
        with database.write() as session:
            session.add(_company(tax_code=number))
            session.flush()
            wrote.set()
            threading.Event().wait(0.1)
            events.append("first ends")

    def write_second() -> None:
        wrote.wait()
        try:
            with database.write() as session:
                session.add(_company(tax_code=number))
        except IntegrityError:
            events.append("second is refused")

    threads = [threading.Thread(target=work) for work in (write_first, write_second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert events == ["first ends", "second is refused"]
    assert _count(database) == 1


def test_writers_do_not_lose_each_others_work(database: Database) -> None:
    """A deferred SQLite transaction that turns to writing would fail here at once."""

    def write() -> None:
        for _ in range(5):
            with database.write() as session:
                session.scalar(select(func.count()).select_from(Organization))
                session.add(_company())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _count(database) == 20


def test_a_reader_sees_one_state_and_neither_waits_for_writers_nor_holds_them_up(
    database: Database,
) -> None:
    count = select(func.count()).select_from(Organization)
    with database.read() as reader:
        assert reader.scalar(count) == 0
        with database.write() as writer:
            writer.add(_company())
            writer.flush()
            assert reader.scalar(count) == 0
        assert reader.scalar(count) == 0
    assert _count(database) == 1


Make = Callable[[Organization], Base]

REFUSED: dict[str, Make] = {
    "an organization without a side": lambda _: _company(is_buyer=False, is_supplier=False),
    "a foreigner without a number": lambda _: _company(country="JP"),
    "a tax code of another length": lambda _: _company(tax_code="123"),
    "an organization without a name": lambda _: _company(name=""),
    "an origin that is not known": lambda _: _company(data_origin="rumour"),
    "an empty contact": lambda company: Contact(organization_id=company.id),
    "a contact of nobody": lambda _: Contact(organization_id="org_none", name="A"),
    "a profile of nobody": lambda _: SupplierProfile(organization_id="org_none"),
    "fewer than no employees": lambda company: SupplierProfile(
        organization_id=company.id, employees=-1
    ),
    "half of coordinates": lambda company: SupplierProfile(
        organization_id=company.id, sites=[Site(latitude=10.5)]
    ),
    "a legacy province alone": lambda company: SupplierProfile(
        organization_id=company.id, sites=[Site(legacy_province="74")]
    ),
    "a capability that says nothing": lambda company: SupplierProfile(
        organization_id=company.id, capabilities=[Capability()]
    ),
    "a certificate that was verified nobody knows when": lambda company: SupplierProfile(
        organization_id=company.id, certifications=[Certification(code="FSC", verified_by="A")]
    ),
    "a certificate that expires before its issue": lambda company: SupplierProfile(
        organization_id=company.id,
        certifications=[
            Certification(code="FSC", issued_on=date(2026, 1, 2), expires_on=date(2026, 1, 1))
        ],
    ),
    "a list of nobody": lambda _: DemandList(buyer_id="org_none", name="A"),
    "a demand with an unknown status": lambda company: Demand(
        buyer_id=company.id, name="A", status="sold"
    ),
    "a demand with half a quantity": lambda company: Demand(
        buyer_id=company.id, name="A", unit="pcs"
    ),
    "a demand in a list that is not there": lambda company: Demand(
        buyer_id=company.id, name="A", demand_list_id="lst_none"
    ),
    "a distance from nowhere": lambda company: Demand(
        buyer_id=company.id, name="A", max_distance_km=5
    ),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_the_database_itself_refuses(make: Make, database: Database) -> None:
    with database.write() as session:
        company = _company()
        session.add(company)
        session.flush()
        with pytest.raises(IntegrityError):
            _store(session, make(company))


def test_a_demand_belongs_to_the_buyer_of_its_list(database: Database) -> None:
    with database.write() as session:
        one, other = _company(), _company()
        session.add_all([one, other])
        session.flush()
        demand_list = DemandList(buyer_id=one.id, name="A")
        session.add(demand_list)
        session.flush()
        with pytest.raises(IntegrityError):
            _store(session, Demand(buyer_id=other.id, demand_list_id=demand_list.id, name="A"))
