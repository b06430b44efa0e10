"""What can be wrong with a file, in words that say what to do about it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from app.core.errors import (
    AppError,
    PayloadTooLargeError,
    Problem,
    UnsupportedMediaTypeError,
)
from app.core.i18n import Language, Text

MAX_PROBLEMS = 1000
"""Faults of one file that are listed; the answer says when there are more."""

_INVALID_FILE = Text("Invalid file", "Tệp không hợp lệ")
_FILE_TOO_LARGE = Text("File too large", "Tệp quá lớn")
_WRONG_TYPE = Text("File type not supported", "Loại tệp không được hỗ trợ")


class FileTypeNotSupportedError(UnsupportedMediaTypeError):
    """The content is of a type that the import does not read."""

    code = "file_type_not_supported"
    title = _WRONG_TYPE
    detail = Text(
        "The content is {kind}; the import reads .xlsx and .csv. Open it in a spreadsheet program"
        " and save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv).",
        "Nội dung là {kind}; hệ thống chỉ nhập .xlsx và .csv. Hãy mở bằng phần mềm bảng tính rồi"
        " lưu thành Excel Workbook (.xlsx) hoặc CSV UTF-8 (.csv).",
    )


class FileNameDisagreesError(UnsupportedMediaTypeError):
    """The name of the file says another type than its content."""

    code = "file_name_disagrees"
    title = _WRONG_TYPE
    detail = Text(
        "The file is named '{name}', but its content is {kind}. Give it a name that ends in"
        " {extension}, or upload the file that you meant.",
        "Tệp có tên '{name}' nhưng nội dung là {kind}. Hãy đặt tên kết thúc bằng {extension},"
        " hoặc tải lên đúng tệp.",
    )


class WorkbookWithMacrosError(UnsupportedMediaTypeError):
    """The workbook holds macros."""

    code = "workbook_with_macros"
    title = Text("Workbook with macros", "Tệp có macro")
    detail = Text(
        "The workbook holds macros (part '{part}'), which the import does not take. Save it as an"
        " Excel workbook (.xlsx) without macros.",
        "Tệp chứa macro (phần '{part}') nên không được nhập. Hãy lưu lại thành Excel Workbook"
        " (.xlsx) không có macro.",
    )


class FileTooLargeError(PayloadTooLargeError):
    """The file has more bytes than one upload may have."""

    code = "file_too_large"
    title = _FILE_TOO_LARGE
    detail = Text(
        "The file is larger than {limit} bytes. Divide its rows over several files.",
        "Tệp lớn hơn {limit} byte. Hãy chia các dòng thành nhiều tệp.",
    )


class UnpackedTooLargeError(PayloadTooLargeError):
    """The workbook unpacks to more than is allowed: by accident, or to do harm (zip bomb)."""

    code = "workbook_too_large"
    title = _FILE_TOO_LARGE
    detail = Text(
        "Unpacked, the workbook holds more than {limit} bytes. Copy the rows into a new workbook"
        " without pictures and formats, or divide them over several files.",
        "Sau khi giải nén, tệp lớn hơn {limit} byte. Hãy chép các dòng sang tệp mới không có ảnh"
        " và định dạng, hoặc chia thành nhiều tệp.",
    )


class TooManyPartsError(PayloadTooLargeError):
    """The workbook is packed from more parts than a table needs."""

    code = "too_many_parts"
    title = _FILE_TOO_LARGE
    detail = Text(
        "The workbook consists of more than {limit} parts. Copy the rows into a new workbook"
        " without pictures and other objects.",
        "Tệp gồm hơn {limit} phần. Hãy chép các dòng sang tệp mới không có ảnh và đối tượng khác.",
    )


class TooManyCellsError(PayloadTooLargeError):
    """The sheet has too many cells, or one far away from the others."""

    code = "too_many_cells"
    title = _FILE_TOO_LARGE
    detail = Text(
        "Sheet '{sheet}' reaches to cell {cell}; a table may have {columns} columns, and rows"
        " times columns at most {area}. Delete what stands outside of the table, or divide it.",
        "Trang tính '{sheet}' kéo dài đến ô {cell}; bảng được tối đa {columns} cột và số dòng nhân"
        " số cột tối đa {area}. Hãy xóa phần ngoài bảng hoặc chia bảng ra.",
    )


class TooManyRowsError(PayloadTooLargeError):
    """The table has more rows than one import may have."""

    code = "too_many_rows"
    title = _FILE_TOO_LARGE
    detail = Text(
        "The table has more than {limit} rows. Divide them over several files.",
        "Bảng có hơn {limit} dòng. Hãy chia thành nhiều tệp.",
    )


class UnreadableFileError(AppError):
    """The file as a whole cannot be read as one table."""

    status = 422
    code = "unreadable_file"
    title = _INVALID_FILE


class EmptyFileError(UnreadableFileError):
    """The file has no content."""

    code = "empty_file"
    detail = Text(
        "The file is empty. Upload a table with a header row and at least one row below it.",
        "Tệp rỗng. Hãy tải lên bảng có dòng tiêu đề và ít nhất một dòng dữ liệu.",
    )


class EmptyTableError(UnreadableFileError):
    """No sheet holds a header and a row below it."""

    code = "empty_table"
    detail = Text(
        "There is no data: the first row that is not empty is the header, and at least one row"
        " must stand below it.",
        "Không có dữ liệu: dòng đầu tiên không trống là tiêu đề, bên dưới phải có ít nhất một"
        " dòng.",
    )


class DamagedFileError(UnreadableFileError):
    """The workbook is not built as its format says."""

    code = "damaged_file"
    detail = Text(
        "The workbook is damaged or unusual ({what}). Open it in a spreadsheet program and save"
        " it again as .xlsx.",
        "Tệp bị hỏng hoặc khác thường ({what}). Hãy mở bằng phần mềm bảng tính rồi lưu lại thành"
        " .xlsx.",
    )


class PasswordProtectedError(UnreadableFileError):
    """The workbook is encrypted."""

    code = "password_protected"
    detail = Text(
        "The workbook is protected by a password. Remove the password and save it again.",
        "Tệp được bảo vệ bằng mật khẩu. Hãy gỡ mật khẩu rồi lưu lại.",
    )


class NotUtf8Error(UnreadableFileError):
    """A text file in another encoding than UTF-8."""

    code = "not_utf8"
    detail = Text(
        "The text is not valid UTF-8: byte {offset} in line {line} ({byte}). Save it as CSV UTF-8"
        " (in Excel: Save As, CSV UTF-8), or upload the .xlsx file.",
        "Văn bản không phải UTF-8 hợp lệ: byte {offset} ở dòng {line} ({byte}). Hãy lưu thành CSV"
        " UTF-8 (trong Excel: Save As, CSV UTF-8) hoặc tải lên tệp .xlsx.",
    )


class SeveralSheetsError(UnreadableFileError):
    """Several sheets hold data, and none was chosen."""

    code = "several_sheets"
    detail = Text(
        "Several sheets hold data: {sheets}. Name one in 'sheet', or delete the others.",
        "Nhiều trang tính có dữ liệu: {sheets}. Hãy chọn một trang trong 'sheet' hoặc xóa các"
        " trang còn lại.",
    )


class SheetNotFoundError(UnreadableFileError):
    """The chosen sheet is not in the file."""

    code = "sheet_not_found"
    detail = Text(
        "There is no sheet '{sheet}' in the file; it has: {sheets}.",
        "Tệp không có trang tính '{sheet}'; các trang hiện có: {sheets}.",
    )


class InvalidFileError(AppError):
    """Single cells, headers or rows must be corrected; nothing was written."""

    status = 422
    code = "invalid_file"
    title = _INVALID_FILE
    detail = Text(
        "{count} place(s) in the file must be corrected; 'errors' names each. Nothing was written.",
        "Cần sửa {count} chỗ trong tệp; xem chi tiết trong 'errors'. Chưa ghi dữ liệu nào.",
    )
    detail_of_many: ClassVar[Text] = Text(
        "More than {count} places in the file must be corrected; 'errors' names the first {count}."
        " Nothing was written.",
        "Cần sửa hơn {count} chỗ trong tệp; 'errors' liệt kê {count} chỗ đầu tiên. Chưa ghi dữ"
        " liệu nào.",
    )

    def __init__(self, problems: Sequence[Problem], *, has_more: bool = False) -> None:
        self.has_more = has_more
        super().__init__(problems, count=len(problems))

    def render_detail(self, language: Language) -> str:
        """Say also when there are faults that are not listed."""
        text = self.detail_of_many if self.has_more else self.detail
        return text.render(language, **self.params)


class Faults:
    """The faults found so far; those beyond `MAX_PROBLEMS` are not kept."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.has_more = False

    def __bool__(self) -> bool:
        return bool(self.problems)

    def add(self, problem: Problem) -> None:
        """Note one fault."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)
        else:
            self.has_more = True

    def add_all(self, problems: Iterable[Problem]) -> None:
        """Note several faults."""
        for problem in problems:
            self.add(problem)

    def raise_if_any(self) -> None:
        """Refuse the file if there is a fault.

        Raises:
            InvalidFileError: There is; names the faults.
        """
        if self:
            raise InvalidFileError(self.problems, has_more=self.has_more)
