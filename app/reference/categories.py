"""The capability taxonomy: groups and leaves, their names and synonyms, and how close they are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypedDict, cast

from app.reference.category_relations import (
    CategoryRelation,
    CategoryRelations,
    load_category_relations,
)
from app.reference.category_terms import CategoryTerms, Term, names_of
from app.reference.remembering import remembering
from app.reference.resolution import Candidate, Reason, Resolution
from app.reference.tables import read_rows, read_yaml

CategoryKind = Literal["group", "process", "product", "service"]

_CODE = re.compile(r"(?<![A-Z0-9-])[A-Z]{3}-[A-Z0-9]{3,4}(?![A-Z0-9-])")


@dataclass(frozen=True, slots=True)
class Category:
    """One group or leaf of the taxonomy.

    Attributes:
        code: Stable code, such as "PLA" (group) or "PLA-INJ" (leaf).
        parent: Code of the category above, None for a group. A leaf can stand below a leaf.
        kind: "group", or what the leaf is: a "process", a "product" or a "service".
        name_vi: Vietnamese name.
        name_en: English name.
        synonyms: Other names by language (vi, en, zh, ja, ko).
        vsic2018: Activity codes of Decision 27/2018/QĐ-TTg.
        vsic2025: Activity codes of Decision 36/2025/QĐ-TTg.
        hs2022: HS 2022 headings of the typical output; indicative for processes.
        psip: Sectors of Decree 111/2015/NĐ-CP as amended by Decree 205/2025/NĐ-CP. A reading of
            the list, not a statement that a product is eligible.
        psip_checked: How far the sectors were compared with the text of the decree.
        note: What to know when using the category.
    """

    code: str
    parent: str | None
    kind: CategoryKind
    name_vi: str
    name_en: str
    synonyms: Mapping[str, tuple[str, ...]] = field(hash=False)
    vsic2018: tuple[str, ...]
    vsic2025: tuple[str, ...]
    hs2022: tuple[str, ...]
    psip: tuple[str, ...]
    psip_checked: str
    note: str


class Categories:
    """The taxonomy, in a stable order: each group followed by its leaves.

    Attributes:
        version: Day on which the taxonomy was compiled.
        psip_sectors: Names of the sectors in `Category.psip`, by code (Vietnamese).
        relations: The table of relatedness.
    """

    def __init__(
        self,
        categories: Iterable[Category],
        relations: CategoryRelations,
        general_terms: Mapping[str, tuple[str, ...]],
        psip_sectors: Mapping[str, str],
        version: str,
    ) -> None:
        self.version = version
        self.psip_sectors: Mapping[str, str] = MappingProxyType(dict(psip_sectors))
        self.relations = relations
        self._by_code = {category.code: category for category in categories}
        children: dict[str, list[str]] = defaultdict(list)
        for category in self:
            if category.parent is not None:
                children[category.parent].append(category.code)
        self._children = {code: tuple(codes) for code, codes in children.items()}
        self._ancestors = {code: tuple(self._climb(code)) for code in self._by_code}
        self._terms = CategoryTerms(
            (term for category in self for term in _terms(category)), general_terms
        )
        self._named = remembering(self._find)
        self._resembling = remembering(self._suggest)
        self._searches_left: int | None = None

    def __iter__(self) -> Iterator[Category]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Category:
        return self._by_code[code]

    def get(self, code: str) -> Category | None:
        """Give the category with a code, or None."""
        return self._by_code.get(code)

    def children(self, code: str) -> tuple[str, ...]:
        """Give the codes directly below a code.

        Raises:
            KeyError: There is no such code.
        """
        return self._children.get(self[code].code, ())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Give the codes above a code, nearest first, the group last.

        Raises:
            KeyError: There is no such code.
        """
        return self._ancestors[code]

    def is_within(self, code: str, ancestor: str) -> bool:
        """Say whether a category is another one or stands below it.

        Raises:
            KeyError: There is no such code.
        """
        return code == self[ancestor].code or ancestor in self._ancestors[code]

    def relation(self, asked: str, offered: str) -> CategoryRelation:
        """Judge how close what is offered is to what was asked.

        Args:
            asked: Code of the category in the demand.
            offered: Code of the category in the capability.

        Returns:
            Kind, closeness (0 to 10,000) and reason. The relation has a direction.

        Raises:
            KeyError: There is no such code.
        """
        return self.relations.between(self, asked, offered)

    def resolve(self, text: str, *, suggest: bool = True) -> Resolution:
        """Find the category that a person means who names one.

        Codes, names and synonyms in five languages are recognised, with or without marks. Typed
        marks break ties ("tủ điện", "tụ điện"); without them the text is ambiguous.

        Args:
            text: The content of a category cell.
            suggest: Whether to look for similar names when the text is unknown. That compares
                it with all names and takes some milliseconds; the rest takes microseconds.

        Returns:
            The resolution. An unknown text carries the categories with similar names.
        """
        named = self._named(text)
        if named.status == "unknown" and suggest and self._searches_left != 0:
            return self._resembling(text)
        return named

    @contextmanager
    def searching_at_most(self, count: int) -> Iterator[None]:
        """Look for similar names of so many texts within a block, and of no more after them.

        Args:
            count: Texts; those whose similar names are still remembered do not count.
        """
        self._searches_left = count
        try:
            yield
        finally:
            self._searches_left = None

    def _find(self, text: str) -> Resolution:
        """Find what a text names, without looking for similar names."""
        codes = [code for code in dict.fromkeys(_CODE.findall(text.upper())) if code in self]
        whole = text.strip().upper()
        found = (
            {whole: Reason.CODE}
            if whole in self
            else dict.fromkeys(codes, Reason.CODE) or self._most_special(self._terms.find(text))
        )
        return Resolution.of(text, self._candidates(found))

    def _suggest(self, text: str) -> Resolution:
        if self._searches_left is not None:
            self._searches_left -= 1
        return Resolution.unknown(text, self._candidates(self._terms.suggest(text)))

    def _most_special(self, found: Mapping[str, Reason]) -> dict[str, Reason]:
        """Drop a category that shares a word with one below it ("machining" is the leaf)."""
        return {
            code: reason
            for code, reason in found.items()
            if reason is Reason.GENERAL
            or not any(code in self._ancestors[other] for other in found)
        }

    def _candidates(self, found: Mapping[str, Reason]) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(code, self[code].name_vi, self[code].name_en, reason)
            for code, reason in found.items()
        )

    def _climb(self, code: str) -> Iterator[str]:
        parent = self[code].parent
        while parent is not None:
            yield parent
            parent = self[parent].parent


