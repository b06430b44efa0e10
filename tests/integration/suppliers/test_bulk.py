from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from app.classification.schemas import SynonymCreate
from app.classification.service import ClassificationService
from app.core.database import Database, Session
from app.core.errors import InvalidInputError
from app.core.principal import COMMAND_LINE, Principal
from app.matches.live.market import LiveMarket
from app.models import AuditRecord, Contact, Organization
from app.organizations.errors import OrganizationNotFoundError, TaxCodeTakenError
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.organizations.service import OrganizationService
from app.reading import load_reader
from app.suppliers.bulk import SupplierBulk, SupplierContent
from app.suppliers.bulk_reading import prepare_readings
from app.suppliers.errors import ExternalIdTakenError, ProfileExistsError
from app.suppliers.schemas import ProfileContent
from app.suppliers.service import SupplierService
from app.suppliers.views import read_supplier
from tests.factories.queries import recorded

WHOLE: dict[str, Any] = {
    "description": "Ép nhựa kỹ thuật",
    "languages": ["vi", "ja"],
    "sites": [{"legacy_province": "74", "address": "VSIP I"}, {"province": "79"}],
    "capabilities": [
        {
            "category": "PLA-INJ",
            "materials": ["ABS"],
            "monthly_capacity": {"value": "2000.5", "unit": "kg"},
        },
        {"text": "Khuôn ép nhựa"},
    ],
    "certifications": [{"code": "ISO/TS 16949", "expires_on": "2027-03-01"}],
}


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as session:
        yield session


def a_content(number: int = 1, name: str = "Nhựa Bình Minh", **profile: Any) -> SupplierContent:
    return SupplierContent(
        OrganizationCreate(name=f"{name} {number}", is_supplier=True, name_en="Binh Minh"),
        ProfileContent.model_validate({"external_id": f"S-{number}", **profile}),
        [ContactCreate(email=f"a{number}@example.com")],
    )


def test_everything_that_was_given_is_stored(session: Session) -> None:
    (supplier_id,) = SupplierBulk(session, COMMAND_LINE).create([a_content(**WHOLE)])
    read = read_supplier(SupplierService(session, COMMAND_LINE).get_supplier(supplier_id))
    assert read.organization.name == "Nhựa Bình Minh 1"
    assert (read.description, read.languages) == ("Ép nhựa kỹ thuật", ["vi", "ja"])
    assert [(site.province, site.legacy_province) for site in read.sites] == [
        ("79", "74"),
        ("79", None),
    ]
    chosen, unsure = read.capabilities
    assert (chosen.category, chosen.materials) == ("PLA-INJ", ["ABS"])
    assert chosen.monthly_capacity is not None
    assert str(chosen.monthly_capacity.value) == "2000.5"
    assert (chosen.category_suggestions, chosen.needs_review) == ([], False)
    assert unsure.category_suggestions[0].code == "TOO-PLM"
    (held,) = read.certifications
    assert (held.code, held.as_written) == ("IATF-16949", "ISO/TS 16949")
    assert held.void_since is not None
    assert read.certifications_complete
    assert read.created_at == read.updated_at


def test_suppliers_keep_their_order_and_parts_theirs(session: Session) -> None:
    contents = [a_content(number, **WHOLE) for number in range(30)]
    ids = SupplierBulk(session, COMMAND_LINE).create(contents)
    assert ids == sorted(ids)
    suppliers = SupplierService(session, COMMAND_LINE)
    assert [suppliers.get_supplier(key).external_id for key in ids] == [
        f"S-{number}" for number in range(30)
    ]


def test_the_feed_tells_of_new_suppliers(database: Database) -> None:
    market = LiveMarket()
    with database.read() as session:
        before = market.sync(session)
    with database.write() as session:
        SupplierBulk(session, COMMAND_LINE).create([a_content(**WHOLE)])
    with database.read() as session:
        assert market.sync(session) > before
        (entry,) = market.held_suppliers()
    assert entry.listed.name == "Nhựa Bình Minh 1"


def test_what_is_written_stays_out_of_the_memory_of_the_session(session: Session) -> None:
    SupplierBulk(session, COMMAND_LINE).create([a_content(number) for number in range(20)])
    assert not list(session.identity_map.values())


def test_statements_do_not_grow_with_the_suppliers(database: Database, session: Session) -> None:
    bulk = SupplierBulk(session, COMMAND_LINE)
    with recorded(database) as few:
        bulk.create([a_content(1)])
    with recorded(database) as many:
        bulk.create([a_content(number) for number in range(2, 40)])
    assert len(many) <= len(few)


def test_names_are_found_without_marks(session: Session) -> None:
    SupplierBulk(session, COMMAND_LINE).create([a_content()])
    assert session.scalar(select(Organization.search_text)) == "nhua binh minh 1 binh minh"
    assert session.scalar(select(Organization.version)) == 1


