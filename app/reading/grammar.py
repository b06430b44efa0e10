"""The noun phrases of a text: what is the head, what only describes it, what is only mentioned."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.reading.lexicon import Lexicon
from app.reading.parameters import ONE
from app.reading.phrases import Manner
from app.reading.recognition import Item, recognise
from app.reading.tokens import Break, Token
from app.reading.vocabulary import Kind

_NOUNS = frozenset({Kind.CONCEPT, Kind.GENERIC, Kind.PART, Kind.FILLER})
_EMPTY = frozenset({Kind.GENERIC, Kind.PART})


@dataclass(slots=True)
class Group:
    """A noun phrase.

    Attributes:
        items: Its phrases and unknown words, in the order in which they are read.
        factor: How much it counts where it stands, in thousandths.
        presence: How much it is there at all, as a modifier or not: less in what is only
            mentioned.
        owned: The noun phrases that modify it ("motor" in "screw for motor").
        manner: How its sentence is written.
        head_first: Whether the head comes first, as in Vietnamese.
        negated: Whether the text says that this is not meant.
        after_comma: Whether a comma stands before it.
    """

    manner: Manner
    items: list[Item] = field(default_factory=list)
    factor: int = ONE
    presence: int = ONE
    owned: "list[Group]" = field(default_factory=list)
    head_first: bool = False
    negated: bool = False
    after_comma: bool = False


class Look(NamedTuple):
    """How the whole text is written, as far as it decides what its sentences say.

    Attributes:
        marked: Whether any Vietnamese mark was typed.
        capitals: Whether it is written in capitals.
        vietnamese: Whether its words together look Vietnamese.
    """

    marked: bool
    capitals: bool
    vietnamese: bool


def parse(
    tokens: Sequence[Token], look: Look, lexicon: Lexicon, *, is_last: bool = True
) -> list[Group]:
    """Cut one or more sentences into noun phrases.

    Args:
        tokens: Their words.
        look: How the text is written in which they stand.
        lexicon: The known phrases.
        is_last: Whether they end the text, whose last word may be cut off.

    Returns:
        The noun phrases in order, each with what it counts.
    """
    cut_off = tokens[-1] if look.capitals and is_last else None
    groups: list[Group] = []
    for sentence in _sentences(tokens):
        manner = _manner(sentence, look, lexicon)
        scope = _Scope(lexicon, manner)
        for gap, segment in _segments(sentence, look, manner):
            scope.enter(gap)
            for item in recognise(segment, cut_off, lexicon, manner):
                scope.take(item)
        groups += scope.leave()
    return groups


class _Scope:
    """The walk through one sentence: which noun phrase is open, and what it counts."""

    def __init__(self, lexicon: Lexicon, manner: Manner) -> None:
        self._lexicon = lexicon
        self._parameters = lexicon.parameters
        self._manner = manner
        self._groups: list[Group] = []
        self._open: Group | None = None
        self._factor = ONE
        self._owner: Group | None = None
        self._marker_at = 0
        self._mentioned = False
        self._negated = False
        self._made_of = False
        self._comma = False
        self._labelled = False
        self._explained = 0
        self._means_something = False
        self._means_goods = False

    def enter(self, gap: Break) -> None:
        """Begin a run of words after a comma, a colon or the like."""
        self._close()
        self._comma = gap in {Break.COMMA, Break.TIGHT_COMMA}
        if gap in {Break.COMMA, Break.TIGHT_COMMA, Break.DASH, Break.COLON}:
            self._factor = ONE
        if gap is Break.COLON:
            self._explain()
        if gap in {Break.COLON, Break.SENTENCE}:
            self._mentioned = self._negated = self._made_of = False

    def take(self, item: Item) -> None:
        """Read one item."""
        kind = item.kind
        self._labelled = kind is Kind.LABEL
        if item.tokens[0].gap is Break.SLASH:
            self._close()
        if kind is None or kind in _NOUNS:
            self._add(item)
        elif kind in {Kind.ARTICLE, Kind.LINK}:
            self._close()
        elif kind is Kind.CONJUNCTION:
            self._join()
        elif kind in {Kind.MODIFIER, Kind.OF, Kind.WITH, Kind.MEANS, Kind.SUCH_AS}:
            self._mark(kind)
        elif kind not in {Kind.IDIOM, Kind.LABEL, Kind.PLACE, Kind.STOP}:
            self._turn(kind)

    def leave(self) -> list[Group]:
        """End the sentence."""
        self._close()
        return self._groups

    def _add(self, item: Item) -> None:
        if item.kind is not Kind.FILLER:
            self._means_something = True
            self._means_goods = self._means_goods or item.kind not in _EMPTY
        if self._open is None:
            presence = self._parameters.mention if self._mentioned else ONE
            factor = self._parameters.made_of if self._made_of else presence
            self._open = Group(
                manner=self._manner,
                factor=self._factor * factor // ONE,
                presence=presence,
                negated=self._negated,
                after_comma=self._comma,
            )
            if self._owner is not None and self._factor < ONE:
                self._owner.owned.append(self._open)
        self._open.items.append(item)

    def _close(self) -> None:
        if self._open is not None:
            self._open.head_first = self._is_head_first(self._open)
            self._groups.append(self._open)
            self._open = None

    def _join(self) -> None:
        """After "and": a further head, or a further modifier."""
        self._close()
        if self._factor < ONE:
            self._factor = max(self._factor, self._parameters.after_conjunction)

    def _mark(self, kind: Kind) -> None:
        """After "for", "of", "with": a modifier, if there is something to modify."""
        self._close()
        self._marker_at = len(self._groups)
        if not self._means_something or kind is Kind.SUCH_AS:
            return
        self._owner = self._groups[-1] if self._factor == ONE and self._groups else self._owner
        if not self._means_goods:
            self._factor = self._parameters.after_generic
            return
        self._factor = {
            Kind.MODIFIER: self._parameters.after_modifier,
            Kind.OF: self._parameters.after_of,
            Kind.WITH: self._parameters.after_with,
            Kind.MEANS: self._parameters.after_means,
        }[kind]

    def _turn(self, kind: Kind) -> None:
        """After "serving", "except", "but", "is looking for"."""
        self._close()
        if kind is Kind.NEGATION:
            self._negated = True
        elif kind is Kind.MENTION:
            self._mentioned = True
            self._marker_at = len(self._groups)
        elif kind is Kind.MADE_OF:
            self._made_of = True
        elif kind is Kind.MENTION_HEAD:
            self._weaken(self._groups[self._marker_at :], self._parameters.mention)
        elif kind is Kind.DEMAND:
            self._weaken(self._groups, self._parameters.before_demand)
            self._factor, self._mentioned, self._means_something = ONE, False, False
            self._means_goods = False
        else:
            self._factor, self._mentioned, self._negated = ONE, False, False

    def _explain(self) -> None:
        """After a colon: what a label says of the goods, or what exactly they are."""
        if self._labelled:
            self._factor = self._parameters.attribute
            return
        for group in self._groups[self._explained :]:
            group.factor = group.factor * self._parameters.before_colon // ONE
        self._explained = len(self._groups)

    @staticmethod
    def _weaken(groups: Iterable[Group], factor: int) -> None:
        for group in groups:
            group.factor = min(group.factor, factor)
            group.presence = min(group.presence, factor)

    def _is_head_first(self, group: Group) -> bool:
        """Judge by the group's own words, else by its sentence."""
        tokens = [token for item in group.items for token in item.tokens]
        if any(token.cjk for token in tokens):
            return False
        leaning = self._lexicon.leaning_of(tokens)
        return leaning > 0 if leaning else self._manner.vietnamese


