"""What a new process gets ready before somebody waits for it."""

from collections.abc import Callable
from threading import Thread
from typing import get_args

from app.core.i18n import Language
from app.matches.contexts import relate_categories
from app.matches.live import LiveMarket
from app.matches.writing import REMEMBERED_SUPPLIERS, writer_in
from app.reading import load_reader

THREAD_NAME = "warming"


def write_suppliers(market: LiveMarket) -> None:
    """Write what rankings show of every supplier, in every language, and relate their trades."""
    relate_categories()
    for language in get_args(Language):
        writer_in(language).prepare(market.held_suppliers()[:REMEMBERED_SUPPLIERS])


def start_warming(*others: Callable[[], object]) -> None:
    """Read the words by which texts are understood, in a thread of its own.

    Rankings of what is stored do not need them, so that the service is ready without; but the
    first text that is written or asked for would wait some seconds for them.

    Args:
        others: What is to be done before.
    """

    def warm() -> None:
        for work in others:
            work()
        load_reader()

    Thread(target=warm, name=THREAD_NAME, daemon=True).start()
