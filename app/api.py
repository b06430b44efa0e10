"""The routes of version 1, in the order in which they are matched."""

from fastapi import APIRouter, Depends, FastAPI

from app.accounts.router import router as accounts_router
from app.analytics.router import router as analytics_router
from app.audit.router import router as audit_router
from app.classification.router import router as classification_router
from app.core.http.strictness import refuse_unknown_query
from app.demands.router import demand_lists_router, demands_router
from app.duplicates.merge_router import organization_router as organization_merging_router
from app.duplicates.merge_router import router as organization_merges_router
from app.duplicates.router import router as duplicates_router
from app.exports.router import router as exports_router
from app.health.router import router as health_router
from app.imports.questions_router import questions_router
from app.imports.router import router as imports_router
from app.imports.rows_router import rows_router as import_rows_router
from app.imports.templates_router import router as templates_router
from app.matches.router import router as matches_router
from app.organizations.router import router as organizations_router
from app.reconciliation.category_router import router as category_reconciliation_router
from app.reconciliation.router import router as company_reconciliation_router
from app.reference.router import router as reference_router
from app.scoring.router import router as scoring_router
from app.suppliers.parts_router import router as supplier_parts_router
from app.suppliers.router import router as suppliers_router

TAGS = [
    {"name": "matches", "description": "Who fits whom, why, and what is missing."},
    {"name": "scoring profiles", "description": "How matches are scored, and the centre's own."},
    {"name": "opportunities", "description": "Why not me, and which change would help."},
    {"name": "imports", "description": "Spreadsheets in: preview, correct, confirm."},
    {"name": "demand lists", "description": "What one buyer sends at once."},
    {"name": "demands", "description": "Single sourcing requests."},
    {"name": "suppliers", "description": "Profiles: sites, capabilities, certificates."},
    {"name": "exports", "description": "Spreadsheets to pass on, and to import again."},
    {"name": "organizations", "description": "Companies and their contacts."},
    {"name": "duplicates", "description": "One company once: candidates, decisions, merges."},
    {"name": "reference", "description": "Categories, certifications, provinces, linkages."},
    {"name": "reconciliation", "description": "Matching one's own spreadsheets, from OpenRefine."},
    {"name": "accounts", "description": "API keys and roles."},
    {"name": "audit", "description": "Who changed what."},
    {"name": "health", "description": "Liveness, readiness, metrics."},
]


def install_routes(app: FastAPI) -> None:
    """Mount every feature on an application."""
    strict = [Depends(refuse_unknown_query)]
    v1 = APIRouter(prefix="/v1", dependencies=strict)
    for router in (
        exports_router,
        templates_router,
        imports_router,
        questions_router,
        import_rows_router,
        matches_router,
        analytics_router,
        scoring_router,
        demand_lists_router,
        demands_router,
        supplier_parts_router,
        suppliers_router,
        duplicates_router,
        organization_merging_router,
        organization_merges_router,
        organizations_router,
        classification_router,
        reference_router,
        accounts_router,
        audit_router,
    ):
        v1.include_router(router)
    app.include_router(v1)
    # Programs that speak this protocol send parameters of their own making.
    for router in (company_reconciliation_router, category_reconciliation_router):
        app.include_router(router, prefix="/v1")
    app.include_router(health_router, dependencies=strict)
