"""What can be wrong with demand lists and demands."""

from app.core.errors import ConflictError, NotFoundError
from app.core.i18n import Text


class DemandNotFoundError(NotFoundError):
    """There is no such demand, or the key may not see it."""

    code = "demand_not_found"
    detail = Text("There is no such demand.", "Không có nhu cầu này.")


class DemandListNotFoundError(NotFoundError):
    """There is no such demand list, or it is another buyer's."""

    code = "demand_list_not_found"
    detail = Text("There is no such demand list.", "Không có danh sách nhu cầu này.")


class DemandListNameTakenError(ConflictError):
    """The buyer has a list of this name."""

    code = "demand_list_name_taken"
    detail = Text(
        "The buyer has a demand list named '{name}' already; choose another name.",
        "Bên mua đã có danh sách nhu cầu tên '{name}'; hãy chọn tên khác.",
    )


class DemandListExternalIdTakenError(ConflictError):
    """The buyer has a list with this number."""

    code = "demand_list_external_id_taken"
    detail = Text(
        "The buyer has a demand list with external_id '{external_id}' already.",
        "Bên mua đã có danh sách nhu cầu với external_id '{external_id}'.",
    )


class DemandExternalIdTakenError(ConflictError):
    """Demands of the list have these numbers; its problems name each."""

    code = "demand_external_id_taken"
    detail = Text(
        "Within a demand list each external_id is unique; 'errors' names those that are taken."
        " Change them, or change the stored demands instead.",
        "Trong một danh sách mỗi external_id chỉ dùng một lần; xem các mã đã dùng trong 'errors'."
        " Hãy đổi mã, hoặc sửa nhu cầu đã lưu.",
    )


class InvalidStatusChangeError(ConflictError):
    """A demand cannot go from its status to the one asked for."""

    code = "invalid_status_change"
    detail = Text(
        "A demand that is {current} cannot become {wanted}; it can become: {allowed}.",
        "Nhu cầu đang ở trạng thái {current} không thể chuyển sang {wanted}; chỉ có thể chuyển"
        " sang: {allowed}.",
    )


class FinalStatusError(InvalidStatusChangeError):
    """A demand has a status that it keeps."""

    detail = Text(
        "A demand that is {current} stays so; it cannot become {wanted}. Make a new demand.",
        "Nhu cầu ở trạng thái {current} không đổi được nữa, không thể chuyển sang {wanted}. Hãy"
        " tạo nhu cầu mới.",
    )


class DemandNotDraftError(ConflictError):
    """Only a draft may disappear."""

    code = "demand_not_draft"
    detail = Text(
        "Only a draft can be deleted; this demand is {status}. An open one can be closed or"
        " cancelled.",
        "Chỉ xóa được bản nháp (draft); nhu cầu này ở trạng thái {status}. Nhu cầu đang mở có"
        " thể đóng (closed) hoặc hủy (cancelled).",
    )


class DemandListInUseError(ConflictError):
    """Demands of the list are or were open."""

    code = "demand_list_in_use"
    detail = Text(
        "The list has {count} demand(s) that are open, closed or awarded, so it stays. Cancel the"
        " open ones first; closed and awarded ones are kept as a record.",
        "Danh sách còn {count} nhu cầu đang mở, đã đóng hoặc đã chọn nhà cung cấp nên chưa xóa"
        " được. Hãy hủy các nhu cầu đang mở; nhu cầu đã đóng hoặc đã chọn được lưu lại.",
    )
