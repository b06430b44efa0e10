from datetime import date
from functools import cache

from app.demo.market import generate_market
from app.demo.records import Market
from app.demo.rows import (
    DEMAND_COLUMNS,
    SUPPLIER_COLUMNS,
    demand_rows,
    supplier_rows,
)
from app.reference import load_reference
from app.reference.units import load_units

REFERENCE = load_reference()


@cache
def market() -> Market:
    return generate_market(today=date(2026, 11, 21), suppliers=300, demands=200)


def test_a_supplier_row_has_the_columns_of_the_import() -> None:
    rows = supplier_rows(market())

    assert len(rows) == 300
    assert all(tuple(row) == SUPPLIER_COLUMNS for row in rows)
    assert all(isinstance(cell, str) for row in rows for cell in row.values())


def test_certificates_of_a_row_read_back_as_they_are_held() -> None:
    for supplier, row in zip(market().suppliers, supplier_rows(market()), strict=True):
        read = [
            REFERENCE.certifications.parse_held(text)
            for text in row["certifications"].split("; ")
            if text
        ]
        assert [held.resolution.key for held in read] == [h.code for h in supplier.certifications]
        assert [held.expires_on for held in read] == [
            held.expires_on for held in supplier.certifications
        ]


def test_the_nth_category_belongs_to_the_nth_text() -> None:
    for supplier, row in zip(market().suppliers, supplier_rows(market()), strict=True):
        categories, texts = row["categories"].split("; "), row["capabilities"].split("; ")
        assert categories == [capability.category or "" for capability in supplier.capabilities]
        assert texts == [capability.text.replace(";", ",") for capability in supplier.capabilities]


def test_rows_say_that_they_are_synthetic() -> None:
    assert all("Synthetic" in row["badges"] for row in supplier_rows(market()))
    for listed in market().demand_lists:
        assert all(row["notes"] for row in demand_rows(listed))


def test_places_read_back() -> None:
    for supplier, row in zip(market().suppliers, supplier_rows(market()), strict=True):
        if not supplier.sites:
            assert row["province"] == ""
            continue
        key = REFERENCE.places.resolve(row["province"]).key
        site = supplier.sites[0]
        assert key == row["province"]
        assert REFERENCE.places.current_of(key) == site.province


def test_capacities_name_an_amount_and_a_unit() -> None:
    cells = [row["monthly_capacity"] for row in supplier_rows(market()) if row["monthly_capacity"]]

    assert cells
    for cell in cells:
        amount, unit = cell.split()
        assert int(amount) > 0
        assert unit in load_units()


def test_a_demand_row_has_the_columns_of_the_import() -> None:
    rows = [row for listed in market().demand_lists for row in demand_rows(listed)]

    assert len(rows) == 200
    assert all(tuple(row) == DEMAND_COLUMNS for row in rows)
    assert any(row["needed_by"].startswith("2027-") for row in rows)
    assert any(row["delivery_province"].startswith("legacy:") for row in rows)