class _Entry(TypedDict, total=False):
    """A group or leaf as it stands in the YAML file."""

    code: str
    parent: str
    kind: CategoryKind
    name_vi: str
    name_en: str
    synonyms: dict[str, list[str]]
    vsic2018: list[str]
    vsic2025: list[str]
    hs2022: list[str]
    psip: list[str]
    psip_checked: str
    note: str
    leaves: list["_Entry"]


class _Document(TypedDict):
    version: str
    psip_groups: dict[str, str]
    groups: list[_Entry]


def load_categories() -> Categories:
    """Read the packaged taxonomy."""
    document = cast("_Document", read_yaml("categories.yaml"))
    entries = (entry for group in document["groups"] for entry in (group, *group["leaves"]))
    general = {
        row["term"]: tuple(row["codes"].split()) for row in read_rows("category_general_terms.csv")
    }
    return Categories(
        (_category(entry) for entry in entries),
        load_category_relations(),
        general,
        document["psip_groups"],
        document["version"],
    )


def _category(entry: _Entry) -> Category:
    synonyms = {lang: tuple(texts) for lang, texts in entry.get("synonyms", {}).items()}
    return Category(
        code=entry["code"],
        parent=entry.get("parent"),
        kind=entry.get("kind", "group"),
        name_vi=entry["name_vi"],
        name_en=entry["name_en"],
        synonyms=MappingProxyType(synonyms),
        vsic2018=tuple(entry.get("vsic2018", ())),
        vsic2025=tuple(entry.get("vsic2025", ())),
        hs2022=tuple(entry.get("hs2022", ())),
        psip=tuple(entry.get("psip", ())),
        psip_checked=entry.get("psip_checked", ""),
        note=entry.get("note", ""),
    )


def _terms(category: Category) -> Iterator[Term]:
    for name in (category.name_vi, category.name_en):
        for written in names_of(name):
            yield Term(category.code, written, Reason.NAME)
    for texts in category.synonyms.values():
        for text in texts:
            yield Term(category.code, text, Reason.ALIAS)
