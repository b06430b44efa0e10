"""Problems of matches."""

from app.core.errors import InvalidInputError, Place, Problem
from app.core.i18n import Text
from app.matching import UnsupportedConstraintError

_UNSUPPORTED = Text(
    "This constraint cannot be judged: {reason}", "Không thể xét điều kiện này: {reason}"
)


def explain_unsupported(
    error: UnsupportedConstraintError, place: Place = "body"
) -> InvalidInputError:
    """Return the problem of a demand that carries a constraint that cannot be judged.

    Args:
        error: What the matching core says.
        place: Where the demand was named.
    """
    params = (("reason", str(error)),)
    pointer = f"/{error.field}"
    return InvalidInputError(
        [Problem("unsupported_constraint", _UNSUPPORTED, place, pointer, params=params)]
    )
