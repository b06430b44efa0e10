"""Texts that a spreadsheet program would take for a formula: covered when written, and uncovered.

In a workbook a text cell is a text. In a text file nothing says so: a cell that begins with
``=``, ``+``, ``-``, ``@``, a tab or a carriage return may be run (OWASP, "CSV injection"). Such a
text gets an apostrophe before it, and one that begins with apostrophes before such a character
gets another, so that taking one off always gives the text again.
"""

import re
from typing import TypeVar

T = TypeVar("T")

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_COVERED = re.compile(r"'+[=+\-@\t\r]")


def neutralise(text: str) -> str:
    """Cover a text for a text file."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def keep_apostrophes(text: str) -> str:
    """Cover a text for a workbook: only where the reader would take an apostrophe off."""
    return f"'{text}" if _COVERED.match(text) else text


def is_dangerous(text: str) -> bool:
    """Tell whether a program would take a text for a formula if it were typed."""
    return _DANGEROUS.match(text) is not None


def restore(cell: T) -> T | str:
    """Uncover the content of a cell; what is not covered stays."""
    return cell[1:] if isinstance(cell, str) and _COVERED.match(cell) else cell
