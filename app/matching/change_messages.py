"""The words of the changes that a supplier can make, in English and Vietnamese: data.

They belong to the messages of `app.matching.messages`, which says how they are written.
"""

from collections.abc import Mapping

CHANGE_WORDS: Mapping[str, tuple[str, str]] = {
    "change.certificate.confirm": (
        "say whether {certificate:certificate} is held, in force until {through:date} at least",
        "cho biết có {certificate:certificate} còn hiệu lực ít nhất đến {through:date} hay không",
    ),
    "change.certificate.confirm_always": (
        "say whether {certificate:certificate} is held",
        "cho biết có {certificate:certificate} hay không",
    ),
    "change.certificate.confirm_listed": (
        "confirm the dates of {certificate:certificate}: in force until {through:date} at least",
        "xác nhận thời hạn của {certificate:certificate}: còn hiệu lực ít nhất đến {through:date}",
    ),
    "change.certificate.confirm_listed_always": (
        "confirm the date of {certificate:certificate}",
        "xác nhận ngày cấp của {certificate:certificate}",
    ),
    "change.certificate.renew": (
        "renew {certificate:certificate}, until {through:date} at least",
        "gia hạn {certificate:certificate}, ít nhất đến {through:date}",
    ),
    "change.certificate.renew_always": (
        "renew {certificate:certificate}",
        "gia hạn {certificate:certificate}",
    ),
    "change.certificate.gain": (
        "obtain {certificate:certificate}, in force until {through:date} at least",
        "lấy chứng chỉ {certificate:certificate}, còn hiệu lực ít nhất đến {through:date}",
    ),
    "change.certificate.gain_always": (
        "obtain {certificate:certificate}",
        "lấy chứng chỉ {certificate:certificate}",
    ),
    "change.category.confirm_row": (
        "say whether a capability without category is {category:category}",
        "cho biết năng lực chưa phân ngành có phải là {category:category} hay không",
    ),
    "change.category.confirm_row_making": (
        (
            "say whether a capability without category is {category:category}; it has "
            "to make {needed:hundredths} {unit:unit} a month"
        ),
        (
            "cho biết năng lực chưa phân ngành có phải là {category:category} hay "
            "không; cần làm được {needed:hundredths} {unit:unit} mỗi tháng"
        ),
    ),
    "change.category.confirm": (
        "say whether {category:category} is made too",
        "cho biết có làm {category:category} hay không",
    ),
    "change.category.confirm_making": (
        (
            "say whether {category:category} is made too; it has to make "
            "{needed:hundredths} {unit:unit} a month"
        ),
        (
            "cho biết có làm {category:category} hay không; cần làm được "
            "{needed:hundredths} {unit:unit} mỗi tháng"
        ),
    ),
    "change.category.gain": (
        "take up {category:category}",
        "mở thêm ngành {category:category}",
    ),
    "change.category.gain_making": (
        "take up {category:category}; it has to make {needed:hundredths} {unit:unit} a month",
        "mở thêm ngành {category:category}; cần làm được {needed:hundredths} {unit:unit} mỗi tháng",
    ),
    "change.site.confirm": (
        "say whether a site is in {place:place}",
        "cho biết có cơ sở tại {place:place} hay không",
    ),
    "change.site.confirm_near": (
        "say whether a site is near the delivery place",
        "cho biết có cơ sở gần nơi giao hàng hay không",
    ),
    "change.site.confirm_near_in": (
        "say whether a site is in {place:place}, near the delivery place",
        "cho biết có cơ sở tại {place:place}, gần nơi giao hàng hay không",
    ),
    "change.site.gain": (
        "open a site in {place:place}",
        "mở cơ sở tại {place:place}",
    ),
    "change.site.gain_near": (
        "open a site near the delivery place",
        "mở cơ sở gần nơi giao hàng",
    ),
    "change.site.gain_near_in": (
        "open a site in {place:place}, near the delivery place",
        "mở cơ sở tại {place:place}, gần nơi giao hàng",
    ),
    "change.capacity.confirm": (
        "state the monthly capacity: {needed:hundredths} {unit:unit} would do",
        "khai công suất tháng: cần {needed:hundredths} {unit:unit}",
    ),
    "change.capacity.confirm_in": (
        (
            "state the monthly capacity for {category:category}: {needed:hundredths} "
            "{unit:unit} would do"
        ),
        "khai công suất tháng cho {category:category}: cần {needed:hundredths} {unit:unit}",
    ),
    "change.capacity.gain": (
        "raise the monthly capacity to {needed:hundredths} {unit:unit}",
        "nâng công suất tháng lên {needed:hundredths} {unit:unit}",
    ),
    "change.capacity.gain_in": (
        "raise the monthly capacity for {category:category} to {needed:hundredths} {unit:unit}",
        "nâng công suất tháng cho {category:category} lên {needed:hundredths} {unit:unit}",
    ),
    "topic.certificate": (
        "hold {certificate:certificate}",
        "có {certificate:certificate}",
    ),
    "topic.category": (
        "make {category:category}",
        "làm {category:category}",
    ),
    "topic.site": (
        "have a site in {place:place}",
        "có cơ sở tại {place:place}",
    ),
    "topic.site_near": (
        "have a site near the delivery place",
        "có cơ sở gần nơi giao hàng",
    ),
    "topic.capacity": (
        "make enough in a month",
        "đủ công suất tháng",
    ),
    "topic.capacity_in": (
        "make enough {category:category} in a month",
        "đủ công suất tháng cho {category:category}",
    ),
}
"""English and Vietnamese by code: `change.` tells one supplier, `topic.` is said of all."""
