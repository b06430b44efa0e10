"""The suppliers and open demands that a process ranks, kept in step with the database."""

from app.matches.live.held import HeldView
from app.matches.live.market import Freshness, LiveMarket
from app.matches.live.poller import Poller
from app.matches.live.view import MarketView

__all__ = ["Freshness", "HeldView", "LiveMarket", "MarketView", "Poller"]
