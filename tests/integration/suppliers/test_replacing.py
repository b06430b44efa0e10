from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from app.core.database import Database, Session
from app.core.principal import COMMAND_LINE
from app.models import AuditRecord, Contact, SupplierProfile
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.suppliers.bulk import SupplierBulk, SupplierContent
from app.suppliers.errors import ExternalIdTakenError
from app.suppliers.replacing import SupplierReplacing
from app.suppliers.schemas import ProfileContent
from app.suppliers.service import SupplierService

PARTS: dict[str, Any] = {
    "sites": [{"legacy_province": "74", "address": "VSIP I", "name": "Nhà máy 1"}],
    "capabilities": [
        {"category": "PLA-INJ", "text": "Ép vỏ máy", "tolerance": "±0.05 mm"},
        {"text": "Khuôn ép nhựa"},
    ],
    "certifications": [
        {
            "code": "ISO 9001:2015",
            "expires_on": "2027-03-01",
            "verified_by": "Centre",
            "verified_on": "2026-01-01",
        }
    ],
}
PEOPLE = [{"name": "Lê An", "phone": "028 3800 0000"}, {"email": "b@example.com"}]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        yield session


def a_content(profile: dict[str, Any], **organization: Any) -> SupplierContent:
    given = {"name": "Nhựa A", "is_supplier": True, "address": "VSIP I", **organization}
    return SupplierContent(
        OrganizationCreate.model_validate(given),
        ProfileContent.model_validate({"external_id": "S-1", **profile}),
    )


@pytest.fixture
def supplier(session: Session) -> SupplierProfile:
    content = a_content(PARTS)
    people = [ContactCreate.model_validate(person) for person in PEOPLE]
    whole = SupplierContent(content.organization, content.profile, people)
    (key,) = SupplierBulk(session, COMMAND_LINE).create([whole])
    return SupplierService(session, COMMAND_LINE).get_supplier(key)


def replace(
    session: Session, supplier: SupplierProfile, content: SupplierContent, *columns: str
) -> bool:
    replacing = SupplierReplacing(session, COMMAND_LINE)
    changed = replacing.replace_content(supplier.id, content, columns)
    session.flush()
    return changed


def records(session: Session) -> list[tuple[str, str]]:
    rows = session.scalars(select(AuditRecord).order_by(AuditRecord.id))
    return [(row.entity, row.action) for row in rows][4:]


def test_the_same_content_changes_nothing(session: Session, supplier: SupplierProfile) -> None:
    columns = ("name", "address", "employees", "capabilities", "certifications")
    assert not replace(session, supplier, a_content(PARTS), *columns)
    assert (supplier.version, records(session)) == (1, [])


def test_fields_that_are_spoken_of_change_and_others_stay(
    session: Session, supplier: SupplierProfile
) -> None:
    content = a_content({"employees": 50, "founded_year": 1999})
    assert replace(session, supplier, content, "employees", "capabilities")
    assert (supplier.employees, supplier.founded_year) == (50, None)
    assert len(supplier.capabilities) == 2
    assert supplier.version == 2
    assert records(session) == [("supplier", "updated")]


def test_a_changed_company_counts_for_its_profile(
    session: Session, supplier: SupplierProfile
) -> None:
    content = a_content(
        {"employees": 50, "sites": [{"legacy_province": "74", "address": "VSIP II"}]}, name="Nhựa B"
    )
    assert replace(session, supplier, content, "name", "employees", "website")
    assert supplier.organization.name == "Nhựa B"
    assert supplier.version > 1
    assert records(session) == [("organization", "updated"), ("supplier", "updated")]


def test_the_office_moves_with_the_factory_that_it_is_in(
    session: Session, supplier: SupplierProfile
) -> None:
    moved = {"sites": [{"legacy_province": "74", "address": "VSIP II"}]}
    assert replace(session, supplier, a_content(moved, address="VSIP II"), "address")
    (site,) = supplier.sites
    assert (site.address, site.name) == ("VSIP II", "Nhà máy 1")
    assert supplier.organization.address == "VSIP II"
    assert replace(session, supplier, a_content(moved, address="Q.1"), "registered_office")
    assert not replace(session, supplier, a_content(moved, address="VSIP II"), "address")
    assert supplier.organization.address == "Q.1"


