"""The reconciliation services over HTTP, as OpenRefine and other programs ask them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.core.http.session import DbSession, RequestLanguage, read_only
from app.reconciliation.access import Reconciler
from app.reconciliation.answering import (
    PAGE,
    TOO_MANY,
    Answered,
    ExtendField,
    ExtendParameter,
    Manifest,
    Most,
    Prefix,
    QueriesField,
    QueriesParameter,
    Skipped,
    TypeId,
    answer,
    answer_either,
    answer_form,
    answer_page,
    answer_proposal,
    answer_suggestions,
)
from app.reconciliation.kinds import COMPANY_TYPES, suggest_types
from app.reconciliation.manifests import company_manifest
from app.reconciliation.properties import suggest_properties
from app.reconciliation.service import CompanyReconciliation
from app.reconciliation.service_schemas import PropertyProposal, SuggestAnswer

router = APIRouter(prefix="/reconciliation/organizations", tags=["reconciliation"])

GUIDE = """
**In OpenRefine:** open the menu of the column with the names, *Reconcile*, *Start reconciling*,
*Add standard service*, and give the address `https://HOST/v1/reconciliation/KEY/organizations`.
`KEY` is an API key with the scope `reconcile` and no other: whoever learns the address can look
companies up with it, and nothing else. Revoke it when the work is done. A key that may do more is
refused in an address; other programs send any key that may read as a header, and leave it out of
the address.

Choose *Supplier* as the type, and add columns that tell companies of one name apart: `tax_code`,
`website`, `province`, `name_en`. The candidates have a score from 0 to 100; one is matched by
itself only when an identifier says so, or when its name does, nothing contradicts it, and no other
name comes near. `features` tell what was compared. Properties that the service does not know are
passed over, as are query parameters.

The centre finds every company, a buyer the active suppliers without tax codes, addresses and
websites, a supplier nobody. Contacts are never shown. Answers are not older than one second.
"""


def company_reconciliation(
    session: DbSession, principal: Reconciler, request: Request
) -> CompanyReconciliation:
    """Give the service in the request's session."""
    return CompanyReconciliation(session, principal, request.app.state.companies)


Service = Annotated[CompanyReconciliation, Depends(company_reconciliation)]


@router.get(
    "",
    operation_id="get_company_reconciliation",
    response_model=Manifest,
    responses=TOO_MANY,
    description="Describe the service (W3C reconciliation, version 0.2); with `queries` find"
    " companies by name, with `extend` return what is known about them.\n" + GUIDE,
)
def get_company_reconciliation(
    request: Request,
    service: Service,
    language: RequestLanguage,
    queries: QueriesParameter = None,
    extend: ExtendParameter = None,
) -> Response:
    """Describe the service, or answer queries in the address."""
    answered = answer_either(service, queries, extend, language)
    return answered or answer(company_manifest(request, language))


@router.post("", operation_id="reconcile_companies", response_model=Answered)
@read_only
def reconcile_companies(
    request: Request,
    service: Service,
    language: RequestLanguage,
    queries: QueriesField = None,
    extend: ExtendField = None,
) -> Response:
    """Find companies by name (`queries`), or return what is known about them (`extend`).

    Changes nothing.
    """
    return answer_form(request, service, queries, extend, language)


@router.get("/suggest/entities", operation_id="suggest_companies", response_model=SuggestAnswer)
def suggest_companies(
    service: Service, language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a company's name, tax code or id."""
    return answer_suggestions(service.suggest(prefix, language), skipped)


@router.get("/suggest/types", operation_id="suggest_company_types", response_model=SuggestAnswer)
def suggest_company_types(
    _principal: Reconciler, language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a type of companies."""
    return answer_suggestions(suggest_types(COMPANY_TYPES, prefix, language), skipped)


@router.get(
    "/suggest/properties",
    operation_id="suggest_company_properties",
    response_model=SuggestAnswer,
)
def suggest_company_properties(
    service: Service, language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a property of companies."""
    found = suggest_properties(service.properties, prefix, language)
    return answer_suggestions(found, skipped)


@router.get(
    "/properties", operation_id="propose_company_properties", response_model=PropertyProposal
)
def propose_company_properties(
    service: Service, language: RequestLanguage, type_id: TypeId = "", limit: Most = None
) -> Response:
    """List the properties of companies that can be asked for; all types have the same."""
    proposed = [item.propose(language) for item in service.properties]
    return answer_proposal(proposed, type_id, limit)


@router.get(
    "/preview/{organization_id}",
    operation_id="preview_company",
    response_class=Response,
    responses=PAGE,
)
def preview_company(organization_id: str, service: Service, language: RequestLanguage) -> Response:
    """Show a small page about a company, to be looked at beside a list."""
    return answer_page(service.preview(organization_id, language))
