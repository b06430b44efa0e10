"""Ranked suppliers as rows of a table, with their reasons in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.i18n import Language, Text
from app.matches.batch_schemas import BatchDemandRead
from app.matches.schemas import SupplierMatchRead, SupplierRankingRead
from app.models import Contact
from app.reference import load_reference
from app.spreadsheets.writing.tables import MAX_CELL_CHARACTERS, Column, Value

_TIERS = {
    "eligible": Text("Eligible", "Đạt"),
    "to_confirm": Text("To confirm", "Cần xác nhận"),
    "ineligible": Text("Not eligible", "Không đạt"),
}
_CRITERIA = {
    "category": Text("Category", "Ngành hàng"),
    "specification": Text("Specification", "Yêu cầu kỹ thuật"),
    "certification": Text("Certification", "Chứng nhận"),
    "location": Text("Location", "Địa điểm"),
    "capacity": Text("Capacity", "Công suất"),
}
_DEMAND_COLUMNS = (
    (Text("Demand no", "Mã nhu cầu"), 14),
    (Text("Demand", "Nhu cầu"), 36),
)
_COLUMNS = (
    (Text("Rank", "Hạng"), 7),
    (Text("Supplier", "Nhà cung cấp"), 36),
    (Text("Name in English", "Tên tiếng Anh"), 30),
    (Text("Tier", "Mức"), 14),
    (Text("Score", "Điểm"), 9),
)
_MORE_COLUMNS = (
    (Text("Why", "Lý do"), 60),
    (Text("What is missing", "Còn thiếu gì"), 44),
    (Text("Place", "Địa điểm nhà máy"), 28),
    (Text("Categories", "Nhóm ngành hàng"), 26),
    (Text("Certificates held", "Chứng nhận đang có"), 26),
)
_CONTACTS = (Text("Contacts", "Liên hệ"), 40)
_KEYS = (
    (Text("Supplier id", "Mã nhà cung cấp Ketnoi"), 30),
    (Text("Demand id", "Mã nhu cầu Ketnoi"), 30),
)
_JUDGED = Text(
    "Judged on {day} with the scoring profile {profile}; eligible {eligible}, to confirm"
    " {to_confirm}, not eligible {ineligible}.",
    "Đánh giá ngày {day} theo hồ sơ chấm điểm {profile}; đạt {eligible}, cần xác nhận"
    " {to_confirm}, không đạt {ineligible}.",
)
_CUT = "…"

Contacts = Mapping[str, Sequence[Contact]]


@dataclass(frozen=True, slots=True)
class RankedDemand:
    """A demand with its ranking.

    Attributes:
        demand: The demand.
        ranking: Its ranking; None where it has none.
        problem: Why it has none, in words.
        contacts: Contacts of the suppliers by the id of the profile; None where they may not be
            seen.
    """

    demand: BatchDemandRead
    ranking: SupplierRankingRead | None
    problem: str = ""
    contacts: Contacts | None = None


def ranking_columns(language: Language, *, with_demand: bool, with_contacts: bool) -> list[Column]:
    """Return the columns of ranked suppliers."""
    criteria = tuple((text, 11) for text in _CRITERIA.values())
    chosen = (
        *(_DEMAND_COLUMNS if with_demand else ()),
        *_COLUMNS,
        *criteria,
        *_MORE_COLUMNS,
        *((_CONTACTS,) if with_contacts else ()),
        *_KEYS,
    )
    return [Column(text.render(language), width) for text, width in chosen]


def ranking_rows(
    ranked: RankedDemand, language: Language, *, with_demand: bool
) -> Iterator[Sequence[Value]]:
    """Give a row for each ranked supplier, or one that says why there is none."""
    demand = ranked.demand
    before: list[Value] = [demand.external_id, demand.name] if with_demand else []
    items = ranked.ranking.items if ranked.ranking else []
    if not items:
        gap: list[Value] = [None] * (len(_COLUMNS) + len(_CRITERIA))
        yield [*before, *gap, _why_none(ranked)]
    for item in items:
        supplier = item.supplier
        yield [
            *before,
            item.rank,
            supplier.name,
            supplier.name_en,
            _TIERS[item.eligibility].render(language),
            round(item.score, 4),
            *_values(item),
            _fit(_reasons(item, language)),
            _fit([missing.text for missing in item.missing]),
            supplier.place,
            _named_categories(supplier.categories, language),
            _named_certifications(supplier.certifications),
            *([] if ranked.contacts is None else [_contacts(ranked.contacts, supplier.id)]),
            supplier.id,
            demand.id,
        ]


def preface_of(ranked: RankedDemand, language: Language) -> list[str]:
    """Return the lines above the ranking of one demand."""
    demand, ranking = ranked.demand, ranked.ranking
    title = " · ".join(filter(None, (demand.external_id, demand.name, demand.id)))
    if ranking is None:
        return [title, ranked.problem]
    profile = ranking.scoring_profile
    judged = _JUDGED.render(
        language,
        day=ranking.filters.judged_on.isoformat(),
        profile=f"{profile.name} {profile.version}",
        **ranking.total.model_dump(),
    )
    return [title, judged]


def _why_none(ranked: RankedDemand) -> str:
    if ranked.ranking is None:
        return ranked.problem
    nothing = ranked.ranking.nothing_matches
    if nothing is None:
        return ""
    return "\n".join([nothing.text, *(obstacle.text for obstacle in nothing.obstacles)])


def _values(item: SupplierMatchRead) -> list[Value]:
    """Return what each criterion adds to the score; nothing where it is not asked about."""
    found = {
        result.criterion: round(result.contribution, 4)
        for result in item.criteria
        if result.status != "not_applicable"
    }
    return [found.get(name) for name in _CRITERIA]


def _reasons(item: SupplierMatchRead, language: Language) -> list[str]:
    return [
        f"{_label(result.criterion, language)}: "
        + "; ".join(evidence.text for evidence in result.evidence)
        for result in item.criteria
        if result.evidence
    ]


def _label(criterion: str, language: Language) -> str:
    text = _CRITERIA.get(criterion)
    return criterion if text is None else text.render(language)


def _named_categories(codes: Sequence[str], language: Language) -> str:
    categories = load_reference().categories
    named = ((categories[code], code) for code in codes)
    return "; ".join(
        f"{entry.name_vi if language == 'vi' else entry.name_en} ({code})" for entry, code in named
    )


def _named_certifications(codes: Sequence[str]) -> str:
    certifications = load_reference().certifications
    return "; ".join(certifications[code].name_en for code in codes)


def _contacts(contacts: Contacts, supplier_id: str) -> str:
    return "\n".join(
        ", ".join(filter(None, (person.name, person.position, person.email, person.phone)))
        for person in contacts.get(supplier_id, ())
    )


def _fit(lines: Sequence[str]) -> str:
    """Put lines into one cell, cut to what it holds."""
    text = "\n".join(lines)
    return text if len(text) <= MAX_CELL_CHARACTERS else text[: MAX_CELL_CHARACTERS - 1] + _CUT
