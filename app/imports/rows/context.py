"""What belongs to a row beside its cells: fills, faults of the reading, keys."""

from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import JsonValue

from app.core.i18n import Text
from app.core.schemas import NAME_LENGTH
from app.core.tax_codes import InvalidTaxCodeError, normalise_tax_code
from app.imports.columns import REQUIRED_COLUMN
from app.imports.detection.filling import Fill
from app.imports.findings import Guess, RowProblem, Suggestion
from app.imports.rows.reader import RowReader
from app.reference.text import fold
from app.spreadsheets.tables import (
    MAX_QUOTED,
    UNREADABLE,
    Cell,
    CellFault,
    FaultCode,
    Row,
    column_letters,
    encode_cell,
    text_of,
)

ALIKE = "alike"
"""Key in a row's context of what is asked because an earlier row looks like it."""

ALIKE_IN_FILE = "alike_in_file"
"""Code of that question."""

_FILLED: Mapping[str, Text] = {
    "merged_down": Text(
        "The cell is merged with row {row}; its content counts for every row of it.",
        "Ô được gộp với dòng {row}; nội dung áp dụng cho mọi dòng trong ô gộp.",
    ),
    "merged_across": Text(
        "The cell is merged with the one beside it and takes its content.",
        "Ô được gộp với ô bên cạnh và lấy nội dung của ô đó.",
    ),
    "as_above": Text(
        "The cell says 'as above' and takes the content of row {row}.",
        "Ô ghi 'như trên' nên lấy nội dung của dòng {row}.",
    ),
}
_NOTHING_ABOVE = Text(
    "The cell says 'as above', but nothing stands above it. Type the content.",
    "Ô ghi 'như trên' nhưng phía trên không có nội dung. Hãy nhập nội dung.",
)
_FAULTS: Mapping[FaultCode, Text] = {
    "too_long": Text(
        "Cell {cell} holds a longer text than is read. Shorten it.",
        "Ô {cell} có nội dung dài quá giới hạn. Hãy rút ngắn.",
    ),
    "control_characters": Text(
        "Cell {cell} holds characters that no text has. Type its content again.",
        "Ô {cell} chứa ký tự điều khiển. Hãy nhập lại nội dung.",
    ),
    "damaged_characters": Text(
        "Some characters of cell {cell} were lost. Type its content again, or keep it as it is.",
        "Một số ký tự của ô {cell} đã bị mất. Hãy nhập lại, hoặc giữ nguyên.",
    ),
    "unreadable_value": Text(
        "The value of cell {cell} cannot be read. Type it again, or empty the cell.",
        "Không đọc được giá trị của ô {cell}. Hãy nhập lại hoặc xóa trống ô.",
    ),
    "formula_without_value": Text(
        "Cell {cell} holds a formula whose result is not stored in the file. Type the result, or"
        " open and save the file in a spreadsheet program.",
        "Ô {cell} là công thức chưa có kết quả trong tệp. Hãy nhập kết quả, hoặc mở và lưu lại tệp"
        " bằng phần mềm bảng tính.",
    ),
    "quotation_marks": Text(
        "The quotation marks of this row do not match, so its cells may be divided wrongly. Check"
        " the row, and confirm its name.",
        "Dấu ngoặc kép của dòng này không khớp nên các ô có thể bị chia sai. Hãy kiểm tra và xác"
        " nhận tên.",
    ),
    "too_many_columns": Text(
        "The row goes on to the right of the last column that is read. Check it, and confirm its"
        " name.",
        "Dòng này còn dữ liệu bên phải cột cuối cùng được đọc. Hãy kiểm tra và xác nhận tên.",
    ),
}

NO_NAME = RowProblem(
    "no_name",
    "refused",
    REQUIRED_COLUMN,
    None,
    Text("The row has no name. Give it one.", "Dòng này không có tên. Hãy nhập tên."),
)
NO_NAME_COLUMN = RowProblem(
    "no_name_column",
    "asked",
    REQUIRED_COLUMN,
    None,
    Text(
        "No column was recognised as the name. Say which column holds it, or type the name.",
        "Chưa rõ cột nào là tên. Hãy chọn cột tên hoặc nhập tên.",
    ),
)
NOT_UNDERSTOOD = RowProblem(
    "not_understood",
    "refused",
    None,
    None,
    Text(
        "The row could not be understood. Check its cells.",
        "Không hiểu được dòng này. Hãy kiểm tra các ô.",
    ),
)


def finding_of(fill: Fill, column: str, given: str) -> Guess | RowProblem:
    """Say what a filled cell took, or that there is nothing to take."""
    given = given[:MAX_QUOTED]
    if fill.code == "nothing_above":
        return RowProblem("nothing_above", "asked", column, given, _NOTHING_ABOVE)
    text = _FILLED[fill.code]
    words = Text(text.render("en", row=fill.row), text.render("vi", row=fill.row))
    return Guess(fill.code, column, given, text_of(fill.cell)[:MAX_QUOTED], words)


