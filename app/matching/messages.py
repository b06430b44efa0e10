"""The words of every piece of evidence, in English and Vietnamese: data.

A placeholder names a fact and says how to write it, as in `{until:date}`;
`app.matching.explanation` knows the ways of writing. The codes are stable: clients rely on them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from app.matching.change_messages import CHANGE_WORDS

Lang = Literal["vi", "en"]


class Message(NamedTuple):
    """One message in both languages."""

    en: str
    vi: str


SUBSTITUTE = ":substitute"
"""Ending of a message's key that is used when a certificate stands in for the one asked for."""

MESSAGES: Mapping[str, Message] = {
    # category
    "category.exact": Message(
        "makes {offered:category}: exactly what was asked for",
        "làm {offered:category}: đúng ngành được hỏi",
    ),
    "category.child": Message(
        "makes {offered:category}, a special form of {asked:category}",
        "làm {offered:category}, một dạng cụ thể của {asked:category}",
    ),
    "category.parent": Message(
        "names only the wider category {offered:category}; ask about {asked:category}",
        "chỉ khai ngành rộng hơn là {offered:category}; cần hỏi về {asked:category}",
    ),
    "category.sibling": Message(
        "makes {offered:category}, close to {asked:category} ({reason_en}); ask the supplier",
        "làm {offered:category}, gần với {asked:category} ({reason_vi}); cần hỏi nhà cung cấp",
    ),
    "category.related": Message(
        "makes {offered:category}, related to {asked:category} ({reason_en}); ask the supplier",
        "làm {offered:category}, liên quan đến {asked:category} ({reason_vi}); "
        "cần hỏi nhà cung cấp",
    ),
    "category.far": Message(
        "makes {offered:category}, not {asked:category} ({reason_en})",
        "làm {offered:category}, không phải {asked:category} ({reason_vi})",
    ),
    "category.none": Message(
        "makes {offered:categories}, not {asked:any_category}",
        "làm {offered:categories}, không phải {asked:any_category}",
    ),
    "category.unknown": Message(
        "none of the supplier's capabilities has a category yet; ask about {asked:any_category}",
        "các năng lực của nhà cung cấp chưa được phân ngành; cần hỏi về {asked:any_category}",
    ),
    "category.read": Message(
        "its text speaks of {offered:category} ({words:list}); nobody has chosen the category, "
        "ask the supplier",
        "mô tả nhắc đến {offered:category} ({words:list}); chưa ai chọn ngành, "
        "cần hỏi nhà cung cấp",
    ),
    "category.asked_read": Message(
        "the need was read as {asked:category} ({words:list}); nobody has chosen its category",
        "nhu cầu được đọc là {asked:category} ({words:list}); chưa ai chọn ngành",
    ),
    # specification
    "specification.terms": Message(
        "both texts speak of: {terms:list}", "hai bên cùng nhắc đến: {terms:list}"
    ),
    "specification.little": Message(
        "the texts have little in common", "hai mô tả có ít điểm chung"
    ),
    "specification.no_terms": Message(
        "the supplier's texts mention nothing of what was asked for",
        "mô tả của nhà cung cấp không nhắc đến nội dung được hỏi",
    ),
    "specification.unknown": Message(
        "the supplier has not described what it makes", "nhà cung cấp chưa mô tả năng lực"
    ),
    # certification
    "certification.valid": Message(
        "{held:certificate} held until {until:date}",
        "có {held:certificate}, hiệu lực đến {until:date}",
    ),
    "certification.valid_always": Message(
        "{held:certificate} held; it does not expire", "có {held:certificate}, loại không thời hạn"
    ),
    "certification.satisfied_by": Message(
        "{held:certificate} held until {until:date} satisfies {asked:certificate}",
        "{held:certificate} có hiệu lực đến {until:date}, đáp ứng yêu cầu {asked:certificate}",
    ),
    "certification.satisfied_by_always": Message(
        "{held:certificate}, which does not expire, satisfies {asked:certificate}",
        "{held:certificate} không thời hạn, đáp ứng yêu cầu {asked:certificate}",
    ),
    "certification.no_expiry": Message(
        "{held:certificate} held, expiry not stated; ask for the certificate",
        "có {held:certificate} nhưng chưa ghi ngày hết hạn; cần xin bản chứng chỉ",
    ),
    "certification.no_expiry:substitute": Message(
        "{held:certificate}, which satisfies {asked:certificate}, held, expiry not stated; "
        "ask for the certificate",
        "có {held:certificate} (đáp ứng yêu cầu {asked:certificate}) nhưng chưa ghi ngày hết hạn; "
        "cần xin bản chứng chỉ",
    ),
    "certification.expiring": Message(
        "{held:certificate} expires on {until:date}, before it is needed on {needed:date}; "
        "ask for the renewal",
        "{held:certificate} hết hạn ngày {until:date}, trước ngày cần hàng {needed:date}; "
        "cần hỏi việc gia hạn",
    ),
    "certification.expiring:substitute": Message(
        "{held:certificate}, which satisfies {asked:certificate}, expires on {until:date}, "
        "before it is needed on {needed:date}; ask for the renewal",
        "{held:certificate} (đáp ứng yêu cầu {asked:certificate}) hết hạn ngày {until:date}, "
        "trước ngày cần hàng {needed:date}; cần hỏi việc gia hạn",
    ),
    "certification.not_yet": Message(
        "{held:certificate} is dated {on:date}, in the future; ask the supplier",
        "{held:certificate} ghi ngày cấp {on:date}, ở tương lai; cần hỏi nhà cung cấp",
    ),
    "certification.not_yet:substitute": Message(
        "{held:certificate}, which satisfies {asked:certificate}, is dated {on:date}, "
        "in the future; ask the supplier",
        "{held:certificate} (đáp ứng yêu cầu {asked:certificate}) ghi ngày cấp {on:date}, "
        "ở tương lai; cần hỏi nhà cung cấp",
    ),
    "certification.ask_buyer": Message(
        "{held:certificate} held; the buyer decides whether it does for {asked:certificate} "
        "({reason_en})",
        "có {held:certificate}; bên mua quyết định có chấp nhận thay cho {asked:certificate} "
        "hay không ({reason_vi})",
    ),
    "certification.lapsed": Message(
        "{held:certificate} expired on {on:date}", "{held:certificate} đã hết hạn ngày {on:date}"
    ),
    "certification.lapsed:substitute": Message(
        "{held:certificate}, which would satisfy {asked:certificate}, expired on {on:date}",
        "{held:certificate} (đáp ứng yêu cầu {asked:certificate}) đã hết hạn ngày {on:date}",
    ),
    "certification.void": Message(
        "{held:certificate} was issued to an edition that counted until {on:date} only",
        "{held:certificate} cấp theo phiên bản chỉ có giá trị đến {on:date}",
    ),
    "certification.void:substitute": Message(
        "{held:certificate}, which would satisfy {asked:certificate}, was issued to an edition "
        "that counted until {on:date} only",
        "{held:certificate} (đáp ứng yêu cầu {asked:certificate}) cấp theo phiên bản chỉ có "
        "giá trị đến {on:date}",
    ),
    "certification.unknown": Message(
        "{asked:certificate} is not listed, but the list may not be complete; ask the supplier",
        "chưa khai {asked:certificate}, nhưng danh sách có thể chưa đầy đủ; cần hỏi nhà cung cấp",
    ),
    "certification.not_held": Message(
        "{asked:certificate} is not held", "không có {asked:certificate}"
    ),
    # location
    "location.distance": Message(
        "site in {place:place}, {distance:km}", "cơ sở tại {place:place}, cách {distance:km}"
    ),
    "location.distance_from_coordinates": Message(
        "site {distance:km} away", "cơ sở cách {distance:km}"
    ),
    "location.linkage": Message(
        "linkage agreement between {party_a} and {party_b}: {document}, {period}",
        "thỏa thuận liên kết giữa {party_a} và {party_b}: {document}, {period}",
    ),
    "location.within_allowed": Message(
        "site in {place:place}, as asked", "cơ sở tại {place:place}, đúng nơi yêu cầu"
    ),
    "location.outside_allowed": Message(
        "site in {place:place}, not in {places:any_place}",
        "cơ sở tại {place:place}, không ở {places:any_place}",
    ),
    "location.allowed_unknown": Message(
        "site in {place:place}; ask whether it lies within {places:any_place}",
        "cơ sở tại {place:place}; cần hỏi có thuộc {places:any_place} hay không",
    ),
    "location.site_unknown": Message(
        "the supplier's place is not known", "chưa rõ địa điểm của nhà cung cấp"
    ),
    "location.delivery_unknown": Message(
        "the delivery place is not known", "chưa rõ nơi giao hàng"
    ),
    "location.within_distance": Message(
        "{distance:km} away, {maximum:km} at most", "cách {distance:km}, tối đa {maximum:km}"
    ),
    "location.beyond_distance": Message(
        "{distance:km} away, more than {maximum:km}", "cách {distance:km}, xa hơn {maximum:km}"
    ),
    "location.distance_unknown": Message(
        "the distance is not known, {maximum:km} at most; ask for the address",
        "chưa rõ khoảng cách, tối đa {maximum:km}; cần hỏi địa chỉ",
    ),
    # capacity
    "capacity.enough": Message(
        "makes {capacity:hundredths} {unit:unit} a month, {needed:hundredths} needed",
        "làm được {capacity:hundredths} {unit:unit} mỗi tháng, cần {needed:hundredths}",
    ),
    "capacity.short": Message(
        "makes only {capacity:hundredths} {unit:unit} a month, {needed:hundredths} needed",
        "chỉ làm được {capacity:hundredths} {unit:unit} mỗi tháng, cần {needed:hundredths}",
    ),
    "capacity.partly_unknown": Message(
        "states {capacity:hundredths} {unit:unit} a month for one capability and no comparable "
        "capacity for another, {needed:hundredths} needed; ask the supplier",
        "khai {capacity:hundredths} {unit:unit} mỗi tháng cho một năng lực, năng lực khác chưa "
        "khai công suất so sánh được, cần {needed:hundredths}; cần hỏi nhà cung cấp",
    ),
    "capacity.unknown": Message(
        "monthly capacity not stated, {needed:hundredths} {unit:unit} needed; ask the supplier",
        "chưa khai công suất tháng, cần {needed:hundredths} {unit:unit}; cần hỏi nhà cung cấp",
    ),
    "capacity.unit_differs": Message(
        "monthly capacity stated in a unit that does not compare, "
        "{needed:hundredths} {unit:unit} needed; ask the supplier",
        "công suất tháng khai bằng đơn vị không so sánh được, "
        "cần {needed:hundredths} {unit:unit}; cần hỏi nhà cung cấp",
    ),
    # why nothing matches: suppliers for a demand
    "nothing.suppliers.none": Message(
        "there are no suppliers to compare", "chưa có nhà cung cấp nào để so sánh"
    ),
    "nothing.suppliers.all": Message(
        "suppliers compared: {total:number}; none fits",
        "đã so sánh {total:number} nhà cung cấp, không có đơn vị nào phù hợp",
    ),
    "nothing.suppliers.in_category": Message(
        "suppliers that make this or may make it: {within:number} of {total:number}; none fits",
        "{within:number} trong {total:number} nhà cung cấp làm hoặc có thể làm mặt hàng này, "
        "không có đơn vị nào phù hợp",
    ),
    "nothing.suppliers.category": Message(
        "not in {categories:any_category}: {failing:of_within} suppliers{only:only}",
        "{failing:of_within} nhà cung cấp không thuộc ngành {categories:any_category}{only:only}",
    ),
    "nothing.suppliers.certification": Message(
        "without {asked:certificate}: {failing:of_within} suppliers{only:only}",
        "{failing:of_within} nhà cung cấp không có {asked:certificate}{only:only}",
    ),
    "nothing.suppliers.location.allowed_places": Message(
        "no site in {places:any_place}: {failing:of_within} suppliers{only:only}",
        "{failing:of_within} nhà cung cấp không có cơ sở tại {places:any_place}{only:only}",
    ),
    "nothing.suppliers.location.max_distance": Message(
        "farther away than {maximum:km}: {failing:of_within} suppliers{only:only}",
        "{failing:of_within} nhà cung cấp ở xa hơn {maximum:km}{only:only}",
    ),
    "nothing.suppliers.capacity": Message(
        "capacity below {needed:hundredths} {unit:unit} a month: "
        "{failing:of_within} suppliers{only:only}",
        "{failing:of_within} nhà cung cấp có công suất dưới {needed:hundredths} {unit:unit} "
        "mỗi tháng{only:only}",
    ),
    # why nothing matches: demands for a supplier
    "nothing.demands.none": Message(
        "there are no demands to compare", "chưa có nhu cầu nào để so sánh"
    ),
    "nothing.demands.all": Message(
        "demands compared: {total:number}; none fits",
        "đã so sánh {total:number} nhu cầu, không có nhu cầu nào phù hợp",
    ),
    "nothing.demands.in_category": Message(
        "demands for what the supplier makes or may make: {within:number} of {total:number}; "
        "none fits",
        "{within:number} trong {total:number} nhu cầu hỏi mặt hàng nhà cung cấp làm hoặc có thể "
        "làm, không có nhu cầu nào phù hợp",
    ),
    "nothing.demands.category": Message(
        "for another category: {failing:of_within} demands{only:only}",
        "{failing:of_within} nhu cầu thuộc ngành khác{only:only}",
    ),
    "nothing.demands.certification": Message(
        "{asked:certificate} required and not held: {failing:of_within} demands{only:only}",
        "{failing:of_within} nhu cầu đòi hỏi {asked:certificate} mà nhà cung cấp không có"
        "{only:only}",
    ),
    "nothing.demands.location.allowed_places": Message(
        "a site elsewhere required: {failing:of_within} demands{only:only}",
        "{failing:of_within} nhu cầu đòi hỏi cơ sở ở nơi khác{only:only}",
    ),
    "nothing.demands.location.max_distance": Message(
        "a closer site required: {failing:of_within} demands{only:only}",
        "{failing:of_within} nhu cầu đòi hỏi cơ sở ở gần hơn{only:only}",
    ),
    "nothing.demands.capacity": Message(
        "more needed than made in a month: {failing:of_within} demands{only:only}",
        "{failing:of_within} nhu cầu cần nhiều hơn công suất tháng của nhà cung cấp{only:only}",
    ),
    # what a supplier can change
    **{code: Message(*words) for code, words in CHANGE_WORDS.items()},
}
