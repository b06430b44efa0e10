"""Remembering that a company that was called new is none of those that it looked like."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from app.core.database import Session
from app.core.errors import AppError
from app.core.principal import Principal
from app.duplicates.service import DuplicateService
from app.imports.planning.register_repository import RegisterRepository
from app.models import ImportRow


def tell_apart(
    session: Session, actor: Principal, rows: Sequence[ImportRow], written: Mapping[int, str]
) -> None:
    """Note for the rows that were written as new that they are not their candidates.

    A candidate that is not there any more, or went into another company, is left aside.

    Args:
        session: The transaction.
        actor: Who confirms.
        rows: Rows of an import.
        written: What those that were written became, by number.
    """
    told = [
        row
        for row in rows
        if row.number in written and (row.decision or {}).get("new") and row.plan.get("candidates")
    ]
    if not told:
        return
    duplicates = DuplicateService(session, actor)
    ids = sorted({written[row.number] for row in told})
    suppliers = RegisterRepository(session).find_suppliers(ids=ids)
    companies = {supplier: organization for supplier, organization, _ in suppliers}
    for row in told:
        company = companies[written[row.number]]
        for found in row.plan["candidates"]:
            with suppress(AppError):
                duplicates.create_distinction(company, found["organization_id"])
