"""What can be wrong with an import as a whole; what is wrong with rows stands in the rows."""

from app.core.errors import AppError, ConflictError, NotFoundError, Problem
from app.core.i18n import Text


class ImportNotFoundError(NotFoundError):
    """There is no such import, or it is another's."""

    code = "import_not_found"
    detail = Text("There is no such import.", "Không có lần nhập này.")


class ImportRowNotFoundError(NotFoundError):
    """The import has no row of this number."""

    code = "import_row_not_found"
    detail = Text("The import has no row {number}.", "Lần nhập này không có dòng {number}.")


class ImportBusyError(ConflictError):
    """The file is being read, or its rows are being written."""

    code = "import_busy"
    detail = Text(
        "The import is still at work ({phase}); ask for it again until it is done.",
        "Lần nhập đang được xử lý ({phase}); hãy hỏi lại đến khi xong.",
    )

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, in seconds."""
        return {"Retry-After": "2"}


class ImportEndedError(ConflictError):
    """The import was discarded, or its file could not be read."""

    code = "import_ended"
    detail = Text(
        "The import is {status}, so nothing of it can change any more. Upload the file again.",
        "Lần nhập đang ở trạng thái {status} nên không đổi được nữa. Hãy tải tệp lên lại.",
    )


class ImportPartlyWrittenError(ConflictError):
    """Rows are written, so the file is not read again."""

    code = "import_partly_written"
    detail = Text(
        "{written} row(s) are written already. Correct the other rows one by one, or upload the"
        " file again: what is written is recognised and updated.",
        "Đã ghi {written} dòng. Hãy sửa từng dòng còn lại, hoặc tải tệp lên lại: dữ liệu đã ghi sẽ"
        " được nhận ra và cập nhật.",
    )


class ImportFileGoneError(ConflictError):
    """The file was kept for a while only."""

    code = "import_file_gone"
    detail = Text(
        "The file was kept for {days} days. Correct single rows, or upload it again.",
        "Tệp chỉ được giữ {days} ngày. Hãy sửa từng dòng hoặc tải tệp lên lại.",
    )


class RowsNotReadyError(ConflictError):
    """All rows were to be written, and some cannot be."""

    code = "rows_not_ready"
    detail = Text(
        "Nothing was written: {needs_review} row(s) need a decision and {invalid} are invalid."
        " Correct or skip them, or confirm with mode=partial.",
        "Chưa ghi gì: {needs_review} dòng cần quyết định và {invalid} dòng không hợp lệ. Hãy sửa"
        " hoặc bỏ qua các dòng đó, hoặc xác nhận với mode=partial.",
    )


class RowWrittenError(ConflictError):
    """The row is written; the record itself can be changed."""

    code = "row_written"
    detail = Text(
        "Row {number} is written ({target_id}). Change that record instead.",
        "Dòng {number} đã được ghi ({target_id}). Hãy sửa bản ghi đó.",
    )


def problem_to_json(error: AppError) -> dict[str, object]:
    """Return an error with its words in both languages, to be kept with the import."""
    return {
        "status": error.status,
        "code": error.code,
        "title": error.title._asdict(),
        "text": Text(error.render_detail("en"), error.render_detail("vi"))._asdict(),
        "problems": [_fault(problem) for problem in error.problems],
    }


def _fault(problem: Problem) -> dict[str, object]:
    return {
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "text": {"en": problem.render("en"), "vi": problem.render("vi")},
    }
