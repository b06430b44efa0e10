"""What making a change takes, and how hard that is."""

from collections.abc import Mapping
from enum import StrEnum

ADDED = "change"
"""How the id of a row begins that exists only in a changed profile."""


class Way(StrEnum):
    """What making a change takes."""

    CONFIRM = "confirm"
    """Saying what is so already: it answers an open question, and may turn out to be a no."""
    RENEW = "renew"
    """Renewing a certificate that ended, or ends too early."""
    GAIN = "gain"
    """Getting what the supplier does not have."""


EFFORTS: Mapping[str, int] = {
    "certificate.confirm": 1,
    "category.confirm": 1,
    "site.confirm": 1,
    "capacity.confirm": 1,
    "certificate.renew": 4,
    "capacity.gain": 8,
    "certificate.gain": 10,
    "category.gain": 20,
    "site.gain": 40,
}
"""How hard each kind of change is, to order sets of the same size, and nothing more: an answer is
lighter than an audit, an audit lighter than a new trade, and a new factory is the heaviest."""
