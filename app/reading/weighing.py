"""From clues to graded leaves: support narrows what is named, repeated naming makes it surer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.reading.evidence import Clue
from app.reading.parameters import ONE, USE_FROM, ReadingParameters
from app.reading.taxonomy import group_of, neighbours

_CLOSENESS_ONE = 10_000
"""Closeness of a leaf to itself in the table of relations."""

_MOST_WORDS = 4
"""How many phrases a suggestion names."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A leaf that a text speaks of.

    Attributes:
        code: Code of the leaf; of a whole group when the text says no more.
        confidence: How sure it is, 0 to 1,000.
        words: The phrases that led there, the strongest first.
    """

    code: str
    confidence: int
    words: tuple[str, ...]


def is_usable(suggestion: Suggestion) -> bool:
    """Say whether a suggestion is sure enough to be used where nobody has chosen."""
    return suggestion.confidence >= USE_FROM


@dataclass(slots=True)
class _Tally:
    """What was found for one leaf."""

    confidences: list[int] = field(default_factory=list)
    words: list[tuple[int, str]] = field(default_factory=list)

    def note(self, confidence: int, shown: str) -> None:
        """Add a phrase that speaks for the leaf."""
        if confidence > 0:
            self.confidences.append(confidence)
            self.words.append((confidence, shown))


def weigh(clues: Sequence[Clue], parameters: ReadingParameters) -> tuple[Suggestion, ...]:
    """Grade the leaves that clues speak for.

    Args:
        clues: Clues of all texts of one demand or supplier; their order does not matter.
        parameters: What they are worth.

    Returns:
        Suggestions above the least confidence, the surest first.
    """
    support = _Support(clues, parameters)
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    surest = 0
    for clue in clues:
        if clue.naming and not clue.negated:
            for code, share in support.narrow(clue):
                confidence = clue.strength * share // ONE
                surest = max(surest, confidence)
                tallies[code].note(confidence, clue.shown)
    alone = parameters.supporting_alone * (ONE - surest) // ONE
    for clue in clues if alone else ():
        if not clue.naming and not clue.negated:
            strength = clue.strength * alone // ONE
            for code, share in clue.leaves:
                tallies[code].note(strength * share // ONE, clue.shown)
    _deny(tallies, (clue for clue in clues if clue.negated), parameters)
    return _ranked(tallies, parameters)


class _Support:
    """What all clues together say for each leaf, beside the naming itself."""

    def __init__(self, clues: Iterable[Clue], parameters: ReadingParameters) -> None:
        self._parameters = parameters
        self._leaves: dict[str, int] = defaultdict(int)
        self._groups: dict[str, int] = defaultdict(int)
        self._materials: dict[str, int] = defaultdict(int)
        self._lifts: dict[str, tuple[int, list[tuple[int, str]]]] = {}
        for clue in clues:
            if clue.negated:
                continue
            for code, share in clue.leaves:
                target = self._leaves if code in group_of() else self._groups
                target[code] += clue.support * share // ONE
                if clue.material:
                    self._materials[code] += clue.support * share // ONE

    def narrow(self, clue: Clue) -> list[tuple[str, int]]:
        """Share a clue among its leaves anew, in the light of the others."""
        moved = self._moved(clue)
        if moved:
            return self._share(clue, ONE - self._parameters.material_moves) + moved
        return self._share(clue, ONE)

    def _moved(self, clue: Clue) -> list[tuple[str, int]]:
        """Give what the material says of a thing of this shape, if its own leaves lack it."""
        if not self._materials or not clue.listed.isdisjoint(self._materials):
            return []
        fitting = {
            code: self._materials[code] for code in sorted(clue.shape.keys() & self._materials)
        }
        total = sum(fitting.values())
        moves = self._parameters.material_moves
        return [(code, moves * weight // total) for code, weight in fitting.items() if total]

    def _share(self, clue: Clue, whole: int) -> list[tuple[str, int]]:
        """Share a clue among its own leaves."""
        if len(clue.leaves) == 1:
            return [(clue.leaves[0][0], whole)]
        own = {code for code, _ in clue.leaves}
        support = clue.support
        scores = [
            (code, share * self._lift(code, support * share // ONE, own) // ONE)
            for code, share in clue.leaves
        ]
        total = sum([score for _, score in scores])
        return [(code, score * whole // total) for code, score in scores if score]

    def _lift(self, code: str, own_support: int, own: Collection[str]) -> int:
        """Return how far what else is said lifts a leaf among those of its clue."""
        known = self._lifts.get(code)
        if known is None:
            direct = self._groups.get(group_of()[code], 0) + self._leaves.get(code, 0)
            known = self._lifts[code] = direct, self._related_to(code)
        direct = min(known[0] - own_support, ONE)
        lift = self._parameters.narrowing * direct if direct > 0 else 0
        for related, other in known[1]:
            if other not in own:
                lift += self._parameters.related_narrowing * min(related, ONE)
                break
        return ONE + lift // ONE

    def _related_to(self, code: str) -> list[tuple[int, str]]:
        """Return what is said for leaves close to one, the most first."""
        near = neighbours(code)
        related = [
            (amount * near[other] // _CLOSENESS_ONE, other)
            for other in near.keys() & self._leaves.keys()
            if (amount := self._leaves[other]) > 0
        ]
        related.sort(reverse=True)
        return related


def _deny(
    tallies: Mapping[str, _Tally], clues: Iterable[Clue], parameters: ReadingParameters
) -> None:
    """Take from a leaf what the text denies."""
    denied: dict[str, int] = defaultdict(int)
    for clue in clues:
        if clue.naming:
            for code, share in clue.leaves:
                strength = clue.strength * share // ONE * parameters.negated // ONE
                denied[code] = max(denied[code], strength)
    for code, strength in denied.items():
        if code in tallies:
            tally = tallies[code]
            tally.confidences = [
                confidence * (ONE - strength) // ONE for confidence in tally.confidences
            ]


def _ranked(tallies: Mapping[str, _Tally], parameters: ReadingParameters) -> tuple[Suggestion, ...]:
    found = [(-_joint(tally.confidences), code) for code, tally in tallies.items()]
    found.sort()
    groups = group_of()
    leaves = [
        (doubt, code)
        for doubt, code in found
        if code in groups and -doubt >= parameters.least_suggestion
    ]
    if leaves:
        return tuple(
            Suggestion(code, -doubt, _words(tallies[code]))
            for doubt, code in leaves[: parameters.most_suggestions]
        )
    hints = [(-doubt, code) for doubt, code in found if code not in groups]
    return tuple(
        Suggestion(code, min(confidence, parameters.group_hint), _words(tallies[code]))
        for confidence, code in hints[:1]
        if confidence >= parameters.least_hint
    )


def _joint(confidences: Sequence[int]) -> int:
    """Join independent signs: the chance that not all of them err."""
    if len(confidences) == 1:
        return min(confidences[0], ONE)
    doubt = ONE
    for confidence in sorted(confidences, reverse=True):
        doubt = doubt * (ONE - min(confidence, ONE)) // ONE
    return ONE - doubt


def _words(tally: _Tally) -> tuple[str, ...]:
    if len(tally.words) == 1:
        return (tally.words[0][1],)
    ordered = sorted(set(tally.words), key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(shown for _, shown in ordered))[:_MOST_WORDS]
