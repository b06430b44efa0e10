"""Reading of a cell that states one held certificate: its name, its number and its dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.reference.text import fold

_DATE = re.compile(
    r"(?<![0-9/.-])(?:"
    r"(?P<y>[0-9]{4})(?P<s1>[-/.])(?P<m>[0-9]{1,2})(?P=s1)(?P<d>[0-9]{1,2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"|(?P<d2>[0-9]{1,2})(?P<s2>[-/.])(?P<m2>[0-9]{1,2})(?P=s2)(?P<y2>[0-9]{4})"
    r")(?![0-9/-])"
)
_MONTH = re.compile(
    r"(?<![0-9/.-])(?:[0-9]{1,2}[/-][0-9]{4}|(?:19|20)[0-9]{2}[/-][0-9]{1,2})(?![0-9/.-])"
)
"""A date without its day: too little to say whether a certificate is valid on a day."""

_NUMBER = re.compile(
    r"(?<![^\W_])(?:(?:certificate|cert|chứng chỉ|chứng nhận|giấy chứng nhận)\s+)?"
    r"(?:(?:number|no|số)(?![^\W_])|#)[.:#\s]*"
    r"(?P<number>(?=[A-Z./\- ]*[0-9])[A-Z0-9](?:[A-Z0-9./\- ]*[A-Z0-9])?)",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?<!\w)(?:ngay cap|cap ngay|cap|issued on|issued|issue date|date of issue|tu ngay|tu|from"
    r"|since)$"
)
"""Words (folded) that mark the date behind them as the date of issue."""

_DATE_WORDS = re.compile(
    r"(?<![^\W_])(?:ngày\s+)?(?:hết\s+hạn|hết\s+hiệu\s+lực|có\s+hiệu\s+lực|hiệu\s+lực"
    r"|có\s+giá\s+trị|ngày\s+cấp|cấp\s+ngày|cấp|HSD|expiry(?:\s+date)?|expires?(?:\s+on)?"
    r"|valid(?:\s+(?:until|to|through|till|from))?|until|till|issued(?:\s+on)?|issue\s+date"
    r"|date\s+of\s+issue|từ\s+ngày|đến\s+ngày|đến|từ|from|since)(?![^\W_])",
    re.IGNORECASE,
)
"""Words beside dates, that say nothing once the dates are taken out."""

_GAP = "|"
"""Stands where a date or its words were, so that nothing is read across."""

_LEFTOVERS = re.compile(r"\(\s*[-–,;:|\s]*\)|[|\s]+")


class BadDateError(ValueError):
    """A date that does not exist, or lacks its day.

    Attributes:
        text: The cell as given.
        value: The part of it that should be a date.
    """

    def __init__(self, text: str, value: str) -> None:
        super().__init__(f"{value!r} in {text!r} is not a date; write yyyy-mm-dd or dd/mm/yyyy")
        self.text = text
        self.value = value


@dataclass(frozen=True, slots=True)
class HeldText:
    """The parts of a cell that states one held certificate."""

    name: str
    number: str | None
    expires_on: date | None


def read_held(text: str) -> HeldText:
    """Take a cell apart into name, certificate number and date of expiry.

    Args:
        text: Such as "ISO 9001 (2027-03-01)" or "IATF 16949, số 12345, hết hạn 01/03/2027".

    Returns:
        The parts; the name is what remains.

    Raises:
        BadDateError: A date does not exist or lacks its day.
    """
    found = list(_dates(text))
    rest = _DATE.sub(_GAP, text)
    incomplete = _MONTH.search(rest)
    if incomplete:
        raise BadDateError(text, incomplete[0])
    if found:
        rest = _DATE_WORDS.sub(_GAP, rest)
    number = _NUMBER.search(rest)
    if number:
        rest = rest[: number.start()] + rest[number.end() :]
    return HeldText(
        name=_LEFTOVERS.sub(" ", rest).strip(" ,;:-–"),
        number=number["number"] if number else None,
        expires_on=max((day for match, day in found if not _is_issue(text, match)), default=None),
    )


def _dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for match in _DATE.finditer(text):
        year, month, day = (match[part] or match[part + "2"] for part in "ymd")
        try:
            yield match, date(int(year), int(month), int(day))
        except ValueError as error:
            raise BadDateError(text, match[0]) from error


def _is_issue(text: str, match: re.Match[str]) -> bool:
    """Say whether the words before a date mark it as the date of issue."""
    return _ISSUED.search(fold(text[: match.start()])) is not None
