"""What the reconciliation services say about themselves."""

from fastapi import Request

from app.core.i18n import Language
from app.reconciliation.edge import ROOT
from app.reconciliation.extending import PREVIEW_HEIGHT, PREVIEW_WIDTH
from app.reconciliation.kinds import CATEGORY_TYPES, COMPANY_TYPES, show_types
from app.reconciliation.schemas import MAX_QUERIES
from app.reconciliation.service_schemas import (
    ExtensionSettings,
    PreviewSettings,
    ServiceManifest,
    ServicePlace,
    SuggestServices,
    UrlTemplate,
)

PROTOCOL_VERSIONS = ["0.2"]
COMPANY_IDS = "urn:ketnoi:organizations:"
COMPANY_SCHEMA = "https://schema.org/Organization"
CATEGORY_IDS = "urn:ketnoi:categories:"
CATEGORY_SCHEMA = "http://www.w3.org/2004/02/skos/core#Concept"


def company_manifest(request: Request, language: Language) -> ServiceManifest:
    """Describe the service of companies, at the address under which it was asked."""
    service = address_of(request, "organizations")
    name = "Ketnoi: doanh nghiệp" if language == "vi" else "Ketnoi: companies"
    manifest = _manifest(request, service, name, COMPANY_IDS, COMPANY_SCHEMA)
    return manifest.model_copy(update={"default_types": show_types(COMPANY_TYPES, language)})


def category_manifest(request: Request, language: Language) -> ServiceManifest:
    """Describe the service of categories."""
    service = address_of(request, "categories")
    name = "Ketnoi: ngành hàng" if language == "vi" else "Ketnoi: categories"
    manifest = _manifest(request, service, name, CATEGORY_IDS, CATEGORY_SCHEMA)
    return manifest.model_copy(update={"default_types": show_types(CATEGORY_TYPES, language)})


def address_of(request: Request, service: str) -> str:
    """Return the address of a service, with the key in it if the request had it there."""
    key = getattr(request.state, "reconciliation_key", None)
    path = f"{ROOT}{key}/{service}" if key else f"{ROOT}{service}"
    return str(request.base_url).rstrip("/") + path


def _manifest(request: Request, service: str, name: str, ids: str, schema: str) -> ServiceManifest:
    preview = f"{service}/preview/{{{{id}}}}"
    return ServiceManifest(
        versions=PROTOCOL_VERSIONS,
        name=name,
        identifier_space=ids,
        schema_space=schema,
        default_types=[],
        documentation=f"{str(request.base_url).rstrip('/')}/docs",
        service_version=request.app.version,
        batch_size=MAX_QUERIES,
        view=UrlTemplate(url=preview),
        preview=PreviewSettings(url=preview, width=PREVIEW_WIDTH, height=PREVIEW_HEIGHT),
        suggest=SuggestServices(
            entity=ServicePlace(service_url=service, service_path="/suggest/entities"),
            property=ServicePlace(service_url=service, service_path="/suggest/properties"),
            type=ServicePlace(service_url=service, service_path="/suggest/types"),
        ),
        extend=ExtensionSettings(
            propose_properties=ServicePlace(service_url=service, service_path="/properties")
        ),
    )
