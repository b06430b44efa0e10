from datetime import date
from decimal import Decimal

import pytest

from app.imports.rows.plan import RowPlan
from app.imports.rows.reader import RowReader
from app.imports.rows.suppliers import SupplierRow, _read_supplier, read_supplier
from app.spreadsheets.tables import Cell, Row

TAX_CODE = "0100233488"


def reader_of(**cells: Cell) -> RowReader:
    positions = {column: index for index, column in enumerate(cells)}
    return RowReader(Row(2, tuple(cells.values())), RowPlan(positions, silent=frozenset(range(99))))


def supplier(**cells: Cell) -> SupplierRow:
    reader = reader_of(**{"name": "Nhựa Ví Dụ", **cells})
    found = _read_supplier(reader)
    assert reader.problems == []
    assert found is not None
    return found


def fault(**cells: Cell) -> tuple[str, str | None, str | None]:
    """Return code, column and value of the only fault of a row."""
    reader = reader_of(**{"name": "Nhựa Ví Dụ", **cells})
    assert read_supplier(reader) is None
    (problem,) = reader.problems
    assert problem.text.en
    assert problem.text.vi
    return problem.code, problem.column, problem.value


def test_a_name_is_enough() -> None:
    made = supplier()
    assert made.organization.is_supplier
    assert made.organization.data_origin == made.profile.data_origin == "imported"
    assert made.profile.sites == []
    assert made.profile.capabilities == []
    assert made.profile.certifications is None
    assert made.contacts == []


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
    (person,) = made.contacts
    assert person.model_dump(exclude_none=True) == {
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

    def test_positions_keep_holes_and_what_belongs_to_them(self) -> None:
        made = supplier(
            categories="PLA-INJ | | TOO-PLM",
            capabilities="Ép; nhựa | | Khuôn",
            materials="ABS; PC | | S50C",
            tolerance="±0.05 mm | | none",
            moq="1000 cái | | 1 bộ",
            monthly_capacity="1200 cái/tháng | | ",
            lead_time_days="30 ngày",
            processes="không",
        )
        first, second = made.profile.capabilities
        assert (first.text, first.materials, first.tolerance) == (
            "Ép; nhựa",
            ["ABS", "PC"],
            "±0.05 mm",
        )
        assert (second.category, second.materials, second.tolerance) == ("TOO-PLM", ["S50C"], None)
        assert second.moq is not None
        assert (first.lead_time_days, second.lead_time_days) == (30, 30)
        assert second.monthly_capacity is None
        assert first.processes == []

    def test_categories_by_semicolon_stand_beside_texts_by_position(self) -> None:
        made = supplier(categories="PLA-INJ; TOO-PLM", capabilities="Ép nhựa | Khuôn")
        assert [(item.category, item.text) for item in made.profile.capabilities] == [
            ("PLA-INJ", "Ép nhựa"),
            ("TOO-PLM", "Khuôn"),
        ]

    def test_a_backslash_lets_a_mark_be_itself(self) -> None:
        made = supplier(capabilities=r"Ép \| phun\; sơn", export_markets=r"\NO; JP")
        assert [item.text for item in made.profile.capabilities] == ["Ép | phun; sơn"]
        assert made.profile.export_markets == ["NO", "JP"]


class TestContacts:
    def test_people_stand_side_by_side(self) -> None:
        made = supplier(contact_name="Lan | | Minh", contact_phone="028 111 222 | | 028 333 444")
        assert [(person.name, person.phone) for person in made.contacts] == [
            ("Lan", "028 111 222"),
            ("Minh", "028 333 444"),
        ]

    def test_a_lost_zero_is_put_back(self) -> None:
        assert supplier(contact_phone=Decimal(901000000)).contacts[0].phone == "0901000000"


class TestCompany:
    def test_it_is_registered_where_its_first_factory_is_unless_it_says(self) -> None:
        assert supplier(address="A | B").organization.address == "A"
        assert supplier(address="A", registered_office="C").organization.address == "C"
        assert supplier(address="A", registered_office="none").organization.address is None
        assert supplier(address="A", registered_office=r"\none").organization.address == "none"

    def test_its_data_may_have_another_origin_than_the_profile(self) -> None:
        made = supplier(data_origin="Synthetic; declared")
        assert (made.profile.data_origin, made.organization.data_origin) == (
            "synthetic",
            "declared",
        )
        made = supplier(data_origin="none")
        assert made.organization.data_origin == "imported"

    def test_a_foreign_company_is_told_by_its_number(self) -> None:
        made = supplier(country="jp", foreign_registration_number=Decimal(12), is_buyer="x")
        assert made.organization.country == "JP"
        assert made.organization.is_buyer


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

    def test_columns_of_their_own_tell_of_each(self) -> None:
        found = supplier(
            certifications="ISO 9001:2015 | | ISO-14001",
            certificate_wording="ISO 9001:2015 QMS | | none",
            certificate_number="A1 | | B2",
            certificate_issued_on="2026-01-01",
            certificate_expires_on=" | | 01/02/2029",
            certifications_complete="no",
        ).profile
        assert found.certifications is not None
        first, second = found.certifications
        assert (first.as_written, first.number, first.issued_on) == (
            "ISO 9001:2015 QMS",
            "A1",
            date(2026, 1, 1),
        )
        assert (second.as_written, second.number) == (None, "B2")
        assert second.expires_on == date(2029, 2, 1)
        assert found.certifications_complete is False
        day = date(2026, 1, 1)
        told = supplier(certifications="RoHS", certificate_issued_on=day).profile.certifications
        assert told is not None
        assert told[0].issued_on == day

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
            ("unit_missing", "monthly_capacity", "5000"),
        ),
        (
            {"capabilities": "x", "monthly_capacity": "20 tấn/năm"},
            ("not_monthly", "monthly_capacity", "20 tấn/năm"),
        ),
        (
            {"capabilities": "x", "monthly_capacity": "0 t"},
            ("greater_than", "monthly_capacity", "0 t"),
        ),
        ({"employees": "50-100"}, ("not_exact", "employees", "50-100")),
        ({"employees": Decimal(-1)}, ("greater_than_equal", "employees", "-1")),
        ({"founded_year": Decimal(98)}, ("greater_than_equal", "founded_year", "98")),
        ({"website": "không có"}, ("string_pattern_mismatch", "website", "không có")),
        ({"contact_email": "a@"}, ("string_pattern_mismatch", "contact_email", "a@")),
        ({"contact_phone": "12"}, ("string_too_short", "contact_phone", "12")),
        ({"country": "Nhật"}, ("string_pattern_mismatch", "country", "Nhật")),
        ({"is_active": "hm"}, ("not_yes_or_no", "is_active", "hm")),
        ({"coordinates": "đây"}, ("not_coordinates", "coordinates", "đây")),
        ({"coordinates": "91, 1"}, ("less_than_equal", "coordinates", "91, 1")),
        ({"site_name": "x" * 301}, ("string_too_long", "site_name", "x" * 80)),
        ({"data_origin": "chợ"}, ("literal_error", "data_origin", "chợ")),
        ({"registered_office": True}, ("not_text", "registered_office", "TRUE")),
        ({"contact_name": True}, ("not_text", "contact_name", "TRUE")),
        ({"contact_position": "x"}, ("empty_contact", "contact_name", None)),
        (
            {"capabilities": "a | b", "tolerance": "1 | 2 | 3"},
            ("too_many_parts", "tolerance", "1 | 2 | 3"),
        ),
        (
            {"capabilities": "a | b", "moq": "1 | 2 cái"},
            ("not_an_amount", "moq", "1 | 2 cái"),
        ),
        (
            {"capabilities": "a", "lead_time_days": "sớm"},
            ("not_a_number", "lead_time_days", "sớm"),
        ),
        ({"certificate_number": "1"}, ("no_certificate", "certificate_number", "1")),
        (
            {"certifications": "ISO 9001", "certificate_number": "1 | 2"},
            ("too_many_parts", "certificate_number", "1 | 2"),
        ),
        (
            {"certifications": "ISO 9001", "certificate_issued_on": "hôm qua"},
            ("not_a_date", "certificate_issued_on", "hôm qua"),
        ),
        (
            {"certifications": "ISO 9001 (2029-03-01)", "certificate_expires_on": "2029-03-02"},
            ("stated_twice", "certificate_expires_on", "2029-03-02"),
        ),
        (
            {"certifications": "ISO 9001", "certificate_issuer": True},
            ("not_text", "certificate_issuer", "TRUE"),
        ),
        (
            {"certifications": "ISO 9001", "certificate_issuer": "x" * 301},
            ("string_too_long", "certificate_issuer", "x" * 80),
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
    reader = reader_of(name="A", website="x", contact_email="x", contact_phone="x" * 9)
    assert read_supplier(reader) is None
    assert len(reader.problems) == 3
    for problem in reader.problems:
        assert "^" not in problem.text.en
        assert "^" not in problem.text.vi
