from datetime import date
from decimal import Decimal

import pytest

from app.imports.headers import find_layout
from app.imports.supplier_rows import SupplierRow, read_suppliers
from app.spreadsheets import errors
from app.spreadsheets.errors import Faults
from app.spreadsheets.tables import Cell, Row, Table

TAX_CODE = "0100233488"


def read(*rows: dict[str, Cell]) -> tuple[list[SupplierRow], Faults]:
    """Read rows that are given by their columns; the first stands in row 2."""
    columns = list(dict.fromkeys(["name", *(column for row in rows for column in row)]))
    numbered = tuple(
        Row(number, tuple(row.get(column) for column in columns))
        for number, row in enumerate(rows, start=2)
    )
    table = Table(None, Row(1, tuple(columns)), numbered, 0)
    faults = Faults()
    return read_suppliers(table, find_layout(table, "suppliers"), faults), faults


def supplier(**cells: Cell) -> SupplierRow:
    found, faults = read({"name": "Nhựa Ví Dụ", **cells})
    assert faults.problems == []
    return found[0]


def fault(**cells: Cell) -> tuple[str, str | None, str | None]:
    """Return code, column and value of the only fault of a row."""
    found, faults = read({"name": "Nhựa Ví Dụ", **cells})
    assert found == []
    (problem,) = faults.problems
    assert (problem.place, problem.row, problem.pointer) == ("file", 2, "")
    assert problem.render("en")
    assert problem.render("vi")
    return problem.code, problem.column, problem.value


def test_a_name_is_enough() -> None:
    made = supplier()
    assert made.organization.is_supplier
    assert made.organization.data_origin == made.profile.data_origin == "imported"
    assert made.profile.sites == []
    assert made.profile.capabilities == []
    assert made.profile.certifications is None
    assert made.contact is None


def test_every_column_reaches_its_field() -> None:
    made = supplier(
        external_id="NCC-1",
        tax_code=TAX_CODE,
        name_en="Example Plastics",
        province="Bình Dương",
        address="Lô A1, Thuận An",
        industrial_park="VSIP I",
        categories="PLA-INJ",
        capabilities="Ép phun vỏ máy",
        materials="ABS; PC",
        machines="máy ép 350 tấn",
        monthly_capacity="50000 pcs",
        certifications="ISO 9001 (2027-03-01)",
        employees=Decimal(120),
        founded_year="2009",
        website="www.nhua.example",
        contact_name="Nguyễn Văn Ví Dụ",
        contact_email="vi.du@nhua.example",
        contact_phone="028 0000 0000",
        export_markets="JP; US",
        fdi_customers="Hãng A; Hãng B",
        badges="Chương trình X",
    )
    assert made.organization.model_dump(include={"name_en", "tax_code", "website", "address"}) == {
        "name_en": "Example Plastics",
        "tax_code": TAX_CODE,
        "website": "https://www.nhua.example",
        "address": "Lô A1, Thuận An",
    }
    profile = made.profile
    assert profile.external_id == "NCC-1"
    assert (profile.employees, profile.founded_year) == (120, 2009)
    assert profile.export_markets == ["JP", "US"]
    assert profile.fdi_customers == ["Hãng A", "Hãng B"]
    assert profile.badges == ["Chương trình X"]
    (site,) = profile.sites
    assert (site.province, site.legacy_province) == ("79", "74")
    assert (site.address, site.industrial_park) == ("Lô A1, Thuận An", "VSIP I")
    (capability,) = profile.capabilities
    assert (capability.category, capability.text) == ("PLA-INJ", "Ép phun vỏ máy")
    assert capability.materials == ["ABS", "PC"]
    assert capability.machines == ["máy ép 350 tấn"]
    assert capability.monthly_capacity is not None
    assert capability.monthly_capacity.value == 50000
    assert capability.monthly_capacity.unit == "pcs"
    assert made.contact is not None
    assert made.contact.model_dump(exclude_none=True) == {
        "name": "Nguyễn Văn Ví Dụ",
        "email": "vi.du@nhua.example",
        "phone": "028 0000 0000",
    }