def test_parts_that_stay_keep_their_ids_and_what_was_not_said(
    session: Session, supplier: SupplierProfile
) -> None:
    moulded, mould = (row.id for row in supplier.capabilities)
    content = a_content(
        {
            "capabilities": [
                {"text": "Khuôn ép nhựa"},
                {"category": "PLA-INJ", "text": "Ép vỏ máy khoan"},
                {"text": "Sơn tĩnh điện"},
            ]
        }
    )
    assert replace(session, supplier, content, "capabilities")
    by_id = {row.id: row for row in supplier.capabilities}
    assert set(by_id) > {moulded, mould}
    assert (by_id[moulded].text, by_id[moulded].tolerance) == ("Ép vỏ máy khoan", "±0.05 mm")
    assert all(row.reading for row in supplier.capabilities if row.category is None)


def test_parts_that_are_not_named_go(session: Session, supplier: SupplierProfile) -> None:
    content = a_content(
        {"capabilities": [{"text": "Khuôn ép nhựa"}], "sites": [{"province": "01"}]}
    )
    assert replace(session, supplier, content, "capabilities", "province")
    assert [row.text for row in supplier.capabilities] == ["Khuôn ép nhựa"]
    assert [row.province for row in supplier.sites] == ["01"]


def test_a_certificate_that_changes_is_no_longer_verified(
    session: Session, supplier: SupplierProfile
) -> None:
    supplier.certifications_complete = False
    session.flush()
    certificate = supplier.certifications[0]
    same = a_content({"certifications": [{"code": "ISO 9001:2015"}]})
    assert not replace(session, supplier, same, "certifications")
    assert certificate.verified_by == "Centre"
    renewed = {"code": "ISO 9001:2015", "expires_on": "2030-03-01"}
    content = a_content({"certifications": [renewed]})
    assert replace(session, supplier, content, "certifications", "certificate_expires_on")
    (held,) = supplier.certifications
    assert held.id == certificate.id
    assert held.verified_by is None
    assert supplier.certifications_complete


def test_whether_all_certificates_are_named_can_be_said(
    session: Session, supplier: SupplierProfile
) -> None:
    content = a_content({"certifications": [], "certifications_complete": False})
    assert replace(session, supplier, content, "certifications", "certifications_complete")
    assert (supplier.certifications, supplier.certifications_complete) == ([], False)


def test_people_are_added_changed_and_taken_away(
    session: Session, supplier: SupplierProfile
) -> None:
    kept = session.scalar(select(Contact.id).where(Contact.name == "Lê An"))
    content = a_content({})
    people = [ContactCreate(name="LE AN", email="an@example.com"), ContactCreate(name="Vũ Tú")]
    wanted = SupplierContent(content.organization, content.profile, people)
    assert not replace(session, supplier, wanted, "employees")
    assert replace(session, supplier, wanted, "contact_name")
    stored = session.scalars(select(Contact).order_by(Contact.name)).all()
    assert [(row.name, row.email, row.phone) for row in stored] == [
        ("LE AN", "an@example.com", "028 3800 0000"),
        ("Vũ Tú", None, None),
    ]
    assert stored[0].id == kept
    assert not replace(session, supplier, wanted, "contact_name", "contact_email")
    assert session.scalar(select(func.count(Contact.id))) == 2


def test_another_suppliers_number_is_not_taken(session: Session, supplier: SupplierProfile) -> None:
    other = a_content({"external_id": "S-2"}, name="Nhựa B")
    SupplierBulk(session, COMMAND_LINE).create([other])
    with pytest.raises(ExternalIdTakenError):
        replace(session, supplier, other, "external_id")
