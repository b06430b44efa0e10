"""Templates: workbooks to fill in, with drop-downs, instructions and an example."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import BinaryIO

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from app.core.i18n import Language, Text
from app.imports.columns import DATE_COLUMNS, NUMBER_COLUMNS, REQUIRED_COLUMN, ImportKind
from app.imports.workbooks.column_texts import ColumnText, load_column_texts
from app.imports.workbooks.template_values import ValueList, value_lists
from app.spreadsheets.writing.tables import Column
from app.spreadsheets.writing.workbooks import WorkbookWriter

PREPARED_ROWS = 2_000
"""Rows of a template that have drop-downs; more may be filled in."""

TITLES = {
    "demands": Text("Ketnoi template demands", "Ketnoi mẫu nhu cầu"),
    "suppliers": Text("Ketnoi template suppliers", "Ketnoi mẫu nhà cung cấp"),
}
_FILL_IN = Text("Fill in here", "Điền vào đây")
_INSTRUCTIONS = Text("Instructions", "Hướng dẫn")
_LISTS = Text("Lists", "Danh mục")
_EXPLAINED = Text("Column of the sheet", "Cột trong trang")
_ABOUT = Text("What stands in it", "Nội dung cần ghi")
_EXAMPLE = Text("EXAMPLE (is not imported)", "VÍ DỤ (không được nhập)")
_RULES = (
    Text(
        "Fill in the first sheet, one row for each; only the coloured column must be filled in."
        " Columns that you do not need may be deleted.",
        "Điền vào trang đầu tiên, mỗi dòng một mục; chỉ cột tô màu là bắt buộc. Có thể xóa các cột"
        " không dùng.",
    ),
    Text(
        "Several values of one thing are divided by ; and several things (factories, capabilities,"
        " certificates, people) by | in the same order in all their columns; leave the place empty"
        " where nothing is known. A backslash before ; or | takes its meaning away.",
        "Nhiều giá trị của một mục cách nhau bằng dấu ; còn nhiều mục (nhà máy, năng lực, chứng"
        " nhận, người liên hệ) cách nhau bằng dấu | theo cùng thứ tự ở mọi cột; để trống chỗ chưa"
        " biết. Ghi dấu gạch chéo ngược trước ; hoặc | để giữ nguyên dấu đó.",
    ),
    Text(
        "Drop-downs offer the values that are known; other spellings are understood as well, and"
        " what is not clear is asked before anything is written.",
        "Danh sách thả xuống gợi ý các giá trị đã biết; cách viết khác vẫn được hiểu, và điều gì"
        " chưa rõ sẽ được hỏi trước khi ghi.",
    ),
)
_REQUIRED_FILL = "#FCE4B0"
_EXAMPLE_FILL = "#EDEDED"
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Characters of the words beside a cell (Excel's limits)."""


def write_template(target: BinaryIO, kind: ImportKind, language: Language) -> None:
    """Write the template of a kind.

    Args:
        target: Where to write.
        kind: What the table will hold.
        language: Language of headers, instructions and values.
    """
    texts = list(load_column_texts(kind).values())
    lists = value_lists(kind, language)
    with WorkbookWriter(target) as writer:
        _write_sheet(writer, kind, texts, lists, language)
        _write_instructions(writer, texts, language)
        _write_lists(writer, lists, _LISTS.render(language))


def _write_sheet(
    writer: WorkbookWriter,
    kind: ImportKind,
    texts: Sequence[ColumnText],
    lists: Sequence[ValueList],
    language: Language,
) -> None:
    columns = [Column(text.header_in(language), text.width) for text in texts]
    sheet = writer.add_sheet(_FILL_IN.render(language), columns, ())
    book = writer.book
    as_text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    for position, text in enumerate(texts):
        style = as_text
        if text.column in NUMBER_COLUMNS[kind]:
            style = writer.styles.number
        elif text.column in DATE_COLUMNS[kind]:
            style = writer.styles.day
        sheet.set_column(position, position, text.width, style)
        if text.column == REQUIRED_COLUMN:
            required = book.add_format({"bold": True, "bg_color": _REQUIRED_FILL, "border": 1})
            writer.write(sheet, 0, position, columns[position].header, style=required)
        _add_help(sheet, position, text, lists, language)
    sheet.autofilter(0, 0, PREPARED_ROWS, len(columns) - 1)


def _add_help(
    sheet: Worksheet,
    position: int,
    text: ColumnText,
    lists: Sequence[ValueList],
    language: Language,
) -> None:
    """Say beside the cells what goes in, and offer the known values; others may be typed."""
    help_texts = {
        "input_title": text.header_in(language)[:_LONGEST_TITLE],
        "input_message": text.about.render(language)[:_LONGEST_MESSAGE],
    }
    rule: dict[str, object] = {"validate": "any"}
    for index, offered in enumerate(lists):
        if text.column in offered.columns:
            rule = {
                "validate": "list",
                "source": _range_of(index, offered, _LISTS.render(language)),
                "show_error": False,
            }
    sheet.data_validation(1, position, PREPARED_ROWS, position, {**rule, **help_texts})


def _range_of(index: int, offered: ValueList, sheet_name: str) -> str:
    letters = xl_col_to_name(index, col_abs=True)
    return f"='{sheet_name}'!{letters}$2:{letters}${len(offered.values) + 1}"


def _write_instructions(
    writer: WorkbookWriter, texts: Sequence[ColumnText], language: Language
) -> None:
    columns = [
        Column(_EXPLAINED.render(language), 30),
        Column(_ABOUT.render(language), 80),
        Column(_EXAMPLE.render(language), 50),
    ]
    sheet = writer.add_sheet(_INSTRUCTIONS.render(language), columns, ())
    example = writer.book.add_format(
        {"italic": True, "bg_color": _EXAMPLE_FILL, "text_wrap": True, "valign": "top"}
    )
    row = 0
    for row, text in enumerate(texts, start=1):
        told = [text.header_in(language), text.about.render(language), text.example]
        writer.fit_row(sheet, row, told, columns)
        writer.write(sheet, row, 0, text.header_in(language))
        writer.write(sheet, row, 1, text.about.render(language))
        writer.write(sheet, row, 2, text.example, style=example)
    for offset, rule in enumerate(_RULES, start=row + 2):
        writer.fit_row(sheet, offset, [None, rule.render(language)], columns)
        writer.write(sheet, offset, 1, rule.render(language))


def _write_lists(writer: WorkbookWriter, lists: Sequence[ValueList], name: str) -> None:
    columns = [Column(offered.title, 36) for offered in lists]
    sheet = writer.add_sheet(name, columns, ())
    sheet.hide()
    rows = zip_longest(*(offered.values for offered in lists))
    for row, values in enumerate(rows, start=1):
        for position, value in enumerate(values):
            writer.write(sheet, row, position, value)
