"""The phrases in a run of words: the longest ones, chosen so that together they cover the most."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.reading.lexicon import Found, Lexicon
from app.reading.parameters import ONE
from app.reading.phrases import Manner, Phrase
from app.reading.tokens import Break, Token
from app.reading.vocabulary import Kind

_NOUNS = frozenset({None, Kind.CONCEPT, Kind.GENERIC, Kind.PART})
"""What can be part of a phrase whose words stand apart."""

_SKIPPED = frozenset({Kind.FILLER, Kind.IDIOM, Kind.LABEL, Kind.PLACE, Kind.STOP})
_TURNS = frozenset({Kind.NEGATION, Kind.CONTRAST, Kind.DEMAND, Kind.MENTION, Kind.MADE_OF})

_LENGTH_VALUE = 4
"""What a phrase of one word is worth; one of two words four times that."""

_SKIPPED_VALUE = 1
"""What a single word is worth that is skipped anyway."""

_TURN_VALUE = 12
"""What words that turn the sentence are worth besides: "không nhận" before "nhận ép nhựa"."""

_HEAD_VALUE = 2
"""What a word is worth of which many things are a kind: "vỏ" before "hộp số"."""


class Item(NamedTuple):
    """A recognised phrase, or a word that the vocabulary does not have.

    Attributes:
        phrase: The phrase; None for an unknown word.
        quality: How sure it is that the phrase was meant, in thousandths.
        tokens: Its words.
        key: Its words run together as they are looked up, without marks.
        typed: Its words in the form in which they are compared, with marks where these are known.
        is_label: Whether it only names a number behind a hyphen ("Cap-20T").
    """

    phrase: Phrase | None
    quality: int
    tokens: tuple[Token, ...]
    key: str
    typed: tuple[str, ...]
    is_label: bool = False

    @property
    def kind(self) -> Kind | None:
        """What the phrase does in a sentence; None for an unknown word."""
        return None if self.phrase is None else self.phrase.kind

    @property
    def is_noun(self) -> bool:
        """Whether an unknown word can be the thing itself: no number, letter or participle."""
        token = self.tokens[0]
        is_word = len(token.key) > 1 and not token.key[0].isdigit()
        return is_word and not token.is_participle and not self.is_label

    @property
    def can_compound(self) -> bool:
        """Whether it can be one part of a phrase whose words stand apart."""
        return self.kind in _NOUNS and not self.tokens[0].cjk

    @property
    def shown(self) -> str:
        """Its words as they stand in the text."""
        if self.tokens[0].cjk:
            return "".join(token.shown for token in self.tokens)
        return " ".join(token.shown for token in self.tokens)


class _Word(NamedTuple):
    """A word with the spelling under which it is looked up."""

    token: Token
    key: str
    typed: str
    quality: int


class _Cut(NamedTuple):
    """The best way to cut what begins at a word."""

    value: int
    stop: int
    found: Found | None


def recognise(
    tokens: Sequence[Token], cut_off: Token | None, lexicon: Lexicon, manner: Manner
) -> list[Item]:
    """Cut a run of words into phrases and unknown words.

    Args:
        tokens: Words without a comma or the like between them.
        cut_off: A word that may have been cut off.
        lexicon: The known phrases.
        manner: How the text is written.

    Returns:
        The items in order. Of two ways to cut, the one with the longer phrases; else the one
        with the longer phrase at the head: first in Vietnamese, last in other languages.
    """
    words = [_word(token, lexicon, is_cut_off=token is cut_off) for token in tokens]
    cuts = [_Cut(0, len(words), None)]
    for start in range(len(words) - 1, -1, -1):
        best = _Cut(cuts[-1].value + _single_value(words[start], lexicon, manner), start + 1, None)
        for stop, found in _spans(words, start, lexicon, manner):
            value = _value(found.phrase.kind, stop - start) + cuts[len(words) - stop].value
            if stop == start + 1:
                best = _Cut(max(value, best.value), stop, found)
            elif value > best.value or (value == best.value and _is_head(best, start, manner)):
                best = _Cut(value, stop, found)
        cuts.append(best)
    cuts.reverse()
    return _items(words, cuts)


def _is_head(best: _Cut, start: int, manner: Manner) -> bool:
    """Say whether the longer of two equally good phrases has to come first."""
    return manner.vietnamese or best.stop == start + 1


def _value(kind: Kind, length: int) -> int:
    """Return what a phrase is worth when a run of words is cut: the longer, the better."""
    if length == 1 and kind in _SKIPPED:
        return _SKIPPED_VALUE
    value = _LENGTH_VALUE * length * length
    return value + _TURN_VALUE if kind in _TURNS else value


def _single_value(word: _Word, lexicon: Lexicon, manner: Manner) -> int:
    """Return what an unknown word is worth: something, if many things are called so."""
    return _HEAD_VALUE if lexicon.head_leaves(word.typed, head_first=manner.vietnamese) else 0


def _word(token: Token, lexicon: Lexicon, *, is_cut_off: bool) -> _Word:
    """Correct a misspelt word, and complete one that was cut off."""
    key = token.key
    if not token.cjk and token.vietnamese <= 1:
        if is_cut_off:
            completed = lexicon.spelling.completed(key)
            if completed is not None:
                return _Word(token, completed, completed, lexicon.parameters.truncated)
        if not lexicon.spelling.is_known(key):
            corrected = lexicon.spelling.corrected(key)
            if corrected is None and token.shown.casefold() == key + "s":
                corrected = lexicon.spelling.corrected(key + "s")
            if corrected is not None:
                return _Word(token, corrected, corrected, lexicon.parameters.misspelt)
    return _Word(token, key, token.typed, ONE)


def _spans(
    words: Sequence[_Word], start: int, lexicon: Lexicon, manner: Manner
) -> Iterator[tuple[int, Found]]:
    """Find the phrases that start at a word, the shortest first."""
    if _labels_number(words, start):
        return
    keys = lexicon.keys
    key = ""
    for stop in range(start, min(len(words), start + lexicon.window(words[start].key))):
        word = words[stop]
        if stop > start and word.token.gap is Break.SLASH:
            break
        key += word.key
        if key in keys:
            match = _match(words[start : stop + 1], key, lexicon, manner)
            if match is not None:
                yield stop + 1, match


def _match(words: Sequence[_Word], key: str, lexicon: Lexicon, manner: Manner) -> Found | None:
    """Find the phrase that some words are."""
    typed = "".join([word.typed for word in words])
    match = lexicon.find(key, typed, len(words), manner)
    quality = min([word.quality for word in words])
    if match is None or quality == ONE:
        return match
    return Found(match.phrase, match.quality * quality // ONE)


def _labels_number(words: Sequence[_Word], start: int) -> bool:
    """Say whether a word only names a number behind a hyphen: "Cap-20T", "Gauge-1.676M"."""
    if start + 1 >= len(words):
        return False
    following = words[start + 1].token
    is_joined = following.gap is Break.JOINT and following.shown[0].isdigit()
    return is_joined and not words[start].key[-1].isdigit()


def _items(words: Sequence[_Word], cuts: Sequence[_Cut]) -> list[Item]:
    items = []
    start = 0
    while start < len(words):
        _, stop, found = cuts[start]
        if stop == start + 1:
            token, key, _, _ = words[start]
            tokens, typed = (token,), (words[start].typed,)
        else:
            tokens, keys, typed, _ = zip(*words[start:stop], strict=True)
            key = "".join(keys)
        if found is None:
            items.append(Item(None, ONE, tokens, key, typed, _labels_number(words, start)))
        else:
            known = found.phrase.words if len(found.phrase.words) == len(typed) else typed
            items.append(Item(found.phrase, found.quality, tokens, key, known))
        start = stop
    return items
