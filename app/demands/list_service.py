"""Keeping demand lists, and opening all demands of one at once."""

from collections.abc import Sequence

from app.audit.service import AuditTrail
from app.core.clock import utc_now
from app.core.database import Session
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.validation import apply_patch
from app.core.versions import VersionCheck
from app.demands.buyers import find_buyer_id
from app.demands.errors import (
    DemandListExternalIdTakenError,
    DemandListInUseError,
    DemandListNameTakenError,
    DemandListNotFoundError,
)
from app.demands.list_repository import DemandListRepository
from app.demands.list_schemas import (
    DemandCounts,
    DemandListBaseRead,
    DemandListCreate,
    DemandListUpdate,
)
from app.demands.views import read_demand, snapshot_list
from app.models import DemandList

_DISPOSABLE = frozenset({"draft", "cancelled"})
_EDITABLE = frozenset({"name", "external_id", "note"})


class DemandListService:
    """Demand lists in one transaction, as the centre or one buyer may see them."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._session = session
        self._actor = actor
        self._lists = DemandListRepository(session)
        self._audit = AuditTrail(session, actor)

    def create_empty_list(self, data: DemandListCreate) -> DemandList:
        """Make a list without its demands; `DemandService.create_demand_list` makes both.

        Raises:
            InvalidInputError: It is not clear or not allowed whose list it is.
            DemandListNameTakenError: The buyer has a list of this name.
            DemandListExternalIdTakenError: The buyer has a list with this number.
        """
        buyer_id = find_buyer_id(self._session, self._actor, data.buyer_id)
        self._check_name(buyer_id, data.name)
        self._check_external_id(buyer_id, data.external_id)
        demand_list = DemandList(buyer_id=buyer_id, **data.model_dump(include=set(_EDITABLE)))
        self._lists.add(demand_list)
        self._record("created", demand_list, None)
        return demand_list

    def get_demand_list(self, demand_list_id: str) -> DemandList:
        """Return a list that the actor may see.

        Raises:
            DemandListNotFoundError: There is none, or it is another's.
        """
        return self._visible(self._lists.get(demand_list_id))

    def find_demand_lists(
        self, page: PageRequest, *, buyer_id: str | None = None, q: str | None = None
    ) -> Page[DemandList]:
        """Return the lists that the actor may see, narrowed where asked."""
        owner_id = self._actor.organization_id
        return self._lists.find_page(page, owner_id=owner_id, buyer_id=buyer_id, q=q)

    def count_demands(self, demand_list_ids: Sequence[str]) -> dict[str, DemandCounts]:
        """Return by list how many demands have which status."""
        counts = self._lists.count_demands(demand_list_ids)
        return {list_id: DemandCounts(**by_status) for list_id, by_status in counts.items()}

    def update_demand_list(
        self, demand_list_id: str, patch: DemandListUpdate, expected: VersionCheck
    ) -> DemandList:
        """Change a list.

        Raises:
            DemandListNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            InvalidInputError: The result would not be valid.
            DemandListNameTakenError: The buyer has another list of the new name.
            DemandListExternalIdTakenError: The buyer has another list with the new number.
        """
        demand_list = self.get_demand_list(demand_list_id)
        expected.check(demand_list.version)
        before = snapshot_list(demand_list)
        current = before.model_dump(include=set(_EDITABLE))
        merged = apply_patch(DemandListCreate, current, patch)
        if merged.name != demand_list.name:
            self._check_name(demand_list.buyer_id, merged.name)
        if merged.external_id != demand_list.external_id:
            self._check_external_id(demand_list.buyer_id, merged.external_id)
        for field in patch.model_fields_set:
            setattr(demand_list, field, getattr(merged, field))
        demand_list.touch()
        self._lists.flush()
        self._record("updated", demand_list, before)
        return demand_list

    def delete_demand_list(self, demand_list_id: str, expected: VersionCheck) -> None:
        """Delete a list with its demands, if nobody was ever asked to supply one of them.

        The list and its demands are locked first: a demand that is opened or added at the same
        time is either seen here or refused there.

        Raises:
            DemandListNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            DemandListInUseError: A demand is open, closed or awarded.
        """
        demand_list = self._visible(self._lists.get_locked(demand_list_id))
        expected.check(demand_list.version)
        demands = self._lists.find_demands_locked(demand_list.id)
        in_use = sum(demand.status not in _DISPOSABLE for demand in demands)
        if in_use:
            raise DemandListInUseError(count=in_use)
        for demand in demands:
            before = read_demand(demand)
            self._audit.record("deleted", "demand", demand.id, before=before, after=None)
        before_list = snapshot_list(demand_list)
        self._lists.delete(demand_list)
        self._audit.record("deleted", "demand_list", demand_list_id, before=before_list, after=None)

    def open_demand_list(self, demand_list_id: str) -> DemandList:
        """Open every draft of a list; opening it again changes nothing.

        Raises:
            DemandListNotFoundError: There is none, or it is another's.
        """
        demand_list = self._visible(self._lists.get_locked(demand_list_id))
        drafts = [
            read_demand(demand)
            for demand in self._lists.find_demands_locked(demand_list.id, status="draft")
        ]
        now = utc_now()
        self._lists.open_demands([draft.id for draft in drafts], now)
        for draft in drafts:
            after = draft.model_copy(update={"status": "open", "updated_at": now})
            self._audit.record("updated", "demand", draft.id, before=draft, after=after)
        return demand_list

    def _visible(self, demand_list: DemandList | None) -> DemandList:
        may_see = demand_list is not None and (
            self._actor.role != "supplier" and self._actor.acts_for(demand_list.buyer_id)
        )
        if demand_list is None or not may_see:
            raise DemandListNotFoundError
        return demand_list

    def _check_name(self, buyer_id: str, name: str) -> None:
        if self._lists.has_name(buyer_id, name):
            raise DemandListNameTakenError(name=name)

    def _check_external_id(self, buyer_id: str, external_id: str | None) -> None:
        if external_id is not None and self._lists.has_external_id(buyer_id, external_id):
            raise DemandListExternalIdTakenError(external_id=external_id)

    def _record(
        self, action: str, demand_list: DemandList, before: DemandListBaseRead | None
    ) -> None:
        after = snapshot_list(demand_list)
        self._audit.record(action, "demand_list", demand_list.id, before=before, after=after)
