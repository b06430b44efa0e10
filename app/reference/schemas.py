"""Answers about reference data."""

from datetime import date
from typing import Literal

from app.core.schemas import OutputModel, example
from app.reference import examples
from app.reference.categories import CategoryKind
from app.reference.category_relations import RelationKind
from app.reference.certification_records import Answer
from app.reference.linkages import Scope


class NamedCode(OutputModel):
    """A code of a public classification with its name there."""

    code: str
    name: str


class CategoryRead(OutputModel):
    """A group or leaf of the capability taxonomy, with what is below it."""

    model_config = example(examples.CATEGORY)

    code: str
    parent: str | None
    """Code of the category above; null for a group."""
    kind: CategoryKind
    name_vi: str
    name_en: str
    synonyms: dict[str, list[str]]
    """Other names by language: vi, en, zh, ja, ko."""
    vsic2018: list[NamedCode]
    """Activities of Decision 27/2018/QĐ-TTg (names in Vietnamese)."""
    vsic2025: list[str]
    """Activity codes of Decision 36/2025/QĐ-TTg."""
    hs2022: list[NamedCode]
    """HS 2022 headings of the typical output (names in English); indicative for processes."""
    psip: list[str]
    """Sectors of Decree 111/2015/NĐ-CP as amended by Decree 205/2025/NĐ-CP: a reading of the list,
    not a statement that a product is eligible."""
    psip_checked: str
    """How far the sectors were compared with the text of the decree."""
    note: str
    children: list["CategoryRead"]


class CategoryTree(OutputModel):
    """The whole capability taxonomy."""

    model_config = example(examples.CATEGORY_TREE)

    version: str
    """Changes whenever any reference data does."""
    psip_sectors: dict[str, str]
    """Names of the sectors in `psip`."""
    groups: list[CategoryRead]


class GeneralCloseness(OutputModel):
    """How close a kind of relation is in general."""

    kind: RelationKind
    closeness: int
    """From 0 (nothing in common) to 10,000 (the same)."""
    reason_en: str
    reason_vi: str


class CategoryPairRead(OutputModel):
    """How close one offered category is to one asked category."""

    asked: str
    offered: str
    closeness: int
    """From 0 (nothing in common) to 10,000 (the same)."""
    reason_en: str
    reason_vi: str


class CategoryRelationTable(OutputModel):
    """The table of relatedness.

    A pair holds for what is below both its sides too, unless a nearer pair is listed. It takes the
    place of the general closeness of siblings. A pair of a group with itself is the closeness of
    siblings in that group.
    """

    model_config = example(examples.CATEGORY_RELATIONS)

    version: str
    general: list[GeneralCloseness]
    pairs: list[CategoryPairRead]


class CertificationLink(OutputModel):
    """Another certification, and whether one satisfies a request for the other."""

    code: str
    answer: Answer
    """`yes`, `ask_buyer` (the buyer decides) or `no` (documented not to)."""
    relation: str
    reason_en: str
    reason_vi: str
    source: str


class CertificationRead(OutputModel):
    """A certificate, standard, audit, mark or declaration."""

    model_config = example(examples.CERTIFICATION)

    code: str
    short_name: str
    name_en: str
    name_vi: str
    kind: str
    subject: str
    sector: str
    typical_validity_years: str
    """Usual validity in words; "3" is three years."""
    current_edition: str
    aliases: list[str]
    notes: str
    checked: str
    expires: bool
    """False for declarations and practices, which carry no date of expiry."""
    withdrawn_since: date | None
    """First day on which every certificate to it is void."""
    satisfies: list[CertificationLink]
    """Requests that a holder of this one may satisfy."""
    satisfied_by: list[CertificationLink]
    """Certifications whose holders may satisfy a request for this one."""


class CertificationList(OutputModel):
    """All certifications."""

    model_config = example(examples.listing(examples.CERTIFICATION))

    version: str
    items: list[CertificationRead]


class LegacyProvinceRead(OutputModel):
    """A provincial unit as it was before 2025-07-01."""

    code: str
    place_key: str
    name_vi: str
    full_name_vi: str
    name_ascii: str
    type: str
    iso_3166_2: str
    key_economic_region: str
    centre_city: str
    latitude: float
    longitude: float
    relation: str
    """`unchanged`, `kept_name` (merged under its name) or `absorbed`."""
    aliases: list[str]
    place_hints: list[str]
    label_vi: str
    label_en: str


class ProvinceRead(OutputModel):
    """A provincial unit in force since 2025-07-01, with those that it was formed from."""

    model_config = example(examples.PROVINCE)

    code: str
    place_key: str
    name_vi: str
    name_en: str
    full_name_vi: str
    type: str
    region_code: str
    region_vi: str
    region_en: str
    hq_city: str
    latitude: float
    longitude: float
    legacy: list[LegacyProvinceRead]


class ProvinceList(OutputModel):
    """All provincial units. Coordinates are from GeoNames (CC BY 4.0)."""

    model_config = example(examples.listing(examples.PROVINCE))

    version: str
    items: list[ProvinceRead]


class LinkageRead(OutputModel):
    """A cooperation agreement between localities, bound to the units that signed it."""

    model_config = example(examples.LINKAGE)

    id: str
    party_a: str
    party_b: str
    legacy_a: str
    """Code of the first party's unit before 2025-07-01."""
    legacy_b: str
    """Code of the second party's unit before 2025-07-01."""
    scope: Scope
    """Whether it covers supporting industries."""
    scope_note: str
    agreement_level: str
    subject: str
    event_date: str
    """Day of signing as far as it is known; unknown digits are question marks."""
    date_precision: str
    period: str
    document: str
    document_note: str
    document_date: date | None
    source: str
    checked: str
    doubts: str


class LinkageList(OutputModel):
    """All cooperation agreements."""

    model_config = example(examples.listing(examples.LINKAGE))

    version: str
    items: list[LinkageRead]


class CandidateRead(OutputModel):
    """One thing that a text may stand for."""

    key: str
    """Code, or place key such as `legacy:74`."""
    label_vi: str
    label_en: str
    reason: str
    """Why it is a candidate; a stable code."""
    void_since: date | None
    """First day on which certificates to the written edition are no longer valid."""


class ResolutionRead(OutputModel):
    """What a text stands for."""

    model_config = example(examples.RESOLUTION)

    text: str
    status: Literal["resolved", "ambiguous", "unknown"]
    """`unknown` may carry candidates too: suggestions to confirm."""
    key: str | None
    """The one meaning; null unless resolved."""
    candidates: list[CandidateRead]
    """Likeliest first."""
