"""A company name taken apart: legal form, trade, places, numbers and the distinctive rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from app.naming.lexicon import Kind, Phrase, find_phrase, load_lexicon, may_be_name
from app.naming.syllables import is_name_syllable, is_stopped
from app.naming.words import Word, read_as_telex, read_words

_REMEMBERED = 20000
_BRACKETS = re.compile(r"[(\[{（【]([^)\]}）】]*)[)\]}）】]?")
_DASH = re.compile(r"\s+[-–—|]+\s+|\s*[–—|/]\s*|,\s+(?=viết tắt|tên)")
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
}
_NUMBER_WORDS = frozenset({"so", "no", "number", "num"})
_STEMS = ("viet", "vina")
_ENDINGS = ("vina", "plastic", "plast", "pack", "steel", "metal", "viet", "vietnam", "tech")
_SHORTEST_STEM = 3
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a name says of the company's trade: what the words may mean."""

    ids: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of taking a name apart.

    Attributes:
        core: The distinctive words, in their order.
        trades: What the company makes or does.
        modifiers: Words that narrow a trade or stand beside it (precision, equipment).
        generics: Words of business that most companies use (production, trading).
        places: Towns and provinces.
        regions: Parts of the country.
        countries: Countries.
        legal: Legal forms.
        branches: Branch, factory or office, where the name is that of a part.
        numbers: Numbers that tell sister companies apart.
        is_borrowed: Whether nothing distinctive was left, so that places or trades stand for it.
        is_of_trade: Whether nothing but trades and words of business stand for it.
        is_careful: Whether the writer set marks, so that a word without one was meant so.
    """

    core: tuple[Word, ...]
    trades: tuple[Unit, ...]
    modifiers: tuple[Unit, ...]
    generics: frozenset[str]
    places: frozenset[str]
    regions: frozenset[str]
    countries: frozenset[str]
    legal: frozenset[str]
    branches: frozenset[str]
    numbers: tuple[int, ...]
    is_borrowed: bool
    is_of_trade: bool
    is_careful: bool


@dataclass(frozen=True, slots=True, eq=False)
class CompanyName:
    """A company name, read. Two are equal when they are one object: comparisons are remembered.

    Attributes:
        text: The name as it was written.
        words: All its words.
        readings: The ways of taking it apart, the likeliest first; at least one.
        aliases: Other names that stand in the same text, in brackets or beside a dash.
        tags: For each word what it is: a kind of the dictionary, "number" or "core".
    """

    text: str
    words: tuple[Word, ...]
    readings: tuple[Reading, ...]
    aliases: tuple["CompanyName", ...]
    tags: tuple[str, ...]


@dataclass(slots=True)
class _Parts:
    core: list[Word] = field(default_factory=list)
    units: dict[str, list[Unit]] = field(default_factory=dict)
    fallback: list[tuple[str, list[Word]]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def add(self, kind: Kind, unit: Unit, words: Sequence[Word]) -> None:
        self.units.setdefault(kind, []).append(unit)
        self.fallback.append((kind, list(words)))
        self.tags += [kind] * len(words)

    def ids(self, kind: str) -> frozenset[str]:
        return frozenset(entry for unit in self.units.get(kind, ()) for entry in unit.ids)


@lru_cache(maxsize=_REMEMBERED)
def read_name(text: str) -> CompanyName:
    """Take a company name apart.

    Args:
        text: The name as somebody wrote it: registered or short, Vietnamese or English.

    Returns:
        What was found. A text without a letter or digit has an empty core.
    """
    main, others = _split(text)
    aliases = tuple(_read_one(other, ()) for other in others)
    return _read_one(main, aliases)


def _read_one(text: str, aliases: tuple[CompanyName, ...]) -> CompanyName:
    words = _words_of(text)
    first, is_doubtful = _take_apart(words, names_win=False)
    is_typed = any(word.is_marked for word in words)
    readings = [_finish(first, is_typed=is_typed)]
    if is_doubtful:
        readings.append(_finish(_take_apart(words, names_win=True)[0], is_typed=is_typed))
        if readings[0].is_borrowed or _is_lone_syllable(readings[0]):
            readings = readings[1:]
    return CompanyName(text, words, tuple(dict.fromkeys(readings)), aliases, tuple(first.tags))


def _is_lone_syllable(reading: Reading) -> bool:
    return len(reading.core) == 1 and reading.core[0].is_syllable


def _words_of(text: str) -> tuple[Word, ...]:
    return tuple(part for word in read_words(text) for part in _unglue(word))


def _split(text: str) -> tuple[str, list[str]]:
    """Part the names that stand in one text: "X - Công ty Y", "Y (VNS)"."""
    others: list[str] = []
    for inner in _BRACKETS.findall(text):
        if _is_name(inner):
            others.append(inner)
            text = text.replace(inner, " ")
    pieces = [piece for piece in _DASH.split(text) if piece and piece.strip()]
    if len(pieces) > 1:
        named = [piece for piece in pieces if _is_name(piece)]
        if len(named) > 1:
            main = max(named, key=lambda piece: (_says_company(piece), -pieces.index(piece)))
            rest = [piece for piece in pieces if piece not in named]
            return " ".join([main, *rest]), [*(p for p in named if p is not main), *others]
    return text, others


def _is_name(text: str) -> bool:
    parts, _ = _take_apart(_words_of(text), names_win=False)
    return bool(parts.core or (parts.ids("legal") and parts.ids("trade")))


def _says_company(text: str) -> int:
    parts, _ = _take_apart(_words_of(text), names_win=False)
    return min(len(parts.units.get("legal", ())), 1)


def _take_apart(words: Sequence[Word], *, names_win: bool) -> tuple[_Parts, bool]:
    parts, position, is_doubtful = _Parts(), 0, False
    while position < len(words):
        word = words[position]
        number = _number_at(words, position)
        if number is not None:
            parts.numbers.append(number)
            parts.tags.append("number")
            position += 1
            continue
        phrase = find_phrase(words, position)
        length = len(phrase.words) if phrase else 1
        if phrase and may_be_name(phrase, word):
            doubtful = not phrase.is_vietnamese or _can_lead(parts, words, position)
            is_doubtful |= doubtful
            phrase = phrase if doubtful and not names_win else None
        elif phrase and _is_trailing(phrase, word, parts):
            phrase = None
        if phrase and _is_torn(phrase, words, position, parts):
            phrase = None
        taken = words[position : position + length]
        if phrase is None or phrase.kind == "brand":
            parts.core += taken
            parts.tags += ["core"] * length
        else:
            parts.add(phrase.kind, Unit(phrase.ids, " ".join(w.typed for w in taken)), taken)
        position += length
    return parts, is_doubtful


def _can_lead(parts: _Parts, words: Sequence[Word], position: int) -> bool:
    """Say whether a short trade word stands where Vietnamese puts it: before the name."""
    return not parts.core and position + 1 < len(words)


def _is_trailing(phrase: Phrase, word: Word, parts: _Parts) -> bool:
    """Say whether a lone unmarked syllable behind the name only looks like a trade word."""
    lone = phrase.is_vietnamese and len(phrase.words) == 1 and phrase.kind in {"trade", "generic"}
    sure = word.is_marked and word.marked == phrase.marked[0]
    return bool(lone and parts.core and word.is_syllable and not sure)


def _is_torn(phrase: Phrase, words: Sequence[Word], position: int, parts: _Parts) -> bool:
    """Say whether a place would leave one syllable of the name alone ("Hòa Bình Minh")."""
    if phrase.kind != "place" or len(phrase.words) == 1 or parts.core:
        return False
    rest = words[position + len(phrase.words) :]
    following = [word for word in rest[:2] if is_name_syllable(word.folded)]
    if not following or following[0] is not rest[0]:
        return False
    alone = len(rest) == 1 or find_phrase(rest, 1) is not None
    return alone and find_phrase(rest, 0) is None


def _number_at(words: Sequence[Word], position: int) -> int | None:
    word = words[position]
    if word.folded.isdecimal():
        following = words[position + 1].folded if position + 1 < len(words) else ""
        joins = position + 1 < len(words) and following in {"thanh", "tv", "star"}
        return None if joins and find_phrase(words, position) else int(word.folded)
    if word.folded in _NUMBER_WORDS and position + 1 < len(words):
        return None
    is_last = position and (word.is_upper and not word.is_marked) and word.folded in _ROMAN
    if is_last and not _is_initial(words, position):
        return _ROMAN[word.folded]
    return None


def _is_initial(words: Sequence[Word], position: int) -> bool:
    """Say whether a Roman numeral is rather a letter of a name: "V", "I" and "X" before a word."""
    return words[position].folded in {"v", "i", "x", "vi"} and position + 1 < len(words)


def _unglue(word: Word) -> Iterator[Word]:
    """Cut "Vietstar" and "Minhplastic", so that their parts are found."""
    folded, known = word.folded, load_lexicon()
    if folded in known.known or folded in known.english or word.is_marked or word.is_syllable:
        yield word
        return
    for stem in _STEMS:
        rest = folded.removeprefix(stem)
        if rest != folded and len(rest) >= _SHORTEST_STEM and rest in known.english:
            yield from read_words(f"{folded[: len(stem)]} {rest}")
            return
    for ending in _ENDINGS:
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) >= _SHORTEST_STEM and stem not in known.known:
            yield from read_words(f"{stem} {ending}")
            return
    yield read_as_telex(word)


def _finish(parts: _Parts, *, is_typed: bool) -> Reading:
    core = [word for word in parts.core if word.folded not in _NUMBER_WORDS or not parts.numbers]
    borrowed: frozenset[str] = frozenset()
    if not core:
        borrowed, core = _borrow(parts)
    return Reading(
        core=_without_repeats(core),
        trades=_units(parts, "trade"),
        modifiers=_units(parts, "modifier"),
        generics=parts.ids("generic"),
        places=frozenset() if "place" in borrowed else parts.ids("place"),
        regions=frozenset() if "region" in borrowed else parts.ids("region"),
        countries=frozenset() if "country" in borrowed else parts.ids("country"),
        legal=parts.ids("legal"),
        branches=parts.ids("branch"),
        numbers=tuple(dict.fromkeys(parts.numbers)),
        is_borrowed=bool(borrowed),
        is_of_trade="trade" in borrowed,
        is_careful=is_typed and not any(_lacks_mark(word) for word in core),
    )


def _lacks_mark(word: Word) -> bool:
    """Say whether a syllable must have a mark that was not typed: "Phat", "Viet"."""
    return word.is_syllable and not word.is_marked and is_stopped(word.folded)


def _borrow(parts: _Parts) -> tuple[frozenset[str], list[Word]]:
    """Let places, else the country, else what is left stand for a distinctive name."""
    for kinds in ({"region", "place"}, {"country"}, {"modifier", "trade", "generic"}):
        words = [word for kind, found in parts.fallback if kind in kinds for word in found]
        if words:
            return frozenset(kinds), words
    return frozenset(), []


def _units(parts: _Parts, kind: str) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(parts.units.get(kind, ())))


def _without_repeats(core: Sequence[Word]) -> tuple[Word, ...]:
    """Drop the second of two equal halves: "Huy Toàn ... Huy Toàn"."""
    half = len(core) // 2
    folded = [word.folded for word in core]
    if len(core) % 2 == 0 and folded[:half] == folded[half:]:
        return tuple(core[:half])
    return tuple(core)
