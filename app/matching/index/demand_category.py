"""What the category says of every demand: equal to `app.matching.criteria.category`."""

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import category
from app.matching.index.arrays import Longs
from app.matching.index.demand_rows import DemandRows
from app.matching.index.demand_verdicts import (
    MASK,
    MET,
    SHIFT,
    Verdict,
    failing,
)
from app.matching.prepared import PreparedSupplier
from app.reading import ONE


def judge(rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> Verdict:
    """Judge the category for every demand."""
    parameters = context.scoring.parameters
    has_chosen = rows.table["has_chosen"]
    if not (supplier.categories or supplier.suggested):
        goodness = np.where(has_chosen, 1, MET).astype(np.uint8)
        value = np.full(len(rows), parameters.category_unknown_value, np.int64)
        return Verdict(goodness, value, failing(category.NAME, goodness))
    keys = _keys(rows, *_stand(rows, supplier, parameters.category_confirm_from))
    found, value = keys >> SHIFT, keys & MASK
    if not supplier.categories:
        found = np.maximum(found, 1)
    else:
        found = np.where(has_chosen, found, np.maximum(found, 1))
    far = parameters.category_far_reading_value
    value = np.where(found == 1, np.maximum(value, far), value)
    goodness = np.where(has_chosen, found, MET).astype(np.uint8)
    return Verdict(goodness, value, failing(category.NAME, goodness))


def _stand(rows: DemandRows, supplier: PreparedSupplier, confirm_from: int) -> tuple[Longs, Longs]:
    """Return how the supplier stands to each category that may be asked for.

    Returns:
        The best goodness by category, and the greatest closeness times confidence of those of
        the supplier's categories that are so good.
    """
    numbers, relations = rows.codes.categories, rows.codes.relations
    read = [item for item in supplier.suggested if item.code not in supplier.categories]
    offered = [numbers[code] for code in supplier.categories]
    offered += [numbers[item.code] for item in read]
    confidence = [ONE] * len(supplier.categories) + [item.confidence for item in read]
    best_of_each = [MET] * len(supplier.categories) + [1] * len(read)
    closeness = relations.closeness[:, offered]
    near = relations.is_wider[:, offered] | (closeness >= confirm_from)
    goodness = np.where(relations.fulfils[:, offered], np.array(best_of_each), near)
    best = goodness.max(axis=1)
    product = np.where(goodness == best[:, np.newaxis], closeness * np.array(confidence), 0)
    return best, product.max(axis=1)


def _keys(rows: DemandRows, goodness: Longs, product: Longs) -> Longs:
    """Return goodness and value of the best of the categories that each demand asks for."""
    keys = np.zeros(len(rows), np.int64)
    chosen = (goodness << SHIFT) + product // ONE
    np.maximum.at(keys, rows.categories.owner, chosen[rows.categories["code"]])
    code = rows.suggested["code"]
    value = product[code] * rows.suggested["confidence"] // (ONE * ONE)
    np.maximum.at(keys, rows.suggested.owner, (goodness[code] << SHIFT) + value)
    return keys
