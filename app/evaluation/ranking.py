"""The service's own rankings and category suggestions for all demands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from app.core.database import Session
from app.core.principal import COMMAND_LINE
from app.demands.service import DemandService
from app.evaluation.results import Run
from app.evaluation.storage import Stored
from app.evaluation.suggestions import suggest_categories
from app.matches.live import LiveMarket
from app.matches.requests import RankingRequest
from app.matches.schemas import SupplierMatchRead
from app.matches.service import MatchService
from app.matching import TIERS
from app.scoring.schemas import ScoringProfileName
from app.scoring.service import ScoringProfileService
from app.scoring.views import name_of

SHOWN = 5
"""Matches of each demand that are kept with their reasons."""

Progress = Callable[[], None]


@dataclass(frozen=True, slots=True)
class OwnRun:
    """What the service returned.

    Attributes:
        run: All rankings and suggestions.
        first: The first matches of each demand with their reasons, by the demand's id.
        scoring_profile: What it scored with.
    """

    run: Run
    first: Mapping[str, tuple[SupplierMatchRead, ...]]
    scoring_profile: ScoringProfileName


def rank_all(session: Session, stored: Stored, today: date, progress: Progress) -> OwnRun:
    """Rank all suppliers of every tier for every demand, and suggest categories.

    Args:
        session: The transaction.
        stored: The suppliers and demands.
        today: Day of the ranking.
        progress: Told after each demand.
    """
    matches = MatchService(session, COMMAND_LINE, LiveMarket(), "en")
    demands = DemandService(session, COMMAND_LINE)
    wanted = RankingRequest(frozenset(TIERS), len(stored.suppliers), 0, today)
    rankings, categories, first = {}, {}, {}
    for key, demand_id in stored.demands.items():
        items = matches.rank_suppliers(demand_id, wanted).items
        rankings[key] = tuple(stored.suppliers[item.supplier.id] for item in items)
        first[key] = tuple(items[:SHOWN])
        categories[key] = tuple(suggest_categories(demands.get_demand(demand_id)))
        progress()
    name = name_of(ScoringProfileService(session).resolve(None))
    return OwnRun(Run(rankings, categories), first, name)
