"""What can be wrong with supplier profiles."""

from app.core.errors import ConflictError, NotFoundError
from app.core.i18n import Text


class SupplierNotFoundError(NotFoundError):
    """There is no such supplier, or it is not the key's own."""

    code = "supplier_not_found"
    detail = Text("There is no such supplier.", "Không có nhà cung cấp này.")


class ProfileExistsError(ConflictError):
    """The organization has a profile already."""

    code = "profile_exists"
    detail = Text(
        "This organization has a supplier profile; change that one.",
        "Doanh nghiệp này đã có hồ sơ nhà cung cấp; hãy sửa hồ sơ đó.",
    )


class ExternalIdTakenError(ConflictError):
    """Another supplier has this number."""

    code = "external_id_taken"
    detail = Text(
        "A supplier with external_id {external_id} exists.",
        "Đã có nhà cung cấp với external_id {external_id}.",
    )
