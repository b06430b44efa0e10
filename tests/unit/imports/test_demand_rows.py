from datetime import date
from decimal import Decimal

import pytest

from app.demands.schemas import DemandInList
from app.imports.demand_rows import read_demands
from app.imports.headers import find_layout
from app.spreadsheets import errors
from app.spreadsheets.errors import Faults
from app.spreadsheets.tables import Cell, Row, Table

FUTURE = date(2199, 12, 31)


def read(*rows: dict[str, Cell]) -> tuple[list[DemandInList], Faults]:
    """Read rows that are given by their columns; the first stands in row 2."""
    columns = list(dict.fromkeys(["name", *(column for row in rows for column in row)]))
    numbered = tuple(
        Row(number, tuple(row.get(column) for column in columns))
        for number, row in enumerate(rows, start=2)
    )
    table = Table(None, Row(1, tuple(columns)), numbered, 0)
    faults = Faults()
    return read_demands(table, find_layout(table, "demands"), "open", faults), faults


def demand(**cells: Cell) -> DemandInList:
    found, faults = read({"name": "Vít", **cells})
    assert faults.problems == []
    return found[0]


def fault(**cells: Cell) -> tuple[str, str | None, str | None]:
    """Return code, column and value of the only fault of a row."""
    found, faults = read({"name": "Vít", **cells})
    assert found == []
    (problem,) = faults.problems
    assert (problem.place, problem.row, problem.pointer) == ("file", 2, "")
    assert problem.render("en")
    assert problem.render("vi")
    return problem.code, problem.column, problem.value


def test_a_name_is_enough() -> None:
    made = demand()
    assert made.name == "Vít"
    assert made.status == "open"
    assert made.model_dump(exclude_defaults=True) == {"name": "Vít", "status": "open"}


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
        "status": "open",
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
        ({"needed_by": Decimal(46447)}, ("not_a_date", "needed_by", "46447")),
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


def test_all_faults_of_all_rows_are_named() -> None:
    found, faults = read(
        {"name": "A", "quantity": "x", "needed_by": "y"},
        {"name": "B"},
        {"quantity": "-1", "unit": "pcs", "notes": "z"},
    )
    assert [made.name for made in found] == ["B"]
    assert [(problem.row, problem.column) for problem in faults.problems] == [
        (2, "quantity"),
        (2, "needed_by"),
        (4, "name"),
        (4, "quantity"),
    ]


def test_a_number_that_stands_twice_names_both_rows() -> None:
    found, faults = read(
        {"name": "A", "external_id": "7"},
        {"name": "B", "external_id": Decimal(7)},
        {"name": "C"},
        {"name": "D"},
    )
    (problem,) = faults.problems
    assert (problem.code, problem.row, problem.column) == ("stands_twice", 3, "external_id")
    assert "row 2" in problem.render("en")
    assert "dòng 2" in problem.render("vi")
    assert [made.name for made in found] == ["A", "C", "D"]


def test_reading_ends_when_no_more_faults_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "MAX_PROBLEMS", 2)
    nameless: dict[str, Cell] = {"name": None, "notes": "x"}
    found, faults = read(*[nameless] * 5, {"name": "A"})
    assert found == []
    assert len(faults.problems) == 2
    assert faults.has_more
