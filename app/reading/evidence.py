"""What the noun phrases of a text say: which leaf, how strongly, and from where in the sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.reading.grammar import Group
from app.reading.lexicon import Lexicon
from app.reading.parameters import ONE, ReadingParameters
from app.reading.phrases import Phrase
from app.reading.recognition import Item
from app.reading.taxonomy import group_of
from app.reading.vocabulary import Kind, Role

NAMING_ROLES: frozenset[Role] = frozenset({"process", "part", "machine"})
"""Roles of phrases that can be the head of a noun phrase; the others only support one."""

_MOST_MODIFIERS = 4
"""How many modifiers are tried as part of a phrase whose words stand apart."""


@dataclass(frozen=True, slots=True)
class Clue:
    """One phrase as a sign of leaves.

    Attributes:
        leaves: What it speaks for: code and share, in thousandths.
        strength: How surely it names what is meant, where it stands, in thousandths.
        support: How far it narrows what other phrases name, in thousandths.
        naming: Whether it names what is meant; else it only supports.
        negated: Whether the text says that this is not meant.
        shown: The words.
        material: Whether it is a material.
        alternatives: Other leaves with things that are called so, if their material says so.
    """

    leaves: tuple[tuple[str, int], ...]
    strength: int
    support: int
    naming: bool
    negated: bool
    shown: str
    material: bool = False
    alternatives: tuple[str, ...] = ()


def find_clues(groups: Sequence[Group], lexicon: Lexicon, *, is_bought: bool) -> Iterator[Clue]:
    """Yield the clues of a text.

    Args:
        groups: Its noun phrases, in order.
        lexicon: The known phrases.
        is_bought: Whether the text names what is to be bought: then a machine is the thing
            itself, elsewhere the sign of a trade.

    Yields:
        The clues, in order.
    """
    parameters = lexicon.parameters
    step = parameters.further_bought if is_bought else parameters.further_head
    heads = 0
    for group in groups:
        place = ONE - step * min(heads, parameters.most_further)
        found = list(_NounPhrase(group, lexicon, place, is_bought=is_bought).clues())
        heads += any(clue.naming for clue in found)
        yield from found


class _NounPhrase:
    """One noun phrase, read from its head on."""

    def __init__(self, group: Group, lexicon: Lexicon, place: int, *, is_bought: bool) -> None:
        self._group = group
        self._lexicon = lexicon
        self._parameters = lexicon.parameters
        self._items = group.items if group.head_first else group.items[::-1]
        self._factor = group.factor * place // ONE
        if self._is_attribute():
            self._factor = self._factor * self._parameters.attribute // ONE
        self._behind = self._factor * self._parameters.modifier // ONE
        self._beside_parts = False
        self._is_bought = is_bought
        self._weights = role_weights(self._parameters, is_bought=is_bought)

    def clues(self) -> Iterator[Clue]:
        """Yield its clues: its head, what modifies it, what supports it."""
        for item in self._items:
            yield from self._support(item)
        named = list(self._names())
        yield from named
        if not any(clue.naming for clue in named):
            yield from self._vague()

    def _names(self) -> Iterator[Clue]:
        """Yield the phrases that name leaves; all behind the head are modifiers."""
        factor = self._factor
        compound = self._compound()
        if compound is not None:
            yield from self._naming(compound, factor)
            factor = self._behind
        for item in self._items:
            is_vague = item.kind is Kind.CONCEPT and item.phrase is not None and item.phrase.vague
            self._beside_parts = self._beside_parts or item.kind is Kind.PART or is_vague
            found = list(self._naming(item, factor)) if item.kind is Kind.CONCEPT else []
            is_named = any(clue.naming for clue in found)
            if not is_named and factor == self._factor:
                found += self._guess(item, factor)
            yield from found
            factor = min(factor, self._beside(item, found, is_named=is_named))

    def _beside(self, item: Item, found: Sequence[Clue], *, is_named: bool) -> int:
        """Return what a phrase counts that stands beside an item, on the other side of the head."""
        if is_named:
            return self._behind
        share = ONE
        if any(clue.naming for clue in found):
            share = self._parameters.beside_guess
        elif item.kind in {Kind.GENERIC, Kind.PART}:
            share = self._parameters.beside_generic
        elif item.kind is None and item.is_noun:
            share = self._parameters.beside_unknown
        return self._factor * share // ONE

    def _compound(self) -> Item | None:
        """Find a listed phrase whose words stand apart: "lock steel nut", "mould for die casting".

        The head is joined with each phrase that modifies it, in the order of the language.
        """
        nouns = [item for item in self._items if item.can_compound]
        if not nouns:
            return None
        owned = (item for group in self._group.owned for item in group.items if item.can_compound)
        for modifier in [*nouns[1:], *owned][:_MOST_MODIFIERS]:
            pair = (nouns[0], modifier) if self._group.head_first else (modifier, nouns[0])
            found = self._lexicon.find(
                "".join(item.key for item in pair),
                "".join(word for item in pair for word in item.typed),
                sum(len(item.tokens) for item in pair),
                self._group.manner,
            )
            if found is not None and self._roles(found.phrase):
                quality = found.quality * self._parameters.broken // ONE
                tokens = tuple(token for item in pair for token in item.tokens)
                return Item(found.phrase, quality, tokens, "", found.phrase.words)
        return None

    def _roles(self, phrase: Phrase | None) -> dict[str, int]:
        """Return the leaves that a phrase can name, with what its role is worth.

        A leaf for what has no other leaf stands back where there is one.
        """
        senses = phrase.senses if phrase is not None else ()
        weights = {
            sense.code: self._weights[sense.role] for sense in senses if sense.role in NAMING_ROLES
        }
        catch_all = self._lexicon.catch_all & weights.keys()
        if catch_all and len(catch_all) < len(weights):
            for code in catch_all:
                weights[code] = weights[code] * self._parameters.catch_all // ONE
        return weights

    def _naming(self, item: Item, factor: int) -> Iterator[Clue]:
        """Read a phrase as the name of what is meant."""
        weights = self._roles(item.phrase)
        if item.phrase is None or not weights:
            return
        best = max(weights.values())
        strength = best * item.quality // ONE
        if self._beside_parts and best <= self._weights["part"]:
            strength = strength * self._parameters.beside_part // ONE
        if len(item.phrase.words) == 1:
            strength = strength * self._parameters.single_word // ONE
        if item.phrase.vague or item.kind is not Kind.CONCEPT:
            if self._is_bought:
                yield from self._hint(item, weights)
                return
            strength = strength * self._parameters.vague // ONE
        support = strength * self._group.presence // ONE * self._parameters.other_name // ONE
        spread = self._spread(item, weights)
        clue = self._clue(spread, strength * factor // ONE, support, item, naming=True)
        yield replace(clue, alternatives=self._alternatives(item, weights))

    def _spread(self, item: Item, weights: Mapping[str, int]) -> Mapping[str, int]:
        """Share the name of a mere shape with the leaves that have such things too.

        A "cover" alone is most likely moulded, but it may as well be pressed or cast.
        """
        if len(item.typed) > 1 or max(weights.values()) > self._weights["part"]:
            return weights
        uses = self._head_leaves(item)
        own = max(uses.get(code, 0) for code in weights)
        rivals = {code: many for code, many in uses.items() if 2 * many >= own}
        total = sum(rivals.values()) + sum(uses.get(code, 0) for code in weights.keys() - rivals)
        if total == 0:
            return weights
        kept = self._parameters.listed_share
        listed = sum(weights.values())
        return {
            code: kept * weights.get(code, 0) // listed + (ONE - kept) * uses.get(code, 0) // total
            for code in sorted({**weights, **rivals})
        }

    def _alternatives(self, item: Item, leaves: Mapping[str, int]) -> tuple[str, ...]:
        """Return the other leaves with things of the same shape: a housing is moulded or cast."""
        if len(item.tokens) > self._parameters.most_shape_words:
            return ()
        return tuple(code for code in self._head_leaves(item) if code not in leaves)

    def _head_leaves(self, item: Item) -> Mapping[str, int]:
        head_first = self._group.head_first
        word = item.typed[0 if head_first else -1]
        return self._lexicon.head_leaves(word, head_first=head_first)

    def _hint(self, item: Item, leaves: Iterable[str]) -> Iterator[Clue]:
        """Read a phrase that anybody writes as a hint at the groups of its leaves."""
        groups = {group_of()[code]: self._weights["group"] for code in leaves}
        strength = self._weights["group"] * self._group.factor // ONE
        yield self._clue(groups, strength, strength, item, naming=False)

    def _support(self, item: Item) -> Iterator[Clue]:
        """Read a phrase as a material, a treatment or the name of a whole group."""
        senses = item.phrase.senses if item.phrase is not None else ()
        for is_material in (True, False):
            weights = {
                sense.code: self._weights[sense.role]
                for sense in senses
                if sense.role not in NAMING_ROLES and (sense.role == "material") is is_material
            }
            if weights:
                strength = max(weights.values()) * item.quality // ONE
                strength = strength * self._group.presence // ONE
                clue = self._clue(weights, strength, strength, item, naming=False)
                yield replace(clue, material=is_material)

    def _guess(self, item: Item, factor: int) -> Iterator[Clue]:
        """Read a head that is not listed by the things that are called so."""
        is_group = item.kind is Kind.CONCEPT and not self._roles(item.phrase)
        if not is_group and (item.kind is not None or not item.is_noun):
            return
        leaves = self._head_leaves(item)
        uses = sum(leaves.values())
        least = self._parameters.least_head_uses
        if self._group.head_first:
            least = self._parameters.least_syllable_uses
        if uses >= least:
            doubt = self._parameters.head_doubt
            strength = self._parameters.guessed_head * uses // (uses + doubt)
            support = strength * self._group.presence // ONE * self._parameters.other_name // ONE
            yield self._clue(leaves, strength * factor // ONE, support, item, naming=True)

    def _vague(self) -> Iterator[Clue]:
        """Read a word of any trade as the leaf that the taxonomy names so, if nothing else is."""
        for item in self._items:
            if item.kind in {Kind.GENERIC, Kind.PART, Kind.FILLER}:
                yield from self._naming(item, self._factor)

    def _clue(
        self, weights: Mapping[str, int], strength: int, support: int, item: Item, *, naming: bool
    ) -> Clue:
        total = sum(weights.values())
        return Clue(
            leaves=tuple((code, weights[code] * ONE // total) for code in sorted(weights)),
            strength=strength,
            support=support,
            naming=naming,
            negated=self._group.negated,
            shown=item.shown,
        )

    def _is_attribute(self) -> bool:
        """Say whether it is only a participle after a comma: "powder coated"."""
        is_english = not self._group.head_first
        return self._group.after_comma and is_english and self._items[0].tokens[-1].is_participle


def role_weights(parameters: ReadingParameters, *, is_bought: bool) -> Mapping[Role, int]:
    """Return what each role is worth, in thousandths.

    Args:
        parameters: The constants.
        is_bought: Whether the text names what is to be bought.
    """
    return {
        "process": parameters.process,
        "part": parameters.part,
        "machine": parameters.machine_bought if is_bought else parameters.machine,
        "material": parameters.material,
        "context": parameters.context,
        "group": parameters.group,
    }
