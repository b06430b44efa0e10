"""What a phrase says by itself, wherever it stands: for which leaves it speaks, and how surely.

This depends on nothing but the listed words, so that it is worked out once for each phrase.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.reading.lexicon import Lexicon
from app.reading.parameters import ONE
from app.reading.phrases import Phrase
from app.reading.taxonomy import group_of
from app.reading.vocabulary import Kind, Role

Shares = tuple[tuple[str, int], ...]
"""Leaves with their shares, in thousandths, sorted by code."""

NAMING_ROLES: frozenset[Role] = frozenset({"process", "part", "machine"})
"""Roles of phrases that can be the head of a noun phrase; the others only support one."""

_REMEMBERED_WORDS = 50_000
"""Guessed heads kept in memory before the memory starts anew."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a phrase supports without naming it.

    Attributes:
        leaves: Leaves or groups.
        strength: How strongly, in thousandths.
        is_material: Whether it is a material.
    """

    leaves: Shares
    strength: int
    is_material: bool = False


@dataclass(frozen=True, slots=True)
class Worth:
    """What a phrase says by itself.

    Attributes:
        names: The leaves that it names; empty when it only supports.
        strength: How surely it names them, in thousandths.
        is_thing: Whether it names a thing and not a trade.
        hint: The groups that are left of it where anybody writes it; else None.
        supports: What it supports besides.
        listed: The leaves under which it is listed.
        shape: The leaves with things that are called so, if it is the name of a mere shape.
    """

    names: Shares
    strength: int
    is_thing: bool
    hint: Support | None
    supports: tuple[Support, ...]
    listed: frozenset[str]
    shape: Mapping[str, int]


NO_WORTH = Worth((), 0, is_thing=True, hint=None, supports=(), listed=frozenset(), shape={})
"""What an unknown word says."""


class Worths:
    """The worth of phrases in one sort of texts.

    Args:
        lexicon: The known phrases.
        is_bought: Whether the texts name what is to be bought: then a machine is the thing
            itself, elsewhere the sign of a trade.

    Attributes:
        lexicon: The known phrases.
        is_bought: As above.
    """

    def __init__(self, lexicon: Lexicon, *, is_bought: bool) -> None:
        self.lexicon = lexicon
        self.is_bought = is_bought
        self._parameters = parameters = lexicon.parameters
        self._roles: Mapping[Role, int] = {
            "process": parameters.process,
            "part": parameters.part,
            "machine": parameters.machine_bought if is_bought else parameters.machine,
            "material": parameters.material,
            "context": parameters.context,
            "group": parameters.group,
        }
        self._known: dict[tuple[Phrase, bool], Worth] = {}
        self._guessed: dict[tuple[str, bool], Support | None] = {}

    def of(self, phrase: Phrase, *, head_first: bool) -> Worth:
        """Return what a phrase says.

        Args:
            phrase: A listed phrase.
            head_first: Whether its head comes first, as in Vietnamese.
        """
        worth = self._known.get((phrase, head_first))
        if worth is None:
            worth = self._known[phrase, head_first] = self._work_out(phrase, head_first=head_first)
        return worth

    def guess(self, word: str, *, head_first: bool) -> Support | None:
        """Read a head that is not listed by the things that are called so.

        Args:
            word: The word, with its marks.
            head_first: Whether a head comes first, as in Vietnamese.

        Returns:
            The leaves with such things, and how sure that is; None when there are too few.
        """
        key = (word, head_first)
        if key not in self._guessed:
            if len(self._guessed) >= _REMEMBERED_WORDS:
                self._guessed.clear()
            self._guessed[key] = self._guess(word, head_first=head_first)
        return self._guessed[key]

    def _guess(self, word: str, *, head_first: bool) -> Support | None:
        parameters = self._parameters
        leaves = self.lexicon.head_leaves(word, head_first=head_first)
        uses = sum(leaves.values())
        if uses < (parameters.least_syllable_uses if head_first else parameters.least_head_uses):
            return None
        strength = parameters.guessed_head * uses // (uses + parameters.head_doubt)
        return Support(_shares(leaves), strength)

    def _work_out(self, phrase: Phrase, *, head_first: bool) -> Worth:
        weights = self._naming_weights(phrase)
        best = max(weights.values(), default=0)
        is_thing = best <= self._roles["part"]
        head = phrase.words[0 if head_first else -1]
        uses = self.lexicon.head_leaves(head, head_first=head_first)
        is_short = len(phrase.words) <= self._parameters.most_shape_words
        strength = best
        spread: Mapping[str, int] = weights
        if len(phrase.words) == 1:
            strength = best * self._parameters.single_word // ONE
            spread = self._spread(weights, uses) if is_thing else weights
        hint = None
        if weights and (phrase.vague or phrase.kind is not Kind.CONCEPT):
            strength = strength * self._parameters.vague // ONE
            groups = {group_of()[code]: 1 for code in weights}
            hint = Support(_shares(groups), self._roles["group"]) if self.is_bought else None
        return Worth(
            names=_shares(spread),
            strength=strength,
            is_thing=is_thing,
            hint=hint,
            supports=tuple(self._supports(phrase)),
            listed=frozenset(weights),
            shape=uses if is_short and weights else {},
        )

    def _naming_weights(self, phrase: Phrase) -> dict[str, int]:
        """Weigh the leaves that a phrase can name by its role.

        A leaf for what has no other leaf stands back where there is one.
        """
        weights = {
            sense.code: self._roles[sense.role]
            for sense in phrase.senses
            if sense.role in NAMING_ROLES
        }
        catch_all = self.lexicon.catch_all & weights.keys()
        if len(catch_all) < len(weights):
            for code in catch_all:
                weights[code] = weights[code] * self._parameters.catch_all // ONE
        return weights

    def _spread(self, weights: Mapping[str, int], uses: Mapping[str, int]) -> Mapping[str, int]:
        """Share the name of a mere shape with the leaves that have such things too.

        A "cover" alone is most likely moulded, but it may as well be pressed or cast.
        """
        own = max((uses.get(code, 0) for code in weights), default=0)
        rivals = {code: many for code, many in uses.items() if 2 * many >= own}
        total = sum(rivals.values()) + sum(uses.get(code, 0) for code in weights.keys() - rivals)
        if not weights or not total:
            return weights
        kept = self._parameters.listed_share
        listed = sum(weights.values())
        return {
            code: kept * weights.get(code, 0) // listed + (ONE - kept) * uses.get(code, 0) // total
            for code in {**weights, **rivals}
        }

    def _supports(self, phrase: Phrase) -> Iterable[Support]:
        """Yield the materials, and the treatments, applications and groups."""
        for is_material in (True, False):
            weights = {
                sense.code: self._roles[sense.role]
                for sense in phrase.senses
                if sense.role not in NAMING_ROLES and (sense.role == "material") is is_material
            }
            if weights:
                yield Support(_shares(weights), max(weights.values()), is_material)


def _shares(weights: Mapping[str, int]) -> Shares:
    total = sum(weights.values())
    return tuple((code, weights[code] * ONE // total) for code in sorted(weights))
