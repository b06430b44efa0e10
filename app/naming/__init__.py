"""Company names: read, compared across languages, and found again among thousands.

Pure: a name is taken apart into legal form, trade, places, numbers and the distinctive rest; two
names are compared part by part, with Vietnamese marks as a signal of their own.
"""

from app.naming.comparing import compare_names
from app.naming.index import NameIndex
from app.naming.reading import CompanyName, read_name
from app.naming.reasons import (
    FULL_SCORE,
    REVIEW_FROM,
    SAME_FROM,
    NameComparison,
    Reason,
    Verdict,
    Wording,
)

__all__ = [
    "FULL_SCORE",
    "REVIEW_FROM",
    "SAME_FROM",
    "CompanyName",
    "NameComparison",
    "NameIndex",
    "Reason",
    "Verdict",
    "Wording",
    "compare_names",
    "read_name",
]
