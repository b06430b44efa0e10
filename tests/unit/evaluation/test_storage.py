from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.database import Database, Session
from app.core.pagination import PageRequest
from app.core.principal import COMMAND_LINE
from app.demands.service import DemandService
from app.evaluation.files import EvaluationError
from app.evaluation.storage import NAME_CHARACTERS, Stored, store, temporary_database
from app.evaluation.texts import read_texts
from app.suppliers.service import SupplierFilter, SupplierService
from tests.unit.evaluation.judgements import DEMANDS, SUPPLIERS, write_judgements


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with temporary_database() as opened:
        yield opened


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Give a session whose work is undone."""
    with database.read() as opened:
        yield opened
        opened.rollback()


def stored_in(session: Session, directory: Path) -> Stored:
    return store(session, read_texts(directory))


def test_the_database_is_gone_at_the_end() -> None:
    with temporary_database() as database:
        file = Path(str(database.engine.url.database))
        assert file.exists()
    assert not file.parent.exists()


def test_texts_become_capabilities_and_names_without_category(
    session: Session, tmp_path: Path
) -> None:
    stored = stored_in(session, write_judgements(tmp_path))
    suppliers = SupplierService(session, COMMAND_LINE)
    page = suppliers.find_suppliers(PageRequest(), SupplierFilter()).items
    assert [stored.suppliers[row.id] for row in page] == [row["id"] for row in SUPPLIERS]
    spring_maker = suppliers.get_supplier(page[0].id)
    assert spring_maker.external_id == "S1"
    [capability] = spring_maker.capabilities
    assert (capability.category, capability.text) == (None, SUPPLIERS[0]["text"])
    demand = DemandService(session, COMMAND_LINE).get_demand(stored.demands["D1"])
    assert (demand.name, demand.status) == (DEMANDS[0]["text"], "open")
    assert not demand.category_links


def test_places_are_resolved_and_the_unknown_ones_counted(session: Session, tmp_path: Path) -> None:
    stored = stored_in(session, write_judgements(tmp_path))
    suppliers = SupplierService(session, COMMAND_LINE)
    sites = {
        key: [(site.province, site.legacy_province) for site in suppliers.get_supplier(db_id).sites]
        for db_id, key in stored.suppliers.items()
    }
    assert sites["S1"] == [("79", "74")]
    assert len(sites["S2"]) == 2
    assert sites["S5"] == []
    demands = DemandService(session, COMMAND_LINE)
    assert demands.get_demand(stored.demands["D1"]).delivery_province == "75"
    assert demands.get_demand(stored.demands["D3"]).delivery_province is None
    assert stored.places_left_out == {"Dover, NH": 1, "Ho Chi Minh City + Dong Nai": 1}


def test_certificates_are_resolved_and_never_taken_as_the_whole_list(
    session: Session, tmp_path: Path
) -> None:
    stored = stored_in(session, write_judgements(tmp_path))
    suppliers = SupplierService(session, COMMAND_LINE)
    profiles = {key: suppliers.get_supplier(db_id) for db_id, key in stored.suppliers.items()}
    assert [item.code for item in profiles["S1"].certifications] == ["ISO-9001"]
    assert not any(profile.certifications_complete for profile in profiles.values())
    demand = DemandService(session, COMMAND_LINE).get_demand(stored.demands["D2"])
    assert [link.code for link in demand.certification_links] == ["ISO-9001"]
    assert stored.certifications_left_out == {
        "Giải thưởng không ai biết": 1,
        "a licence of the moon": 1,
    }


@pytest.mark.parametrize("text", ["lò xo " * 400, "x" * 2000])
def test_a_long_text_goes_on_in_the_specification(
    session: Session, tmp_path: Path, text: str
) -> None:
    write_judgements(tmp_path, demands=[{"id": "D1", "text": text}])
    stored = stored_in(session, tmp_path)
    demand = DemandService(session, COMMAND_LINE).get_demand(stored.demands["D1"])
    assert 0 < len(demand.name) <= NAME_CHARACTERS
    whole = (demand.name, demand.specification)
    assert (" " if " " in text else "").join(whole) == text.strip()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"id": "S9", "name": "A" * 301, "text": "B"}, "/name Give at most 300"),
        ({"id": "S9", "name": "A", "text": "B" * 10_001}, "/capabilities/0/text Give at most"),
        ({"id": "S9", "name": "A", "text": "B\x00"}, "NUL"),
    ],
)
def test_a_text_that_cannot_be_stored_is_named(
    session: Session, tmp_path: Path, row: dict[str, object], expected: str
) -> None:
    write_judgements(tmp_path, suppliers=[*SUPPLIERS, row])
    with pytest.raises(EvaluationError, match=rf"suppliers\.jsonl, line 6: .*{expected}"):
        stored_in(session, tmp_path)
