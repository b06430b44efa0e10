"""Category: how close the supplier's trade is to the one asked for."""

from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import (
    GOODNESS,
    NOT_APPLICABLE,
    Evidence,
    Judgement,
    MustHave,
    Status,
)
from app.reference.category_relations import CategoryRelation

NAME = "category"

_MOST_LISTED = 3
"""How many of the supplier's categories the evidence names when none is close."""

DOCUMENTATION_VI = """\
Ngành hàng: nghề của nhà cung cấp gần với ngành được hỏi đến đâu?

Điều kiện này áp dụng khi nhu cầu có ngành; đáp ứng một trong các ngành là đủ. Từng năng lực đã phân
ngành được so với ngành được hỏi trong hệ thống phân ngành, lấy quan hệ tốt nhất. Đúng ngành hoặc
ngành con: đạt. Ngành rộng hơn, hoặc ngành cùng nhóm hay liên quan mà độ gần đạt ngưỡng: chưa rõ,
cần hỏi nhà cung cấp. Còn lại: không đạt. Giá trị là độ gần trong bảng quan hệ. Nhà cung cấp chưa
được phân ngành nhận giá trị trung tính và là chưa rõ."""


class _Standing(NamedTuple):
    """One asked category against one offered: comparable, the best is the greatest."""

    goodness: int
    closeness: int
    status: Status
    asked: str
    offered: str
    relation: CategoryRelation


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand names a category."""
    return bool(demand.demand.categories)


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Category: how close is the supplier's trade to the one asked for?

    A must-have when the demand has categories; any one of them will do. Each categorised
    capability is compared with what was asked in the taxonomy, and the best relation counts. The
    same category or one within it: met. The wider category, or a sibling or related category whose
    closeness reaches the threshold: unknown, a question to the supplier. Anything else: unmet. The
    value is the closeness from the table of relations. A supplier without any categorised
    capability takes the neutral value and is unknown.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    if not supplier.categories:
        evidence = Evidence("category.unknown", {"asked": demand.demand.categories})
        neutral = context.scoring.parameters.category_unknown_value
        return _judgement(neutral, Status.UNKNOWN, evidence, demand)
    best = max(
        (
            _stand(asked, offered, context)
            for asked in demand.demand.categories
            for offered in supplier.categories
        ),
        key=lambda standing: (standing.goodness, standing.closeness),
    )
    return _judgement(best.closeness, best.status, _evidence(best, demand, supplier), demand)


def _stand(asked: str, offered: str, context: MatchContext) -> _Standing:
    relation = context.relation(asked, offered)
    if relation.kind in {"exact", "child"}:
        status = Status.MET
    elif (
        relation.kind == "parent"
        or relation.closeness >= context.scoring.parameters.category_confirm_from
    ):
        status = Status.UNKNOWN
    else:
        status = Status.UNMET
    return _Standing(GOODNESS[status], relation.closeness, status, asked, offered, relation)


def _evidence(best: _Standing, demand: PreparedDemand, supplier: PreparedSupplier) -> Evidence:
    if best.closeness == 0:
        listed = supplier.categories[:_MOST_LISTED]
        return Evidence("category.none", {"asked": demand.demand.categories, "offered": listed})
    code = f"category.{best.relation.kind}"
    if best.status is Status.UNMET:
        code = "category.far"
    return Evidence(
        code,
        {
            "asked": best.asked,
            "offered": best.offered,
            "reason_en": best.relation.reason_en,
            "reason_vi": best.relation.reason_vi,
        },
    )


def _judgement(value: int, status: Status, evidence: Evidence, demand: PreparedDemand) -> Judgement:
    asked = {"categories": demand.demand.categories}
    return Judgement(value, status, (evidence,), (MustHave(NAME, NAME, status, evidence, asked),))