class TestSites:
    def test_the_address_tells_the_old_province(self) -> None:
        for cells in (
            {"province": "TP.HCM", "address": "Dĩ An"},
            {"province": "TP.HCM", "industrial_park": "KCN VSIP I, Thuận An"},
            {"address": "KCN VSIP I, Thuận An, Bình Dương"},
        ):
            (site,) = supplier(**cells).profile.sites
            assert (site.province, site.legacy_province) == ("79", "74")

    def test_an_address_that_tells_no_province_is_a_site_all_the_same(self) -> None:
        (site,) = supplier(address="Lô A1, đường số 2").profile.sites
        assert (site.province, site.address) == (None, "Lô A1, đường số 2")

    def test_a_merged_province_alone_leaves_the_old_one_open(self) -> None:
        (site,) = supplier(province="TP.HCM").profile.sites
        assert (site.province, site.legacy_province) == ("79", None)


class TestCapabilities:
    def test_categories_and_texts_pair_and_share_the_rest(self) -> None:
        made = supplier(
            categories="PLA-INJ;; MAC-CNC",
            capabilities="Ép nhựa; Sơn",
            materials="ABS",
            monthly_capacity="20 tấn/tháng",
        )
        found = made.profile.capabilities
        assert [(item.category, item.text) for item in found] == [
            ("PLA-INJ", "Ép nhựa"),
            (None, "Sơn"),
            ("MAC-CNC", ""),
        ]
        for item in found:
            assert item.materials == ["ABS"]
            assert item.monthly_capacity is not None
            assert item.monthly_capacity.unit == "t"

    @pytest.mark.parametrize(
        ("column", "text"), [("materials", "ABS"), ("machines", "x"), ("monthly_capacity", "5 t")]
    )
    def test_what_belongs_to_no_capability_is_not_lost(self, column: str, text: str) -> None:
        assert fault(**{column: text}) == ("no_capability", column, text)

    def test_a_fault_that_all_share_is_named_once(self) -> None:
        assert fault(capabilities="a;b;c", materials="x" * 201)[:2] == (
            "string_too_long",
            "materials",
        )
        assert fault(capabilities="a;b;c", monthly_capacity="5 quả táo") == (
            "unknown_unit",
            "monthly_capacity",
            "quả táo",
        )


