from datetime import date
from decimal import Decimal

import pytest

from app.demands.schemas import DemandInList
from app.imports.rows.demands import read_demand
from app.imports.rows.plan import RowPlan
from app.imports.rows.reader import RowReader
from app.spreadsheets.tables import Cell, Row

FUTURE = date(2199, 12, 31)


def reader_of(**cells: Cell) -> RowReader:
    positions = {column: index for index, column in enumerate(cells)}
    return RowReader(Row(2, tuple(cells.values())), RowPlan(positions, silent=frozenset(range(99))))


def demand(**cells: Cell) -> DemandInList:
    reader = reader_of(**{"name": "Vít", **cells})
    found = read_demand(reader)
    assert reader.problems == []
    return DemandInList.model_validate(found)


def fault(**cells: Cell) -> tuple[str, str | None, str | None]:
    """Return code, column and value of the only fault of a row."""
    reader = reader_of(**{"name": "Vít", **cells})
    assert read_demand(reader) is None
    (problem,) = reader.problems
    assert problem.text.en
    assert problem.text.vi
    return problem.code, problem.column, problem.value


def test_a_name_is_enough() -> None:
    made = demand()
    assert made.name == "Vít"
    assert made.model_dump(exclude_defaults=True) == {"name": "Vít"}


def test_every_column_reaches_its_field() -> None:
    made = demand(
        external_id=Decimal(12),
        name_en="Screw",
        specification="M3 x 8",
        category="MET-FAS; ép nhựa",
        material="SUS304; ABS",
        quantity=Decimal("1200.5"),
        unit="cái",
        period="hàng tháng",
        required_certifications="ISO 9001-2015; IATF 16949",
        preferred_certifications="ISO 14001",
        delivery_province="Bình Dương",
        allowed_provinces="TP.HCM; Bình Dương; legacy:75",
        max_distance_km="50 km",
        needed_by=FUTURE,
        drawing_ref="D-1; D-2",
        standard_ref="JIS B1111",
        approvals="UL yellow card",
        notes=Decimal(7),
    )
    delivery = made.delivery
    assert delivery is not None
    assert (delivery.province, delivery.legacy_province, delivery.address) == ("79", "74", None)
    assert made.model_dump(exclude={"delivery"}, exclude_defaults=True) == {
        "external_id": "12",
        "name": "Vít",
        "name_en": "Screw",
        "specification": "M3 x 8",
        "categories": ["MET-FAS", "PLA-INJ"],
        "materials": ["SUS304", "ABS"],
        "quantity": Decimal("1200.5"),
        "unit": "pcs",
        "period": "month",
        "required_certifications": ["ISO-9001", "IATF-16949"],
        "preferred_certifications": ["ISO-14001"],
        "allowed_places": ["current:79", "legacy:74", "legacy:75"],
        "max_distance_km": 50,
        "needed_by": FUTURE,
        "drawing_refs": ["D-1", "D-2"],
        "standard_refs": ["JIS B1111"],
        "approvals": ["UL yellow card"],
        "notes": "7",
    }


def test_no_certificate_required_is_said_by_words_too() -> None:
    assert demand(required_certifications="Không").required_certifications == []


def test_what_a_delivery_place_says_beyond_its_province_is_kept() -> None:
    delivery = demand(delivery_province="KCN VSIP I, Thuận An, Bình Dương").delivery
    assert delivery is not None
    assert delivery.legacy_province == "74"
    assert delivery.address == "KCN VSIP I, Thuận An, Bình Dương"


@pytest.mark.parametrize("name", ["Hà Nội", "ha noi", "Hanoi", "current:01", "Thành phố Hà Nội"])
def test_the_name_of_a_province_is_no_address(name: str) -> None:
    delivery = demand(delivery_province=name).delivery
    assert delivery is not None
    assert (delivery.province, delivery.address) == ("01", None)


