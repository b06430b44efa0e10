"""Loading suppliers and demands, and preparing them for comparison."""

from collections.abc import Iterable, Iterator, Sequence

import structlog

from app.core.database import Session
from app.demands.matching import DemandListing, ListedDemand
from app.matches.live.shelf import DemandEntry, Entry, SupplierEntry
from app.matching import UnsupportedConstraintError, prepare_demand, prepare_supplier
from app.reference import load_reference
from app.suppliers.listing import ListedSupplier, SupplierListing

_log = structlog.get_logger(__name__)


def load_suppliers(session: Session, ids: Sequence[str]) -> dict[str, SupplierEntry]:
    """Load suppliers by id, the inactive ones too."""
    entries = _suppliers(SupplierListing(session).find(ids))
    return {entry.listed.profile.id: entry for entry in entries}


def load_demands(session: Session, ids: Sequence[str]) -> dict[str, DemandEntry]:
    """Load demands by id, whatever their status.

    One whose constraints can no longer be judged, because the reference data have changed, is
    left out.
    """
    entries = _demands(DemandListing(session).find(ids))
    return {entry.listed.demand.id: entry for entry in entries}


def load_demand(session: Session, demand_id: str) -> DemandEntry | None:
    """Load one demand.

    Raises:
        UnsupportedConstraintError: It carries a constraint that cannot be judged any more.
    """
    for listed in DemandListing(session).find([demand_id]):
        return Entry(listed, prepare_demand(listed.demand, load_reference()))
    return None


def load_active_suppliers(session: Session) -> Iterator[SupplierEntry]:
    """Load every supplier that is ranked."""
    return _suppliers(SupplierListing(session).find_active())


def load_open_demands(session: Session) -> Iterator[DemandEntry]:
    """Load every demand that is ranked."""
    return _demands(DemandListing(session).find_open())


def _suppliers(found: Iterable[ListedSupplier]) -> Iterator[SupplierEntry]:
    reference = load_reference()
    for listed in found:
        yield Entry(listed, prepare_supplier(listed.profile, reference))


def _demands(found: Iterable[ListedDemand]) -> Iterator[DemandEntry]:
    reference = load_reference()
    for listed in found:
        try:
            prepared = prepare_demand(listed.demand, reference)
        except UnsupportedConstraintError as error:
            _log.warning("demand_not_ranked", demand_id=listed.demand.id, reason=str(error))
            continue
        yield Entry(listed, prepared)
