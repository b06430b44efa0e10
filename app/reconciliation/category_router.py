"""The reconciliation service of categories over HTTP: public, like all reference data."""

from fastapi import APIRouter, Request, Response

from app.core.http.session import RequestLanguage, read_only
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
from app.reconciliation.categories import CategoryReconciliation
from app.reconciliation.category_properties import CATEGORY_PROPERTIES
from app.reconciliation.kinds import CATEGORY_TYPES, suggest_types
from app.reconciliation.manifests import category_manifest
from app.reconciliation.properties import suggest_properties
from app.reconciliation.service_schemas import PropertyProposal, SuggestAnswer

router = APIRouter(prefix="/reconciliation/categories", tags=["reconciliation"])

_GUIDE = """
In OpenRefine add `https://HOST/v1/reconciliation/categories` as a standard service; it needs no
key. Codes, names and synonyms in five languages are found, and categories of which a longer text
speaks are proposed. A category is matched by itself only when the text names it and no other.
Columns that help: `parent`, `vsic2018`, `vsic2025`, `hs2022`.
"""
_service = CategoryReconciliation()


@router.get(
    "",
    operation_id="get_category_reconciliation",
    response_model=Manifest,
    responses=TOO_MANY,
    description="Describe the service (W3C reconciliation, version 0.2); with `queries` find"
    " categories by what is written, with `extend` return what is known about them.\n" + _GUIDE,
)
def get_category_reconciliation(
    request: Request,
    language: RequestLanguage,
    queries: QueriesParameter = None,
    extend: ExtendParameter = None,
) -> Response:
    """Describe the service, or answer queries in the address."""
    answered = answer_either(_service, queries, extend, language)
    return answered or answer(category_manifest(request, language))


@router.post("", operation_id="reconcile_categories", response_model=Answered)
@read_only
def reconcile_categories(
    request: Request,
    language: RequestLanguage,
    queries: QueriesField = None,
    extend: ExtendField = None,
) -> Response:
    """Find categories by what is written (`queries`), or tell what is known of them (`extend`).

    Changes nothing.
    """
    return answer_form(request, _service, queries, extend, language)


@router.get(
    "/suggest/entities",
    operation_id="suggest_category_entities",
    response_model=SuggestAnswer,
)
def suggest_category_entities(
    language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a category's name, synonym or code."""
    return answer_suggestions(_service.suggest(prefix, language), skipped)


@router.get("/suggest/types", operation_id="suggest_category_types", response_model=SuggestAnswer)
def suggest_category_types(
    language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a type of categories."""
    return answer_suggestions(suggest_types(CATEGORY_TYPES, prefix, language), skipped)


@router.get(
    "/suggest/properties",
    operation_id="suggest_category_properties",
    response_model=SuggestAnswer,
)
def suggest_category_properties(
    language: RequestLanguage, prefix: Prefix = "", skipped: Skipped = 0
) -> Response:
    """Complete the beginning of a property of categories."""
    found = suggest_properties(CATEGORY_PROPERTIES, prefix, language)
    return answer_suggestions(found, skipped)


@router.get(
    "/properties", operation_id="propose_category_properties", response_model=PropertyProposal
)
def propose_category_properties(
    language: RequestLanguage, type_id: TypeId = "", limit: Most = None
) -> Response:
    """List the properties of categories that can be asked for."""
    proposed = [item.propose(language) for item in CATEGORY_PROPERTIES]
    return answer_proposal(proposed, type_id, limit)


@router.get(
    "/preview/{code}",
    operation_id="preview_category",
    response_class=Response,
    responses=PAGE,
)
def preview_category(code: str, language: RequestLanguage) -> Response:
    """Show a small page about a category, to be looked at beside a list."""
    return answer_page(_service.preview(code, language))