def test_company_contact_and_profile_are_recorded(session: Session) -> None:
    (supplier_id,) = SupplierBulk(session, COMMAND_LINE).create([a_content(**WHOLE)])
    records = session.scalars(select(AuditRecord).order_by(AuditRecord.id)).all()
    assert [(row.entity, row.action) for row in records] == [
        ("organization", "created"),
        ("contact", "created"),
        ("supplier", "created"),
    ]
    company, contact, supplier = (row.after or {} for row in records)
    assert company["name"] == "Nhựa Bình Minh 1"
    assert company["id"] == session.scalar(select(Organization.id))
    assert contact["id"] == session.scalar(select(Contact.id))
    assert (records[2].entity_id, records[2].before) == (supplier_id, None)
    assert supplier["capabilities"][0]["monthly_capacity"] == {"value": "2000.5", "unit": "kg"}
    assert records[0].actor == COMMAND_LINE.key_id


def test_a_registered_company_gets_its_profile_read_with_its_own_name(session: Session) -> None:
    data = OrganizationCreate(name="Khuôn Mẫu Sài Gòn", is_supplier=True)
    company = OrganizationService(session, COMMAND_LINE).create_organization(data)
    content = SupplierContent(company.id, ProfileContent.model_validate(WHOLE))
    (supplier_id,) = SupplierBulk(session, COMMAND_LINE).create([content])
    stored = SupplierService(session, COMMAND_LINE).get_supplier(supplier_id)
    own = prepare_readings(content, load_reader(), name="Khuôn Mẫu Sài Gòn")
    assert (stored.organization_id, stored.reading) == (company.id, own.profile)
    with pytest.raises(ProfileExistsError):
        SupplierBulk(session, COMMAND_LINE).create([content])


def test_a_company_is_not_given_two_profiles_at_once(session: Session) -> None:
    data = OrganizationCreate(name="A", is_supplier=True)
    company = OrganizationService(session, COMMAND_LINE).create_organization(data)
    twice = [SupplierContent(company.id, ProfileContent())] * 2
    with pytest.raises(ProfileExistsError):
        SupplierBulk(session, COMMAND_LINE).create(twice)


def test_a_company_that_is_not_there_is_refused(session: Session) -> None:
    with pytest.raises(OrganizationNotFoundError):
        SupplierBulk(session, COMMAND_LINE).create([SupplierContent("org_none", ProfileContent())])


def test_numbers_and_tax_codes_are_taken_once(session: Session) -> None:
    bulk = SupplierBulk(session, COMMAND_LINE)
    bulk.create([a_content(1)])
    for refused in ([a_content(1)], [a_content(2), a_content(2)]):
        with pytest.raises(ExternalIdTakenError):
            bulk.create(refused)
    coded = OrganizationCreate(name="A", is_supplier=True, tax_code="0100233488")
    one, other = (SupplierContent(coded, ProfileContent(external_id=key)) for key in ("T-1", "T-2"))
    with pytest.raises(TaxCodeTakenError):
        bulk.create([one, other])
    bulk.create([one])
    with pytest.raises(TaxCodeTakenError):
        bulk.create([other])
    assert session.scalar(select(func.count(Organization.id))) == 2


def test_only_the_centre_says_that_a_certificate_was_checked(session: Session) -> None:
    supplier = Principal("key_1", "supplier", "org_1", frozenset({"write"}))
    checked = {"code": "ISO-9001", "verified_by": "TÜV", "verified_on": "2026-01-01"}
    with pytest.raises(InvalidInputError):
        SupplierBulk(session, supplier).create([a_content(certifications=[checked])])


def test_given_readings_are_kept_until_the_words_change(session: Session) -> None:
    content = a_content(capabilities=[{"text": "Làm zyxwv theo bản vẽ"}])
    readings = prepare_readings(content, load_reader())
    given = SupplierContent(content.organization, content.profile, (), readings)
    (first,) = SupplierBulk(session, COMMAND_LINE).create([given])
    data = SynonymCreate(phrase="zyxwv", category="PLA-INJ")
    ClassificationService(session, COMMAND_LINE).create_synonym(data)
    other = a_content(2, capabilities=[{"text": "Làm zyxwv theo bản vẽ"}])
    late = SupplierContent(other.organization, other.profile, (), readings)
    (second,) = SupplierBulk(session, COMMAND_LINE).create([late])
    suppliers = SupplierService(session, COMMAND_LINE)
    old, new = (suppliers.get_supplier(key).capabilities[0] for key in (first, second))
    assert (old.reading, old.needs_review) == (readings.capabilities[0].reading, True)
    assert (new.reading == old.reading, new.needs_review) == (False, False)


def test_a_list_of_certificates_may_be_said_to_be_incomplete(session: Session) -> None:
    content = a_content(certifications=[{"code": "ISO-9001"}], certifications_complete=False)
    (supplier_id,) = SupplierBulk(session, COMMAND_LINE).create([content])
    stored = SupplierService(session, COMMAND_LINE).get_supplier(supplier_id)
    assert not stored.certifications_complete


def test_nothing_is_written_of_nothing(session: Session) -> None:
    assert SupplierBulk(session, COMMAND_LINE).create([]) == []
