"""Category: how close the supplier's trade is to the one asked for."""

from collections.abc import Hashable
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import (
    GOODNESS,
    NOT_APPLICABLE,
    Evidence,
    Judgement,
    MustHave,
    Param,
    Status,
)
from app.reading import ONE
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
được phân ngành nhận giá trị trung tính và là chưa rõ.

Khi chưa ai chọn ngành, hệ thống đọc từ mô tả. Ngành đọc được luôn được ghi rõ là đọc từ mô tả, tính
theo độ tin cậy và không quyết định điều gì: ngành đọc từ nhu cầu không phải điều kiện bắt buộc,
ngành đọc từ mô tả của nhà cung cấp nhiều nhất là điều cần hỏi, không bao giờ là lý do loại."""


class _Named(NamedTuple):
    """A category, and how sure it is that it is meant: a person's choice is sure."""

    code: str
    confidence: int = ONE
    words: tuple[str, ...] = ()

    @property
    def is_read(self) -> bool:
        """Whether it was read from a text, and nobody has chosen it."""
        return bool(self.words)


class _Standing(NamedTuple):
    """One asked category against one offered: comparable, the best is the greatest."""

    goodness: int
    value: int
    status: Status
    asked: _Named
    offered: _Named
    relation: CategoryRelation


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand names a category, or its text could be read as one."""
    return bool(demand.demand.categories or demand.suggested)


def basis_of_demand(demand: PreparedDemand) -> Hashable:
    """Return what a judgement depends on, of the demand."""
    return (demand.demand.categories, demand.suggested)


def basis_of_supplier(supplier: PreparedSupplier) -> Hashable:
    """Return what a judgement depends on, of the supplier."""
    return (supplier.categories, supplier.suggested)


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Category: how close is the supplier's trade to the one asked for?

    A must-have when somebody chose categories for the demand; any one of them will do. Each
    categorised capability is compared with what was asked in the taxonomy, and the best relation
    counts. The same category or one within it: met. The wider category, or a sibling or related
    category whose closeness reaches the threshold: unknown, a question to the supplier. Anything
    else: unmet. The value is the closeness from the table of relations. A supplier without any
    category takes the neutral value and is unknown.

    Where nobody chose, the texts are read. What was read is shown as such, counts by its
    confidence, and decides nothing: a category read from the demand is no must-have, and one read
    from the supplier's text is a question at best and never a refusal.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    asked = _asked(demand)
    offered = _offered(supplier)
    if not offered:
        evidence = Evidence("category.unknown", {"asked": tuple(item.code for item in asked)})
        neutral = context.scoring.parameters.category_unknown_value
        return _judgement(neutral, Status.UNKNOWN, (evidence,), demand)
    best = max(
        (_stand(one, other, context) for one in asked for other in offered),
        key=lambda standing: (standing.goodness, standing.value),
    )
    return _judge_best(best, demand, supplier, context)


def _asked(demand: PreparedDemand) -> list[_Named]:
    if demand.demand.categories:
        return [_Named(code) for code in demand.demand.categories]
    return [_Named(item.code, item.confidence, item.words) for item in demand.suggested]


def _offered(supplier: PreparedSupplier) -> list[_Named]:
    chosen = [_Named(code) for code in supplier.categories]
    read = [_Named(item.code, item.confidence, item.words) for item in supplier.suggested]
    return chosen + [item for item in read if item.code not in supplier.categories]


def _stand(asked: _Named, offered: _Named, context: MatchContext) -> _Standing:
    relation = context.relation(asked.code, offered.code)
    parameters = context.scoring.parameters
    if relation.kind in {"exact", "child"}:
        status = Status.UNKNOWN if offered.is_read else Status.MET
    elif relation.kind == "parent" or relation.closeness >= parameters.category_confirm_from:
        status = Status.UNKNOWN
    else:
        status = Status.UNMET
    value = relation.closeness * asked.confidence * offered.confidence // (ONE * ONE)
    return _Standing(GOODNESS[status], value, status, asked, offered, relation)


def _judge_best(
    best: _Standing, demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> Judgement:
    evidence = [_evidence(best, demand, supplier)]
    if best.asked.is_read:
        words = best.asked.words
        facts: dict[str, Param] = {"asked": best.asked.code, "words": words}
        evidence.append(Evidence("category.asked_read", facts))
    status, value = best.status, best.value
    if status is Status.UNMET and (best.asked.is_read or not supplier.categories):
        status = Status.UNKNOWN
    if status is Status.UNKNOWN:
        value = max(value, context.scoring.parameters.category_far_reading_value)
    return _judgement(value, status, tuple(evidence), demand)


def _evidence(best: _Standing, demand: PreparedDemand, supplier: PreparedSupplier) -> Evidence:
    asked = tuple(item.code for item in _asked(demand))
    if best.relation.closeness == 0:
        listed = tuple(item.code for item in _offered(supplier))[:_MOST_LISTED]
        return Evidence("category.none", {"asked": asked, "offered": listed})
    if best.offered.is_read:
        facts: dict[str, Param] = {"offered": best.offered.code, "words": best.offered.words}
        return Evidence("category.read", facts)
    code = "category.far" if best.status is Status.UNMET else f"category.{best.relation.kind}"
    return Evidence(
        code,
        {
            "asked": best.asked.code,
            "offered": best.offered.code,
            "reason_en": best.relation.reason_en,
            "reason_vi": best.relation.reason_vi,
        },
    )


def _judgement(
    value: int, status: Status, evidence: tuple[Evidence, ...], demand: PreparedDemand
) -> Judgement:
    chosen = demand.demand.categories
    if not chosen:
        return Judgement(value, status, evidence)
    asked: dict[str, Param] = {"categories": chosen}
    must_have = MustHave(NAME, NAME, status, evidence[0], asked)
    return Judgement(value, status, evidence, (must_have,))
