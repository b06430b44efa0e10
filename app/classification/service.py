"""Reading texts with the instance's own synonyms, and keeping these."""

from collections.abc import Sequence

from app.audit.service import AuditTrail
from app.classification.repository import SynonymRepository
from app.classification.schemas import (
    CategorySuggestionRead,
    ClassifiedTextRead,
    ClassifyAnswer,
    SynonymCreate,
    SynonymRead,
)
from app.core.database import Session
from app.core.errors import ConflictError, NotFoundError
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.models import Synonym
from app.reading import (
    USE_FROM,
    Reader,
    Reading,
    Suggestion,
    TextField,
    from_json,
    is_usable,
    reader_with,
)
from app.reference import load_reference
from app.reference.text import fold

CONFIDENCE_ONE = 1000
LONGEST_LEARNED_WORDS = 8
"""A longer name is a description of one part, and would not be met again."""


class SynonymNotFoundError(NotFoundError):
    """There is no such synonym."""

    code = "synonym_not_found"


class SynonymExistsError(ConflictError):
    """The phrase stands for this category already."""

    code = "synonym_exists"
    detail = Text(
        "'{phrase}' stands for {category} already.", "'{phrase}' đã được gán cho {category}."
    )


class ClassificationService:
    """Readings and synonyms in one transaction, as one principal."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._synonyms = SynonymRepository(session)
        self._audit = AuditTrail(session, actor)
        self._reader: Reader | None = None

    def read(self, texts: Sequence[TextField]) -> Reading:
        """Read what belongs to one thing, with the synonyms of this instance."""
        return self.reader.read(texts)

    @property
    def reader(self) -> Reader:
        """The reader that knows the synonyms of this instance."""
        if self._reader is None:
            self._reader = reader_with(self.own_words())
        return self._reader

    def own_words(self) -> tuple[tuple[str, str], ...]:
        """Return the synonyms of this instance: pairs of phrase and category code."""
        return tuple((row.phrase, row.category) for row in self._synonyms.find_all())

    def classify(self, texts: Sequence[str]) -> ClassifyAnswer:
        """Read texts into categories, each for itself."""
        items = []
        for text in texts:
            suggestions = self.read([TextField(text, "name")]).suggestions
            items.append(
                ClassifiedTextRead(
                    text=text,
                    suggestions=[show_suggestion(suggestion) for suggestion in suggestions],
                    needs_review=not any(map(is_usable, suggestions)),
                )
            )
        return ClassifyAnswer(threshold=USE_FROM / CONFIDENCE_ONE, items=items)

    def create_synonym(self, data: SynonymCreate) -> Synonym:
        """Teach this instance a phrase; later readings know it.

        Raises:
            SynonymExistsError: It is known already.
        """
        if self._synonyms.get_by_key(fold(data.phrase), data.category) is not None:
            raise SynonymExistsError(phrase=data.phrase, category=data.category)
        return self._add(data.phrase, data.category, "entered")

    def learn_choice(self, phrase: str, categories: Sequence[str]) -> None:
        """Learn from a category that the centre chose for a short text.

        Others' choices concern their own things; the centre's teach the instance.
        """
        words = fold(phrase).split()
        if not self._actor.is_centre or not 0 < len(words) <= LONGEST_LEARNED_WORDS:
            return
        for category in categories:
            if self._synonyms.get_by_key(fold(phrase), category) is None:
                self._add(phrase, category, "choice")

    def find_synonyms(
        self, page: PageRequest, *, q: str | None, category: str | None
    ) -> Page[Synonym]:
        """Return the synonyms of this instance, narrowed where asked."""
        return self._synonyms.find_page(page, q=q, category=category)

    def delete_synonym(self, synonym_id: str) -> None:
        """Forget a synonym; what was read with it stays as it was read.

        Raises:
            SynonymNotFoundError: There is none with this id.
        """
        synonym = self._synonyms.get(synonym_id)
        if synonym is None:
            raise SynonymNotFoundError
        before = SynonymRead.model_validate(synonym)
        self._synonyms.delete(synonym)
        self._reader = None
        self._audit.record("deleted", "synonym", synonym_id, before=before, after=None)

    def _add(self, phrase: str, category: str, origin: str) -> Synonym:
        synonym = Synonym(
            phrase=phrase,
            key=fold(phrase),
            category=category,
            origin=origin,
            created_by=self._actor.key_id,
        )
        self._synonyms.add(synonym)
        self._reader = None
        after = SynonymRead.model_validate(synonym)
        self._audit.record("created", "synonym", synonym.id, before=None, after=after)
        return synonym


def needs_review(reading: Reading) -> bool:
    """Tell whether a thing without a chosen category must be looked at by a person."""
    return not any(map(is_usable, reading.suggestions))


def stored_suggestions(reading: str) -> list[CategorySuggestionRead]:
    """Return what a stored reading suggests."""
    if not reading:
        return []
    return [show_suggestion(suggestion) for suggestion in from_json(reading).suggestions]


def show_suggestion(suggestion: Suggestion) -> CategorySuggestionRead:
    """Return a suggestion with the names of its category."""
    category = load_reference().categories[suggestion.code]
    return CategorySuggestionRead(
        code=suggestion.code,
        name_vi=category.name_vi,
        name_en=category.name_en,
        confidence=suggestion.confidence / CONFIDENCE_ONE,
        words=list(suggestion.words),
    )
