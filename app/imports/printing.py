"""What ``ketnoi import`` prints."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app.core.i18n import Language, Text
from app.imports.confirming import Confirmation
from app.imports.row_schemas import ImportRowRead
from app.imports.schemas import ImportRead

QUESTION = Text("Write {count} row(s)?", "Ghi {count} dòng?")

_SHOWN_PROBLEMS = 10

_SHEET = Text(
    "Sheet {sheet}, header in row {header}, {read} row(s), {blank} blank",
    "Trang tính {sheet}, tiêu đề ở dòng {header}, {read} dòng, {blank} dòng trống",
)
_STATES = Text(
    "{ready} ready, {needs_review} to decide, {invalid} invalid, {skipped} skipped",
    "{ready} sẵn sàng, {needs_review} cần quyết định, {invalid} không hợp lệ, {skipped} bỏ qua",
)
_ACTIONS = Text(
    "{create} new, {update} changed, {unchanged} unchanged; {missing} not in the file any more",
    "{create} mới, {update} thay đổi, {unchanged} không đổi; {missing} không còn trong tệp",
)
_WRITTEN = Text(
    "Written: {create} new, {update} changed, {unchanged} unchanged.",
    "Đã ghi: {create} mới, {update} thay đổi, {unchanged} không đổi.",
)
_LEFT = Text(
    "{needs_review} row(s) wait for a decision and {invalid} are invalid, in import {id}.",
    "Còn {needs_review} dòng chờ quyết định và {invalid} dòng không hợp lệ, trong lần nhập {id}.",
)
_UNCONFIRMED = Text(
    "Nothing was written. Import {id} keeps the preview; --yes writes the ready rows.",
    "Chưa ghi gì. Lần nhập {id} giữ bản xem trước; dùng --yes để ghi các dòng sẵn sàng.",
)
_COLUMNS = Text("Column|Header|Taken as|Sure|How", "Cột|Tiêu đề|Hiểu là|Độ chắc|Cách")
_PROBLEMS = Text("Row|Column|Value|What is wrong", "Dòng|Cột|Giá trị|Lỗi")


def print_preview(console: Console, preview: ImportRead, language: Language) -> None:
    """Print what was found in a file and what would come of it."""
    layout = preview.layout
    if layout is not None:
        header = ", ".join(map(str, layout.header_rows)) or "-"
        counts = preview.counts
        sheet = layout.sheet or preview.filename
        words = {"sheet": sheet, "header": header, "read": counts.read, "blank": counts.blank}
        console.print(escape(_SHEET.render(language, **words)))
        console.print(_columns(preview, language))
        for fact in layout.facts:
            console.print(f"- {escape(fact.detail)}")
    console.print(_STATES.render(language, **preview.counts.model_dump()))
    words = {**preview.actions.model_dump(), "missing": preview.missing.count}
    console.print(_ACTIONS.render(language, **words))
    rows = [*preview.first_rows.needs_review, *preview.first_rows.invalid]
    if rows:
        console.print(_problems(rows, language))


def print_confirmation(
    console: Console, shown: ImportRead, outcome: Confirmation, language: Language
) -> None:
    """Print what was written and what is left."""
    written = {name: outcome.written[name] for name in ("create", "update", "unchanged")}
    console.print(_WRITTEN.render(language, **written))
    counts = shown.counts
    if counts.needs_review or counts.invalid:
        console.print(_LEFT.render(language, id=shown.id, **counts.model_dump()))


def print_unconfirmed(console: Console, shown: ImportRead, language: Language) -> None:
    """Print that nothing was written, and how it would be."""
    console.print(_UNCONFIRMED.render(language, id=shown.id))


def _columns(preview: ImportRead, language: Language) -> Table:
    table = Table(*_COLUMNS.render(language).split("|"))
    for column in preview.layout.columns if preview.layout is not None else ():
        sure = f"{column.confidence:.0%}"
        header = escape(column.header)
        table.add_row(column.letters, header, column.column or "-", sure, column.how)
    return table


def _problems(rows: list[ImportRowRead], language: Language) -> Table:
    table = Table(*_PROBLEMS.render(language).split("|"))
    found = [(row.number, problem) for row in rows for problem in row.problems]
    for number, problem in found[:_SHOWN_PROBLEMS]:
        value = escape(problem.value or "")
        table.add_row(str(number), problem.column or "", value, escape(problem.detail))
    return table
