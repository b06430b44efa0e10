"""Making, listing and revoking API keys."""

from datetime import UTC

from app.accounts.repository import ApiKeyRepository
from app.accounts.schemas import ApiKeyCreate, ApiKeyCreated, ApiKeyRead
from app.audit.service import AuditTrail
from app.core.clock import utc_now
from app.core.database import Session
from app.core.errors import InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.security import make_token
from app.models import ApiKey, Organization

_ORGANIZATION_NEEDED = Text(
    "A {role} key acts for one organization: give its id.",
    "Khóa {role} đại diện cho một doanh nghiệp: hãy nhập id của doanh nghiệp.",
)
_NO_ORGANIZATION = Text(
    "A centre key acts for no organization: leave this out.",
    "Khóa của trung tâm không đại diện cho doanh nghiệp nào: hãy bỏ trống.",
)
_ORGANIZATION_UNKNOWN = Text(
    "There is no organization with this id.", "Không có doanh nghiệp với id này."
)
_WRONG_SIDE = Text(
    "This organization is not registered as a {role}.",
    "Doanh nghiệp này chưa được đăng ký với vai trò {role}.",
)
_ZONE_NEEDED = Text(
    "Give a time in the future, with its zone, such as 2027-01-01T00:00:00Z.",
    "Hãy nhập thời điểm trong tương lai kèm múi giờ, ví dụ 2027-01-01T00:00:00Z.",
)


class ApiKeyNotFoundError(NotFoundError):
    """There is no such key."""

    code = "api_key_not_found"


class AccountService:
    """API keys in one transaction."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._keys = ApiKeyRepository(session)
        self._audit = AuditTrail(session, actor)

    def create_key(self, data: ApiKeyCreate) -> ApiKeyCreated:
        """Make a key and return it with its token, this once.

        Raises:
            InvalidInputError: The organization does not fit the role, or the expiry is past.
        """
        organization = self._check(data)
        made = make_token()
        key = ApiKey(
            lookup=made.lookup,
            digest=made.digest,
            name=data.name,
            role=data.role,
            organization_id=organization and organization.id,
            scopes=list(dict.fromkeys(data.scopes)),
            expires_at=data.expires_at and data.expires_at.astimezone(UTC),
        )
        self._keys.add(key)
        read = ApiKeyRead.model_validate(key)
        self._audit.record("created", "api_key", key.id, before=None, after=read)
        return ApiKeyCreated(**read.model_dump(), token=made.token)

    def get_key(self, key_id: str) -> ApiKey:
        """Return one key.

        Raises:
            ApiKeyNotFoundError: There is none with this id.
        """
        key = self._keys.get(key_id)
        if key is None:
            raise ApiKeyNotFoundError
        return key

    def find_keys(self, page: PageRequest, organization_id: str | None = None) -> Page[ApiKey]:
        """Return keys in the order of their making."""
        return self._keys.find_page(page, organization_id)

    def revoke_key(self, key_id: str) -> ApiKey:
        """Revoke a key for good; revoking it again changes nothing.

        Raises:
            ApiKeyNotFoundError: There is none with this id.
        """
        key = self.get_key(key_id)
        if key.revoked_at is None:
            before = ApiKeyRead.model_validate(key)
            key.revoked_at = utc_now()
            after = ApiKeyRead.model_validate(key)
            self._audit.record("revoked", "api_key", key.id, before=before, after=after)
        return key

    def _check(self, data: ApiKeyCreate) -> Organization | None:
        """Return the organization that the key acts for; of a merged one, what it is today."""
        expires = data.expires_at
        if expires is not None and (expires.tzinfo is None or expires <= utc_now()):
            raise InvalidInputError([Problem("invalid", _ZONE_NEEDED, pointer="/expires_at")])
        organization = data.organization_id and self._keys.get_organization(data.organization_id)
        fault = _organization_fault(data, organization or None)
        if fault is not None:
            params = (("role", data.role),)
            problem = Problem("invalid", fault, pointer="/organization_id", params=params)
            raise InvalidInputError([problem])
        return organization or None


def _organization_fault(data: ApiKeyCreate, organization: Organization | None) -> Text | None:
    if data.role == "centre":
        return None if data.organization_id is None else _NO_ORGANIZATION
    if data.organization_id is None:
        return _ORGANIZATION_NEEDED
    if organization is None:
        return _ORGANIZATION_UNKNOWN
    fits = organization.is_buyer if data.role == "buyer" else organization.is_supplier
    return None if fits else _WRONG_SIDE
