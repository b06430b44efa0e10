"""What can be wrong with a file, in words that say what to do about it."""

from app.core.errors import (
    AppError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
from app.core.i18n import Text

_INVALID_FILE = Text("Invalid file", "Tệp không hợp lệ")
_FILE_TOO_LARGE = Text("File too large", "Tệp quá lớn")
_WRONG_TYPE = Text("File type not supported", "Loại tệp không được hỗ trợ")


class FileTypeNotSupportedError(UnsupportedMediaTypeError):
    """The content is of a type that the import does not read."""

    code = "file_type_not_supported"
    title = _WRONG_TYPE
    detail = Text(
        "The content is {kind}; the import reads .xlsx, .xls, .ods and .csv. Open it in a"
        " spreadsheet program and save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv).",
        "Nội dung là {kind}; hệ thống chỉ nhập .xlsx, .xls, .ods và .csv. Hãy mở bằng phần mềm"
        " bảng tính rồi lưu thành Excel Workbook (.xlsx) hoặc CSV UTF-8 (.csv).",
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


class SheetNotFoundError(UnreadableFileError):
    """The chosen sheet is not in the file."""

    code = "sheet_not_found"
    detail = Text(
        "There is no sheet '{sheet}' in the file; it has: {sheets}.",
        "Tệp không có trang tính '{sheet}'; các trang hiện có: {sheets}.",
    )
