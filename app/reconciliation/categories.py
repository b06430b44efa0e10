"""Reconciliation of categories: public, the same for everybody, without a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.core.i18n import Language
from app.reading import load_reader
from app.reconciliation.category_properties import CATEGORY, CATEGORY_PROPERTIES
from app.reconciliation.extending import EntityNotFoundError, extend, write_preview
from app.reconciliation.kinds import CATEGORY_TYPES, name_types
from app.reconciliation.limits import LONGEST_TEXT, cut_candidates
from app.reconciliation.schemas import (
    ExtensionQuery,
    MatchingFeature,
    QueryBatch,
    ReconciliationCandidate,
    ReconciliationQuery,
    ReconciliationResult,
    ResultBatch,
)
from app.reconciliation.service_schemas import ExtensionAnswer, Suggestion
from app.reference import load_reference
from app.reference.categories import Category
from app.reference.text import fold

NAMED = 100.0
"""Score of a category whose code, name or synonym the text is."""

ONE_OF_SEVERAL = 80.0
"""Score of one of several categories that the text may stand for."""

SPOKEN_OF = 70.0
"""Highest score of a category of which the text speaks without naming it."""

CERTAIN = 1000
"""Highest confidence of a reading."""

LOOKS_LIKE = 40.0
"""Score of a category with a name that looks like the text."""

BY_CODE = 60.0
"""Score of a category found by a code of a public classification alone."""

ANOTHER_BRANCH = 0.6
AGREEING_GAP = 0.5
"""What contradiction leaves of a score, and agreement of its gap to 100."""

_CLASSIFICATIONS = ("vsic2018", "vsic2025", "hs2022")


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    score: float
    is_named: bool
    contradicted: bool
    features: dict[str, bool | float]


class CategoryReconciliation:
    """The taxonomy as a reconciliation service."""

    def reconcile(self, batch: QueryBatch, language: Language) -> ResultBatch:
        """Find the candidates for every query."""
        return ResultBatch(
            {key: self._reconcile_one(query, language) for key, query in batch.root.items()}
        )

    def extend(self, query: ExtensionQuery, language: Language) -> ExtensionAnswer:
        """Return the values of properties.

        Raises:
            InvalidInputError: There is no such property.
        """
        known = load_reference().categories
        records = {code: known[code] for code in query.ids if code in known}
        return extend(query, CATEGORY_PROPERTIES, records, language)

    def suggest(self, prefix: str, language: Language) -> list[Suggestion]:
        """Return the categories with a name, synonym or code that begins so."""
        wanted = fold(prefix)
        if not wanted:
            return []
        ranked = []
        for code, names in _names_by_code().items():
            ranks = [
                0 if name.startswith(wanted) else 1 for name in names if f" {wanted}" in f" {name}"
            ]
            if ranks:
                ranked.append((min(ranks), code))
        known = load_reference().categories
        return [_suggestion(known[code], language) for _rank, code in sorted(ranked)]

    def preview(self, code: str, language: Language) -> str:
        """Return a small page about a category.

        Raises:
            EntityNotFoundError: There is no such category.
        """
        category = load_reference().categories.get(code)
        if category is None:
            raise EntityNotFoundError
        kind = CATEGORY_TYPES[category.kind].render(language)
        return write_preview(
            _name(category, language), kind, category, CATEGORY_PROPERTIES, language
        )

    def _reconcile_one(
        self, query: ReconciliationQuery, language: Language
    ) -> ReconciliationResult:
        known = load_reference().categories
        found = [
            _weigh(known[code], score, query)
            for code, score in _find(query).items()
            if not query.types or query.types & _types_of(known[code])
        ]
        found.sort(key=lambda item: -item.score)
        sure = [item.code for item in found if item.is_named and not item.contradicted]
        return ReconciliationResult(
            result=[
                ReconciliationCandidate(
                    id=item.code,
                    name=_name(known[item.code], language),
                    description=_describe(known[item.code], language),
                    score=item.score,
                    match=sure == [item.code],
                    type=name_types(CATEGORY_TYPES, _types_of(known[item.code]), language),
                    features=[MatchingFeature(id=k, value=v) for k, v in item.features.items()],
                )
                for item in cut_candidates(found, query.limit)
            ]
        )


def _find(query: ReconciliationQuery) -> dict[str, float]:
    """Return the categories that a query may mean, with the score of the text alone."""
    found: dict[str, float] = {}
    for text in filter(None, ((query.query or "").strip(), *query.values_of("name", "code"))):
        for code, score in _find_text(text):
            found[code] = max(score, found.get(code, 0.0))
    for code in _of_classifications(query):
        found.setdefault(code, BY_CODE)
    return found


def _find_text(text: str) -> Iterator[tuple[str, float]]:
    if len(text) > LONGEST_TEXT:
        return
    resolution = load_reference().categories.resolve(text)
    if resolution.status != "unknown":
        score = NAMED if resolution.status == "resolved" else ONE_OF_SEVERAL
        yield from ((candidate.key, score) for candidate in resolution.candidates)
        return
    spoken_of = load_reader().classify(text)
    yield from ((found.code, found.confidence * SPOKEN_OF / CERTAIN) for found in spoken_of)
    if not spoken_of:
        yield from ((candidate.key, LOOKS_LIKE) for candidate in resolution.candidates)


def _weigh(category: Category, score: float, query: ReconciliationQuery) -> _Found:
    """Weigh what else the row says: the category above, codes of public classifications."""
    features: dict[str, bool | float] = {"text": score}
    is_named = score >= ONE_OF_SEVERAL
    agrees = {}
    if parents := _parents(query):
        known = load_reference().categories
        agrees["parent"] = any(known.is_within(category.code, parent) for parent in parents)
    for name in _CLASSIFICATIONS:
        if codes := _codes(query, name):
            agrees[name] = bool(codes & set(getattr(category, name)))
    for same in agrees.values():
        score = NAMED - (NAMED - score) * AGREEING_GAP if same else score * ANOTHER_BRANCH
    features |= agrees
    contradicted = agrees.get("parent") is False
    return _Found(category.code, round(score, 1), is_named, contradicted, features)


def _parents(query: ReconciliationQuery) -> set[str]:
    resolve = load_reference().categories.resolve
    found = (
        resolve(text, suggest=False)
        for text in query.values_of("parent")
        if len(text) < LONGEST_TEXT
    )
    return {candidate.key for resolution in found for candidate in resolution.candidates}


def _codes(query: ReconciliationQuery, name: str) -> set[str]:
    return {text.split()[0] for text in query.values_of(name)}


def _of_classifications(query: ReconciliationQuery) -> Iterator[str]:
    for name in _CLASSIFICATIONS:
        if codes := _codes(query, name):
            for category in load_reference().categories:
                if codes & set(getattr(category, name)):
                    yield category.code


def _types_of(category: Category) -> frozenset[str]:
    return frozenset({CATEGORY, category.kind})


def _name(category: Category, language: Language) -> str:
    return category.name_vi if language == "vi" else category.name_en


def _describe(category: Category, language: Language) -> str:
    known = load_reference().categories
    above = [_name(known[code], language) for code in known.ancestors(category.code)]
    other = category.name_en if language == "vi" else category.name_vi
    return " · ".join([category.code, other, *above])


def _suggestion(category: Category, language: Language) -> Suggestion:
    return Suggestion(
        id=category.code,
        name=_name(category, language),
        description=_describe(category, language),
        notable=name_types(CATEGORY_TYPES, _types_of(category), language),
    )


@cache
def _names_by_code() -> Mapping[str, tuple[str, ...]]:
    """Return the folded names, synonyms and code of every category."""
    return {
        category.code: tuple(
            fold(name)
            for name in (
                category.name_en,
                category.name_vi,
                category.code,
                *(name for names in category.synonyms.values() for name in names),
            )
        )
        for category in load_reference().categories
    }
