"""What can be asked about companies."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.i18n import Text
from app.models import Organization, SupplierProfile
from app.reconciliation.properties import Cell, Property, days, moment, number, text, texts
from app.reference import load_reference
from app.suppliers.parts_schemas import CertificationRead
from app.suppliers.schemas import SupplierPublicRead, SupplierRead
from app.suppliers.views import public_supplier, read_supplier

Profile = SupplierPublicRead | SupplierRead


@dataclass(frozen=True, slots=True)
class Company:
    """A company as one audience may see it.

    Attributes:
        name: Name to show.
        name_en: English name to show.
        country: ISO 3166-1 alpha-2.
        profile: What it can supply; None where it has no profile.
        registered: The company in full, and its profile, for the centre; None for all others.
    """

    name: str
    name_en: str | None
    country: str
    profile: Profile | None
    registered: tuple[Organization, SupplierProfile | None] | None


def show_to_centre(organization: Organization, profile: SupplierProfile | None) -> Company:
    """Return a company in full; contacts are no part of it."""
    return Company(
        organization.name,
        organization.name_en,
        organization.country,
        None if profile is None else read_supplier(profile),
        (organization, profile),
    )


def show_to_buyer(profile: SupplierProfile) -> Company:
    """Return a supplier without anything by which it could be reached."""
    public = public_supplier(profile)
    return Company(public.name, public.name_en, public.country, public, None)


def _of_profile(read: Callable[[Profile], list[Cell]]) -> Callable[[Company], list[Cell]]:
    return lambda company: [] if company.profile is None else read(company.profile)


def _of_organization(read: Callable[[Organization], list[Cell]]) -> Callable[[Company], list[Cell]]:
    return lambda company: [] if company.registered is None else read(company.registered[0])


def _external_id(company: Company) -> list[Cell]:
    profile = None if company.registered is None else company.registered[1]
    return [] if profile is None else text(profile.external_id)


def _sides(organization: Organization) -> list[Cell]:
    sides = (("supplier", organization.is_supplier), ("buyer", organization.is_buyer))
    return texts([side for side, is_so in sides if is_so])


def _provinces(profile: Profile) -> list[Cell]:
    names = load_reference().places.current
    codes = dict.fromkeys(site.province for site in profile.sites if site.province)
    return texts([names[code].name_vi for code in codes])


def _places(profile: Profile) -> list[Cell]:
    places = load_reference().places
    keys = dict.fromkeys(
        f"legacy:{site.legacy_province}" if site.legacy_province else f"current:{site.province}"
        for site in profile.sites
        if site.province
    )
    return texts([places.label(key, "vi") for key in keys])


def _parks(profile: Profile) -> list[Cell]:
    return texts(list(dict.fromkeys(s.industrial_park for s in profile.sites if s.industrial_park)))


def _categories(profile: Profile) -> list[str]:
    known = load_reference().categories
    found = dict.fromkeys(c.category for c in profile.capabilities if c.category)
    return [code for code in found if code in known]


def _category_names(profile: Profile) -> list[Cell]:
    known = load_reference().categories
    return texts([known[code].name_vi for code in _categories(profile)])


def _english_category_names(profile: Profile) -> list[Cell]:
    known = load_reference().categories
    return texts([known[code].name_en for code in _categories(profile)])


def _name_of(certificate: CertificationRead) -> str:
    known = load_reference().certifications.get(certificate.code)
    return certificate.code if known is None else known.short_name


COMPANY_PROPERTIES: tuple[Property[Company], ...] = (
    Property(
        "name",
        Text("Name", "Tên"),
        Text("The registered name.", "Tên đăng ký."),
        lambda company: text(company.name),
    ),
    Property(
        "name_en",
        Text("English name", "Tên tiếng Anh"),
        Text("The name in English.", "Tên bằng tiếng Anh."),
        lambda company: text(company.name_en),
        is_previewed=True,
    ),
    Property(
        "tax_code",
        Text("Tax code", "Mã số thuế"),
        Text("10 digits; 13 for a branch.", "10 chữ số; chi nhánh 13 chữ số."),
        _of_organization(lambda row: text(row.tax_code)),
        is_for_centre=True,
        is_previewed=True,
    ),
    Property(
        "website",
        Text("Website", "Trang web"),
        Text("Its address on the web.", "Địa chỉ trang web."),
        _of_organization(lambda row: text(row.website)),
        is_for_centre=True,
        is_previewed=True,
    ),
    Property(
        "address",
        Text("Address", "Địa chỉ"),
        Text("The registered address.", "Địa chỉ đăng ký."),
        _of_organization(lambda row: text(row.address)),
        is_for_centre=True,
        is_previewed=True,
    ),
    Property(
        "country",
        Text("Country", "Quốc gia"),
        Text("ISO code of two letters.", "Mã ISO hai chữ cái."),
        lambda company: text(company.country),
    ),
    Property(
        "sides",
        Text("Sides", "Vai trò"),
        Text("Whether it supplies, buys, or both.", "Nhà cung cấp, bên mua, hoặc cả hai."),
        _of_organization(_sides),
        is_for_centre=True,
    ),
    Property(
        "supplier_id",
        Text("Supplier id", "Id nhà cung cấp"),
        Text("Id of its profile in this API.", "Id hồ sơ trong API này."),
        _of_profile(lambda profile: text(profile.id)),
    ),
    Property(
        "external_id",
        Text("Number in the centre's list", "Số trong danh sách của trung tâm"),
        Text("The number that the centre gave.", "Số do trung tâm cấp."),
        _external_id,
        is_for_centre=True,
    ),
    Property(
        "province",
        Text("Province", "Tỉnh, thành"),
        Text("Today's provinces of its sites.", "Tỉnh, thành hiện nay của các cơ sở."),
        _of_profile(_provinces),
    ),
    Property(
        "places",
        Text("Places", "Địa điểm"),
        Text(
            "Where its sites are, with the province before July 2025.",
            "Nơi đặt cơ sở, kèm tỉnh trước tháng 7/2025.",
        ),
        _of_profile(_places),
        is_previewed=True,
    ),
    Property(
        "industrial_parks",
        Text("Industrial parks", "Khu công nghiệp"),
        Text("Industrial parks of its sites.", "Khu công nghiệp của các cơ sở."),
        _of_profile(_parks),
    ),
    Property(
        "categories",
        Text("Categories", "Ngành hàng"),
        Text("What it makes, in Vietnamese.", "Sản phẩm, công đoạn, bằng tiếng Việt."),
        _of_profile(_category_names),
        is_previewed=True,
    ),
    Property(
        "categories_en",
        Text("Categories in English", "Ngành hàng (tiếng Anh)"),
        Text("What it makes, in English.", "Sản phẩm, công đoạn, bằng tiếng Anh."),
        _of_profile(_english_category_names),
    ),
    Property(
        "category_codes",
        Text("Category codes", "Mã ngành hàng"),
        Text("Codes of what it makes.", "Mã của sản phẩm, công đoạn."),
        _of_profile(lambda profile: texts(_categories(profile))),
    ),
    Property(
        "certifications",
        Text("Certifications", "Chứng nhận"),
        Text("Certificates that it holds.", "Các chứng nhận đang có."),
        _of_profile(lambda profile: texts([_name_of(c) for c in profile.certifications])),
        is_previewed=True,
    ),
    Property(
        "certifications_expire_on",
        Text("Certifications expire on", "Ngày hết hạn chứng nhận"),
        Text(
            "Until when each holds; in the same rows as the certifications.",
            "Hiệu lực đến ngày nào; cùng dòng với chứng nhận.",
        ),
        _of_profile(lambda profile: days([c.expires_on for c in profile.certifications])),
    ),
    Property(
        "employees",
        Text("Employees", "Số lao động"),
        Text("How many people work there.", "Số người làm việc."),
        _of_profile(lambda profile: number(profile.employees)),
        is_previewed=True,
    ),
    Property(
        "founded_year",
        Text("Founded", "Năm thành lập"),
        Text("The year of its founding.", "Năm thành lập."),
        _of_profile(lambda profile: number(profile.founded_year)),
    ),
    Property(
        "languages",
        Text("Languages", "Ngôn ngữ"),
        Text("Languages that are spoken there.", "Ngôn ngữ giao dịch."),
        _of_profile(lambda profile: texts(profile.languages)),
    ),
    Property(
        "export_markets",
        Text("Export markets", "Thị trường xuất khẩu"),
        Text("Where it exports to.", "Nơi xuất khẩu đến."),
        _of_profile(lambda profile: texts(profile.export_markets)),
    ),
    Property(
        "fdi_customers",
        Text("FDI customers", "Khách hàng FDI"),
        Text("Foreign-invested customers.", "Khách hàng có vốn đầu tư nước ngoài."),
        _of_profile(lambda profile: texts(profile.fdi_customers)),
    ),
    Property(
        "badges",
        Text("Programmes", "Chương trình"),
        Text("Programmes that it has taken part in.", "Chương trình đã tham gia."),
        _of_profile(lambda profile: texts(profile.badges)),
    ),
    Property(
        "updated_at",
        Text("Changed at", "Thời điểm cập nhật"),
        Text("When the company was last changed.", "Thời điểm sửa thông tin lần cuối."),
        _of_organization(lambda row: moment(row.updated_at)),
        is_for_centre=True,
    ),
)
"""The properties of companies, in the order in which they are proposed."""
