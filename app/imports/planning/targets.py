"""Where the rows of an import go: whose they are, and to which demand list."""

from pathlib import PurePath

from app.core.database import Session
from app.core.errors import ForbiddenError, InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.core.validation import validate
from app.demands.buyers import find_buyer_id
from app.demands.list_schemas import DemandListCreate
from app.demands.list_service import DemandListService
from app.imports.planning.register_repository import RegisterRepository
from app.models import Import

CENTRE = "centre"
"""Sender of what the centre sends on its own behalf."""

_NOT_DEMANDS = Text(
    "Only an import of demands goes to a list of a buyer.",
    "Chỉ nhập nhu cầu mới có bên mua và danh sách.",
)
_UNKNOWN_LIST = Text(
    "The buyer has no demand list with this id.", "Bên mua không có danh sách nhu cầu với id này."
)
_TWO_TARGETS = Text(
    "Name a list that exists (demand_list_id), or one to make (list_name).",
    "Hãy chọn danh sách đã có (demand_list_id) hoặc đặt tên danh sách mới (list_name).",
)


def check_kind(actor: Principal, kind: str) -> None:
    """Check that the actor may import this.

    Raises:
        ForbiddenError: Only the centre imports suppliers.
    """
    if kind == "suppliers" and not actor.is_centre:
        raise ForbiddenError(needed="centre", given=f"role {actor.role}")


def set_target(
    session: Session,
    actor: Principal,
    row: Import,
    *,
    buyer_id: str | None,
    demand_list_id: str | None,
    list_name: str | None,
) -> None:
    """Write into an import where its rows go.

    Raises:
        InvalidInputError: It is not clear whose list it is, there is no such list, or the import
            is not one of demands.
    """
    if row.kind != "demands":
        given = {"buyer_id": buyer_id, "demand_list_id": demand_list_id, "list_name": list_name}
        for name, value in given.items():
            if value is not None:
                raise _fault("not_demands", _NOT_DEMANDS, name, value)
        return
    if demand_list_id is not None and list_name is not None:
        raise _fault("two_targets", _TWO_TARGETS, "list_name", list_name)
    row.demand_list_id, row.list_name = None, None
    if demand_list_id is not None:
        row.demand_list_id, row.buyer_id = _existing_list(session, actor, demand_list_id, buyer_id)
        return
    row.buyer_id = find_buyer_id(session, actor, buyer_id)
    name = PurePath(row.filename).stem if list_name is None else list_name
    row.list_name = validate(DemandListCreate, {"name": name}).name


def find_list_id(session: Session, row: Import) -> str | None:
    """Return the list that the rows of an import go to, if it exists."""
    if row.kind != "demands" or row.demand_list_id is not None:
        return row.demand_list_id
    if row.buyer_id is None or row.list_name is None:
        return None
    return RegisterRepository(session).get_list_id(row.buyer_id, row.list_name)


def make_list(session: Session, actor: Principal, row: Import) -> None:
    """Let the list of an import exist.

    Raises:
        DemandListNameTakenError: Somebody made one of the name at this moment.
    """
    if row.kind != "demands" or row.demand_list_id is not None:
        return
    found = find_list_id(session, row)
    if found is None:
        wanted = DemandListCreate(buyer_id=row.buyer_id, name=row.list_name or row.filename)
        found = DemandListService(session, actor).create_empty_list(wanted).id
    row.demand_list_id = found


def _existing_list(
    session: Session, actor: Principal, demand_list_id: str, buyer_id: str | None
) -> tuple[str, str]:
    try:
        found = DemandListService(session, actor).get_demand_list(demand_list_id)
    except NotFoundError:
        found = None
    if found is None or buyer_id not in {None, found.buyer_id}:
        raise _fault("unknown_demand_list", _UNKNOWN_LIST, "demand_list_id", demand_list_id)
    return found.id, found.buyer_id


def _fault(code: str, text: Text, field: str, value: str | None) -> InvalidInputError:
    return InvalidInputError([Problem(code, text, pointer=f"/{field}", value=value)])
