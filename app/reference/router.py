"""Reference data over HTTP: public, the same for everybody, and never slow."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from app.reference import service
from app.reference.schemas import (
    CategoryRelationTable,
    CategoryTree,
    CertificationList,
    LinkageList,
    ProvinceList,
    ResolutionRead,
)

MAX_TEXT = 200
"""Longest text to resolve, in characters: more is a description, not a name."""


async def _let_caches_keep(response: Response) -> None:
    """Let browsers and proxies keep the answer for an hour; the data changes with releases."""
    response.headers["Cache-Control"] = "public, max-age=3600"


router = APIRouter(
    prefix="/reference", tags=["reference"], dependencies=[Depends(_let_caches_keep)]
)

WrittenText = Annotated[
    str, Query(min_length=1, max_length=MAX_TEXT, description="A name, code or alias.")
]


@router.get("/categories", operation_id="list_categories")
async def list_categories() -> CategoryTree:
    """List the capability taxonomy: groups, and what is below them.

    With synonyms in Vietnamese, English, Chinese, Japanese and Korean, and mappings to VSIC, HS
    and the sectors of the supporting-industry decree.
    """
    return service.list_categories()


@router.get("/categories/resolve", operation_id="resolve_category")
async def resolve_category(q: WrittenText) -> ResolutionRead:
    """Find the category that a name, synonym or code stands for.

    Typed marks break ties ("tủ điện" is a cabinet, "tụ điện" a capacitor); without them such a
    text is ambiguous. An unlisted text is unknown, with similar names as suggestions.
    """
    return service.resolve_category(q)


@router.get("/category-relations", operation_id="list_category_relations")
async def list_category_relations() -> CategoryRelationTable:
    """List how close an offered category is to an asked one."""
    return service.list_category_relations()


@router.get("/certifications", operation_id="list_certifications")
async def list_certifications() -> CertificationList:
    """List certificates and standards, with what satisfies each and what each satisfies."""
    return service.list_certifications()


@router.get("/certifications/resolve", operation_id="resolve_certification")
async def resolve_certification(q: WrittenText) -> ResolutionRead:
    """Find the certification that a text names.

    Never by likeness: FSC is not FSSC. A written edition whose certificates are void
    ("ISO/TS 16949") says since when in `void_since`.
    """
    return service.resolve_certification(q)


@router.get("/provinces", operation_id="list_provinces")
async def list_provinces() -> ProvinceList:
    """List the 34 provincial units in force, each with the old units that it was formed from."""
    return service.list_provinces()


@router.get("/provinces/resolve", operation_id="resolve_province")
async def resolve_province(q: WrittenText) -> ResolutionRead:
    """Find the provincial unit that a name, code or address stands for.

    The key carries its vintage (`current:79`, `legacy:74`), because codes were used again in
    2025. A bare code is ambiguous where its meaning changed.
    """
    return service.resolve_province(q)


@router.get("/linkages", operation_id="list_linkages")
async def list_linkages() -> LinkageList:
    """List the cooperation agreements between localities, with documents and doubts."""
    return service.list_linkages()


@router.get("/linkages/resolve", operation_id="resolve_linkage")
async def resolve_linkage(q: WrittenText) -> ResolutionRead:
    """Find the agreements that an id ("L01") or two places ("TP.HCM - Long An") stand for."""
    return service.resolve_linkage(q)
