"""The market as it stands in memory, for answers that need no session."""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from app.core.database import Session
from app.matches.live.shelf import DemandEntry, Entry, Shelf
from app.matches.live.state import MarketState
from app.matches.live.view import MarketView

T = TypeVar("T")
L = TypeVar("L")
P = TypeVar("P")

_NOBODY = Session()
"""Stands for the session that is not there; it has no database to ask."""


class NotHeldError(Exception):
    """What is asked for is not in memory."""


class HeldView(MarketView):
    """Rankings and details of what a process holds; raises `NotHeldError` for all else.

    Args:
        state: What the process holds.
        generation: The state of the view.
    """

    def __init__(self, state: MarketState, generation: int) -> None:
        super().__init__(state, _NOBODY, generation)

    @property
    def suppliers(self) -> int:
        """How many suppliers are ranked."""
        return len(self._state.suppliers)

    def get_demand(self, demand_id: str) -> DemandEntry:
        """Return a demand of any status.

        Raises:
            NotHeldError: It is not in memory.
        """
        entry = self._state.demand_shelf.get(demand_id, self.generation)
        if entry is None:
            raise NotHeldError
        return entry

    def recall(self, key: Hashable, work: Callable[[], T] | None = None) -> T:
        """Return what somebody has worked out from this state.

        Raises:
            NotHeldError: Nobody has.
        """
        return super().recall(key, work or _raise_not_held)

    def _find(
        self,
        shelf: Shelf[L, P],
        keys: Sequence[str],
        load: Callable[[Session, Sequence[str]], dict[str, Entry[L, P]]],
    ) -> dict[str, Entry[L, P]]:
        del load
        held = {key: shelf.get(key, self.generation) for key in keys}
        found = {key: entry for key, entry in held.items() if entry is not None}
        if len(found) < len(held):
            raise NotHeldError
        return found


def _raise_not_held() -> T:  # type: ignore[type-var] # it never returns
    raise NotHeldError
