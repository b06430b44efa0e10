from datetime import date

from sqlalchemy import select

from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.demands.bulk import DemandBulk
from app.demands.schemas import DemandInList
from app.demands.service import DemandService
from app.demands.views import read_demand
from app.models import AuditRecord, Demand
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService
from tests.factories.queries import recorded

WHOLE = DemandInList.model_validate(
    {
        "external_id": "R-1",
        "name": "Vỏ máy khoan",
        "specification": "Nhựa ABS",
        "categories": ["PLA-INJ", "PLA-BLO"],
        "quantity": "10.5",
        "unit": "kg",
        "required_certifications": ["ISO-9001"],
        "preferred_certifications": ["ISO-14001"],
        "delivery": {"legacy_province": "74"},
        "needed_by": "2100-01-01",
        "status": "open",
    }
)


def test_demands_are_written_and_recorded_as_they_are_read(database: Database) -> None:
    with database.write() as session:
        data = OrganizationCreate(name="Buyer", is_buyer=True)
        buyer = OrganizationService(session, COMMAND_LINE).create_organization(data)
        plain = DemandInList(name="Lò xo")
        bulk = DemandBulk(session, COMMAND_LINE)
        with recorded(database) as few:
            bulk.create(buyer.id, None, [plain])
        with recorded(database) as many:
            ids = bulk.create(buyer.id, None, [WHOLE, *[plain] * 20])
        assert len(many) <= len(few)
        session.expire_all()
        stored = read_demand(DemandService(session, COMMAND_LINE).get_demand(ids[0]))
        record = session.scalar(select(AuditRecord).where(AuditRecord.entity_id == ids[0]))
        assert record is not None
        assert record.after == stored.model_dump(mode="json")
        found = session.scalar(select(Demand.search_text).where(Demand.id == ids[0]))
    assert ids == sorted(ids)
    assert (stored.categories, stored.needed_by) == (["PLA-INJ", "PLA-BLO"], date(2100, 1, 1))
    assert stored.delivery is not None
    assert (stored.delivery.province, stored.status) == ("79", "open")
    assert stored.required_certifications == ["ISO-9001"]
    assert (found, stored.needs_review) == ("vo may khoan", False)
