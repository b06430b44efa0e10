"""Specification: do the supplier's words cover what the demand describes?"""

from app.matching.context import MatchContext
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import NOT_APPLICABLE, Evidence, Judgement, Status
from app.reading import compare

NAME = "specification"

DOCUMENTATION_VI = """\
Mô tả: lời giới thiệu của nhà cung cấp có nói đến những gì nhu cầu mô tả không?

So tên hàng, mô tả, vật liệu và tiêu chuẩn trong nhu cầu với mô tả năng lực, vật liệu, quy trình,
máy móc và phần giới thiệu của nhà cung cấp. Hai bên được đọc thành các ngành trong hệ thống phân
ngành bằng tiếng Việt, Anh, Trung, Nhật, Hàn, nên "lò xo" gặp được "springs", và thành từ. Từ đứng
chính trong cụm nặng hơn từ bổ nghĩa: ốc vít cho động cơ là ốc vít. Từ gõ thiếu dấu hoặc sai chính
tả nhẹ vẫn được tính gần như đủ; dấu đã gõ mà khác nhau thì mất nhiều điểm ("tủ điện" không phải
"tụ điện"). Tải trọng máy, dung sai và kích thước được tính khi cả hai bên đều ghi. Giá trị là phần
trọng số được đáp ứng, không phụ thuộc các nhà cung cấp khác.

Đây không bao giờ là điều kiện bắt buộc. Đạt khi có ít nhất một từ chung; chưa rõ, với giá trị trung
tính, khi nhà cung cấp chưa có mô tả nào."""


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand's texts hold a word to compare."""
    return not demand.side.is_empty


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Specification: do the supplier's words cover what the demand describes?

    The demand's item name, specification, materials and standards are compared with the
    supplier's capability texts, materials, processes, machines and description. Both are read
    into leaves of the taxonomy in Vietnamese, English, Chinese, Japanese and Korean, so that
    "lò xo" meets "springs", and into words. What stands at the head of a phrase weighs more than
    what stands beside it: a screw for a motor is a screw. A word typed without marks or slightly
    misspelt counts almost in full; typed marks that disagree cost most of it ("tủ điện" is not
    "tụ điện"). Tonnages, tolerances and sizes count where both sides state them. The value is the
    share of the weight that is answered, and does not depend on other suppliers.

    Never a must-have. Met when at least one word agrees; unknown, with the neutral value, when the
    supplier has no text at all.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    if supplier.side is None or supplier.side.is_empty:
        neutral = context.scoring.parameters.specification_unknown_value
        return Judgement(neutral, Status.UNKNOWN, (Evidence("specification.unknown"),))
    similarity = compare(demand.side, supplier.side)
    if similarity.value == 0:
        return Judgement(0, Status.UNMET, (Evidence("specification.no_terms"),))
    code = "specification.terms" if similarity.terms else "specification.little"
    evidence = Evidence(code, {"terms": similarity.terms})
    return Judgement(similarity.value, Status.MET, (evidence,))
