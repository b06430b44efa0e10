"""Imports against a database: all rows or none."""

import pytest
from sqlalchemy import func, select

from app.core.database import Database
from app.core.errors import AppError, InvalidInputError
from app.core.principal import COMMAND_LINE, Principal
from app.core.settings import Settings
from app.demands.errors import DemandListNameTakenError
from app.imports.schemas import DemandImportReport, SupplierImportReport
from app.imports.service import ImportService
from app.models import (
    Capability,
    Certification,
    Contact,
    Demand,
    DemandList,
    Organization,
    Site,
    SupplierProfile,
)
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService
from app.spreadsheets.errors import InvalidFileError
from tests.factories.organizations import new_tax_code
from tests.unit.spreadsheets.spreadsheets import Rows, text_file, workbook

SETTINGS = Settings(max_upload_bytes=100_000, max_import_rows=500)
WRITTEN = (Demand, DemandList, Organization, SupplierProfile, Contact)


def register(database: Database, **fields: object) -> str:
    with database.write() as session:
        values = {"name": "Ví Dụ", "tax_code": new_tax_code(), "is_buyer": True, **fields}
        data = OrganizationCreate.model_validate(values)
        return OrganizationService(session, COMMAND_LINE).create_organization(data).id


@pytest.fixture
def buyer_id(database: Database) -> str:
    return register(database)


def buyer_key(organization_id: str) -> Principal:
    return Principal("key_1", "buyer", organization_id, frozenset({"read", "write"}))


def import_demands(
    database: Database,
    content: bytes,
    filename: str = "Danh sách.csv",
    *,
    actor: Principal = COMMAND_LINE,
    buyer_id: str | None = None,
    name: str | None = None,
    status: str = "draft",
) -> DemandImportReport:
    with database.write() as session:
        service = ImportService(session, actor, SETTINGS)
        return service.import_demands(
            content, filename, buyer_id=buyer_id, name=name, status=status
        )


def import_suppliers(
    database: Database, rows: Rows, sheet: str | None = None
) -> SupplierImportReport:
    with database.write() as session:
        service = ImportService(session, COMMAND_LINE, SETTINGS)
        content = text_file(rows) if sheet is None else workbook(rows, names=[sheet])
        return service.import_suppliers(content, "", sheet=sheet)


def count(database: Database) -> list[int]:
    with database.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in WRITTEN]


class TestDemands:
    ROWS = (
        ("STT", "Mã hàng", "Tên hàng", "Số lượng", "ĐVT", "Chứng nhận bắt buộc"),
        ("1", "A1", "Vỏ máy khoan", "50000", "cái/tháng", "ISO 9001"),
        ("", "", "", "", "", ""),
        ("2", "A2", "Khuôn ép", "", "", ""),
    )

    def test_a_list_is_made_of_a_file(self, database: Database, buyer_id: str) -> None:
        report = import_demands(
            database, text_file(self.ROWS), buyer_id=buyer_id, name="Lô 1", status="open"
        )
        assert report.model_dump(exclude={"demand_list_id"}) == {
            "sheet": None,
            "rows_read": 2,
            "blank_rows": 1,
            "created": 2,
            "needs_review": 0,
            "ignored_columns": ["STT"],
            "buyer_id": buyer_id,
            "name": "Lô 1",
            "status": "open",
        }
        with database.read() as session:
            demands = session.scalars(select(Demand).order_by(Demand.id)).all()
            assert [(row.external_id, row.name, row.unit, row.period) for row in demands] == [
                ("A1", "Vỏ máy khoan", "pcs", "month"),
                ("A2", "Khuôn ép", None, None),
            ]
            assert {row.demand_list_id for row in demands} == {report.demand_list_id}
            assert {row.status for row in demands} == {"open"}

    def test_the_name_of_the_file_names_the_list(self, database: Database, buyer_id: str) -> None:
        report = import_demands(database, text_file(self.ROWS), buyer_id=buyer_id)
        assert (report.name, report.status) == ("Danh sách", "draft")

    def test_a_buyer_imports_for_itself(self, database: Database, buyer_id: str) -> None:
        report = import_demands(database, text_file(self.ROWS), actor=buyer_key(buyer_id))
        assert report.buyer_id == buyer_id

    @pytest.mark.parametrize(
        ("buyer", "name", "status", "code"),
        [
            (None, "x", "open", "buyer_missing"),
            ("org_0", "x", "open", "unknown_buyer"),
            ("own", " ", "open", "string_too_short"),
            ("own", "x", "closed", "literal_error"),
        ],
    )
    def test_buyer_name_and_status_are_checked(
        self,
        database: Database,
        buyer_id: str,
        buyer: str | None,
        name: str,
        status: str,
        code: str,
    ) -> None:
        buyer = buyer_id if buyer == "own" else buyer
        with pytest.raises(InvalidInputError) as caught:
            import_demands(database, text_file(self.ROWS), buyer_id=buyer, name=name, status=status)
        assert [problem.code for problem in caught.value.problems] == [code]

    def test_a_file_without_name_needs_one(self, database: Database, buyer_id: str) -> None:
        with pytest.raises(InvalidInputError) as caught:
            import_demands(database, text_file(self.ROWS), "", buyer_id=buyer_id)
        assert caught.value.problems[0].pointer == "/name"

    def test_a_name_can_be_used_once(self, database: Database, buyer_id: str) -> None:
        import_demands(database, text_file(self.ROWS), buyer_id=buyer_id)
        with pytest.raises(DemandListNameTakenError):
            import_demands(database, text_file(self.ROWS), buyer_id=buyer_id)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-1.7",
            b"name\n\xff\n",
            b"name\n",
            b"name\n" + b"x" * 100_001,
            b"name\nx\n" + b"x\n" * 500,
            text_file([*ROWS, ("3", "A1", "Trùng", "", "", "")]),
            text_file([*ROWS, ("3", "A3", "Sai", "-5", "cái", "")]),
            text_file([*ROWS, ("3", "A3", "Sai", "", "", "ISO 99999")]),
            text_file([*ROWS, ("3", "A3", "=1+1", "", "", "")]),
        ],
    )
    def test_nothing_is_written_of_a_bad_file(
        self, database: Database, buyer_id: str, content: bytes
    ) -> None:
        before = count(database)
        with pytest.raises(AppError) as caught:
            import_demands(database, content, "", buyer_id=buyer_id, name="Lô 1")
        assert caught.value.status in {413, 415, 422}
        assert caught.value.render_detail("vi")
        assert count(database) == before