@pytest.mark.parametrize(
    ("unit", "period", "expected"),
    [
        ("cái/tháng", None, "month"),
        ("pcs per year", None, "year"),
        ("cái/tháng", "tháng", "month"),
        ("cái", "quý", "quarter"),
        ("cái", None, None),
    ],
)
def test_a_period_may_stand_behind_the_unit(
    unit: str, period: str | None, expected: str | None
) -> None:
    made = demand(quantity=Decimal(5), unit=unit, period=period)
    assert (made.unit, made.period) == ("pcs", expected)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"name": None, "notes": "x"}, ("missing", "name", None)),
        ({"name": "x" * 1001}, ("string_too_long", "name", "x" * 80)),
        ({"name": FUTURE}, ("not_text", "name", "2199-12-31")),
        ({"external_id": "x" * 101}, ("string_too_long", "external_id", "x" * 80)),
        ({"category": "ép nhựa; zzzz"}, ("unknown_reference", "category", "zzzz")),
        ({"category": "tu dien"}, ("ambiguous_reference", "category", "tu dien")),
        (
            {"required_certifications": "ISO 9001; ISO 99999"},
            ("unknown_reference", "required_certifications", "ISO 99999"),
        ),
        (
            {"preferred_certifications": "9001"},
            ("unknown_reference", "preferred_certifications", "9001"),
        ),
        (
            {"required_certifications": "ISO 9001", "preferred_certifications": "ISO 9001"},
            ("required_and_preferred", "preferred_certifications", "ISO 9001"),
        ),
        ({"delivery_province": "QN"}, ("ambiguous_reference", "delivery_province", "QN")),
        ({"delivery_province": "Atlantis"}, ("unknown_reference", "delivery_province", "Atlantis")),
        ({"delivery_province": "x" * 1001}, ("unknown_reference", "delivery_province", "x" * 80)),
        (
            {"allowed_provinces": "Hà Nội; 24"},
            ("ambiguous_reference", "allowed_provinces", "24"),
        ),
        ({"max_distance_km": "50"}, ("distance_from_nowhere", "max_distance_km", "50")),
        (
            {"max_distance_km": "xa", "delivery_province": "Hà Nội"},
            ("not_a_number", "max_distance_km", "xa"),
        ),
        (
            {"max_distance_km": Decimal("0.5"), "delivery_province": "Hà Nội"},
            ("int_from_float", "max_distance_km", "0.5"),
        ),
        (
            {"quantity": Decimal(-5), "unit": "pcs"},
            ("greater_than", "quantity", "-5"),
        ),
        ({"quantity": "-5", "unit": "pcs"}, ("greater_than", "quantity", "-5")),
        ({"quantity": "12.000", "unit": "pcs"}, ("ambiguous_number", "quantity", "12.000")),
        (
            {"quantity": "nhiều", "unit": "pcs", "period": "tháng"},
            ("not_a_number", "quantity", "nhiều"),
        ),
        ({"quantity": FUTURE, "unit": "pcs"}, ("not_text", "quantity", "2199-12-31")),
        ({"quantity": Decimal(5)}, ("unit_missing", "unit", None)),
        ({"unit": "pcs"}, ("quantity_missing", "unit", "pcs")),
        ({"quantity": Decimal(5), "unit": "quả táo"}, ("unknown_unit", "unit", "quả táo")),
        ({"quantity": Decimal(5), "unit": True}, ("not_text", "unit", "TRUE")),
        (
            {"quantity": Decimal(5), "unit": "pcs", "period": "thỉnh thoảng"},
            ("unknown_period", "period", "thỉnh thoảng"),
        ),
        (
            {"quantity": Decimal(5), "unit": "cái/tháng", "period": "năm"},
            ("periods_disagree", "period", "năm"),
        ),
        ({"needed_by": date(2020, 1, 1)}, ("date_in_past", "needed_by", "2020-01-01")),
        ({"needed_by": "01/01/2020"}, ("date_in_past", "needed_by", "01/01/2020")),
        ({"needed_by": "ngày mai"}, ("not_a_date", "needed_by", "ngày mai")),
        ({"material": "x" * 201}, ("string_too_long", "material", "x" * 80)),
        (
            {"drawing_ref": ";".join(f"D{number}" for number in range(51))},
            ("too_long", "drawing_ref", ";".join(f"D{number}" for number in range(51))[:80]),
        ),
    ],
)
def test_a_fault_names_column_and_value(
    cells: dict[str, Cell], expected: tuple[str, str, str | None]
) -> None:
    assert fault(**cells) == expected


class TestStatus:
    @pytest.mark.parametrize(
        ("text", "status"), [("open", "open"), ("Đang mở", "open"), ("bản nháp", "draft")]
    )
    def test_a_new_demand_is_a_draft_or_open(self, text: str, status: str) -> None:
        assert demand(status=text).status == status

    def test_an_end_needs_a_demand_that_there_is(self) -> None:
        assert fault(status="closed") == ("literal_error", "status", "closed")
        assert fault(status="xong") == ("unknown_status", "status", "xong")

    def test_a_row_of_a_stored_demand_may_have_ended(self) -> None:
        reader = reader_of(
            name="Vít", status="Đã hủy", needed_by=date(2020, 1, 1), ketnoi_id="dem_1"
        )
        found = read_demand(reader)
        assert reader.problems == []
        assert found == {"name": "Vít", "status": "cancelled", "needed_by": "2020-01-01"}


class TestDelivery:
    def test_address_and_province_stand_apart_or_together(self) -> None:
        given = demand(delivery_province="Bình Dương", delivery_address="Lô A1; đường 2").delivery
        assert given is not None
        assert (given.legacy_province, given.address) == ("74", "Lô A1; đường 2")
        both = demand(delivery_province="KCN VSIP, Bình Dương", delivery_address="Lô A1").delivery
        assert both is not None
        assert both.address == "Lô A1, KCN VSIP, Bình Dương"

    def test_an_address_alone_tells_the_province(self) -> None:
        given = demand(delivery_address="Lô A1, Thuận An, Bình Dương").delivery
        assert given is not None
        assert given.legacy_province == "74"

    def test_a_place_may_be_coordinates(self) -> None:
        given = demand(delivery_coordinates="10,5; 106,25", delivery_province="none").delivery
        assert given is not None
        assert (given.latitude, given.longitude, given.province) == (10.5, 106.25, None)

    def test_what_is_wrong_names_its_own_column(self) -> None:
        assert fault(delivery_coordinates="10")[:2] == ("not_coordinates", "delivery_coordinates")
        assert fault(delivery_coordinates="95, 10")[:2] == (
            "less_than_equal",
            "delivery_coordinates",
        )
        assert fault(delivery_address=True)[:2] == ("not_text", "delivery_address")
        assert fault(delivery_province="Paris")[:2] == ("unknown_reference", "delivery_province")


def test_a_buyer_may_be_hidden() -> None:
    assert demand(buyer_hidden="có").buyer_hidden
    assert fault(buyer_hidden="hm")[:2] == ("not_yes_or_no", "buyer_hidden")


def test_what_no_column_takes_is_kept_in_the_notes() -> None:
    cells = ("Vít", "gấp", "Hãng A")
    plan = RowPlan({"name": 0, "notes": 1}, {2: "Khách"}, frozenset({0, 1}))
    found = read_demand(RowReader(Row(2, cells), plan))
    assert found is not None
    assert found["notes"] == "gấp\nKhách: Hãng A"
    bad = RowReader(Row(2, ("Vít", True, "Hãng A")), plan)
    assert read_demand(bad) is None