def problem_of_fault(fault: CellFault, column: str | None, row: Row) -> RowProblem:
    """Ask about a cell that could not be read as it stands.

    Args:
        fault: What is wrong with it.
        column: Its canonical name; None for a cell without a field, of which the person is asked
            by confirming the name of the row.
        row: The row.
    """
    cell = f"{column_letters(fault.position)}{row.number}"
    text = _FAULTS[fault.code]
    words = Text(text.render("en", cell=cell), text.render("vi", cell=cell))
    stands = row.cells[fault.position] if fault.position < len(row.cells) else None
    kept = stands if column is not None and isinstance(stands, str) else None
    suggestions = () if kept is None else (Suggestion(kept, Text(kept, kept)),)
    value = (fault.beginning or text_of(stands))[:MAX_QUOTED] or None
    return RowProblem(fault.code, "asked", column or REQUIRED_COLUMN, value, words, suggestions)


def keys_of(reader: RowReader, content: Mapping[str, JsonValue] | None) -> dict[str, str | None]:
    """Return the normalised keys by which a row is found again, at most 300 characters each."""
    if content is None:
        tax_code = _tax_code(_text(reader.cell("tax_code")))
    else:
        organization = cast("Mapping[str, str]", content.get("organization") or {})
        tax_code = organization.get("tax_code")
    return {
        "ketnoi_id": _key(reader.cell("ketnoi_id")),
        "external_id": _key(reader.cell("external_id")),
        "tax_code": tax_code,
        "name": _key(fold(_key(reader.cell(REQUIRED_COLUMN)) or "")),
    }


def _tax_code(text: str | None) -> str | None:
    try:
        return normalise_tax_code(text) if text else None
    except InvalidTaxCodeError:
        return None


def encode_cells(cells: Sequence[Cell]) -> tuple[JsonValue, ...]:
    """Return cells as JSON."""
    return tuple(
        cell if cell is None or isinstance(cell, str) else cast("JsonValue", encode_cell(cell))
        for cell in cells
    )


def context_of(
    row: Row, fills: Mapping[int, Fill], special: RowProblem | None
) -> dict[str, JsonValue]:
    """Return what is needed to interpret a row again on its own."""
    context: dict[str, JsonValue] = {}
    if fills:
        context["fills"] = {str(position): fill.to_json() for position, fill in fills.items()}
    if row.faults:
        context["faults"] = [
            {"position": fault.position, "code": fault.code, "beginning": fault.beginning}
            for fault in row.faults
        ]
    if special is not None:
        context["special"] = special.to_json()
    return context


def fills_of(context: Mapping[str, JsonValue]) -> dict[int, Fill]:
    """Return the fills of a row's context."""
    fills = cast("Mapping[str, Mapping[str, JsonValue]]", context.get("fills") or {})
    return {int(position): Fill.from_json(fill) for position, fill in fills.items()}


def faults_of(context: Mapping[str, JsonValue]) -> tuple[CellFault, ...]:
    """Return the faults of a row's context."""
    faults = cast("Sequence[Mapping[str, JsonValue]]", context.get("faults") or ())
    return tuple(
        CellFault(
            cast("int", fault["position"]),
            cast("FaultCode", fault["code"]),
            str(fault["beginning"]),
        )
        for fault in faults
    )


def without_results(cells: Sequence[Cell], faults: Sequence[CellFault]) -> tuple[Cell, ...]:
    """Return cells so that those of formulas without a result do not pass for empty ones."""
    lacking = [fault.position for fault in faults if fault.code == "formula_without_value"]
    if not lacking:
        return tuple(cells)
    result = [*cells, *[None] * (max(lacking) + 1 - len(cells))]
    for position in lacking:
        if result[position] is None:
            result[position] = UNREADABLE
    return tuple(result)


def special_of(context: Mapping[str, JsonValue]) -> RowProblem | None:
    """Return why a row is no data, as its context keeps it."""
    return _kept(context, "special")


def alike_of(context: Mapping[str, JsonValue]) -> RowProblem | None:
    """Return what is asked because an earlier row looks like this one, as its context keeps it."""
    return _kept(context, ALIKE)


def _kept(context: Mapping[str, JsonValue], key: str) -> RowProblem | None:
    kept = cast("Mapping[str, JsonValue] | None", context.get(key))
    return None if kept is None else RowProblem.from_json(kept)


def _key(cell: Cell) -> str | None:
    text = _text(cell)
    return text and text[:NAME_LENGTH]


def _text(cell: Cell) -> str | None:
    return text_of(cell).strip() or None
