"""The matching core: pure functions from a demand and a supplier to a match.

It knows no web framework, no database and no clock. Whoever calls it brings the day, the scoring
profile and the reference data; the same input gives the same output everywhere.
"""

from app.matching.criteria import CRITERIA, Criterion
from app.matching.diagnosis import Diagnosis, Direction, Obstacle, why_nothing
from app.matching.errors import UnsupportedConstraintError
from app.matching.explanation import Words, explain, render
from app.matching.fixed_point import to_score, to_value, to_weight
from app.matching.match import match
from app.matching.parameters import Parameters, ParameterSpec, parameter_specs
from app.matching.prepared import (
    PreparedDemand,
    PreparedSupplier,
    prepare_demand,
    prepare_supplier,
)
from app.matching.profiles import (
    Capability,
    DeliveryPlace,
    Demand,
    HeldCertification,
    Period,
    Quantity,
    Site,
    SupplierProfile,
)
from app.matching.ranking import DEFAULT_TIERS, Ranking, rank_demands, rank_suppliers
from app.matching.results import (
    TIERS,
    CriterionResult,
    Eligibility,
    Evidence,
    Match,
    MustHave,
    Status,
)
from app.matching.scoring import (
    WEIGHT_NAMES,
    ScoringFault,
    ScoringProfile,
    ScoringProfileError,
    Weights,
)

__all__ = [
    "CRITERIA",
    "DEFAULT_TIERS",
    "TIERS",
    "WEIGHT_NAMES",
    "Capability",
    "Criterion",
    "CriterionResult",
    "DeliveryPlace",
    "Demand",
    "Diagnosis",
    "Direction",
    "Eligibility",
    "Evidence",
    "HeldCertification",
    "Match",
    "MustHave",
    "Obstacle",
    "ParameterSpec",
    "Parameters",
    "Period",
    "PreparedDemand",
    "PreparedSupplier",
    "Quantity",
    "Ranking",
    "ScoringFault",
    "ScoringProfile",
    "ScoringProfileError",
    "Site",
    "Status",
    "SupplierProfile",
    "UnsupportedConstraintError",
    "Weights",
    "Words",
    "explain",
    "match",
    "parameter_specs",
    "prepare_demand",
    "prepare_supplier",
    "rank_demands",
    "rank_suppliers",
    "render",
    "to_score",
    "to_value",
    "to_weight",
    "why_nothing",
]
