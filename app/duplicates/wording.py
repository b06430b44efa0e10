"""The reasons for and against two companies being one, in words."""

from app.core.i18n import Text

NAMES = Text("The names “{left}” and “{right}”", "Tên “{left}” và “{right}”")
COMMON_NAMES = Text(
    "Other companies have such a name as well: {count}",
    "Số doanh nghiệp khác cũng có tên tương tự: {count}",
)
TAX_CODE = Text("The same tax code, {value}", "Cùng mã số thuế {value}")
BRANCH = Text(
    "One is a branch of the company with tax code {value}",
    "Một bên là chi nhánh của doanh nghiệp có mã số thuế {value}",
)
OTHER_TAX_CODE = Text(
    "Different tax codes, {left} and {right}", "Mã số thuế khác nhau: {left} và {right}"
)
REGISTRATION = Text(
    "The same registration number, {value}, in {country}",
    "Cùng số đăng ký {value} tại {country}",
)
OTHER_REGISTRATION = Text(
    "Different registration numbers, {left} and {right}",
    "Số đăng ký khác nhau: {left} và {right}",
)
OTHER_COUNTRY = Text(
    "Registered in different countries, {left} and {right}",
    "Đăng ký tại hai nước khác nhau: {left} và {right}",
)
DOMAIN = Text("The same internet domain, {value}", "Cùng tên miền {value}")
SHARED_DOMAIN = Text(
    "The same internet domain, {value}, which others use as well",
    "Cùng tên miền {value}, nhưng nhiều doanh nghiệp khác cũng dùng",
)
OTHER_DOMAIN = Text(
    "Different internet domains, {left} and {right}", "Tên miền khác nhau: {left} và {right}"
)
PHONE = Text("The same telephone number, {value}", "Cùng số điện thoại {value}")
SHARED_PHONE = Text(
    "The same telephone number, {value}, which others have as well",
    "Cùng số điện thoại {value}, nhưng nhiều doanh nghiệp khác cũng dùng",
)
PREMISES = Text("The same premises: {value}", "Cùng địa điểm: {value}")
SHARED_PREMISES = Text(
    "The same premises, where others sit as well: {value}",
    "Cùng địa điểm, nơi có nhiều doanh nghiệp khác: {value}",
)
STREET = Text("The same street: {value}", "Cùng đường: {value}")
OTHER_PREMISES = Text("Different premises: {left}; {right}", "Địa điểm khác nhau: {left}; {right}")
OTHER_PROVINCE = Text("In different provinces: {left}; {right}", "Khác tỉnh: {left}; {right}")
SEVERAL_SIGNS = Text(
    "They share more than two companies do by chance",
    "Có nhiều điểm chung hơn mức trùng hợp ngẫu nhiên",
)
WRITTEN_ALIKE = Text(
    "The names differ by a few letters only, perhaps by a slip",
    "Tên chỉ khác vài chữ cái, có thể do gõ nhầm",
)
