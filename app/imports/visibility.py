"""Who may see and change which import."""

from app.core.principal import Principal
from app.imports.errors import ImportBusyError, ImportEndedError, ImportNotFoundError
from app.imports.repository import ImportRepository
from app.models import Import

OPEN = frozenset({"previewed", "confirmed"})


def get_visible_import(
    imports: ImportRepository, actor: Principal, import_id: str, *, locked: bool = False
) -> Import:
    """Return an import that the actor may see: all for the centre, its own for a buyer.

    Raises:
        ImportNotFoundError: There is none, or it is another's.
    """
    row = imports.get_locked(import_id) if locked else imports.get(import_id)
    if row is None or not (actor.is_centre or _is_own(actor, row)):
        raise ImportNotFoundError
    return row


def get_open_import(
    imports: ImportRepository, actor: Principal, import_id: str, *, locked: bool = False
) -> Import:
    """Return an import that has a preview and can still change.

    Raises:
        ImportNotFoundError: There is none, or it is another's.
        ImportBusyError: Its file is being read.
        ImportEndedError: It was discarded or has failed.
    """
    row = get_visible_import(imports, actor, import_id, locked=locked)
    if row.status == "reading":
        raise ImportBusyError(phase="reading")
    if row.status not in OPEN:
        raise ImportEndedError(status=row.status)
    return row


def _is_own(actor: Principal, row: Import) -> bool:
    return actor.role == "buyer" and row.buyer_id is not None and actor.acts_for(row.buyer_id)
