"""Keys under which names meet that may be one company's: far fewer pairs than all."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from app.naming.acronyms import (
    SHORTEST_BLEND,
    SURE_INITIALS,
    initials_of,
    is_initialism,
    is_short_form,
)
from app.naming.cores import FILLERS, spans_of
from app.naming.lexicon import vietnamese_forms
from app.naming.reading import CompanyName, Reading
from app.naming.syllables import is_usual, same_sound
from app.naming.typos import exists
from app.naming.words import Word

_MOST_TRANSLATIONS = 96
"""Vietnamese wordings of one English name that are looked up."""

_MOST_WORDS = 5
_REMEMBERED = 20000
_SILENT = frozenset({"legal", "branch", "number", "generic", "country"})


def keys_of(name: CompanyName, *, asked: bool = False) -> frozenset[str]:
    """Give the keys under which a name is filed, or those under which it is looked for.

    A name is filed under its distinctive part, joined and without marks; an English one also under
    what it may be in Vietnamese; a long one under its initials; one that is made of a trade and a
    number under the number. Initials look for full names and full names for initials, so that full
    names with the same initials do not meet.

    Args:
        name: The name.
        asked: Whether to give the keys to look for.
    """
    short, full = ("~", "=") if asked else ("=", "~")
    keys: set[str] = set()
    for one in (name, *name.aliases):
        for reading in one.readings:
            keys.update(_core_keys(reading))
        keys.update(_short_keys(one, short, full))
    keys.discard("")
    return frozenset(keys)


def joined_cores(name: CompanyName) -> Iterator[tuple[str, bool]]:
    """Yield the distinctive parts, joined, and whether they hold a word that may be mistyped."""
    for one in (name, *name.aliases):
        for reading in one.readings:
            doubtful = any(not exists(same_sound(word.folded)) for word in reading.core)
            yield _join(reading.core), doubtful


def _core_keys(reading: Reading) -> Iterator[str]:
    core = reading.core
    yield _join(core)
    lean = [word for word in core if word.folded not in FILLERS]
    yield _join(lean)
    native = [word for word in core if word.is_syllable]
    if 1 < len(native) < len(core):
        yield _join(native)
    foreign = [word for word in core if not word.is_syllable]
    if foreign and len(foreign) < len(core):
        yield _join(foreign)
        yield "+" + "+".join(sorted(word.folded for word in core))
    for cut in (1, 2):
        if len(core) > cut + 1 and any(w.is_marked and not is_usual(w.marked) for w in core[:cut]):
            yield _join(core[cut:])
    if reading.is_of_trade:
        yield "#" + "-".join(map(str, reading.numbers))
    yield from translations_of(core)
    if 0 < len(lean) < len(core):
        yield from translations_of(tuple(lean))


def _short_keys(name: CompanyName, short: str, full: str) -> Iterator[str]:
    core = name.readings[0].core
    if is_short_form(core) or (len(core) == 1 and len(core[0].folded) >= SHORTEST_BLEND):
        yield short + core[0].folded
    if is_initialism(core):
        return
    for initials in initials_of(name):
        if len(initials) >= SURE_INITIALS:
            yield full + initials
    for silent in (_SILENT, _SILENT | {"modifier"}):
        beginnings = [
            word.folded[:2]
            for word, tag in zip(name.words, name.tags, strict=True)
            if tag not in silent
        ]
        if len(beginnings) >= SURE_INITIALS:
            yield full + "".join(beginnings)
            yield full + "".join(beginnings) + "co"


@lru_cache(maxsize=_REMEMBERED)
def translations_of(core: tuple[Word, ...]) -> tuple[str, ...]:
    """Give the Vietnamese wordings that an English distinctive part may have, joined."""
    if len(core) > _MOST_WORDS or not any(span.en for span in spans_of(core)):
        return ()
    found = (
        "".join(order)
        for pieces in _cuts(core, 0)
        for choice in product(*pieces)
        for order in dict.fromkeys((choice, choice[::-1]))
    )
    own = _join(core)
    return tuple(
        wording for wording in islice(dict.fromkeys(found), _MOST_TRANSLATIONS) if wording != own
    )


def _cuts(core: Sequence[Word], start: int) -> Iterator[list[tuple[str, ...]]]:
    """Yield the ways of cutting a distinctive part into phrases, the longest first."""
    if start == len(core):
        yield []
        return
    spans = [span for span in spans_of(tuple(core)) if span.start == start]
    for span in sorted(spans, key=lambda span: -span.end):
        wordings = [form for entry in sorted(span.en) for form in vietnamese_forms()[entry]]
        if span.end - start == 1:
            wordings.append(same_sound(core[start].folded))
        if wordings:
            pieces = tuple(dict.fromkeys(map(same_sound, wordings)))
            for rest in _cuts(core, span.end):
                yield [pieces, *rest]


def _join(words: Iterable[Word]) -> str:
    return "".join(same_sound(word.folded) for word in words)
