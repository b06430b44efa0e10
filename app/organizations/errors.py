"""What can be wrong with organizations and contacts."""

from app.core.errors import ConflictError, NotFoundError
from app.core.i18n import Text


class OrganizationNotFoundError(NotFoundError):
    """There is no such organization, or it is not the key's own."""

    code = "organization_not_found"
    detail = Text("There is no such organization.", "Không có doanh nghiệp này.")


class ContactNotFoundError(NotFoundError):
    """The organization has no such contact."""

    code = "contact_not_found"
    detail = Text("There is no such contact.", "Không có người liên hệ này.")


class TaxCodeTakenError(ConflictError):
    """Another organization has this tax code."""

    code = "tax_code_taken"
    detail = Text(
        "An organization with tax code {tax_code} exists.",
        "Đã có doanh nghiệp với mã số thuế {tax_code}.",
    )


class OrganizationInUseError(ConflictError):
    """Something still hangs on the organization."""

    code = "organization_in_use"
    detail = Text(
        "The organization has a profile, demands or keys, or others were merged into it, so it"
        " stays. A profile and drafts can be deleted and merges undone; keys are kept as a record,"
        " revoked ones too.",
        "Doanh nghiệp còn hồ sơ, nhu cầu, khóa, hoặc có doanh nghiệp khác đã gộp vào nên chưa xóa"
        " được. Có thể xóa hồ sơ và bản nháp, hoàn tác việc gộp; khóa được lưu lại, kể cả khóa đã"
        " thu hồi.",
    )


class OrganizationMergedError(ConflictError):
    """The organization was found to be another and is only a record any more."""

    code = "organization_merged"
    detail = Text(
        "This organization went into {merged_into_id}; use that one.",
        "Doanh nghiệp này đã được gộp vào {merged_into_id}; hãy dùng doanh nghiệp đó.",
    )
