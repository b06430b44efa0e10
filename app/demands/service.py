"""Making and changing demands, and who may see them."""

from collections.abc import Mapping, Sequence

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService, needs_review
from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.demands.bulk import DemandBulk
from app.demands.buyers import find_buyer_id
from app.demands.changes import check_given_once, merge_change
from app.demands.content_schemas import DemandContent
from app.demands.errors import (
    DemandExternalIdTakenError,
    DemandListNotFoundError,
    DemandNotDraftError,
    DemandNotFoundError,
)
from app.demands.filters import DemandFilter
from app.demands.list_schemas import DemandListCreate
from app.demands.list_service import DemandListService
from app.demands.matching import DemandListing, ListedDemand, to_matching_create
from app.demands.repository import DemandRepository
from app.demands.schemas import DemandCreate, DemandPublicRead, DemandUpdate
from app.demands.views import NewDemand, public_demand, read_demand, write_demand
from app.matching.reading import demand_texts
from app.models import Demand, DemandList
from app.reading import to_json
from app.reference.fields import within_category

_UNKNOWN_LIST = Text(
    "The buyer has no demand list with this id.", "Bên mua không có danh sách nhu cầu với id này."
)
_TAKEN = Text(
    "The demand list has a demand with external_id '{number}' already.",
    "Danh sách đã có nhu cầu với external_id '{number}'.",
)


def may_see(actor: Principal, demand: Demand | ListedDemand) -> bool:
    """Say whether an actor may see a demand: the open ones are there for every supplier."""
    if actor.role == "supplier":
        return demand.status == "open"
    return actor.acts_for(demand.buyer_id)


