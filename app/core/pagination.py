"""Cursor pagination: pages by key, so that a page never skips or repeats a row."""

import base64
import binascii
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

_KEY = re.compile(r"[\x21-\x7e]{1,40}")

T = TypeVar("T")
U = TypeVar("U")

_INVALID_CURSOR = Text(
    "This cursor was not issued by this API: leave it out to start from the first page.",
    "Con trỏ trang này không do API cấp: hãy bỏ trống để bắt đầu từ trang đầu.",
)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for.

    Attributes:
        after: Key of the last row of the page before; None for the first page.
        limit: Most rows to return.
    """

    after: str | None = None
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of one page and the key after which the next one begins (None: the last page)."""

    items: Sequence[T]
    next_after: str | None

    def map(self, convert: Callable[[T], U]) -> "Page[U]":
        """Return the same page of converted rows."""
        return Page([convert(item) for item in self.items], self.next_after)


def cut_page(rows: Sequence[T], limit: int, key: Callable[[T], str]) -> Page[T]:
    """Make a page from up to ``limit + 1`` rows: the surplus row only tells that more follow."""
    items = rows[:limit]
    return Page(items, key(items[-1]) if len(rows) > limit else None)


def encode_cursor(after: str) -> str:
    """Wrap a key into an opaque cursor."""
    return base64.urlsafe_b64encode(json.dumps({"after": after}).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> str:
    """Unwrap a cursor.

    Raises:
        InvalidInputError: It is not one of ours.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        after = json.loads(base64.urlsafe_b64decode(padded.encode()))["after"]
    except (binascii.Error, ValueError, KeyError, TypeError, UnicodeError):
        after = None
    if not isinstance(after, str) or not _KEY.fullmatch(after):
        problem = Problem("invalid_cursor", _INVALID_CURSOR, "query", "cursor", value=cursor[:80])
        raise InvalidInputError([problem])
    return after
