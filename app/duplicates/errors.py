"""What can stand in the way of a decision about two organizations."""

from app.core.errors import ConflictError, NotFoundError
from app.core.i18n import Text


class DistinctionNotFoundError(NotFoundError):
    """There is no such decision."""

    code = "distinction_not_found"
    detail = Text("There is no such decision.", "Không có quyết định này.")


class MergeNotFoundError(NotFoundError):
    """There is no such merge."""

    code = "organization_merge_not_found"
    detail = Text("There is no such merge.", "Không có lần gộp này.")


class DistinguishedError(ConflictError):
    """Somebody found the two to be two companies."""

    code = "organizations_distinguished"
    detail = Text(
        "These two were found to be two companies (decision {distinction_id}). If that was wrong,"
        " delete the decision first.",
        "Hai bên đã được xác định là hai doanh nghiệp khác nhau (quyết định {distinction_id})."
        " Nếu quyết định đó sai, hãy xóa quyết định trước.",
    )


class DifferentTaxCodesError(ConflictError):
    """Two tax codes are two companies."""

    code = "different_tax_codes"
    detail = Text(
        "They have different tax codes, {survivor} and {merged}: two companies, or a company and"
        " its branch. If one code is wrong, correct or empty it first; if they are two companies,"
        " say so with POST /v1/organizations/distinctions.",
        "Hai mã số thuế khác nhau, {survivor} và {merged}: là hai doanh nghiệp, hoặc doanh nghiệp"
        " và chi nhánh. Nếu một mã bị sai, hãy sửa hoặc bỏ trống trước; nếu là hai doanh nghiệp,"
        " hãy ghi nhận bằng POST /v1/organizations/distinctions.",
    )


class DifferentRegistrationsError(ConflictError):
    """Two numbers of foreign registers are two companies."""

    code = "different_registration_numbers"
    detail = Text(
        "They have different registration numbers, {survivor} and {merged}. If one is wrong,"
        " correct or empty it first; if they are two companies, say so with"
        " POST /v1/organizations/distinctions.",
        "Hai số đăng ký khác nhau, {survivor} và {merged}. Nếu một số bị sai, hãy sửa hoặc bỏ"
        " trống trước; nếu là hai doanh nghiệp, hãy ghi nhận bằng"
        " POST /v1/organizations/distinctions.",
    )


class MergeUndoneError(ConflictError):
    """The merge was undone already."""

    code = "merge_undone"
    detail = Text(
        "This merge was undone at {undone_at}; it cannot be undone again.",
        "Lần gộp này đã được hoàn tác lúc {undone_at}; không thể hoàn tác lần nữa.",
    )


class LaterMergeError(ConflictError):
    """A later merge builds on this one."""

    code = "later_merge"
    detail = Text(
        "Merge {merge_id} came later and builds on this one; undo that one first.",
        "Lần gộp {merge_id} diễn ra sau và dựa trên lần này; hãy hoàn tác lần đó trước.",
    )


class IdentityTakenError(ConflictError):
    """The number by which the merged organization was known is another's now."""

    code = "identity_taken"
    detail = Text(
        "The merged organization was registered with {value}, which another organization has now."
        " Correct that one first.",
        "Doanh nghiệp đã gộp từng đăng ký với số {value}, nay thuộc về doanh nghiệp khác. Hãy sửa"
        " doanh nghiệp đó trước.",
    )