def _sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    yield from _split(tokens, Break.SENTENCE)


def _split(tokens: Sequence[Token], least: Break) -> Iterator[list[Token]]:
    """Cut before each word that a sign of at least this strength stands before."""
    current: list[Token] = []
    for token in tokens:
        if token.gap >= least and current:
            yield current
            current = []
        current.append(token)
    if current:
        yield current


def _segments(
    sentence: list[Token], look: Look, manner: Manner
) -> Iterator[tuple[Break, list[Token]]]:
    """Cut a sentence at its signs, and turn items that are named backwards the right way."""
    segments = list(_split(sentence, Break.PARENTHESIS))
    inverted: list[list[Token]] = []
    for number, segment in enumerate(segments):
        inverted.append(segment)
        following = segments[number + 1] if number + 1 < len(segments) else None
        if following is not None and _continues_backwards(segment, following, look, manner):
            continue
        yield inverted[0][0].gap, [token for part in reversed(inverted) for token in part]
        inverted = []


def _continues_backwards(
    segment: list[Token], following: list[Token], look: Look, manner: Manner
) -> bool:
    """Say whether a comma joins the head to its description: "SCREW,CLOSE TOLERANCE"."""
    first, last, after = segment[0], segment[-1], following[0]
    if manner.vietnamese or first.cjk or after.gap not in {Break.TIGHT_COMMA, Break.COMMA}:
        return False
    upper = last.shown.isupper() and after.shown.isupper() and not after.shown.isdigit()
    plural = last.shown.casefold().endswith("s") and last.key != last.shown.casefold()
    return upper and not plural and (after.gap is Break.TIGHT_COMMA or look.capitals)


def _manner(sentence: Sequence[Token], look: Look, lexicon: Lexicon) -> Manner:
    leaning = lexicon.leaning_of(sentence)
    return Manner(marked=look.marked, vietnamese=leaning > 0 if leaning else look.vietnamese)
