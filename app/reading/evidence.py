"""What the noun phrases of a text say: which leaf, how strongly, and from where in the sentence."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from app.reading.grammar import Group
from app.reading.parameters import ONE
from app.reading.recognition import Item
from app.reading.vocabulary import Kind
from app.reading.worth import NO_WORTH, Shares, Support, Worth, Worths

_MOST_MODIFIERS = 4
"""How many modifiers are tried as part of a phrase whose words stand apart."""

_EMPTY_NOUNS = frozenset({Kind.GENERIC, Kind.PART})
_VAGUE_NOUNS = frozenset({Kind.GENERIC, Kind.PART, Kind.FILLER})
_NO_SHAPE: Mapping[str, int] = MappingProxyType({})


class Clue(NamedTuple):
    """One phrase as a sign of leaves.

    Attributes:
        leaves: What it speaks for: code and share, in thousandths.
        strength: How surely it names what is meant, where it stands, in thousandths.
        support: How far it narrows what other phrases name, in thousandths.
        naming: Whether it names what is meant; else it only supports.
        negated: Whether the text says that this is not meant.
        shown: The words.
        material: Whether it is a material.
        listed: The leaves under which the phrase is listed.
        shape: The leaves with things that are called so: one of them is meant if the material
            says so.
    """

    leaves: Shares
    strength: int
    support: int
    naming: bool
    negated: bool
    shown: str
    material: bool = False
    listed: frozenset[str] = frozenset()
    shape: Mapping[str, int] = _NO_SHAPE


def find_clues(groups: Sequence[Group], worths: Worths, heads: int = 0) -> tuple[list[Clue], int]:
    """Find the clues of one or more sentences.

    Args:
        groups: Their noun phrases, in order.
        worths: What phrases say in texts of this sort.
        heads: How many noun phrases before them in the text name what is meant.

    Returns:
        The clues in order, and how many noun phrases there are now.
    """
    parameters = worths.lexicon.parameters
    step = parameters.further_bought if worths.is_bought else parameters.further_head
    clues: list[Clue] = []
    for group in groups:
        place = ONE - step * min(heads, parameters.most_further)
        found = list(_NounPhrase(group, worths, place).clues())
        heads += any(clue.naming for clue in found)
        clues += found
    return clues, heads


class _NounPhrase:
    """One noun phrase, read from its head on."""

    def __init__(self, group: Group, worths: Worths, place: int) -> None:
        self._group = group
        self._worths = worths
        self._parameters = worths.lexicon.parameters
        self._head_first = group.head_first
        self._items = group.items if group.head_first else group.items[::-1]
        self._factor = group.factor * place // ONE
        if self._is_attribute():
            self._factor = self._factor * self._parameters.attribute // ONE
        self._behind = self._factor * self._parameters.modifier // ONE
        self._beside_parts = False
        self._has_head = False

    def clues(self) -> Iterator[Clue]:
        """Yield its clues: its head, what modifies it, what supports it."""
        factor = self._factor
        compound = self._compound()
        if compound is not None:
            yield self._name(*compound, factor)
            factor = self._behind
        for item in self._items:
            worth = self._worth(item)
            for support in worth.supports:
                yield self._support(item, support)
            if worth.names and item.kind is Kind.CONCEPT:
                yield self._naming(item, worth, factor)
                factor = self._behind if worth.hint is None else factor
            else:
                if factor == self._factor:
                    yield from self._guess(item)
                factor = min(factor, self._beside(item))
        if not self._has_head:
            yield from self._vague()

    def _naming(self, item: Item, worth: Worth, factor: int) -> Clue:
        """Read a phrase as the name of what is meant, or as a hint when anybody writes it."""
        if worth.hint is None:
            return self._name(item, worth, factor)
        self._beside_parts = True
        return self._hint(item, worth.hint)

    def _beside(self, item: Item) -> int:
        """Return what a phrase counts that stands beside an item, on the other side of the head."""
        self._beside_parts = self._beside_parts or item.kind is Kind.PART
        share = ONE
        if self._has_head:
            share = self._parameters.beside_guess
        elif item.kind in _EMPTY_NOUNS:
            share = self._parameters.beside_generic
        elif item.kind is None and item.is_noun:
            share = self._parameters.beside_unknown
        return self._factor * share // ONE

    def _compound(self) -> tuple[Item, Worth] | None:
        """Find a listed phrase whose words stand apart: "lock [steel] nut", "mould for casting".

        The head is joined with each phrase that modifies it, in the order of the language.
        """
        nouns = [item for item in self._items if item.can_compound]
        if not nouns or (len(nouns) == 1 and not self._group.owned):
            return None
        owned = (item for group in self._group.owned for item in group.items if item.can_compound)
        for modifier in [*nouns[1:], *owned][:_MOST_MODIFIERS]:
            pair = (nouns[0], modifier) if self._head_first else (modifier, nouns[0])
            found = self._worths.lexicon.find(
                "".join([item.key for item in pair]),
                "".join([word for item in pair for word in item.typed]),
                sum(len(item.tokens) for item in pair),
                self._group.manner,
            )
            if found is not None:
                quality = found.quality * self._parameters.broken // ONE
                tokens = tuple(token for item in pair for token in item.tokens)
                item = Item(found.phrase, quality, tokens, "", found.phrase.words)
                worth = self._worth(item)
                if worth.names and worth.hint is None:
                    return item, worth
        return None

    def _worth(self, item: Item) -> Worth:
        if item.phrase is None:
            return NO_WORTH
        return self._worths.of(item.phrase, head_first=self._head_first)

    def _name(self, item: Item, worth: Worth, factor: int) -> Clue:
        strength = worth.strength * item.quality // ONE
        if self._beside_parts and worth.is_thing:
            strength = strength * self._parameters.beside_part // ONE
        self._has_head = True
        return Clue(
            leaves=worth.names,
            strength=strength * factor // ONE,
            support=self._supported(strength),
            naming=True,
            negated=self._group.negated,
            shown=item.shown,
            listed=worth.listed,
            shape=worth.shape,
        )

    def _guess(self, item: Item) -> Iterator[Clue]:
        """Read a head that is not listed by the things that are called so."""
        if item.kind is not Kind.CONCEPT and (item.kind is not None or not item.is_noun):
            return
        word = item.typed[0 if self._head_first else -1]
        guess = self._worths.guess(word, head_first=self._head_first)
        if guess is not None:
            self._has_head = True
            strength = guess.strength * self._factor // ONE
            support = self._supported(guess.strength)
            yield Clue(
                leaves=guess.leaves,
                strength=strength,
                support=support,
                naming=True,
                negated=self._group.negated,
                shown=item.shown,
            )

    def _vague(self) -> Iterator[Clue]:
        """Read a word of any trade as the leaf that the taxonomy names so, if nothing else is."""
        for item in self._items:
            if item.kind in _VAGUE_NOUNS:
                worth = self._worth(item)
                if worth.names:
                    yield self._naming(item, worth, self._factor)

    def _hint(self, item: Item, hint: Support) -> Clue:
        strength = hint.strength * self._group.factor // ONE
        return Clue(
            leaves=hint.leaves,
            strength=strength,
            support=strength,
            naming=False,
            negated=self._group.negated,
            shown=item.shown,
        )

    def _support(self, item: Item, support: Support) -> Clue:
        """Read a phrase as a material, a treatment or the name of a whole group."""
        strength = support.strength * item.quality // ONE * self._group.presence // ONE
        return Clue(
            leaves=support.leaves,
            strength=strength,
            support=strength,
            naming=False,
            negated=self._group.negated,
            shown=item.shown,
            material=support.is_material,
        )

    def _supported(self, strength: int) -> int:
        """Return how far a phrase that names narrows what others name."""
        return strength * self._group.presence // ONE * self._parameters.other_name // ONE

    def _is_attribute(self) -> bool:
        """Say whether it is only a participle after a comma: "powder coated"."""
        is_english = not self._head_first
        return self._group.after_comma and is_english and self._items[0].tokens[-1].is_participle
