"""Certification: does the supplier hold what is asked for, on the day it is needed?"""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.fixed_point import VALUE_ONE
from app.matching.prepared import Holding, PreparedDemand, PreparedSupplier
from app.matching.profiles import Demand
from app.matching.results import (
    GOODNESS,
    NOT_APPLICABLE,
    Evidence,
    Judgement,
    MustHave,
    Param,
    Status,
    worst_status,
)
from app.reference.certifications import CertificationRelation

NAME = "certification"

DOCUMENTATION_VI = """\
Chứng chỉ: nhà cung cấp có chứng chỉ được hỏi vào ngày cần hàng không?

Xét vào ngày cần hàng, hoặc hôm nay nếu nhu cầu không ghi ngày hay ngày đó đã qua. Với mỗi chứng chỉ
được hỏi, xét mọi chứng chỉ cùng loại hoặc được công nhận thay thế và lấy trường hợp tốt nhất. Đạt:
còn hiệu lực vào ngày đó (kể cả đúng ngày hết hạn), hoặc loại không có thời hạn. Chưa rõ: không ghi
ngày hết hạn; còn hiệu lực hôm nay nhưng hết hạn trước ngày đó; ngày cấp ở tương lai; chỉ có chứng
chỉ cần bên mua chấp thuận; hoặc chưa khai báo mà danh sách chưa chắc đầy đủ. Không đạt: đã hết hiệu
lực, bản tiêu chuẩn đã bị hủy bỏ, hoặc không có trong danh sách đã xác nhận là đầy đủ.

Chứng chỉ bắt buộc là điều kiện; chứng chỉ ưu tiên chỉ ảnh hưởng đến giá trị, với số phần bằng nửa.
Khai thêm chứng chỉ không bao giờ làm giảm điểm."""


class _Finding(NamedTuple):
    """What one held certificate says about one asked one: comparable, the best is the greatest.

    The fields after the value only break ties, so that the order of the rows never matters.
    """

    goodness: int
    value: int
    is_same: bool
    last_day: date
    code: str
    number: str
    id: str
    status: Status
    evidence: Evidence


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand asks for any certificate."""
    return bool(demand.demand.required_certifications or demand.demand.preferred_certifications)


def basis_of_demand(demand: PreparedDemand) -> Hashable:
    """Return what a judgement depends on, of the demand."""
    return (demand.required, demand.preferred, demand.demand.needed_by)


def basis_of_supplier(supplier: PreparedSupplier) -> Hashable:
    """Return what a judgement depends on, of the supplier."""
    return (supplier.holdings, supplier.profile.certifications_complete)


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Certification: does the supplier hold what is asked for, on the day it is needed?

    Judged on the day the goods are needed, or today when the demand has no such day or it is past.
    For each certificate asked for, everything the supplier holds that is the same or satisfies it
    is considered, and the best case counts. Met: in force on that day (the day of expiry still
    counts), or of a kind that does not expire. Unknown: no expiry stated; in force today but
    expiring before that day; issued in the future; only a certificate that the buyer would have to
    accept; or not listed, while the list is not known to be complete. Unmet: lapsed, written to a
    void edition, or absent from a list that is complete.

    Required certificates are must-haves. Preferred ones only move the value, with half the share.
    Listing one more certificate never lowers the score.
    """
    required, asked = demand.required, demand.required + demand.preferred
    if not asked:
        return NOT_APPLICABLE
    found = {code: _best(code, demand, supplier, context) for code in asked}
    parameters = context.scoring.parameters
    shares = dict.fromkeys(required, parameters.certification_required_share)
    shares |= dict.fromkeys(demand.preferred, parameters.certification_preferred_share)
    total = sum(shares[code] * found[code].value for code in shares)
    return Judgement(
        value=total // sum(shares.values()),
        status=worst_status(*(found[code].status for code in required or asked)),
        evidence=tuple(finding.evidence for finding in found.values()),
        must_haves=tuple(
            MustHave(
                f"{NAME}:{code}", NAME, found[code].status, found[code].evidence, {"asked": code}
            )
            for code in required
        ),
    )


