"""The certificates that would help a supplier with a demand."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import HoldCertificate
from app.matching.counterfactuals.efforts import Way
from app.matching.criteria.certification import judged_on
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import Judgement
from app.reference.certifications import Certifications


def certificate_changes(
    demand: PreparedDemand, supplier: PreparedSupplier, judged: Judgement, context: MatchContext
) -> list[HoldCertificate]:
    """Return the certificates that would satisfy what the demand asks and the supplier lacks.

    The plain answer is the certificate that was asked for. Another one that satisfies it is an
    answer too when the supplier lists it already and it counts no more, when it settles two
    things at once, or when the one asked for was withdrawn and nobody can obtain it.

    Args:
        demand: The demand.
        supplier: The supplier as it is.
        judged: What the certification criterion says about them.
        context: The day and the reference data.
    """
    asked = demand.required + demand.preferred
    short = [code for code in asked if not _is_met(code, judged)]
    through = judged_on(demand.demand, context.today)
    found = dict.fromkeys(
        code
        for asked_code in short
        for code in _answers(asked_code, short, supplier, through, context)
    )
    return [hold(code, through, supplier, context) for code in found]


def hold(
    code: str, through: date, supplier: PreparedSupplier, context: MatchContext
) -> HoldCertificate:
    """Return the change to hold a certificate through a day, as this supplier has to make it.

    Args:
        code: The certificate.
        through: The last day on which it has to count.
        supplier: The supplier as it is.
        context: The day and the reference data.
    """
    rows = [item for item in supplier.holdings if item.certificate.code == code]
    if any(item.last_day is None or item.last_day >= through for item in rows):
        way = Way.CONFIRM  # only a missing expiry or a date of issue to come is in doubt
    elif rows:
        way = Way.RENEW
    else:
        way = Way.GAIN if supplier.profile.certifications_complete else Way.CONFIRM
    expires = context.reference.certifications[code].expires
    return HoldCertificate(code, through if expires else None, way, listed=bool(rows))


def _answers(
    asked: str,
    short: list[str],
    supplier: PreparedSupplier,
    through: date,
    context: MatchContext,
) -> Iterator[str]:
    listed = {item.certificate.code for item in supplier.holdings}
    table = context.reference.certifications
    is_withdrawn = not _can_be_held(asked, through, context)
    for code in _satisfying(asked, table):
        if not _can_be_held(code, through, context):
            continue
        settles = sum(code in _satisfying(other, table) for other in short)
        if code == asked or code in listed or settles > 1 or is_withdrawn:
            yield code


def _is_met(code: str, judged: Judgement) -> bool:
    """Say whether a certificate asked for is in force, by the evidence of the criterion."""
    return any(
        evidence.params.get("asked") == code and evidence.code in _MET_CODES
        for evidence in judged.evidence
    )


_MET_CODES = frozenset(
    f"certification.{code}"
    for code in ("valid", "valid_always", "satisfied_by", "satisfied_by_always")
)


@cache
def _satisfying(asked: str, table: Certifications) -> tuple[str, ...]:
    """Return the certificates that satisfy one, itself among them, in the order of the table."""
    return tuple(
        item.code for item in table if table.satisfies(item.code, asked).answer in {"same", "yes"}
    )


def _can_be_held(code: str, through: date, context: MatchContext) -> bool:
    withdrawn = context.reference.certifications[code].withdrawn_since
    return withdrawn is None or withdrawn > through
