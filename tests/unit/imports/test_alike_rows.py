"""Rows of one file that may be one company: how many are remembered."""

import pytest
from pydantic import JsonValue

from app.imports.planning import alike_rows
from app.imports.planning.alike_rows import AlikeRows
from app.imports.rows.context import ALIKE
from app.imports.rows.interpretation import InterpretedRow

NAMES = (
    "Công ty TNHH Nhựa Bình Minh",
    "Cơ khí Tân Phú",
    "Điện tử Hoàng Gia",
    "CTY NHỰA BÌNH MINH",
    "CTY ĐIỆN TỬ HOÀNG GIA",
)


def _check(rows: AlikeRows, number: int, name: str, tax_code: str | None) -> object:
    content: dict[str, JsonValue] = {
        "organization": {"name": name, "tax_code": tax_code},
        "profile": {},
    }
    row = InterpretedRow(
        number=number,
        cells=(),
        state="ready",
        problems=(),
        guesses=(),
        content=content,
        keys={},
        context={},
    )
    alike = rows.check(row).context.get(ALIKE)
    return alike["row"] if isinstance(alike, dict) else None


@pytest.mark.parametrize("code", [None, "0300000057"])
def test_so_many_rows_are_remembered_that_memory_stays_flat(
    code: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alike_rows, "MOST_REMEMBERED", 2)
    rows = AlikeRows("suppliers")
    codes = [code, code, code, None, None]
    found = [
        _check(rows, number, name, given)
        for number, (name, given) in enumerate(zip(NAMES, codes, strict=True), start=1)
    ]
    assert found == [None, None, None, 1, None]


def test_rows_beyond_the_limit_are_compared_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike_rows, "MOST_COMPARED", 2)
    rows = AlikeRows("suppliers")
    assert [_check(rows, number, NAMES[0], None) for number in (1, 2, 3)] == [None, 1, None]


def test_names_that_are_all_alike_are_compared_only_so_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alike_rows, "MOST_PAIRS", 2)
    rows = AlikeRows("suppliers")
    found = [_check(rows, number, NAMES[0], None) for number in range(1, 5)]
    assert found == [None, 1, 1, None]
