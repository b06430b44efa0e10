"""The features by which two readings are compared: leaves, words of the trade, other words.

A feature is a short string with a whole-number weight, so that readings fit into sparse arrays:
leaves and words of the trade come from a known list, other words are whatever people write.
"""

from collections.abc import Iterable, Iterator, Sequence
from sys import intern

from app.reading.grammar import Group
from app.reading.lexicon import Lexicon
from app.reading.parameters import ONE, ReadingParameters
from app.reading.recognition import Item
from app.reading.vocabulary import Kind
from app.reading.weighing import Suggestion

LEAF = "c:"
"""Before the code of a leaf (or of a whole group); its weight is the confidence."""

WORD = "w:"
"""Before a word of the trade."""

OTHER = "o:"
"""Before a word that the vocabulary does not have."""


Words = tuple[tuple[str, int], ...]
"""Name and weight (1 to 1,000) of words."""


def find_words(groups: Iterable[Group], weight: int, lexicon: Lexicon) -> Words:
    """Collect the words of one or more sentences as features.

    Args:
        groups: Their noun phrases.
        weight: What the text counts in which they stand, in thousandths.
        lexicon: The known phrases.

    Returns:
        Each word once, with the greatest weight that it has.
    """
    words: dict[str, int] = {}
    for group in groups:
        if not group.negated:
            factor = group.factor * weight // ONE
            for name, value in _group_words(group, lexicon):
                weighed = value * factor // ONE
                if weighed > words.get(name, 0):
                    words[name] = weighed
    return tuple([(intern(name), weighed) for name, weighed in words.items()])


def gather_features(
    suggestions: Iterable[Suggestion], words: Iterable[Words], parameters: ReadingParameters
) -> Words:
    """Join the features of one demand or supplier.

    Args:
        suggestions: The leaves that its texts speak of.
        words: The words of its sentences.
        parameters: How many words are kept.

    Returns:
        Name and weight (1 to 1,000) of each feature, sorted by name; of the words the weightiest.
    """
    weightiest: dict[str, int] = {}
    for of_sentences in words:
        for name, weight in of_sentences:
            if weight > weightiest.get(name, 0):
                weightiest[name] = weight
    strongest = sorted(weightiest.items(), key=lambda pair: (-pair[1], pair[0]))
    leaves = [(LEAF + suggestion.code, suggestion.confidence) for suggestion in suggestions]
    return tuple(sorted([*leaves, *strongest[: parameters.most_words]]))


def _group_words(group: Group, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the words of a noun phrase: the head's in full, the others' less."""
    parameters = lexicon.parameters
    has_characters = False
    factor = ONE
    for item in group.items if group.head_first else reversed(group.items):
        is_cjk = item.tokens[0].cjk
        has_characters = has_characters or is_cjk
        if item.kind is Kind.CONCEPT:
            for name, value in _trade_words(item, lexicon):
                yield name, value * factor // ONE
            factor = parameters.modifier_word
        elif item.kind is None and not is_cjk and _says_something(item):
            prefix = WORD if lexicon.leaves(item.key) else OTHER
            value = parameters.other_word * lexicon.specificity(item.key) // ONE
            yield prefix + item.typed[0], value * factor // ONE
    if has_characters:
        yield from _character_pairs(group.items, parameters.other_word)


def _trade_words(item: Item, lexicon: Lexicon) -> Iterator[tuple[str, int]]:
    """Yield the words of a phrase of the trade; Chinese characters stay together."""
    value = lexicon.parameters.trade_word
    if item.tokens[0].cjk:
        yield WORD + "".join(item.typed), value
        return
    for word, token in zip(item.typed, item.tokens, strict=False):
        yield WORD + word, value * lexicon.specificity(token.key) // ONE


def _character_pairs(items: Sequence[Item], value: int) -> Iterator[tuple[str, int]]:
    """Yield unknown Chinese, Japanese and Korean text in overlapping pairs of characters."""
    previous = ""
    for item in items:
        character = item.typed[0] if item.phrase is None and item.tokens[0].cjk else ""
        if previous and character:
            yield OTHER + previous + character, value
        previous = character


def _says_something(item: Item) -> bool:
    """Say whether an unknown word is more than a number or a letter."""
    return len(item.key) > 1 and not item.key.isdigit()
