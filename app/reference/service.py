"""Reference data as the API shows it. Nothing here changes while a process runs."""

from dataclasses import asdict
from functools import cache

from app.reference import load_reference
from app.reference.categories import Category
from app.reference.certifications import Certification, CertificationRelation
from app.reference.classifications import hs2022_descriptions, vsic2018_names
from app.reference.places import LegacyProvince, Province
from app.reference.resolution import Resolution
from app.reference.schemas import (
    CategoryPairRead,
    CategoryRead,
    CategoryRelationTable,
    CategoryTree,
    CertificationLink,
    CertificationList,
    CertificationRead,
    GeneralCloseness,
    LegacyProvinceRead,
    LinkageList,
    LinkageRead,
    NamedCode,
    ProvinceList,
    ProvinceRead,
    ResolutionRead,
)


@cache
def list_categories() -> CategoryTree:
    """Give the taxonomy as a tree."""
    reference = load_reference()
    return CategoryTree(
        version=reference.version,
        psip_sectors=dict(reference.categories.psip_sectors),
        groups=[_category(item) for item in reference.categories if item.parent is None],
    )


@cache
def list_category_relations() -> CategoryRelationTable:
    """Give the table of relatedness."""
    reference = load_reference()
    table = reference.categories.relations
    return CategoryRelationTable(
        version=reference.version,
        general=[GeneralCloseness.model_validate(row) for row in table.general.values()],
        pairs=[CategoryPairRead.model_validate(row) for row in table.pairs],
    )


@cache
def list_certifications() -> CertificationList:
    """Give all certifications, with what satisfies each and what each satisfies."""
    reference = load_reference()
    relations = reference.certifications.relations
    return CertificationList(
        version=reference.version,
        items=[_certification(item, relations) for item in reference.certifications],
    )


@cache
def list_provinces() -> ProvinceList:
    """Give the units in force, each with the units that it was formed from."""
    reference = load_reference()
    return ProvinceList(
        version=reference.version,
        items=[_province(unit) for unit in reference.places.current.values()],
    )


@cache
def list_linkages() -> LinkageList:
    """Give all cooperation agreements."""
    reference = load_reference()
    return LinkageList(
        version=reference.version,
        items=[LinkageRead.model_validate(linkage) for linkage in reference.linkages],
    )


def resolve_category(text: str) -> ResolutionRead:
    """Find the category that a text names."""
    return _resolution(load_reference().categories.resolve(text))


def resolve_certification(text: str) -> ResolutionRead:
    """Find the certification that a text names."""
    return _resolution(load_reference().certifications.resolve(text))


def resolve_province(text: str) -> ResolutionRead:
    """Find the provincial unit that a text names, with its vintage."""
    return _resolution(load_reference().places.resolve(text))


def resolve_linkage(text: str) -> ResolutionRead:
    """Find the cooperation agreements that a text names."""
    return _resolution(load_reference().linkages.resolve(text))


def _category(category: Category) -> CategoryRead:
    categories = load_reference().categories
    return CategoryRead(
        code=category.code,
        parent=category.parent,
        kind=category.kind,
        name_vi=category.name_vi,
        name_en=category.name_en,
        synonyms={lang: list(texts) for lang, texts in category.synonyms.items()},
        vsic2018=[NamedCode(code=c, name=vsic2018_names()[c]) for c in category.vsic2018],
        vsic2025=list(category.vsic2025),
        hs2022=[NamedCode(code=c, name=hs2022_descriptions()[c]) for c in category.hs2022],
        psip=list(category.psip),
        psip_checked=category.psip_checked,
        note=category.note,
        children=[_category(categories[code]) for code in categories.children(category.code)],
    )


def _certification(
    item: Certification, relations: tuple[CertificationRelation, ...]
) -> CertificationRead:
    return CertificationRead(
        **asdict(item),
        satisfies=[_link(row, row.asked) for row in relations if row.held == item.code],
        satisfied_by=[_link(row, row.held) for row in relations if row.asked == item.code],
    )


def _link(row: CertificationRelation, other: str) -> CertificationLink:
    return CertificationLink(
        code=other,
        answer=row.answer,
        relation=row.relation,
        reason_en=row.reason_en,
        reason_vi=row.reason_vi,
        source=row.source,
    )


def _province(unit: Province) -> ProvinceRead:
    legacy = load_reference().places.legacy
    return ProvinceRead(
        **asdict(unit),
        place_key=f"current:{unit.code}",
        legacy=[_legacy_province(legacy[code]) for code in unit.legacy_codes],
    )


def _legacy_province(unit: LegacyProvince) -> LegacyProvinceRead:
    places = load_reference().places
    key = f"legacy:{unit.code}"
    return LegacyProvinceRead(
        **asdict(unit),
        place_key=key,
        label_vi=places.label(key, "vi"),
        label_en=places.label(key, "en"),
    )


def _resolution(resolution: Resolution) -> ResolutionRead:
    return ResolutionRead.model_validate(resolution)
