"""Specification: do the supplier's words cover what the demand describes?"""

from app.matching.context import MatchContext
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import NOT_APPLICABLE, Evidence, Judgement, Status
from app.matching.similarity import compare

NAME = "specification"

DOCUMENTATION_VI = """\
Mô tả: lời giới thiệu của nhà cung cấp có nói đến những gì nhu cầu mô tả không?

So tên hàng, mô tả, vật liệu và tiêu chuẩn trong nhu cầu với mô tả năng lực, vật liệu, quy trình,
máy móc và phần giới thiệu của nhà cung cấp; tên ngành đã khai cũng được tính nhưng nhẹ hơn. Cụm từ
chuyên ngành được nhận ra bằng tiếng Việt, Anh, Trung, Nhật, Hàn và so theo ý nghĩa, nên "lò xo" gặp
được "springs". Từ gõ thiếu dấu hoặc sai chính tả nhẹ vẫn được tính gần như đủ; dấu đã gõ mà khác
nhau thì mất nhiều điểm ("tủ điện" không phải "tụ điện"). Từ thông dụng và con số tính nhẹ. Giá trị
là phần trọng số được đáp ứng, không phụ thuộc các nhà cung cấp khác. Tên hàng bằng hai thứ tiếng:
lấy thứ tiếng khớp hơn.

Đây không bao giờ là điều kiện bắt buộc. Đạt khi có ít nhất một từ chung; chưa rõ, với giá trị trung
tính, khi nhà cung cấp chưa có mô tả nào."""


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand's texts hold a word to compare."""
    return not demand.reading.is_empty


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Specification: do the supplier's words cover what the demand describes?

    The demand's item name, specification, materials and standards are compared with the
    supplier's capability texts, materials, processes, machines and description; the names of its
    categories count too, but less. Trade phrases are recognised in Vietnamese, English, Chinese,
    Japanese and Korean and compared by meaning, so that "lò xo" meets "springs". A word typed
    without marks or slightly misspelt counts almost in full; typed marks that disagree cost most
    of it ("tủ điện" is not "tụ điện"). Common words and numbers weigh little. The value is the
    share of the weight that is covered, and does not depend on other suppliers. Of an item named
    in two languages, the one that fits better counts.

    Never a must-have. Met when at least one word agrees; unknown, with the neutral value, when the
    supplier has no text at all.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    if supplier.reading.is_empty:
        neutral = context.scoring.parameters.specification_unknown_value
        return Judgement(neutral, Status.UNKNOWN, (Evidence("specification.unknown"),))
    similarity = compare(demand.reading, supplier.reading, context.vocabulary)
    if similarity.value == 0:
        return Judgement(0, Status.UNMET, (Evidence("specification.no_terms"),))
    code = "specification.terms" if similarity.terms else "specification.common_words"
    evidence = Evidence(code, {"terms": similarity.terms})
    return Judgement(similarity.value, Status.MET, (evidence,))
