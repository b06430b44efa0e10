"""The dictionary of names: legal forms, trades, places and brand words in both languages."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.naming.data_files import read_data
from app.naming.syllables import is_name_syllable, is_syllable
from app.naming.words import Word, read_words
from app.reference.text import marks_agree

Kind = Literal[
    "legal",
    "branch",
    "region",
    "place",
    "country",
    "filler",
    "trade",
    "modifier",
    "generic",
    "brand",
]

_ORDER: tuple[Kind, ...] = (
    "legal", "branch", "region", "place", "country", "filler",
    "trade", "modifier", "generic", "brand",
)  # fmt: skip
"""Which reading of equally long phrases comes first."""

_FILES: Mapping[str, Sequence[str]] = {
    "forms": ("legal", "branch", "generic"),
    "places": ("country", "region", "place", "filler"),
    "trades": ("modifier", "trade"),
}
_ALSO_A_NAME = "~"
"""Stands after a Vietnamese word that is also a usual syllable of names."""

_OF_TRADE = frozenset({"trade", "modifier"})
_REMEMBERED = 65536
_CORRECTED_FROM = 6
"""Letters from which an unknown Latin word may be a misspelt one of the dictionary."""

_SHORTEST_TYPO = 3
_TWO_ERRORS_FROM = 10
_LONG_PHRASE = 3
"""Syllables from which a phrase is known even with a wrong mark."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of the dictionary.

    Attributes:
        words: Folded words.
        marked: The words with their marks.
        kind: What the phrase says of a company.
        ids: What it may mean.
        is_vietnamese: Which language it belongs to.
        is_also_name: Whether it may just as well be a part of the distinctive name.
    """

    words: tuple[str, ...]
    marked: tuple[str, ...]
    kind: Kind
    ids: frozenset[str]
    is_vietnamese: bool
    is_also_name: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases by their first word, the longest first, and brand words by meaning."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    vietnamese: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    english: Mapping[str, frozenset[str]]
    long_words: tuple[str, ...]
    syllables: tuple[str, ...]
    known: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """Read the packaged dictionary, once."""
    phrases = [*_read_phrases(), *_brand_phrases()]
    grouped: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        grouped[phrase.words[0]].append(phrase)
    known = frozenset(word for phrase in phrases for word in phrase.words)
    long_words = {
        phrase.words[0]
        for phrase in phrases
        if len(phrase.words) == 1 and len(phrase.words[0]) >= _CORRECTED_FROM
    }
    syllables = {
        word
        for phrase in phrases
        if phrase.is_vietnamese and len(phrase.words) > 1 and phrase.kind != "brand"
        for word in phrase.words
    }
    return Lexicon(
        {word: tuple(sorted(found, key=_rank)) for word, found in grouped.items()},
        _vietnamese_meanings(),
        _english_meanings(),
        tuple(sorted(long_words)),
        tuple(sorted(syllables)),
        known,
    )


def find_phrase(words: Sequence[Word], start: int) -> Phrase | None:
    """Find the phrase of the dictionary at a place of a name: the longest that tears no other.

    "Thiết bị điện tử" is equipment and electronics, not electrical equipment and a rest.
    """
    longest = _longest(words, start, len(words) - start)
    if longest is None or len(longest.words) == 1:
        return longest
    end = start + len(longest.words)
    for inner in range(start + 1, end):
        across = _longest(words, inner, len(words) - inner)
        if across is None or inner + len(across.words) <= end:
            continue
        before = _longest(words, start, inner - start)
        if before is not None and len(before.words) == inner - start:
            return before
    return longest


def _longest(words: Sequence[Word], start: int, room: int) -> Phrase | None:
    lexicon = load_lexicon()
    second = spellings(words[start + 1].folded) if room > 1 else ()
    for spelling in spellings(words[start].folded):
        known = lexicon.phrases.get(spelling, ())
        for phrase in known:
            length = len(phrase.words)
            if length > 1 and (length > room or phrase.words[1] not in second):
                continue
            if _fits(phrase, words, start):
                return _with_twins(phrase, known, words[start : start + len(phrase.words)])
    return None


def _with_twins(phrase: Phrase, known: Sequence[Phrase], words: Sequence[Word]) -> Phrase:
    """Add what a phrase without marks may mean besides: "giay" is paper or shoes."""
    if any(word.is_marked for word in words):
        return phrase
    kinds = _OF_TRADE if phrase.kind in _OF_TRADE else {phrase.kind}
    twins = [twin for twin in known if twin.words == phrase.words and twin.kind in kinds]
    if len(twins) == 1:
        return phrase
    ids = frozenset(entry for twin in twins for entry in twin.ids)
    return replace(phrase, ids=ids, is_also_name=any(twin.is_also_name for twin in twins))


@lru_cache(maxsize=_REMEMBERED)
def spellings(folded: str) -> tuple[str, ...]:
    """Give a word and, where it is unknown, the words of the dictionary it may be meant for."""
    lexicon = load_lexicon()
    if folded in lexicon.known or folded.isdigit() or not folded.isascii():
        return (folded,)
    if is_syllable(folded):
        return (folded,)
    near = _nearest(folded, lexicon.syllables, 1) if len(folded) >= _SHORTEST_TYPO else []
    if len(folded) >= _CORRECTED_FROM:
        near += _nearest(folded, lexicon.long_words, 1 + (len(folded) >= _TWO_ERRORS_FROM))
    return (folded, *near)


def _nearest(word: str, words: Sequence[str], errors: int) -> list[str]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=errors, limit=3)
    return [spelling for spelling, _, _ in found if spelling[0] == word[0]]


def _fits(phrase: Phrase, words: Sequence[Word], start: int) -> bool:
    pairs = list(zip(words[start : start + len(phrase.words)], phrase.words, strict=True))
    if not all(word.folded == known or known in spellings(word.folded) for word, known in pairs):
        return False
    if not phrase.is_vietnamese:
        short = len(pairs) == 1 and len(phrase.words[0]) < _CORRECTED_FROM
        if short and words[start].folded != phrase.words[0]:
            return False
        return not any(word.is_marked for word, _ in pairs)
    if len(pairs) == 1:
        return words[start].folded == phrase.words[0] and _is_typed_as(words[start], phrase)
    if phrase.is_also_name and any(word.is_marked for word in words):
        return all(
            word.marked == marked for (word, _), marked in zip(pairs, phrase.marked, strict=True)
        )
    return len(pairs) >= _LONG_PHRASE or all(
        not word.is_marked or word.folded != known or marks_agree(word.marked, marked)
        for (word, known), marked in zip(pairs, phrase.marked, strict=True)
    )


def _is_typed_as(word: Word, phrase: Phrase) -> bool:
    return word.marked == phrase.marked[0] or not word.is_marked


def may_be_name(phrase: Phrase, word: Word) -> bool:
    """Say whether a phrase found at a word may be a part of the distinctive name instead."""
    if len(phrase.words) > 1 or phrase.kind not in _OF_TRADE:
        return False
    if not phrase.is_vietnamese:
        return phrase.words[0] in load_lexicon().english
    typed_in_haste = word.marked != phrase.marked[0]
    return phrase.is_also_name or (typed_in_haste and is_name_syllable(word.folded))


def _rank(phrase: Phrase) -> tuple[int, int, tuple[str, ...], bool]:
    return (-len(phrase.words), _ORDER.index(phrase.kind), phrase.marked, phrase.is_vietnamese)


def _read_phrases() -> Iterator[Phrase]:
    for file, kinds in _FILES.items():
        data = read_data(file)
        for kind in kinds:
            yield from _phrases_of(kind, data[kind])  # type: ignore[arg-type]


def _phrases_of(kind: Kind, entries: Mapping[str, Mapping[str, str]]) -> Iterator[Phrase]:
    meant: dict[tuple[tuple[str, ...], tuple[str, ...], bool, bool], set[str]] = defaultdict(set)
    for entry, texts in entries.items():
        for language, text in texts.items():
            is_vietnamese = language == "vi"
            for written in text.split(";"):
                is_also_name = written.strip().endswith(_ALSO_A_NAME)
                words = read_words(written)
                folded = tuple(word.folded for word in words)
                marked = tuple(word.marked for word in words)
                meant[folded, marked, is_vietnamese, is_also_name].add(entry)
                if is_vietnamese and len(folded) == 2:  # noqa: PLR2004 - "cokhi", "baobi"
                    joined = "".join(folded)
                    meant[(joined,), (joined,), False, False].add(entry)
    for (folded, marked, is_vietnamese, is_also_name), ids in meant.items():
        yield Phrase(folded, marked, kind, frozenset(ids), is_vietnamese, is_also_name)


def _brand_phrases() -> Iterator[Phrase]:
    """Yield the brand phrases of several words, which no shorter phrase may take apart."""
    entries = read_data("meanings")["phrase"]
    for phrase in _phrases_of("brand", entries):
        if len(phrase.words) > 1:
            yield phrase


def _vietnamese_meanings() -> Mapping[str, tuple[tuple[str, frozenset[str]], ...]]:
    meant: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for entry, texts in read_data("meanings")["phrase"].items():
        for written in texts["vi"].split(";"):
            words = read_words(written)
            folded = " ".join(word.folded for word in words)
            meant[folded][" ".join(word.marked for word in words)].add(entry)
    return {
        folded: tuple((marked, frozenset(ids)) for marked, ids in forms.items())
        for folded, forms in meant.items()
    }


def _english_meanings() -> Mapping[str, frozenset[str]]:
    meant: dict[str, set[str]] = defaultdict(set)
    for entry, texts in read_data("meanings")["phrase"].items():
        for written in texts["en"].split(";"):
            words = [word.folded for word in read_words(written)]
            meant[" ".join(words)].add(entry)
            meant["".join(words)].add(entry)
    return {key: frozenset(ids) for key, ids in meant.items()}


def vietnamese_meanings(words: Sequence[Word]) -> frozenset[str]:
    """Give what Vietnamese brand words may mean, as far as their typed marks allow."""
    forms = load_lexicon().vietnamese.get(" ".join(word.folded for word in words), ())
    typed = " ".join(word.marked for word in words)
    return frozenset(entry for marked, ids in forms if marks_agree(typed, marked) for entry in ids)


def english_meanings(words: Sequence[Word]) -> frozenset[str]:
    """Give what English brand words may mean; nothing when they were typed with marks."""
    if any(word.is_marked for word in words):
        return frozenset()
    return load_lexicon().english.get(" ".join(word.folded for word in words), frozenset())


@cache
def vietnamese_forms() -> Mapping[str, tuple[str, ...]]:
    """Give for every brand meaning its Vietnamese wordings, folded and joined."""
    forms: dict[str, list[str]] = {}
    for entry, texts in read_data("meanings")["phrase"].items():
        written = ("".join(w.folded for w in read_words(text)) for text in texts["vi"].split(";"))
        forms[entry] = list(dict.fromkeys(written))
    return {entry: tuple(found) for entry, found in forms.items()}


@cache
def trade_initials() -> Mapping[str, frozenset[str]]:
    """Give for every trade the initials of its Vietnamese wordings: "hc" for "hóa chất"."""
    found: dict[str, set[str]] = defaultdict(set)
    for phrases in load_lexicon().phrases.values():
        for phrase in phrases:
            if phrase.kind in _OF_TRADE and phrase.is_vietnamese and len(phrase.words) > 1:
                for entry in phrase.ids:
                    found[entry].add("".join(word[0] for word in phrase.words))
    return {entry: frozenset(initials) for entry, initials in found.items()}
