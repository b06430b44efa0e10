"""What keeps a supplier out, and which change would let it in."""

from app.matching.counterfactuals.candidates import find_candidates
from app.matching.counterfactuals.changes import (
    Change,
    HoldCertificate,
    MakeCapacity,
    MakeCategory,
    PlaceSite,
    apply,
)
from app.matching.counterfactuals.efforts import EFFORTS, Way
from app.matching.counterfactuals.gap import MOST_CHANGES, ChangeSet, Gap, Search, gap
from app.matching.counterfactuals.market import (
    SUBJECTS,
    Programme,
    Suppliers,
    market_opportunities,
)
from app.matching.counterfactuals.opportunities import Opportunity, opportunities
from app.matching.counterfactuals.thresholds import Threshold, threshold_of

__all__ = [
    "EFFORTS",
    "MOST_CHANGES",
    "SUBJECTS",
    "Change",
    "ChangeSet",
    "Gap",
    "HoldCertificate",
    "MakeCapacity",
    "MakeCategory",
    "Opportunity",
    "PlaceSite",
    "Programme",
    "Search",
    "Suppliers",
    "Threshold",
    "Way",
    "apply",
    "find_candidates",
    "gap",
    "market_opportunities",
    "opportunities",
    "threshold_of",
]
