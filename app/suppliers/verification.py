"""Who may say that a certificate was checked."""

from collections.abc import Sequence

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.models import Certification
from app.suppliers.parts_schemas import CertificationFields

VERIFICATION_FIELDS = frozenset({"verified_by", "verified_on"})
_CONTENT_FIELDS = frozenset({"code", "as_written", "number", "issuer", "issued_on", "expires_on"})

_CENTRE_ONLY = Text(
    "Only the centre says who verified a certificate; leave this out.",
    "Chỉ trung tâm được ghi nhận việc xác minh chứng nhận; hãy bỏ trống.",
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


def forget_verification(row: Certification, changed: frozenset[str] | set[str]) -> None:
    """Take the verification off a certificate whose content changed after it was checked."""
    if changed & _CONTENT_FIELDS and not changed & VERIFICATION_FIELDS:
        row.verified_by = None
        row.verified_on = None
