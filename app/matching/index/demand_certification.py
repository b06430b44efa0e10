"""What certificates say of every demand: equal to `app.matching.criteria.certification`.

Of the days only one thing matters: until when a certificate answers in full.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import certification
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Bools, Longs
from app.matching.index.codes import NONE, Codes
from app.matching.index.demand_rows import DemandRows
from app.matching.index.demand_verdicts import MASK, MET, SHIFT, Verdict
from app.matching.index.rows import FOR_EVER
from app.matching.parameters import Parameters
from app.matching.prepared import Holding, PreparedSupplier

_UNKNOWN = 1 << SHIFT
_FULL = (MET << SHIFT) + VALUE_ONE
_NEVER = -1


def judge(rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> Verdict:
    """Judge the certificates for every demand."""
    parameters = context.scoring.parameters
    asked, owner = rows.certificates, rows.certificates.owner
    code, is_required = asked["code"], asked["is_required"]
    otherwise, until = _stand(rows.codes, supplier, context)
    day = np.maximum(rows.table["day"], context.today.toordinal())[owner]
    keys = np.where(day <= until[code], _FULL, otherwise[code])
    share = np.where(
        is_required,
        parameters.certification_required_share,
        parameters.certification_preferred_share,
    )
    total = np.bincount(owner, share * (keys & MASK), len(rows)).astype(np.int64)
    shares = np.bincount(owner, share, len(rows)).astype(np.int64)
    goodness = np.full(len(rows), MET, np.uint8)
    found = (keys >> SHIFT).astype(np.uint8)
    np.minimum.at(goodness, owner[is_required], found[is_required])

    def find_unmet() -> Mapping[str, Longs]:
        fails = is_required & (found == 0)
        return {
            f"{certification.NAME}:{name}": owner[fails & (code == number)]
            for name, number in rows.codes.certificates.items()
        }

    return Verdict(goodness, total // np.maximum(shares, 1), find_unmet)


def _stand(codes: Codes, supplier: PreparedSupplier, context: MatchContext) -> tuple[Longs, Longs]:
    """Return how the supplier stands to each certificate that may be asked for.

    Returns:
        Goodness and value where it does not answer in full, in one number; and the last day, by
        its number, on which it does.
    """
    parameters = context.scoring.parameters
    satisfies, may_do = _answers(codes)
    best = np.full(NONE + 1, -1, np.int64)
    to_ask = np.full(NONE + 1, -1, np.int64)
    until = np.full(NONE + 1, _NEVER, np.int64)
    for held in supplier.holdings:
        number = codes.certificates[held.certificate.code]
        key, last = _judge_held(held, parameters, context)
        asked = satisfies[number]
        best[asked] = np.maximum(best[asked], key)
        until[asked] = np.maximum(until[asked], last)
        if not held.has_lapsed(context.today):
            to_ask[may_do[number]] = _UNKNOWN + parameters.certification_ask_buyer_value
    is_complete = supplier.profile.certifications_complete
    missing = 0 if is_complete else _UNKNOWN + parameters.certification_unlisted_value
    best[best < 0] = missing
    return np.maximum(best, to_ask), until


def _judge_held(held: Holding, parameters: Parameters, context: MatchContext) -> tuple[int, int]:
    """Judge a certificate that is the one asked for or satisfies it; the first reason counts."""
    last, issued = held.last_day, held.certificate.issued_on
    if held.has_lapsed(context.today):
        return parameters.certification_lapsed_value, _NEVER
    if issued is not None and issued > context.today:
        return _UNKNOWN + parameters.certification_not_yet_value, _NEVER
    if last is None and not held.never_expires:
        return _UNKNOWN + parameters.certification_no_expiry_value, _NEVER
    expiring = _UNKNOWN + parameters.certification_expiring_value
    return expiring, FOR_EVER if last is None else last.toordinal()


@cache
def _answers(codes: Codes) -> tuple[Bools, Bools]:
    """Return which certificates each one satisfies, and which a buyer may accept it for.

    Returns:
        Two tables, shape (256, 256): held, asked.
    """
    satisfies = np.zeros((NONE + 1, NONE + 1), np.bool_)
    may_do = np.zeros((NONE + 1, NONE + 1), np.bool_)
    for asked, number in codes.certificates.items():
        satisfying, to_ask = codes.satisfying(asked)
        satisfies[satisfying, number] = True
        may_do[to_ask, number] = True
    return satisfies, may_do