def judged_on(demand: Demand, today: date) -> date:
    """Return the day on which certificates are judged: the day needed, unless it is past."""
    return today if demand.needed_by is None else max(demand.needed_by, today)


def _best(
    asked: str, demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> _Finding:
    """Return the best case for one asked certificate among everything the supplier holds."""
    findings: list[_Finding] = []
    listed = False
    for held in supplier.holdings:
        relation = context.implication(held.certificate.code, asked)
        if relation.answer in {"same", "yes"}:
            listed = True
            findings.append(_judge_held(held, asked, demand.demand, context))
        elif relation.answer == "ask_buyer" and not held.has_lapsed(context.today):
            findings.append(_ask_buyer(held, asked, relation, context))
    if not listed:
        findings.append(_not_listed(asked, supplier, context))
    return max(findings, key=lambda finding: finding[:7])


def _judge_held(held: Holding, asked: str, demand: Demand, context: MatchContext) -> _Finding:
    """Judge a certificate that is the one asked for or satisfies it."""
    parameters = context.scoring.parameters
    certificate, last = held.certificate, held.last_day
    needed = judged_on(demand, context.today)
    status, facts = Status.UNKNOWN, {}
    if last is not None and last < context.today:
        status, facts = Status.UNMET, {"on": last}
        code = "lapsed" if last == certificate.expires_on else "void"
        value = parameters.certification_lapsed_value
    elif certificate.issued_on is not None and certificate.issued_on > context.today:
        code, facts = "not_yet", {"on": certificate.issued_on}
        value = parameters.certification_not_yet_value
    elif last is not None and last < needed:
        code, facts = "expiring", {"until": last, "needed": needed}
        value = parameters.certification_expiring_value
    elif last is None and not held.never_expires:
        code = "no_expiry"
        value = parameters.certification_no_expiry_value
    else:
        status, value = Status.MET, VALUE_ONE
        code = "valid" if certificate.code == asked else "satisfied_by"
        code, facts = (f"{code}_always", {}) if last is None else (code, {"until": last})
    return _finding(held, asked, status, value, Evidence(f"certification.{code}", facts))


def _ask_buyer(
    held: Holding, asked: str, relation: CertificationRelation, context: MatchContext
) -> _Finding:
    """Judge a certificate that some buyers accept instead of the one asked for."""
    reasons: dict[str, Param] = {"reason_en": relation.reason_en, "reason_vi": relation.reason_vi}
    value = context.scoring.parameters.certification_ask_buyer_value
    evidence = Evidence("certification.ask_buyer", reasons)
    return _finding(held, asked, Status.UNKNOWN, value, evidence)


def _finding(held: Holding, asked: str, status: Status, value: int, evidence: Evidence) -> _Finding:
    certificate = held.certificate
    facts: dict[str, Param] = {"asked": asked, "held": certificate.code, **evidence.params}
    return _Finding(
        goodness=GOODNESS[status],
        value=value,
        is_same=certificate.code == asked,
        last_day=held.last_day or date.max,
        code=certificate.code,
        number=certificate.number,
        id=certificate.id,
        status=status,
        evidence=Evidence(evidence.code, facts),
    )


def _not_listed(asked: str, supplier: PreparedSupplier, context: MatchContext) -> _Finding:
    """Judge a certificate that the supplier does not list: a no only when the list is complete."""
    if supplier.profile.certifications_complete:
        status, value, code = Status.UNMET, 0, "certification.not_held"
    else:
        status, code = Status.UNKNOWN, "certification.unknown"
        value = context.scoring.parameters.certification_unlisted_value
    evidence = Evidence(code, {"asked": asked})
    return _Finding(
        goodness=GOODNESS[status],
        value=value,
        is_same=False,
        last_day=date.min,
        code="",
        number="",
        id="",
        status=status,
        evidence=evidence,
    )
