"""What a comparison of two names says, and why."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Verdict = Literal["same", "review", "different"]

SAME_FROM = 750
"""Score from which two names are taken for one company's."""

REVIEW_FROM = 500
"""Score from which a person should look at two names."""

FULL_SCORE = 1000
"""Score of two names that cannot be told apart."""


class Wording(NamedTuple):
    """One sentence in English and in Vietnamese."""

    en: str
    vi: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a score.

    Attributes:
        code: Stable name of the reason.
        text: The reason in words.
    """

    code: str
    text: Wording


@dataclass(frozen=True, slots=True)
class NameComparison:
    """How much two names look like one company's.

    Attributes:
        score: 0 (nothing in common) to 1000 (the same name).
        verdict: The score, sorted by `SAME_FROM` and `REVIEW_FROM`.
        reasons: Why, the weightiest first.
    """

    score: int
    verdict: Verdict
    reasons: tuple[Reason, ...]


def judge(score: int) -> Verdict:
    """Sort a score into its verdict."""
    if score >= SAME_FROM:
        return "same"
    return "review" if score >= REVIEW_FROM else "different"


def say(code: str) -> Reason:
    """Give the reason of a code, with its words."""
    return REASONS[code]


_WORDINGS: dict[str, tuple[str, str]] = {
    "core_equal": (
        "The distinctive parts are the same",
        "Phần tên riêng giống nhau",
    ),
    "core_unmarked": (
        "The distinctive parts are the same; one was typed without Vietnamese marks",
        "Phần tên riêng giống nhau, một bên viết không dấu",
    ),
    "core_translated": (
        "One distinctive part is the translation of the other",
        "Phần tên riêng bên này là bản dịch của bên kia",
    ),
    "core_joined": (
        "The same letters, written as one word or as several",
        "Cùng các chữ cái, viết liền hoặc viết rời",
    ),
    "core_spelling": (
        "The same name in two spellings (y and i)",
        "Cùng một tên, viết hai cách (y và i)",
    ),
    "core_typo": (
        "One letter differs, which looks like a typing error",
        "Khác một chữ cái, có vẻ do gõ nhầm",
    ),
    "core_initials": (
        "A part of one name is the initials of the other",
        "Một phần tên là chữ cái đầu của tên kia",
    ),
    "core_of_trade": (
        "Both names consist of the same trade alone",
        "Cả hai tên chỉ gồm cùng một ngành nghề",
    ),
    "core_filler": (
        "One name has a further common word (Viet, global)",
        "Một tên có thêm từ phổ biến (Việt, toàn cầu)",
    ),
    "core_longer": (
        "One distinctive part has a word that the other has not",
        "Phần tên riêng bên này có thêm từ mà bên kia không có",
    ),
    "core_partly": (
        "The distinctive parts agree only in part",
        "Phần tên riêng chỉ giống một phần",
    ),
    "trade_unknown": (
        "What remains seems to be a trade that is not in the dictionary",
        "Phần còn lại có vẻ là ngành nghề chưa có trong từ điển",
    ),
    "core_order": (
        "The same words stand in another order",
        "Cùng các từ nhưng khác thứ tự",
    ),
    "core_different": (
        "The distinctive parts are different",
        "Phần tên riêng khác nhau",
    ),
    "core_common": (
        "The distinctive part is too common to tell companies apart",
        "Phần tên riêng quá phổ biến để phân biệt doanh nghiệp",
    ),
    "marks_disagree": (
        "The Vietnamese marks disagree, so these are different words",
        "Dấu tiếng Việt khác nhau nên là hai từ khác nhau",
    ),
    "marks_confused": (
        "Marks that are often confused differ (hỏi and ngã)",
        "Khác dấu hỏi và dấu ngã, hai dấu hay bị nhầm",
    ),
    "short_form": (
        "One name is the short form of the other",
        "Tên này là tên viết tắt của tên kia",
    ),
    "short_form_weak": (
        "One name may be the initials of the other, but two letters fit many names",
        "Tên này có thể là chữ viết tắt của tên kia, nhưng hai chữ cái thì hợp với nhiều tên",
    ),
    "trades_agree": (
        "The trades agree",
        "Ngành nghề giống nhau",
    ),
    "trades_partly": (
        "The trades agree in part",
        "Ngành nghề giống nhau một phần",
    ),
    "trades_disagree": (
        "The trades disagree",
        "Ngành nghề khác nhau",
    ),
    "trade_missing": (
        "Only one name tells the trade",
        "Chỉ một tên nêu ngành nghề",
    ),
    "business_differs": (
        "The words of business differ (trading, technology, service)",
        "Lĩnh vực kinh doanh nêu trong tên khác nhau (thương mại, công nghệ, dịch vụ)",
    ),
    "numbers_disagree": (
        "The numbers differ, as with sister companies",
        "Số trong tên khác nhau, như các công ty cùng hệ thống",
    ),
    "number_missing": (
        "Only one name has a number",
        "Chỉ một tên có số",
    ),
    "regions_disagree": (
        "The parts of the country differ",
        "Khác miền",
    ),
    "region_missing": (
        "Only one name tells the part of the country",
        "Chỉ một tên nêu miền",
    ),
    "places_disagree": (
        "The places differ",
        "Địa danh khác nhau",
    ),
    "place_missing": (
        "Only one name tells a place",
        "Chỉ một tên nêu địa danh",
    ),
    "countries_disagree": (
        "The countries differ",
        "Quốc gia khác nhau",
    ),
    "branch_differs": (
        "One name is that of a branch, factory or office",
        "Một tên là của chi nhánh, nhà máy hoặc văn phòng",
    ),
    "legal_form_differs": (
        "The legal forms differ",
        "Loại hình doanh nghiệp khác nhau",
    ),
    "group_or_member": (
        "One is a group, the other may be its member",
        "Một bên là tập đoàn, bên kia có thể là công ty thành viên",
    ),
}

REASONS = {code: Reason(code, Wording(en, vi)) for code, (en, vi) in _WORDINGS.items()}
"""Every reason that a comparison can give, by its code."""
