"""The changes that could help one supplier with one demand, before they are tried."""

from app.matching.context import MatchContext
from app.matching.counterfactuals.capacities import capacity_changes
from app.matching.counterfactuals.categories import category_changes
from app.matching.counterfactuals.certificates import certificate_changes
from app.matching.counterfactuals.changes import Change
from app.matching.counterfactuals.sites import site_changes
from app.matching.counterfactuals.variants import Pair
from app.matching.fixed_point import VALUE_ONE
from app.matching.prepared import PreparedSupplier
from app.matching.results import Status


def find_candidates(
    pair: Pair, supplier: PreparedSupplier, context: MatchContext
) -> tuple[Change, ...]:
    """Return every single change that may raise the tier or the score of a pair.

    A certificate in force, the category, a site where it has to be and a capacity that is enough:
    each only where the pair falls short of it. A text is never among them, for nobody can say
    beforehand what a better text would be worth.

    Args:
        pair: The pair as it is.
        supplier: The pair's supplier, as `with_suggestions` returns it.
        context: The profile, the day and the reference data.

    Returns:
        The changes, each once, in a stable order. One may help only together with another: the
        capacity of a capability that has yet to be given its category.
    """
    demand, judged = pair.demand, pair.judgements
    found: list[Change] = []
    if _can_rise("certification", pair):
        found += certificate_changes(demand, supplier, judged["certification"], context)
    if _is_short("category", pair):
        found += category_changes(demand, supplier, context)
    if _can_rise("location", pair):
        found += site_changes(demand, supplier, context)
    if _is_short("capacity", pair):
        found += capacity_changes(demand, supplier, context)
    return tuple({change.key: change for change in found}.values())


def _is_short(criterion: str, pair: Pair) -> bool:
    return pair.judgements[criterion].status in {Status.UNMET, Status.UNKNOWN}


def _can_rise(criterion: str, pair: Pair) -> bool:
    judgement = pair.judgements[criterion]
    is_asked = judgement.status is not Status.NOT_APPLICABLE
    return is_asked and (judgement.value < VALUE_ONE or _is_short(criterion, pair))
