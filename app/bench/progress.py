"""Telling a person what is being measured, away from the JSON."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_EVERY_SECONDS = 5.0
"""How often a long step says how far it is."""


def say(text: str) -> None:
    """Write a line on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def counted(chunks: Iterable[Sequence[T]], doing: str, total: int) -> Iterator[Sequence[T]]:
    """Yield chunks, and say now and then how many items there were.

    Args:
        chunks: The chunks.
        doing: What is done with the items.
        total: How many items there will be.

    Yields:
        The chunks.
    """
    told = time.monotonic()
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        now = time.monotonic()
        if now - told >= _EVERY_SECONDS:
            say(f"  {doing}: {done:,} of {total:,}")
            told = now
