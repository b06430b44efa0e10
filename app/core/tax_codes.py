"""Vietnamese tax codes (mã số thuế): 10 digits for a company, 13 for a branch."""

from stdnum.exceptions import ValidationError
from stdnum.vn import mst


class InvalidTaxCodeError(ValueError):
    """The text is no tax code of a company or branch."""


def normalise_tax_code(text: str) -> str:
    """Return a tax code as bare digits.

    The check digit is checked with python-stdnum. The 12-digit personal number that natural
    persons use since July 2025 is personal data and is not accepted.

    Raises:
        InvalidTaxCodeError: Wrong length, characters or check digit.
    """
    try:
        return str(mst.validate(text.strip()))
    except ValidationError as error:
        raise InvalidTaxCodeError(text) from error
