"""The reading of texts: what a demand asks for and what a supplier says, word by word.

A text is read once, on its own. Comparing two readings is the business of
`app.matching.similarity`. Weights are in thousandths of an ordinary word, strengths in
ten-thousandths.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from app.matching.lexicon import Kind, Lexicon, Phrase, Token, lexicon_of, tokenise
from app.matching.profiles import Demand, SupplierProfile
from app.reference.categories import Categories
from app.reference.places import Places

MISSPELT_LENGTH = 5
"""Shortest word that can be misspelt; shorter ones are too often other words."""

WORD_WEIGHT = 1_000
NUMBER_WEIGHT = 200
"""A bare number or letter: sizes and list numbers agree by chance."""
GENERIC_WEIGHT = 200
"""A whole generic phrase or place name."""
CONCEPT_WEIGHT = 4_000
"""A whole phrase that names a category: the best sign of what is bought."""

FURTHER_SHARE = 500
"""Thousandths that a word outside the item's name weighs: specifications ramble."""

TEXT_STRENGTH = 10_000
CATEGORY_STRENGTH = 6_000
"""Strength of the name of a supplier's category: somebody's label, not its own words."""


class Word(NamedTuple):
    """A word as it was read.

    Attributes:
        shown: As it stands in the text.
        typed: In the singular, with the marks that were typed.
        key: The same without marks.
        marked: Whether its text was typed with marks.
        weight: Thousandths of an ordinary word.
        phrase: The listed phrase that it is part of, or None.
        span: Where in its text the phrase, or the run of words between phrases, begins.
    """

    shown: str
    typed: str
    key: str
    marked: bool
    weight: int
    phrase: Phrase | None
    span: int


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it was read: its words in order, without stop words."""

    words: tuple[Word, ...]


def read_text(text: str, lexicon: Lexicon) -> ReadText:
    """Cut a text into words and recognise the phrases of the trade, the longest first.

    Words of Chinese, Japanese and Korean that are in no phrase are read as overlapping pairs of
    characters, since nothing says where one begins.
    """
    tokens = tokenise(text)
    keys = tuple(token.key for token in tokens)
    typed = tuple(token.typed for token in tokens)
    marked = keys != typed
    words: list[Word] = []
    position = run = 0
    while position < len(tokens):
        found = lexicon.longest_phrase(keys, typed, position, marked=marked)
        if found is not None:
            phrase, length = found
            piece = tokens[position : position + length]
            words += _phrase_words(piece, phrase, position, marked=marked)
            position = run = position + length
            continue
        piece = tokens[position : position + 1]
        following = tokens[position + 1 : position + 2]
        if (
            all(token.cjk for token in piece + following)
            and following
            and lexicon.longest_phrase(keys, typed, position + 1, marked=marked) is None
        ):
            piece += following
        words.append(_word(piece, _plain_weight(piece[0]), None, run, marked=marked))
        position += 1
    return ReadText(tuple(words))


def _phrase_words(
    piece: tuple[Token, ...], phrase: Phrase, position: int, *, marked: bool
) -> Iterator[Word]:
    """Yield the words of a phrase, which share its weight; Chinese characters stay together."""
    if phrase.kind is Kind.STOP:
        return
    parts = [piece] if piece[-1].cjk else [(token,) for token in piece]
    whole = CONCEPT_WEIGHT if phrase.kind is Kind.CONCEPT else GENERIC_WEIGHT
    for part in parts:
        yield _word(part, whole // len(parts), phrase, position, marked=marked)


def _plain_weight(token: Token) -> int:
    is_slight = token.key.isdigit() or (len(token.key) == 1 and not token.cjk)
    return NUMBER_WEIGHT if is_slight else WORD_WEIGHT


def _word(
    piece: tuple[Token, ...], weight: int, phrase: Phrase | None, span: int, *, marked: bool
) -> Word:
    if len(piece) == 1:
        shown, typed, key, _ = piece[0]
    else:
        shown, typed, key = ("".join(part) for part in list(zip(*piece, strict=True))[:3])
    return Word(shown, typed, key, marked, weight, phrase, span)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of a demand, once for all its occurrences.

    Attributes:
        word: The word.
        weight: Thousandths of an ordinary word.
        place: Number of the text, and where in it the phrase or the run of words begins.
        reach: For a word of a phrase that names a category, what each offered category answers,
            in ten-thousandths; None for any other word.
    """

    word: Word
    weight: int
    place: tuple[int, int]
    reach: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class DemandReading:
    """What a demand's texts ask for.

    Attributes:
        versions: One reading for each language in which the item is named; the best one counts,
            so that adding a translation never lowers a similarity.
    """

    versions: tuple[tuple[AskedWord, ...], ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to compare."""
        return not self.versions


def read_demand(demand: Demand, categories: Categories, places: Places) -> DemandReading:
    """Read the texts of a demand: its item, and with a smaller weight what is said about it."""
    lexicon = lexicon_of(categories, places)
    further = [demand.specification, *demand.materials, *demand.standard_refs]
    details = [read_text(text, lexicon) for text in further]
    names = dict.fromkeys((demand.name, demand.name_en or demand.name))
    versions = (_asked_words([read_text(name, lexicon), *details], lexicon) for name in names)
    return DemandReading(tuple(version for version in versions if version))


def _asked_words(texts: list[ReadText], lexicon: Lexicon) -> tuple[AskedWord, ...]:
    """Keep each word once, where it weighs most; the first text is the item's name."""
    best: dict[str, AskedWord] = {}
    for number, text in enumerate(texts):
        for word in text.words:
            weight = word.weight if number == 0 else word.weight * FURTHER_SHARE // WORD_WEIGHT
            known = best.get(word.typed)
            if known is None or known.weight < weight:
                place = (number, word.span)
                best[word.typed] = AskedWord(word, weight, place, _reach(word, lexicon))
    return tuple(best.values())


def _reach(word: Word, lexicon: Lexicon) -> Mapping[str, int] | None:
    if word.phrase is None or word.phrase.kind is not Kind.CONCEPT:
        return None
    reach: dict[str, int] = {}
    for code in word.phrase.codes:
        for other, answer in lexicon.reach(code).items():
            reach[other] = max(answer, reach.get(other, 0))
    return reach


class Form(NamedTuple):
    """One way in which a supplier writes a word.

    Attributes:
        typed: In the singular, with the marks that were typed.
        marked: Whether its text was typed with marks.
        strength: How much the text counts in which it stands, in ten-thousandths.
    """

    typed: str
    marked: bool
    strength: int


@dataclass(frozen=True, slots=True)
class Naming:
    """A category named in a supplier's texts.

    Attributes:
        strength: How much the text counts that names it, in ten-thousandths.
        shown: The phrase that names it.
    """

    strength: int
    shown: str


@dataclass(frozen=True, slots=True)
class SupplierReading:
    """What a supplier's texts say.

    Attributes:
        forms: How each word is written, by its key.
        concepts: The categories that its texts name, by code.
        long_keys: The keys that are long enough to be misspelt.
    """

    forms: Mapping[str, tuple[Form, ...]]
    concepts: Mapping[str, Naming]
    long_keys: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether the supplier has no text at all."""
        return not self.forms


def read_supplier(
    profile: SupplierProfile, categories: Categories, places: Places
) -> SupplierReading:
    """Read the texts of a supplier: its capabilities, its description, its categories' names."""
    lexicon = lexicon_of(categories, places)
    seen: dict[str, set[Form]] = defaultdict(set)
    concepts: dict[str, Naming] = {}
    for words, strength in _supplier_words(profile, categories, lexicon):
        for word in words:
            seen[word.key].add(Form(word.typed, word.marked, strength))
        for phrase, shown in _concept_phrases(words):
            naming = Naming(strength, shown)
            for code in phrase.codes:
                concepts[code] = max(naming, concepts.get(code, naming), key=_naming_order)
    return SupplierReading(
        forms={key: _shared(tuple(sorted(forms))) for key, forms in seen.items()},
        concepts=dict(sorted(concepts.items())),
        long_keys=frozenset(key for key in seen if can_be_misspelt(key)),
    )


@lru_cache(maxsize=200_000)
def _shared(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Return equal forms as one object, since most suppliers write a word in the same way."""
    return forms


@lru_cache(maxsize=200_000)
def can_be_misspelt(key: str) -> bool:
    """Say whether a word is long enough, and no type number, to be a misspelling of another."""
    return len(key) >= MISSPELT_LENGTH and key.isalpha()


def _supplier_words(
    profile: SupplierProfile, categories: Categories, lexicon: Lexicon
) -> Iterator[tuple[tuple[Word, ...], int]]:
    """Yield the words of each text of a supplier, and how much the text counts."""
    yield read_text(profile.description, lexicon).words, TEXT_STRENGTH
    for item in profile.capabilities:
        for text in (item.text, *item.materials, *item.processes, *item.machines):
            yield read_text(text, lexicon).words, TEXT_STRENGTH
        category = categories.get(item.category) if item.category else None
        if category is not None:
            yield _read_name(category.name_vi, lexicon).words, CATEGORY_STRENGTH
            yield _read_name(category.name_en, lexicon).words, CATEGORY_STRENGTH


@lru_cache(maxsize=1_000)
def _read_name(name: str, lexicon: Lexicon) -> ReadText:
    """Read the name of a category, once for all suppliers."""
    return read_text(name, lexicon)


def _concept_phrases(words: Iterable[Word]) -> Iterator[tuple[Phrase, str]]:
    """Yield each phrase that names a category, with the words that it is written in."""
    for _, group in groupby(words, key=lambda word: word.span):
        piece = list(group)
        phrase = piece[0].phrase
        if phrase is not None and phrase.kind is Kind.CONCEPT:
            yield phrase, " ".join(word.shown for word in piece)


def _naming_order(naming: Naming) -> tuple[int, int, str]:
    """The strongest naming sorts last, then the shortest: independent of the order of texts."""
    return (naming.strength, -len(naming.shown), naming.shown)
