"""Held certificates of a supplier in the cells of one row."""

from collections.abc import Sequence

from app.core.i18n import Text
from app.imports.cells.grammar import (
    has_positions,
    says_none,
    split,
    split_values,
    unescape,
    value_of,
)
from app.imports.cells.plain import CellError, read_date, read_text
from app.imports.rows.positions import fits, read_date_parts, read_parts
from app.imports.rows.reader import UNREADABLE, RowReader, Unreadable
from app.reference import load_reference
from app.reference.held_certificates import BadDateError, HeldText, read_held
from app.spreadsheets.tables import Cell

_LONGEST_WORDING = 200
"""Characters of the wording of a certificate that are kept."""

_BAD_DATE = Text(
    "'{given}' is no date. Write the last day of validity as in ISO 9001 (2027-03-01).",
    "'{given}' không phải là ngày. Hãy ghi ngày hết hạn như ISO 9001 (2027-03-01).",
)
_NO_NAME = Text(
    "Write the certificate before its last day, as in ISO 9001 (2027-03-01).",
    "Hãy ghi tên chứng nhận trước ngày hết hạn, ví dụ ISO 9001 (2027-03-01).",
)
_NONE_AND_SOME = Text(
    "The cell says that there is no certificate, and names one. Keep one of the two.",
    "Ô vừa ghi không có chứng nhận vừa nêu chứng nhận. Hãy giữ lại một trong hai.",
)
_NO_CERTIFICATE = Text(
    "This belongs to a certificate, and the row names none. Fill in certifications.",
    "Thông tin này thuộc về một chứng nhận nhưng dòng không nêu chứng nhận nào. Hãy điền"
    " certifications.",
)
_STATED_TWICE = Text(
    "The certificate says {first}, and this cell says {second}. Keep one of the two.",
    "Ô chứng nhận ghi {first} còn ô này ghi {second}. Hãy giữ lại một giá trị.",
)

CERTIFICATE_COLUMNS = {
    "certificate_wording": "as_written",
    "certificate_number": "number",
    "certificate_issuer": "issuer",
    "certificate_issued_on": "issued_on",
    "certificate_expires_on": "expires_on",
    "certificate_verified_by": "verified_by",
    "certificate_verified_on": "verified_on",
}
"""Fields of a certificate by the columns that tell them by position."""


def read_certifications(reader: RowReader) -> object:
    """Read the held certificates, each perhaps with its last day and its number."""
    named = reader.read("certifications", _read_named)
    told = {
        column: reader.read(column, read_date_parts if field.endswith("_on") else read_parts)
        for column, field in CERTIFICATE_COLUMNS.items()
    }
    if isinstance(named, Unreadable):
        return UNREADABLE
    held = [] if named is None else named
    for column, parts in told.items():
        if isinstance(parts, Unreadable) or not parts:
            continue
        if not any(held):
            reader.note(column, CellError("no_certificate", _NO_CERTIFICATE))
        elif fits(reader, column, parts, len(held)):
            _tell(reader, held, column, parts)
    return None if named is None else [dict(certificate) for certificate in held if certificate]


def _tell(
    reader: RowReader, held: Sequence[dict[str, object]], column: str, parts: Sequence[str]
) -> None:
    """Add what a column tells of each certificate, unless the certificate says otherwise."""
    field = CERTIFICATE_COLUMNS[column]
    for certificate, part in zip(held, parts, strict=False):
        if not part or not certificate:
            continue
        text = value_of(part)
        value: object = text
        if text is not None and field.endswith("_on"):
            try:
                value = read_date(text)
            except CellError as error:
                reader.note(column, error)
                continue
        first = certificate.get(field)
        if first not in {None, value} and field != "as_written":
            twice = CellError("stated_twice", _STATED_TWICE, part, first=first, second=value)
            reader.note(column, twice)
        certificate[field] = value


def _read_named(cell: Cell) -> list[dict[str, object]]:
    """Read which certificates are held; a place without one keeps its position."""
    text = read_text(cell)
    parts = split(text, "|") if has_positions(text) else list(filter(None, split_values(text)))
    if not any(map(says_none, parts)):
        return [_read_certification(unescape(part)) if part else {} for part in parts]
    if len(parts) > 1:
        raise CellError("none_and_some", _NONE_AND_SOME)
    return []


def _read_certification(text: str) -> dict[str, object]:
    held = read_certificate(text)
    if not held.name:
        raise CellError("no_certificate_named", _NO_NAME, text)
    return {
        "code": held.name,
        "as_written": held.name[:_LONGEST_WORDING].strip(),
        "number": held.number,
        "expires_on": held.expires_on,
    }


def read_certificate(text: str) -> HeldText:
    """Take one certificate apart.

    Raises:
        CellError: One of its dates is none.
    """
    try:
        return read_held(text)
    except BadDateError as error:
        raise CellError("not_a_date", _BAD_DATE, text, given=error.value) from error


def stands_for(written: str, code: str) -> bool:
    """Say whether the wording of a certificate is read as one with this code, and nothing else."""
    resolution = load_reference().certifications.resolve(written)
    try:
        held = read_held(written)
    except BadDateError:
        return False
    return resolution.key == code and held == HeldText(written, None, None)
