"""What only the centre says of a supplier: who checked a certificate, and its own notes."""

from collections.abc import Sequence

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.models import Certification
from app.suppliers.parts_schemas import CertificationFields
from app.suppliers.schemas import SupplierUpdate

VERIFICATION_FIELDS = frozenset({"verified_by", "verified_on"})
_CONTENT_FIELDS = frozenset({"code", "as_written", "number", "issuer", "issued_on", "expires_on"})

_CENTRE_ONLY = Text(
    "Only the centre says who verified a certificate; leave this out.",
    "Chỉ trung tâm được ghi nhận việc xác minh chứng nhận; hãy bỏ trống.",
)
_CENTRE_NOTES = Text(
    "These are notes of the centre; leave them out.",
    "Đây là ghi chú của trung tâm; hãy bỏ trống.",
)
_TOGETHER = Text(
    "Give verified_by and verified_on together.", "Hãy nhập cả verified_by và verified_on."
)


def refuse_own_verification(actor: Principal, given: Sequence[CertificationFields]) -> None:
    """Check that only the centre verifies, and says both who and when.

    Raises:
        InvalidInputError: Somebody else did, or half of it is missing.
    """
    problems = []
    for certification in given:
        named = VERIFICATION_FIELDS & certification.model_fields_set
        if not actor.is_centre:
            problems += [
                Problem("centre_only", _CENTRE_ONLY, pointer=f"/{name}") for name in sorted(named)
            ]
        elif (certification.verified_by is None) != (certification.verified_on is None):
            problems.append(Problem("incomplete", _TOGETHER, pointer="/verified_by"))
    if problems:
        raise InvalidInputError(problems)


def refuse_own_notes(actor: Principal, patch: SupplierUpdate) -> None:
    """Check that only the centre writes its notes.

    Raises:
        InvalidInputError: Somebody else would.
    """
    if not actor.is_centre and "notes" in patch.model_fields_set:
        raise InvalidInputError([Problem("centre_only", _CENTRE_NOTES, pointer="/notes")])


def forget_verification(row: Certification, changed: frozenset[str] | set[str]) -> None:
    """Take the verification off a certificate whose content changed after it was checked."""
    if changed & _CONTENT_FIELDS and not changed & VERIFICATION_FIELDS:
        row.verified_by = None
        row.verified_on = None
