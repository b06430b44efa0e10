"""For whom a demand is made."""

from app.core.database import Session
from app.core.errors import InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.organizations.service import OrganizationService

_MISSING = Text(
    "Say whose demand this is: the id of the buyer's organization.",
    "Hãy cho biết nhu cầu của ai: id doanh nghiệp bên mua.",
)
_NOT_OWN = Text(
    "A buyer's key stands for its own organization: leave this out, or give your own id.",
    "Khóa bên mua đại diện cho chính doanh nghiệp của mình: hãy bỏ trống hoặc nhập id của mình.",
)
_UNKNOWN = Text(
    "There is no organization with this id, or it is not registered as a buyer.",
    "Không có doanh nghiệp với id này, hoặc chưa được đăng ký là bên mua.",
)


def find_buyer_id(session: Session, actor: Principal, buyer_id: str | None) -> str:
    """Return the buyer that a new list or demand belongs to.

    Args:
        session: The transaction.
        actor: Who asks.
        buyer_id: The organization that the request names, if any. One that was merged into
            another stands for that other.

    Raises:
        InvalidInputError: The centre named none, a buyer named another, or it is no buyer.
    """
    if not actor.is_centre:
        if buyer_id not in {None, actor.organization_id}:
            raise _fault("not_your_organization", _NOT_OWN, buyer_id)
        buyer_id = actor.organization_id
    if buyer_id is None:
        raise _fault("buyer_missing", _MISSING, None)
    try:
        organization = OrganizationService(session, actor).get_current_organization(buyer_id)
    except NotFoundError:
        organization = None
    if organization is None or not organization.is_buyer:
        raise _fault("unknown_buyer", _UNKNOWN, buyer_id)
    return organization.id


def _fault(code: str, text: Text, value: str | None) -> InvalidInputError:
    return InvalidInputError([Problem(code, text, pointer="/buyer_id", value=value)])