class DemandService:
    """Demands in one transaction, as one principal may see them."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._session = session
        self._actor = actor
        self._demands = DemandRepository(session)
        self._lists = DemandListService(session, actor)
        self._audit = AuditTrail(session, actor)
        self._classification = ClassificationService(session, actor)
        self._bulk = DemandBulk(session, actor)

    def create_demand_list(self, data: DemandListCreate) -> DemandList:
        """Make a list with its demands.

        Raises:
            InvalidInputError: It is not clear whose list it is, or a number is given twice.
            DemandListNameTakenError: The buyer has a list of this name.
            DemandListExternalIdTakenError: The buyer has a list with this number.
        """
        demand_list = self._lists.create_empty_list(data)
        demands = [
            item
            if "status" in item.model_fields_set
            else item.model_copy(update={"status": data.status})
            for item in data.demands
        ]
        self.create_demands(demand_list, demands)
        return demand_list

    def create_demands(self, demand_list: DemandList, demands: Sequence[NewDemand]) -> list[str]:
        """Add demands to a list in bulk, with few statements.

        Args:
            demand_list: A list that the actor may change; its buyer is the buyer of them all.
            demands: The demands. A buyer or list that they name themselves is not read.

        Returns:
            Their ids, in order.

        Raises:
            InvalidInputError: Two of them have the same number; names both places.
            DemandExternalIdTakenError: The list has a demand with one of the numbers.
        """
        numbers = {
            f"/demands/{position}/external_id": item.external_id
            for position, item in enumerate(demands)
        }
        check_given_once(numbers)
        self._check_external_ids(demand_list.id, numbers)
        return self._bulk.create(demand_list.buyer_id, demand_list.id, demands)

    def create_demand(self, data: DemandCreate) -> Demand:
        """Make one demand, inside a list or alone.

        Raises:
            InvalidInputError: It is not clear whose it is, or the buyer has no such list.
            DemandExternalIdTakenError: The list has a demand with this number.
        """
        buyer_id = find_buyer_id(self._session, self._actor, data.buyer_id)
        self._check_list(data.demand_list_id, buyer_id)
        self._check_external_ids(data.demand_list_id, {"/external_id": data.external_id})
        return self.get_demand(self._bulk.create(buyer_id, data.demand_list_id, [data])[0])

    def get_demand(self, demand_id: str) -> Demand:
        """Return a demand that the actor may see, with its codes and its buyer.

        The centre sees all, a buyer its own, a supplier the open ones.

        Raises:
            DemandNotFoundError: There is none, or the actor may not see it.
        """
        demand = self._demands.get(demand_id)
        if demand is None or not self._may_see(demand):
            raise DemandNotFoundError
        return demand

    def find_demands(self, page: PageRequest, wanted: DemandFilter) -> Page[Demand]:
        """Return the demands that the actor keeps: all for the centre, its own for a buyer."""
        return self._demands.find_page(
            page,
            wanted,
            owner_id=self._actor.organization_id,
            categories=within_category(wanted.category),
        )

    def update_demand(self, demand_id: str, patch: DemandUpdate, expected: VersionCheck) -> Demand:
        """Change a demand, its status included.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            InvalidInputError: The result would not be valid.
            InvalidStatusChangeError: It cannot get this status.
            DemandExternalIdTakenError: The list has another demand with this number.
        """
        demand = self._get_own(demand_id)
        expected.check(demand.version)
        before = read_demand(demand)
        merged = merge_change(before, patch)
        if merged.demand_list_id != before.demand_list_id:
            self._check_list(merged.demand_list_id, demand.buyer_id)
        numbers = {"/external_id": merged.external_id}
        self._check_external_ids(merged.demand_list_id, numbers, except_id=demand.id)
        write_demand(demand, merged)
        self._read_texts(demand, merged)
        if merged.categories != before.categories:
            self._classification.learn_choice(merged.name, merged.categories)
        demand.status, demand.demand_list_id = merged.status, merged.demand_list_id
        demand.touch()
        self._demands.flush()
        after = read_demand(demand)
        self._audit.record("updated", "demand", demand.id, before=before, after=after)
        return demand

    def delete_demand(self, demand_id: str, expected: VersionCheck) -> None:
        """Delete a draft.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            DemandNotDraftError: It is or was open.
        """
        demand = self._get_own(demand_id)
        expected.check(demand.version)
        if demand.status != "draft":
            raise DemandNotDraftError(status=demand.status)
        before = read_demand(demand)
        self._demands.delete(demand)
        self._audit.record("deleted", "demand", demand_id, before=before, after=None)

    def find_open_versions(self) -> dict[str, int]:
        """Return id and version of every open demand, whoever asks."""
        return self._demands.find_open_versions()

    def load_for_matching(self, demand_ids: Sequence[str]) -> Mapping[str, ListedDemand]:
        """Return demands as they take part in matching, by id, whoever asks.

        Those that do not exist (any more) are left out.
        """
        found = DemandListing(self._session).find(demand_ids)
        return {listed.demand.id: listed for listed in found}

    def load_public(self, demand_ids: Sequence[str]) -> Mapping[str, DemandPublicRead]:
        """Return demands as suppliers see them, by id."""
        found = self._demands.find_with_buyer(demand_ids)
        return {demand.id: public_demand(demand) for demand in found}

    def check_visible(self, demand: ListedDemand) -> None:
        """Check that the actor may see a demand.

        Raises:
            DemandNotFoundError: It may not.
        """
        if not self._may_see(demand):
            raise DemandNotFoundError

    def _may_see(self, demand: Demand | ListedDemand) -> bool:
        return may_see(self._actor, demand)

    def _get_own(self, demand_id: str) -> Demand:
        demand = self.get_demand(demand_id)
        if self._actor.role == "supplier":
            raise DemandNotFoundError
        return demand

    def _read_texts(self, demand: Demand, content: DemandContent) -> Demand:
        """Keep with the row what its texts are read as, so that ranking never reads them again."""
        reading = self._classification.read(demand_texts(to_matching_create(content, "")))
        demand.reading = to_json(reading)
        demand.needs_review = not content.categories and needs_review(reading)
        return demand

    def _check_list(self, demand_list_id: str | None, buyer_id: str) -> None:
        if demand_list_id is None:
            return
        try:
            known = self._lists.get_demand_list(demand_list_id).buyer_id == buyer_id
        except DemandListNotFoundError:
            known = False
        if not known:
            pointer = "/demand_list_id"
            raise InvalidInputError(
                [
                    Problem(
                        "unknown_demand_list", _UNKNOWN_LIST, pointer=pointer, value=demand_list_id
                    )
                ]
            )

    def _check_external_ids(
        self,
        demand_list_id: str | None,
        external_ids: Mapping[str, str | None],
        *,
        except_id: str | None = None,
    ) -> None:
        """Check that the list has none of these numbers; outside lists they need not be unique."""
        given = {number: pointer for pointer, number in external_ids.items() if number is not None}
        if demand_list_id is None or not given:
            return
        taken = self._demands.find_external_ids(demand_list_id, [*given], except_id=except_id)
        if taken:
            problems = [
                Problem("external_id_taken", _TAKEN, "body", pointer, params=(("number", number),))
                for number, pointer in given.items()
                if number in taken
            ]
            raise DemandExternalIdTakenError(problems)
