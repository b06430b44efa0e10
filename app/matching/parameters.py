"""The parameters of the criteria, each with its unit, its range and its reason."""

from dataclasses import dataclass, field, fields
from typing import Any

from app.matching.fixed_point import VALUE_ONE


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """What a parameter of a scoring profile means.

    Attributes:
        name: The attribute of `Parameters` that holds it.
        unit: The unit of the number.
        default: Its value in the default profile.
        minimum: The smallest number allowed.
        maximum: The largest number allowed.
        reason_en: What it does and why the default is what it is, in English.
        reason_vi: The same in Vietnamese.
    """

    name: str
    unit: str
    default: int
    minimum: int
    maximum: int
    reason_en: str
    reason_vi: str


def _parameter(default: int, unit: str, bounds: tuple[int, int], en: str, vi: str) -> Any:
    """Declare a field of `Parameters` together with its documentation."""
    return field(default=default, metadata={"unit": unit, "bounds": bounds, "en": en, "vi": vi})


_VALUE_UNIT = "1/10000"
_ANY_VALUE = (0, VALUE_ONE)
_NEUTRAL = (1, VALUE_ONE - 1)  # an unknown is neither a zero nor a full mark


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers that the criteria use; `parameter_specs` documents each of them."""

    category_confirm_from: int = _parameter(
        5_000,
        _VALUE_UNIT,
        (1, VALUE_ONE),
        "Closeness from which a sibling or a related category is a question to the supplier; "
        "anything farther away is a different trade.",
        "Mức gần kể từ đó một ngành cùng nhóm hoặc liên quan là điều cần hỏi nhà cung cấp; "
        "xa hơn thì coi là ngành khác.",
    )
    category_unknown_value: int = _parameter(
        3_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value when none of the supplier's capabilities has a category: below the wider or a "
        "close category, which do say something.",
        "Giá trị khi chưa năng lực nào của nhà cung cấp được phân ngành: thấp hơn ngành rộng hơn "
        "hoặc ngành gần, vì những ngành đó đã cho biết một phần.",
    )
    category_far_reading_value: int = _parameter(
        1_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Least value where a category was only read from a text and is another trade: below the "
        "neutral value, for the text does say something, and above zero, for it may be misread.",
        "Giá trị thấp nhất khi ngành chỉ được đọc từ mô tả và là ngành khác: thấp hơn giá trị "
        "trung tính vì mô tả đã cho biết một phần, cao hơn 0 vì có thể đọc chưa đúng.",
    )
    specification_unknown_value: int = _parameter(
        1_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value when the supplier has no text to compare: between texts of other trades, which "
        "mostly have nothing in common, and a text that names the item, which covers a quarter.",
        "Giá trị khi nhà cung cấp chưa có mô tả để so sánh: nằm giữa mô tả của ngành khác, thường "
        "không trùng gì, và mô tả có nêu đúng mặt hàng, thường đáp ứng khoảng một phần tư.",
    )
    certification_expiring_value: int = _parameter(
        8_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value of a certificate that is in force today and ends before the date needed: most "
        "are renewed, and the supplier is asked for it.",
        "Giá trị của chứng chỉ còn hiệu lực hôm nay nhưng hết hạn trước ngày cần hàng: phần lớn "
        "sẽ được gia hạn, cần hỏi nhà cung cấp.",
    )
    certification_no_expiry_value: int = _parameter(
        7_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value of a certificate whose expiry is not stated although its kind expires.",
        "Giá trị của chứng chỉ có thời hạn nhưng không ghi ngày hết hạn.",
    )
    certification_not_yet_value: int = _parameter(
        7_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value of a certificate whose date of issue lies in the future.",
        "Giá trị của chứng chỉ có ngày cấp ở tương lai.",
    )
    certification_ask_buyer_value: int = _parameter(
        5_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value of a certificate that some buyers accept instead of the one asked for.",
        "Giá trị của chứng chỉ mà một số bên mua chấp nhận thay cho chứng chỉ được yêu cầu.",
    )
    certification_lapsed_value: int = _parameter(
        3_000,
        _VALUE_UNIT,
        _ANY_VALUE,
        "Value of a lapsed certificate: unmet, but the supplier has built the system once; not "
        "below an unlisted one, so that listing a certificate never lowers the score.",
        "Giá trị của chứng chỉ đã hết hiệu lực: không đạt, nhưng nhà cung cấp từng xây dựng hệ "
        "thống; không thấp hơn chứng chỉ chưa khai báo, để việc khai báo không làm giảm điểm.",
    )
    certification_unlisted_value: int = _parameter(
        3_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value when the certificate is not listed and the list is not known to be complete.",
        "Giá trị khi chứng chỉ chưa được khai báo và chưa rõ danh sách đã đầy đủ hay chưa.",
    )
    certification_required_share: int = _parameter(
        2,
        "parts",
        (1, 100),
        "Parts of the value that a required certificate counts for.",
        "Số phần mà một chứng chỉ bắt buộc chiếm trong giá trị.",
    )
    certification_preferred_share: int = _parameter(
        1,
        "parts",
        (1, 100),
        "Parts of the value that a preferred certificate counts for: half of a required one.",
        "Số phần mà một chứng chỉ ưu tiên chiếm trong giá trị: bằng nửa chứng chỉ bắt buộc.",
    )
    location_half_distance_m: int = _parameter(
        120_000,
        "m",
        (1_000, 5_000_000),
        "Distance at which the value has fallen to one half: about the reach of a delivery run "
        "there and back in a day by lorry.",
        "Khoảng cách mà giá trị giảm còn một nửa: cỡ một chuyến xe tải đi và về trong ngày.",
    )
    location_linkage_bonus: int = _parameter(
        1_500,
        _VALUE_UNIT,
        _ANY_VALUE,
        "Share of what is missing to the full value that a cooperation agreement on supporting "
        "industries between the two localities gives back.",
        "Phần còn thiếu so với giá trị tối đa được bù khi hai địa phương có thỏa thuận liên kết "
        "về công nghiệp hỗ trợ.",
    )
    location_linkage_partly_bonus: int = _parameter(
        700,
        _VALUE_UNIT,
        _ANY_VALUE,
        "The same for an agreement that covers supporting industries among other things.",
        "Như trên, với thỏa thuận chỉ có một phần về công nghiệp hỗ trợ.",
    )
    location_unknown_value: int = _parameter(
        4_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value when it is not known where the supplier or the delivery place is: the value of "
        "180 km with the default half distance.",
        "Giá trị khi chưa rõ địa điểm của nhà cung cấp hoặc nơi giao hàng: bằng giá trị ở 180 km "
        "với khoảng cách nửa giá trị mặc định.",
    )
    capacity_unknown_value: int = _parameter(
        5_000,
        _VALUE_UNIT,
        _NEUTRAL,
        "Value when the capacity is not stated, or stated in a unit that does not compare.",
        "Giá trị khi chưa khai báo công suất hoặc đơn vị không so sánh được.",
    )


def parameter_specs(prefix: str = "") -> tuple[ParameterSpec, ...]:
    """Return the documentation of the parameters whose name starts with `prefix`, in order."""
    return tuple(
        ParameterSpec(
            name=item.name,
            unit=item.metadata["unit"],
            default=getattr(Parameters(), item.name),
            minimum=item.metadata["bounds"][0],
            maximum=item.metadata["bounds"][1],
            reason_en=item.metadata["en"],
            reason_vi=item.metadata["vi"],
        )
        for item in fields(Parameters)
        if item.name.startswith(prefix)
    )
