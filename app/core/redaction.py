"""Taking contacts out of free text before somebody reads it who may not see them."""

import re

from phonenumbers import Leniency, PhoneNumberMatcher

MARK = "[…]"
_ADDRESSES = re.compile(
    r"""[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+      # e-mail
      | (?:https?://|www\.)\S+                   # web address
      | \b(?:zalo|viber|whatsapp|wechat|skype|facebook|fb)\b\s*[:.]?\s*[\w+.@/-]*\d[\w+.@/-]*""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\d.,])(?:\+\d|0\d|84)(?:[\s.()-]{0,2}\d){7,11}(?![\d,])")
_PHONE_LIKE = re.compile(r"^(?:\+|0|84)")
_FEWEST_DIGITS = 7
"""No phone number of Vietnam has fewer; most texts have none and need no closer look."""


def redact_contacts(text: str) -> str:
    """Replace e-mail and web addresses and phone numbers in a text by a mark.

    Phone numbers are found with phonenumbers (region Vietnam) and, because numbers from before
    2017 are invalid there, by their form as well. Hiding a number too many costs little; showing
    one costs the centre its role.
    """
    text = _ADDRESSES.sub(MARK, text)
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return text
    for match in reversed(list(PhoneNumberMatcher(text, "VN", Leniency.POSSIBLE))):
        if _PHONE_LIKE.match(match.raw_string.strip("( ")):
            text = text[: match.start] + MARK + text[match.end :]
    return _DIGITS.sub(MARK, text)


def redact_all(texts: list[str]) -> list[str]:
    """Redact every text of a list."""
    return [redact_contacts(text) for text in texts]