class TestCertifications:
    def test_expiry_and_number_are_read(self) -> None:
        text = "ISO 9001:2015 (2027-03-01); IATF 16949, số 123; RoHS"
        found = supplier(certifications=text).profile.certifications
        assert found is not None
        assert [(item.code, item.expires_on, item.number) for item in found] == [
            ("ISO-9001", date(2027, 3, 1), None),
            ("IATF-16949", None, "123"),
            ("ROHS", None, None),
        ]
        assert found[0].as_written == "ISO 9001:2015"

    def test_a_lapsed_certificate_is_taken(self) -> None:
        found = supplier(certifications="ISO 9001 (01/03/2020)").profile.certifications
        assert found is not None
        assert found[0].expires_on == date(2020, 3, 1)

    def test_an_empty_cell_is_not_known_and_none_is_none(self) -> None:
        assert supplier(certifications=None).profile.certifications is None
        assert supplier(certifications="Không có").profile.certifications == []

    @pytest.mark.parametrize(
        ("text", "code", "value"),
        [
            ("ISO 9001; ISO 99999", "unknown_reference", "ISO 99999"),
            ("ISO 9001 (31/02/2027)", "not_a_date", "ISO 9001 (31/02/2027)"),
            ("ISO 9001 (03/2027)", "not_a_date", "ISO 9001 (03/2027)"),
            ("none; ISO 9001", "none_and_some", "none; ISO 9001"),
            ("ISO 9001; (2027-03-01)", "no_certificate_named", "(2027-03-01)"),
        ],
    )
    def test_what_is_not_clear_is_refused(self, text: str, code: str, value: str) -> None:
        assert fault(certifications=text) == (code, "certifications", value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": None, "external_id": "1"}, ("missing", "name", None)),
        ({"tax_code": "0100233489"}, ("invalid_tax_code", "tax_code", "0100233489")),
        ({"tax_code": Decimal(100233488)}, ("leading_zero_lost", "tax_code", "100233488")),
        ({"province": "QN"}, ("ambiguous_reference", "province", "QN")),
        ({"province": "QN", "address": "x"}, ("ambiguous_reference", "province", "QN")),
        ({"address": date(2027, 3, 1)}, ("not_text", "address", "2027-03-01")),
        ({"industrial_park": True}, ("not_text", "industrial_park", "TRUE")),
        ({"industrial_park": "x" * 301}, ("string_too_long", "industrial_park", "x" * 80)),
        ({"categories": "zzzz"}, ("unknown_reference", "categories", "zzzz")),
        ({"categories": True, "materials": "x"}, ("not_text", "categories", "TRUE")),
        (
            {"capabilities": "x", "monthly_capacity": "5000"},
            ("not_an_amount", "monthly_capacity", "5000"),
        ),
        (
            {"capabilities": "x", "monthly_capacity": "20 tấn/năm"},
            ("not_monthly", "monthly_capacity", "20 tấn/năm"),
        ),
        (
            {"capabilities": "x", "monthly_capacity": "0 t"},
            ("greater_than", "monthly_capacity", "0 t"),
        ),
        ({"employees": "50-100"}, ("not_a_number", "employees", "50-100")),
        ({"employees": Decimal(-1)}, ("greater_than_equal", "employees", "-1")),
        ({"founded_year": Decimal(98)}, ("greater_than_equal", "founded_year", "98")),
        ({"website": "không có"}, ("string_pattern_mismatch", "website", "không có")),
        ({"contact_email": "a@"}, ("string_pattern_mismatch", "contact_email", "a@")),
        ({"contact_phone": "12"}, ("string_too_short", "contact_phone", "12")),
        (
            {"contact_phone": Decimal(901000000)},
            ("leading_zero_lost", "contact_phone", "901000000"),
        ),
        ({"badges": "x" * 201}, ("string_too_long", "badges", "x" * 80)),
        (
            {"capabilities": ";".join("x" * 51)},
            ("too_long", "capabilities", ";".join("x" * 51)[:80]),
        ),
    ],
)
def test_a_fault_names_column_and_value(
    cells: dict[str, Cell], expected: tuple[str, str, str | None]
) -> None:
    assert fault(**cells) == expected


def test_an_address_too_long_for_company_and_site_is_named_once() -> None:
    assert fault(address="x" * 1001)[:2] == ("string_too_long", "address")


def test_remedies_are_words_and_not_patterns() -> None:
    _, faults = read({"name": "A", "website": "x", "contact_email": "x", "contact_phone": "x" * 9})
    assert len(faults.problems) == 3
    for problem in faults.problems:
        assert "^" not in problem.render("en")
        assert "^" not in problem.render("vi")


def test_numbers_and_tax_codes_that_stand_twice_name_both_rows() -> None:
    _, faults = read(
        {"name": "A", "external_id": "7", "tax_code": TAX_CODE},
        {"name": "B", "external_id": "7", "tax_code": "0100 233 488"},
        {"name": "C", "external_id": True, "tax_code": "x"},
        {"name": "D", "external_id": True, "tax_code": "x"},
    )
    twice = [p for p in faults.problems if p.code == "stands_twice"]
    assert [(problem.row, problem.column) for problem in twice] == [
        (3, "external_id"),
        (3, "tax_code"),
    ]
    assert all("row 2" in problem.render("en") for problem in twice)


def test_reading_ends_when_no_more_faults_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "MAX_PROBLEMS", 2)
    nameless: dict[str, Cell] = {"name": None, "badges": "x"}
    found, faults = read(*[nameless] * 5, {"name": "A"})
    assert found == []
    assert faults.has_more
