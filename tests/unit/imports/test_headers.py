import pytest

from app.imports import headers
from app.imports.columns import COLUMNS, ImportKind
from app.imports.detection.header_match import match_header
from app.imports.headers import header_key, load_headers

KINDS: tuple[ImportKind, ...] = ("demands", "suppliers")


@pytest.mark.parametrize("kind", KINDS)
def test_every_canonical_column_names_itself(kind: ImportKind) -> None:
    for column in COLUMNS[kind]:
        assert match_header(column, kind).column == column
        assert match_header(column.replace("_", " ").title(), kind).column == column


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_known_in_both_languages(kind: ImportKind) -> None:
    known = load_headers(kind)
    for column in COLUMNS[kind]:
        assert sum(other == column for other in known.values()) > 2, column


def test_a_header_for_two_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    swapped = {**COLUMNS, "demands": (*COLUMNS["demands"], "extra")}
    monkeypatch.setattr(headers, "COLUMNS", swapped)
    with pytest.raises(ValueError, match="other columns"):
        load_headers.__wrapped__("demands")
    known = {"so luong": "quantity"}
    with pytest.raises(ValueError, match="stands for quantity and for unit"):
        headers._add(known, "unit", ["Số lượng"])


def test_headers_are_compared_without_case_marks_and_punctuation() -> None:
    assert header_key(" TÊN_Hàng:\n(*) ") == "ten hang"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Số lượng", "quantity"),
        ("SO LUONG", "quantity"),
        ("Tên hàng / Item name", "name"),
        ("ĐVT (Unit)", "unit"),
        ("STT", "ignored"),
    ],
)
def test_headers_in_one_or_two_languages_are_known(header: str, column: str) -> None:
    assert match_header(header, "demands").column == column