class TestSuppliers:
    HEADER = ("Mã", "MST", "Tên công ty", "Tỉnh", "Ngành nghề", "Chứng chỉ", "Điện thoại")

    def test_companies_are_registered_with_profile_and_contact(self, database: Database) -> None:
        tax_code = new_tax_code()
        rows = [
            self.HEADER,
            ("N1", tax_code, "Nhựa A", "Bình Dương", "PLA-INJ", "ISO 9001", "028 0000 0000"),
            ("N2", None, "Cơ khí B", "Hà Nội", "MAC-CNC", "không", None),
        ]
        report = import_suppliers(database, rows, sheet="NCC")
        assert report.model_dump(exclude={"supplier_ids"}) == {
            "sheet": "NCC",
            "rows_read": 2,
            "blank_rows": 0,
            "created": 2,
            "needs_review": 0,
            "ignored_columns": [],
            "attached": [],
        }
        assert len(report.supplier_ids) == 2
        with database.read() as session:
            first, second = (session.get_one(SupplierProfile, id_) for id_ in report.supplier_ids)
            company = session.get_one(Organization, first.organization_id)
            assert (company.name, company.tax_code) == ("Nhựa A", tax_code)
            assert company.data_origin == first.data_origin == "imported"
            assert (company.is_supplier, company.is_buyer) == (True, False)
            assert (first.external_id, first.certifications_complete) == ("N1", True)
            assert (second.external_id, second.certifications_complete) == ("N2", True)
            assert session.scalars(select(Contact)).one().organization_id == company.id
            assert session.scalars(select(Site.legacy_province).order_by(Site.id)).all() == [
                "74",
                "01",
            ]
            assert len(session.scalars(select(Capability)).all()) == 2
            assert session.scalars(select(Certification)).one().supplier_id == first.id

    def test_a_registered_company_gets_the_profile(self, database: Database) -> None:
        tax_code = new_tax_code()
        organization_id = register(
            database, name="Nhựa A (cũ)", tax_code=tax_code, website="https://a.example"
        )
        rows = [
            ("name", "tax_code", "website", "address", "name_en"),
            ("Nhựa A", tax_code, "a.example", "Lô A1", "Plastics A"),
            ("Mới", new_tax_code(), None, None, None),
        ]
        report = import_suppliers(database, rows)
        assert report.created == 2
        assert [item.model_dump() for item in report.attached] == [
            {"row": 2, "organization_id": organization_id, "kept_columns": ["name"]}
        ]
        with database.read() as session:
            company = session.get_one(Organization, organization_id)
            assert (company.is_buyer, company.is_supplier) == (True, True)
            assert company.name == "Nhựa A (cũ)"
            assert (company.address, company.name_en) == ("Lô A1", "Plastics A")
            profile = session.get_one(SupplierProfile, report.supplier_ids[0])
            assert profile.organization_id == organization_id

    def test_a_company_that_needs_no_change_is_left_alone(self, database: Database) -> None:
        tax_code = new_tax_code()
        organization_id = register(database, name="A", tax_code=tax_code, is_supplier=True)
        report = import_suppliers(database, [("name", "tax_code"), ("A", tax_code)])
        assert report.attached[0].kept_columns == []
        with database.read() as session:
            assert session.get_one(Organization, organization_id).version == 1

    def test_what_exists_is_named_row_by_row(self, database: Database) -> None:
        header = ("name", "tax_code", "external_id")
        tax_code = new_tax_code()
        import_suppliers(database, [header, ("A", tax_code, "N1"), ("E", None, "N5")])
        before = count(database)
        rows = [
            header,
            ("A", tax_code, "N1"),
            ("B", None, "N5"),
            ("C", new_tax_code(), "N2"),
            ("D", None, None),
        ]
        with pytest.raises(InvalidFileError) as caught:
            import_suppliers(database, rows)
        found = [(problem.row, problem.column, problem.code) for problem in caught.value.problems]
        assert found == [
            (2, "tax_code", "supplier_exists"),
            (3, "external_id", "external_id_taken"),
        ]
        assert all(problem.render("vi") for problem in caught.value.problems)
        assert count(database) == before

    def test_only_the_first_suppliers_are_named(self, database: Database) -> None:
        rows = [("name",), *[(f"Công ty {number}",) for number in range(25)]]
        report = import_suppliers(database, rows)
        assert (report.created, len(report.supplier_ids)) == (25, 20)
