"""Taking a file in: kept piece by piece before anything looks at it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from app.audit.service import AuditTrail
from app.core.clock import utc_now
from app.core.database import Database, Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.core.settings import Settings
from app.idempotency.service import RETENTION, IdempotencyKeyReusedError
from app.imports.audit import ImportSnapshot
from app.imports.columns import ImportKind
from app.imports.planning.targets import CENTRE, check_kind, set_target
from app.imports.repository import ImportRepository
from app.models import Import
from app.models.base import NAME_LENGTH
from app.spreadsheets.errors import EmptyFileError, FileTooLargeError

PART_BYTES = 1 << 20
KEPT_DAYS = 30
"""How long the file of an import is kept that nobody touches."""

_UNKNOWN_KEY = Text(
    "Demands have no {key}; use external_id or name.",
    "Nhu cầu không có {key}; hãy dùng external_id hoặc name.",
)


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What an upload says beside its file.

    Attributes:
        kind: What the file holds.
        filename: Its name.
        buyer_id: Whose demands they are; the centre must say.
        demand_list_id: List that they go to.
        list_name: Name of the list that they go to; made if there is none.
        demand_status: Status of new demands.
        sheet: Sheet to read.
        key: The only key that counts.
        source: Where the file comes from; its name without extension when left out.
        idempotency_key: The request's own key.
    """

    kind: ImportKind
    filename: str
    buyer_id: str | None = None
    demand_list_id: str | None = None
    list_name: str | None = None
    demand_status: str = "draft"
    sheet: str | None = None
    key: str | None = None
    source: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """An import whose file is kept.

    Attributes:
        import_id: The import.
        is_replayed: Whether an earlier request with the same key has made it.
    """

    import_id: str
    is_replayed: bool = False


class UploadStore:
    """Keeps uploaded files, each in a transaction of its own."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._limit = settings.max_upload_bytes

    def store(self, actor: Principal, file: BinaryIO, wanted: UploadRequest) -> StoredUpload:
        """Keep a file as a new import, or find the one that this request has made before.

        Raises:
            ForbiddenError: The actor may not import this.
            EmptyFileError: There is no content.
            FileTooLargeError: It has more bytes than allowed.
            InvalidInputError: It is not clear where the rows go.
            IdempotencyKeyReusedError: The key came with another request before.
        """
        check_kind(actor, wanted.kind)
        check_key(wanted.kind, wanted.key)
        digest, size = self._measure(file)
        fingerprint = _fingerprint(wanted, digest)
        with self._database.write() as session:
            imports = ImportRepository(session)
            found = _find_replayed(imports, actor, wanted, fingerprint)
            if found is not None:
                return found
            row = _new_import(session, actor, wanted)
            row.sha256, row.size, row.fingerprint = digest, size, fingerprint
            if not imports.add_unless_key_taken(row):
                return _replayed_or_refused(imports, actor, wanted, fingerprint)
            file.seek(0)
            for position, part in enumerate(iter(lambda: file.read(PART_BYTES), b"")):
                imports.add_part(row.id, position, part)
            imports.delete_files_before(utc_now() - timedelta(days=KEPT_DAYS))
            after = ImportSnapshot.of(row)
            AuditTrail(session, actor).record("created", "import", row.id, before=None, after=after)
            return StoredUpload(row.id)

    def _measure(self, file: BinaryIO) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        file.seek(0)
        while part := file.read(PART_BYTES):
            size += len(part)
            if size > self._limit:
                raise FileTooLargeError(limit=self._limit)
            digest.update(part)
        if not size:
            raise EmptyFileError
        return digest.hexdigest(), size


def check_key(kind: str, key: str | None) -> None:
    """Check that rows of this kind have such a key.

    Raises:
        InvalidInputError: They do not.
    """
    if kind == "demands" and key == "tax_code":
        params = (("key", key),)
        raise InvalidInputError(
            [Problem("unknown_key", _UNKNOWN_KEY, pointer="/key", value=key, params=params)]
        )


def default_source(filename: str) -> str:
    """Return the name of a file without its extension, as its source."""
    stem, _, _ = filename.rpartition(".")
    return (stem or filename)[:NAME_LENGTH]


def _new_import(session: Session, actor: Principal, wanted: UploadRequest) -> Import:
    filename = clean_name(wanted.filename)
    row = Import(
        kind=wanted.kind,
        status="reading",
        filename=filename,
        source=(wanted.source or default_source(filename))[:NAME_LENGTH],
        key=wanted.key,
        choices={} if wanted.sheet is None else {"sheet": wanted.sheet},
        demand_status=wanted.demand_status,
        created_by=actor.key_id,
        idempotency_key=wanted.idempotency_key,
    )
    set_target(
        session,
        actor,
        row,
        buyer_id=wanted.buyer_id,
        demand_list_id=wanted.demand_list_id,
        list_name=wanted.list_name,
    )
    row.sender = row.buyer_id or CENTRE
    return row


def clean_name(filename: str) -> str:
    """Return a file name that can be kept and shown."""
    kept = "".join(c for c in filename if c.isprintable() and not "\ud800" <= c <= "\udfff")
    return kept.strip()[-NAME_LENGTH:] or "file"


def _find_replayed(
    imports: ImportRepository, actor: Principal, wanted: UploadRequest, fingerprint: str
) -> StoredUpload | None:
    key = wanted.idempotency_key
    found = None if key is None else imports.get_by_idempotency_key(actor.key_id, key)
    if found is None:
        return None
    if found.created_at < utc_now() - RETENTION:
        found.idempotency_key = None
        imports.flush()
        return None
    if found.fingerprint != fingerprint:
        raise IdempotencyKeyReusedError
    return StoredUpload(found.id, is_replayed=True)


def _replayed_or_refused(
    imports: ImportRepository, actor: Principal, wanted: UploadRequest, fingerprint: str
) -> StoredUpload:
    found = _find_replayed(imports, actor, wanted, fingerprint)
    if found is None:  # pragma: no cover - the key was taken a moment ago
        msg = "a taken idempotency key has no import"
        raise LookupError(msg)
    return found


def _fingerprint(wanted: UploadRequest, digest: str) -> str:
    said = [
        wanted.kind,
        wanted.filename,
        wanted.buyer_id,
        wanted.demand_list_id,
        wanted.list_name,
        wanted.demand_status,
        wanted.sheet,
        wanted.key,
        wanted.source,
        digest,
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
