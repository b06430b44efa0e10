"""The reader: texts of a demand or supplier in, graded leaves, features and measures out."""

import gc
from collections.abc import Hashable, Iterable, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from itertools import count
from typing import Literal, NamedTuple

from app.reading.features import gather_features
from app.reading.lexicon import Lexicon, load_lexicon
from app.reading.measures import Measure, find_measures
from app.reading.pieces import PieceRead, PieceReader, remember
from app.reading.reading import Reading
from app.reading.vocabulary import Entry, Kind, Language, Sense, data_digest
from app.reading.weighing import Suggestion, weigh
from app.reference import load_reference

FieldRole = Literal[
    "name",
    "name_en",
    "capability",
    "process",
    "description",
    "machines",
    "organization",
    "specification",
    "materials",
    "standard",
]

_BOUGHT: frozenset[FieldRole] = frozenset({"name", "name_en", "specification"})
"""Roles of the texts that say what is to be bought."""

_OWN_NAMES: frozenset[FieldRole] = frozenset({"organization"})
"""Roles of the texts that nobody else writes."""

_REMEMBERED_TEXTS = 40_000
"""Texts kept in memory before the memory starts anew; their pieces are kept besides."""

_REMEMBERED_GRADES = 15_000
"""Gradings kept in memory before the memory starts anew."""

_RULES = "1"
"""Edition of the rules of reading; to be raised when code changes what a text is read as."""


class TextField(NamedTuple):
    """A text of a demand or supplier.

    Attributes:
        text: What somebody wrote, in any language.
        role: What it says: the item's name counts more than a specification, and in a list of
            machines a machine is a trade that is practised, not a thing to be bought.
    """

    text: str
    role: FieldRole = "name"


class OwnSynonym(NamedTuple):
    """A word that an organization uses for a leaf.

    Attributes:
        text: The phrase, with its marks.
        code: Code of the leaf.
        language: Language of the phrase.
    """

    text: str
    code: str
    language: Language = "vi"


class _TextRead(NamedTuple):
    """What one text was read as.

    Attributes:
        number: Stands for the text, which is remembered; None for one that nobody else writes.
        pieces: Its pieces.
        measures: Its measures.
    """

    number: int | None
    pieces: tuple[PieceRead, ...]
    measures: tuple[Measure, ...]

    @property
    def key(self) -> Hashable:
        """What two texts share whose clues are the same."""
        if self.number is not None:
            return self.number
        clues = (clue for piece in self.pieces for clue in piece.clues)
        return tuple([(*clue[:-1], *clue.shape.items()) for clue in clues])


class Reader:
    """Reads texts by the packaged words, and by an organization's own.

    Args:
        own_synonyms: Further words for leaves.

    Attributes:
        version: Changes with the words, the rules and the constants.
    """

    def __init__(self, own_synonyms: Iterable[OwnSynonym] = ()) -> None:
        own = sorted(set(own_synonyms))
        self._lexicon = load_lexicon().extended(
            Entry(text, language, Kind.CONCEPT, Sense(code, "part"), is_own=True)
            for text, code, language in own
        )
        self._pieces = PieceReader(self._lexicon)
        self._numbers = count()
        self._texts: dict[TextField, _TextRead] = {}
        self._weighed: dict[Hashable, tuple[Suggestion, ...]] = {}
        self._roles = dict(self._lexicon.parameters.roles)
        self.version = _version(self._lexicon, own)

    def read(self, texts: Sequence[TextField]) -> Reading:
        """Read the texts of one demand or supplier as one.

        Args:
            texts: The texts; their order does not matter.

        Returns:
            What they were read as.

        Raises:
            KeyError: A role is not known.
        """
        read = [self._read_text(field) for field in texts]
        measures = {measure for one in read for measure in one.measures}
        suggestions = self._weigh(read)
        words = [piece.words for one in read for piece in one.pieces]
        features = gather_features(suggestions, words, self._lexicon.parameters)
        return Reading(self.version, suggestions, features, tuple(sorted(measures)))

    def _read_text(self, field: TextField) -> _TextRead:
        """Read one text; whole texts are met again as well: in a capability and in its supplier."""
        known = self._texts.get(field)
        if known is None:
            text, role = field
            is_unique = role in _OWN_NAMES
            pieces = self._pieces.read(
                text, self._roles[role], is_bought=role in _BOUGHT, is_unique=is_unique
            )
            number = None if is_unique else next(self._numbers)
            known = _TextRead(number, tuple(pieces), tuple(find_measures(text)))
            if not is_unique:
                remember(self._texts, field, known, most=_REMEMBERED_TEXTS)
        return known

    def _weigh(self, texts: Sequence[_TextRead]) -> tuple[Suggestion, ...]:
        """Grade leaves, or take the grades of others who have written the same of themselves."""
        key = tuple([one.key for one in texts])
        known = self._weighed.get(key)
        if known is None:
            clues = [clue for one in texts for piece in one.pieces for clue in piece.clues]
            known = weigh(clues, self._lexicon.parameters)
            remember(self._weighed, key, known, most=_REMEMBERED_GRADES)
        return known

    def classify(self, text: str) -> tuple[Suggestion, ...]:
        """Say of which leaves a text speaks.

        Args:
            text: The name of an item, or any text.

        Returns:
            The leaves, the surest first; empty when nobody knows.
        """
        return self.read((TextField(text),)).suggestions


def read(texts: Sequence[TextField]) -> Reading:
    """Read texts by the packaged words; see `Reader.read`."""
    return load_reader().read(texts)


def classify(text: str) -> tuple[Suggestion, ...]:
    """Say of which leaves a text speaks, by the packaged words; see `Reader.classify`."""
    return load_reader().classify(text)


@cache
def load_reader() -> Reader:
    """Return the reader of the packaged words, built once.

    The words are hundreds of thousands of objects that live as long as the process. They are
    frozen, so that the garbage collector does not walk them again and again: reading was measured
    to take 30 % less time.
    """
    reader = Reader()
    gc.collect()
    gc.freeze()
    return reader


@lru_cache(maxsize=4)
def reader_with(synonyms: tuple[tuple[str, str], ...]) -> Reader:
    """Return the reader that knows the words of an instance beside the packaged ones.

    Args:
        synonyms: Pairs of text and code of a leaf.
    """
    if not synonyms:
        return load_reader()
    return Reader(OwnSynonym(text, code) for text, code in synonyms)


def _version(lexicon: Lexicon, own: Sequence[OwnSynonym]) -> str:
    """Name the edition of the rules, and a digest of all that a reading depends on."""
    reference = load_reference()
    parts = (data_digest(), reference.version, repr(lexicon.parameters), repr(own))
    return f"{_RULES}-{sha256('|'.join(parts).encode()).hexdigest()[:8]}"
