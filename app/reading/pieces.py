"""The pieces of texts, each read once: lists repeat the same sentences, materials and machines."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple, TypeVar

from app.reading.evidence import Clue, find_clues
from app.reading.features import Words, find_words
from app.reading.grammar import Group, Look, parse
from app.reading.lexicon import Lexicon
from app.reading.parameters import ONE
from app.reading.tokens import Token, count_cases, cut_text, is_in_capitals, tokenise
from app.reading.worth import Worths

_REMEMBERED = 50_000
"""Pieces kept in memory before the memory starts anew; one takes about a kilobyte."""

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Share(NamedTuple):
    """What a piece adds to the look of its text.

    Attributes:
        marked: Whether any Vietnamese mark was typed in it.
        small: Its small letters.
        great: Its capital letters.
        leaning: How much its words look Vietnamese (positive) or English (negative).
        has_words: Whether it has any.
    """

    marked: bool
    small: int
    great: int
    leaning: int
    has_words: bool


class PieceRead(NamedTuple):
    """What one piece was read as.

    Attributes:
        words: Its words as features.
        clues: Its signs of leaves.
        heads: How many noun phrases up to its end name what is meant.
    """

    words: Words
    clues: tuple[Clue, ...]
    heads: int


class PieceReader:
    """Reads texts piece by piece, and remembers the pieces.

    Args:
        lexicon: The known phrases.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._most_further = lexicon.parameters.most_further
        self._worths = {
            is_bought: Worths(lexicon, is_bought=is_bought) for is_bought in (True, False)
        }
        self._shares: dict[str, _Share] = {}
        self._known: dict[tuple[object, ...], PieceRead] = {}

    def read(self, text: str, weight: int, *, is_bought: bool, is_unique: bool) -> list[PieceRead]:
        """Read a text.

        Args:
            text: Any text.
            weight: What it counts, in thousandths.
            is_bought: Whether it names what is to be bought.
            is_unique: Whether it is not worth remembering, such as a name.

        Returns:
            What its pieces were read as, in order.
        """
        cut = cut_text(text)
        tokens: dict[str, tuple[Token, ...]] = {}
        shares = [self._share(piece, tokens, is_unique=is_unique) for piece in cut]
        spoken = [piece for piece, share in zip(cut, shares, strict=True) if share.has_words]
        if not spoken:
            return []
        look = _look(shares)
        read: list[PieceRead] = []
        heads = 0
        for number, piece in enumerate(spoken, start=1):
            is_last = look.capitals and number == len(spoken)
            key = (piece, look, is_last, is_bought, weight, min(heads, self._most_further))
            one = self._known.get(key)
            if one is None:
                words = tokens.get(piece) or tokenise(piece)
                groups = parse(words, look, self._lexicon, is_last=is_last)
                one = self._read(groups, weight, heads, is_bought=is_bought)
                if not is_unique:
                    remember(self._known, key, one)
            heads = one.heads
            read.append(one)
        return read

    def _share(
        self, piece: str, tokens: dict[str, tuple[Token, ...]], *, is_unique: bool
    ) -> _Share:
        """Return what a piece adds to the look of its text; note its words if they were cut."""
        share = self._shares.get(piece)
        if share is None:
            words = tokens[piece] = tokenise(piece)
            marked = any(token.typed != token.key for token in words)
            leaning = self._lexicon.leaning_of(words)
            share = _Share(marked, *count_cases(piece), leaning, bool(words))
            if not is_unique:
                remember(self._shares, piece, share)
        return share

    def _read(
        self, groups: Sequence[Group], weight: int, heads: int, *, is_bought: bool
    ) -> PieceRead:
        words = find_words(groups, weight, self._lexicon)
        clues, heads = find_clues(groups, self._worths[is_bought], heads)
        return PieceRead(words, tuple([_weaker(clue, weight) for clue in clues]), heads)


def remember(known: dict[K, V], key: K, value: V, *, most: int = _REMEMBERED) -> None:
    """Keep a value; a full memory starts anew."""
    if len(known) >= most:
        known.clear()
    known[key] = value


def _look(shares: Sequence[_Share]) -> Look:
    return Look(
        marked=any(share.marked for share in shares),
        capitals=is_in_capitals(
            sum([share.small for share in shares]), sum([share.great for share in shares])
        ),
        vietnamese=sum([share.leaning for share in shares]) > 0,
    )


def _weaker(clue: Clue, weight: int) -> Clue:
    if weight == ONE:
        return clue
    return clue._replace(
        strength=clue.strength * weight // ONE, support=clue.support * weight // ONE
    )
