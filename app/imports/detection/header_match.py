"""What a header means, and how sure that is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from app.imports.columns import ImportKind
from app.imports.detection.layout import IGNORED
from app.imports.headers import header_key, load_headers
from app.reference.units import resolve_period, resolve_unit

MatchHow = Literal["name", "synonym", "fuzzy", "unmapped"]

USED_FROM = 0.75
"""Least confidence of a header that is used; a less sure one is only offered."""

JOINED = " / "
"""Stands between the texts of header rows above one another."""

_SURE = 1.0
_SYNONYM = 0.98
_STRIPPED = 0.95
"""A known header beside its numbering, its unit or its other language."""

_PARTLY = 0.8
"""One language of the header is known, the other is not."""

_STAND_IN = 0.9
_STAND_INS = frozenset(
    {
        "ceo",
        "chu co so",
        "dai dien phap luat",
        "director",
        "general director",
        "giam doc",
        "legal representative",
        "nguoi dai dien",
        "nguoi dai dien phap luat",
        "nguoi dai dien theo phap luat",
        "owner",
        "representative",
        "tong giam doc",
    }
)
"""Headers (folded) of people who are the contact only where the table names no other."""

_FUZZY_FACTOR = 0.9
_LEAST_OFFERED = 72
"""Least likeness (0..100) of a header that is offered."""

_OFFERED = 0.7
"""Most confidence of a header that is only offered."""

_BY_WORDS = 0.85

_PERIODS = {"month": "tháng", "year": "năm"}
_WEAK = re.compile(
    r"\b(?:cong ty|doanh nghiep|cty|dn|company|cua|cac|nhung|ve|the|of|for|nguoi|hien co|hien tai"
    r"|neu co|if any|information|thong tin)\b"
)
"""Words (folded) that do not tell columns apart."""

_NEAR_TIE = 4
"""Likenesses (0..100) that differ by less do not tell two columns apart."""

_SHORTEST_FUZZY = 5
"""Letters of the shortest header that is compared by likeness: "mã" and "máy" are too alike."""

_MOST_ALTERNATIVES = 3
_LONGEST = 200
"""Characters of a header that are looked at."""

_NUMBERING = re.compile(
    r"^\s*(?:[(\[]?\s*(?:\d{1,2}|[A-Za-z]|[IVX]{1,5})\s*[)\].:]+\s*)+(?=\S)|[*＊]+|:\s*$"
    r"|\s*[(\[]\s*(?:\d{1,2}|[A-Za-z]|bắt buộc|required|nếu có|if any)\s*[)\]]\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_PARTS = re.compile(r"[/\n|()\[\]（）–—;,]|\s-\s")
_UNIT_TAIL = re.compile(r"^(.*?)(?:[,:]|\s-)\s*(\S[^,]*)$", re.DOTALL)
_SPACE = re.compile(r"\s+")
_MEASURE_WORDS = re.compile(r"^\s*(?:đơn vị(?: tính)?|đvt|units?|in)\b[\s:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """What a header means.

    Attributes:
        column: Canonical name, "ignored", or None when it is not known.
        confidence: How sure that is, 0 to 1.
        how: Why.
        alternatives: Columns that may be meant, likeliest first.
        unit: Unit or period that the header names, as written.
    """

    column: str | None
    confidence: float
    how: MatchHow
    alternatives: tuple[str, ...] = ()
    unit: str | None = None


@lru_cache(maxsize=4096)
def match_header(header: str, kind: ImportKind, *, is_stacked: bool = False) -> HeaderMatch:
    """Find the column that a header means.

    Args:
        header: The header as written: in English or Vietnamese or both, with or without marks,
            numbering, line breaks and a unit in brackets; texts of several header rows are
            joined by " / ".
        kind: What the table holds.
        is_stacked: Whether it comes from header rows above one another, so that a text that is
            not known is no second language.
    """
    known = load_headers(kind)
    header = header[:_LONGEST]
    column = known.get(header_key(header))
    if column is not None and header_key(header) in _STAND_INS:
        return HeaderMatch(column, _STAND_IN, "synonym")
    if column is not None:
        is_name = header_key(column) == header_key(header)
        return HeaderMatch(column, _SURE if is_name else _SYNONYM, "name" if is_name else "synonym")
    text, unit = _without_unit(_NUMBERING.sub(" ", header))
    column = known.get(header_key(text)) or _known_above(text, known)
    if column is not None:
        return HeaderMatch(column, _STRIPPED, "synonym", unit=unit)
    column = known.get(header_key(f"{text} {_PERIODS.get(resolve_period(unit or '') or '')}"))
    if column is not None:
        return HeaderMatch(column, _STRIPPED, "synonym", unit=unit)
    return (
        _by_words(text, unit, kind)
        or _by_parts(text, unit, known, is_stacked=is_stacked)
        or _by_likeness(text, unit, kind)
    )


def _by_parts(
    text: str, unit: str | None, known: Mapping[str, str], *, is_stacked: bool
) -> HeaderMatch | None:
    """Match a header in two languages, or the texts of several header rows."""
    parts = [part for part in _PARTS.split(text) if header_key(part)]
    if len(parts) == 1:
        return None
    found = [known.get(header_key(part)) for part in parts]
    columns = list(dict.fromkeys(column for column in found if column is not None))
    if len(columns) == 1:
        rest = [part.strip() for part, column in zip(parts, found, strict=True) if column is None]
        measures = [measure for measure in map(_measure, rest) if measure is not None]
        unit = unit or next(iter(measures), None)
        is_whole = len(measures) == len(rest)
        if not is_whole and is_stacked:
            return None
        return HeaderMatch(columns[0], _STRIPPED if is_whole else _PARTLY, "synonym", unit=unit)
    if not columns:
        return None
    columns = [column for column in columns if column != IGNORED]
    return HeaderMatch(None, 0.0, "unmapped", tuple(columns[:_MOST_ALTERNATIVES]), unit)


def _by_words(text: str, unit: str | None, kind: ImportKind) -> HeaderMatch | None:
    """Match a header by its words, whatever their order and the filling words between them."""
    words = _content_words(header_key(text))
    columns = _columns_by_words(kind).get(words, ())
    if len(columns) == 1:
        return HeaderMatch(columns[0], _BY_WORDS, "fuzzy", (), unit)
    return HeaderMatch(None, 0.0, "unmapped", columns, unit) if columns else None


def _by_likeness(text: str, unit: str | None, kind: ImportKind) -> HeaderMatch:
    """Match a misspelt header, and offer columns for one that is not known."""
    key = header_key(text)
    squashed = key.replace(" ", "")
    names = _squashed_headers(kind)
    near = process.extract(
        squashed, names, scorer=fuzz.ratio, score_cutoff=_LEAST_OFFERED, limit=20
    )
    likeness: dict[str, float] = {}
    for _, score, name in near:
        column = load_headers(kind)[name]
        likeness[column] = max(likeness.get(column, 0), score)
    ranked = sorted(likeness, key=lambda column: -likeness[column])
    related = dict.fromkeys([*ranked, *_related(_content_words(key), kind)])
    alternatives = tuple(related)[:_MOST_ALTERNATIVES]
    best = likeness[ranked[0]] if ranked else 0.0
    is_tied = len(ranked) > 1 and best - likeness[ranked[1]] < _NEAR_TIE
    confidence = round(best / 100 * _FUZZY_FACTOR, 2)
    if is_tied or len(squashed) < _SHORTEST_FUZZY or confidence < USED_FROM:
        return HeaderMatch(None, min(confidence, _OFFERED), "unmapped", alternatives, unit)
    return HeaderMatch(alternatives[0], confidence, "fuzzy", alternatives[1:], unit)


@cache
def _squashed_headers(kind: ImportKind) -> Mapping[str, str]:
    """Return the known headers without their spaces, by header."""
    headers = load_headers(kind)
    return {name: name.replace(" ", "") for name in headers if headers[name] != IGNORED}


@cache
def _columns_by_words(kind: ImportKind) -> Mapping[frozenset[str], tuple[str, ...]]:
    """Return the columns whose headers consist of the same words."""
    found: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
    for name, column in load_headers(kind).items():
        words = _content_words(name)
        if words and column != IGNORED:
            found[words][column] = None
    return {words: tuple(columns) for words, columns in found.items()}


def _related(words: frozenset[str], kind: ImportKind) -> Iterator[str]:
    """Yield the columns whose headers share the words, those that share most first."""
    shared = [
        (len(words & known), -len(words ^ known), columns)
        for known, columns in _columns_by_words(kind).items()
        if len(words) > 0 and (words <= known or known <= words)
    ]
    for _, _, columns in sorted(shared, key=lambda item: item[:2], reverse=True):
        yield from columns


def _content_words(key: str) -> frozenset[str]:
    return frozenset(_WEAK.sub(" ", key).split())


def _known_above(text: str, known: Mapping[str, str]) -> str | None:
    """Match header rows above one another as one phrase, in either order."""
    parts = text.split(JOINED)
    if len(parts) == 1:
        return None
    return known.get(header_key(" ".join(parts))) or known.get(header_key(" ".join(parts[::-1])))


def _without_unit(header: str) -> tuple[str, str | None]:
    """Take the unit out of "Công suất (tấn/tháng)" or "Capacity, pcs/month"."""
    for bracket in _BRACKETS.finditer(header):
        measure = _measure(bracket[1])
        if measure is not None:
            rest = f"{header[: bracket.start()]} {header[bracket.end() :]}"
            return _SPACE.sub(" ", rest).strip(), measure
    tail = _UNIT_TAIL.match(header.strip())
    measure = _measure(tail[2]) if tail is not None else None
    if tail is not None and measure is not None:
        return tail[1].strip(), measure
    return header.strip(), None


def _measure(text: str) -> str | None:
    """Return the unit or period that a text consists of, without words like "ĐVT:" before it."""
    text = _MEASURE_WORDS.sub("", text).strip(" /:\n")
    is_one = resolve_unit(text) is not None or resolve_period(text) is not None
    return text if text and is_one else None


def best_of(matches: Iterable[HeaderMatch]) -> HeaderMatch:
    """Return the surest of several readings of a header; the first of equals."""
    return max(matches, key=lambda match: match.confidence if match.column else -1.0)


def readings_of(texts: tuple[str, ...], kind: ImportKind) -> Iterator[HeaderMatch]:
    """Yield the readings of header texts above one another: joined, the lowest, the highest."""
    yield match_header(JOINED.join(texts), kind, is_stacked=len(texts) > 1)
    if len(texts) > 1:
        for text in (texts[-1], texts[0]):
            match = match_header(text, kind)
            confidence = round(match.confidence * _PARTLY, 2)
            yield HeaderMatch(match.column, confidence, match.how, match.alternatives, match.unit)
