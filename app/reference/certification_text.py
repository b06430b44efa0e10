"""Recognition of certificates and standards in written text.

Codes are never compared by likeness: FSC is forestry and FSSC food, ISO 22163 rail and ISO 22000
food. A text names a certificate when it holds one of its aliases, with spaces and hyphens placed
freely in those that contain a number, and with any year of edition behind.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.reference.certification_records import VoidEdition
from app.reference.tokens import TokenText, words

WordUse = Literal["alone", "never"]
"""How a difficult alias counts: only where nothing else stands beside it, or not at all."""

_YEAR = re.compile(r"(?:19[89]|20[0-4])[0-9]")
_TRAILING_YEAR = re.compile(rf"[\s:\-–(/]+{_YEAR.pattern}\)?$")
_EDITION_LINK = re.compile(r"[\s:\-–(/]*")
_SERIES_LINK = re.compile(r"(?:[\s,;/&+\-–]|(?<!\w)(?:and|và|va)(?!\w))+", re.IGNORECASE)
_LIST_LINK = re.compile(r"[,;|\n\r•]")
"""What no alias runs across."""

_PART_LINK = re.compile(r"[,;/&+|\n\r•]|\s[-–]\s")
_JOINING_WORDS = frozenset({"and", "va"})
_NUMBER = re.compile(r"(?<![0-9])[0-9]{4,}$")
_SHORT_INITIALS = 3
"""Longest alias of letters alone that a running text must write in capitals to be taken so."""

FILLERS = frozenset(
    words(
        "chứng chỉ, chứng nhận, giấy chứng nhận, certificate, certificates, certified, cert, certs,"
        " certification, tiêu chuẩn, đạt, quốc tế, standard, standards, theo, the, to, for, của,"
        " hệ thống quản lý chất lượng, version, phiên bản, rev, có,"
        " 认证, 证书, 認証, 認証取得, 인증, 인증서"
    ).split()
)
"""Words beside a certificate's name that say nothing more (folded)."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A certificate named in a text.

    Attributes:
        code: Code of the certification; "" for what only looks like one ("UL 94").
        start: Index of the first word.
        end: Index after the last word.
        void_since: When certificates to the named edition became void, if they did.
        alone: Whether it counts only where nothing else stands beside it.
        is_iso: Whether an ISO number was named, so that a bare number behind is one too.
    """

    code: str
    start: int
    end: int
    void_since: date | None
    alone: bool
    is_iso: bool


@dataclass(frozen=True, slots=True)
class _Alias:
    code: str
    text: str
    squashed: str
    use: WordUse | None


class Recogniser:
    """Finds the aliases of certifications in texts."""

    def __init__(
        self,
        aliases: Iterable[tuple[str, str]],
        uses: Mapping[str, WordUse],
        void_editions: Iterable[VoidEdition],
    ) -> None:
        self._void_editions: dict[str, list[tuple[frozenset[str], VoidEdition]]] = defaultdict(list)
        for rule in void_editions:
            bases = frozenset(_squash(base) for base in rule.bases)
            self._void_editions[rule.code].append((bases, rule))
        self._by_words: dict[str, _Alias] = {}
        self._by_squash: dict[str, _Alias] = {}
        self._numbers: dict[str, list[str]] = defaultdict(list)
        folded_uses = {words(text): use for text, use in uses.items()}
        for code, text in aliases:
            self._add(code, _without_year(text), folded_uses)
        for key, use in folded_uses.items():
            if use == "never":
                self._by_words[key] = _Alias("", key, "", use)
        self._longest = max(len(key.split()) for key in self._by_words) + 2

    def codes_of_number(self, text: str) -> tuple[str, ...]:
        """Give the certifications with an alias that ends in a number ("9001", "22000:2018")."""
        return tuple(self._numbers.get(_without_year(text), ()))

    def read(self, text: str) -> tuple[TokenText, list[Mention]]:
        """Read a text from left to right, taking the longest alias at each place.

        Args:
            text: Any text.

        Returns:
            Its words, and the certificates named, in order. Aliases that have another everyday
            meaning are left out unless they fill their part of a list.
        """
        read = TokenText(text)
        mentions: list[Mention] = []
        position = 0
        while position < len(read):
            mention = self._mention_at(read, position)
            if mention is None and mentions:
                mention = self._number_after(read, position, mentions[-1])
            position += 1
            if mention is not None:
                mentions.append(mention)
                position = mention.end
        named = [mention for mention in mentions if mention.code]
        taken = {index for mention in named for index in range(mention.start, mention.end)}
        return read, [m for m in named if not m.alone or _fills_its_part(read, m, taken)]

    def _add(self, code: str, text: str, uses: Mapping[str, WordUse]) -> None:
        alias = _Alias(code, text, _squash(text), uses.get(words(text)))
        self._by_words[words(text)] = alias
        if any(map(str.isdigit, alias.squashed)):
            self._by_squash[alias.squashed] = alias
        number = _NUMBER.search(alias.squashed)
        if number and code not in self._numbers[number[0]]:
            self._numbers[number[0]].append(code)

    def _mention_at(self, read: TokenText, start: int) -> Mention | None:
        for end in range(min(len(read), start + self._longest), start, -1):
            keys = read.keys(start, end)
            alias = self._by_words.get(" ".join(keys)) or self._by_squash.get("".join(keys))
            if alias is not None and not _LIST_LINK.search(read.written(start, end)):
                return self._mention(read, start, end, alias)
        return None

    def _number_after(self, read: TokenText, position: int, previous: Mention) -> Mention | None:
        """Read "14001" in "ISO 9001, 14001 and 45001"."""
        alias = self._by_squash.get("iso" + read.tokens[position].key)
        if alias is None or not previous.is_iso:
            return None
        between = read.text[read.tokens[previous.end - 1].end : read.tokens[position].start]
        if not _SERIES_LINK.fullmatch(between):
            return None
        return self._mention(read, position, position + 1, alias)

    def _mention(self, read: TokenText, start: int, end: int, alias: _Alias) -> Mention:
        edition, stop = "", end
        if (
            end < len(read)
            and _YEAR.fullmatch(read.tokens[end].key)
            and _EDITION_LINK.fullmatch(read.between(end - 1))
        ):
            edition, stop = read.tokens[end].key, end + 1
        return Mention(
            code=alias.code,
            start=start,
            end=stop,
            void_since=self._void_since(alias, edition),
            alone=alias.use == "alone" or _is_timid(alias, read.written(start, end)),
            is_iso="iso" in alias.squashed,
        )

    def _void_since(self, alias: _Alias, edition: str) -> date | None:
        for bases, rule in self._void_editions.get(alias.code, ()):
            if (not bases or alias.squashed in bases) and rule.edition in {edition, None}:
                return rule.since
        return None


def _without_year(text: str) -> str:
    """Take the year of an edition from the end of an alias ("ISO 9001:2015", "ISO 9001-2015")."""
    return _TRAILING_YEAR.sub("", text.strip())


def _squash(text: str) -> str:
    return words(text).replace(" ", "")


def _is_timid(alias: _Alias, written: str) -> bool:
    """Say whether a text writes short initials otherwise than in capitals ("ce")."""
    is_initials = alias.text.isalpha() and len(alias.text) <= _SHORT_INITIALS
    return is_initials and written != alias.text


def _fills_its_part(read: TokenText, mention: Mention, taken: set[int]) -> bool:
    """Say whether a list's part that holds a mention holds only mentions and filling words."""
    beside = (*_walk(read, mention.start, -1), *_walk(read, mention.end - 1, 1))
    return all(index in taken or read.tokens[index].key in FILLERS for index in beside)


def _walk(read: TokenText, index: int, step: int) -> Iterator[int]:
    """Yield the words beside one, up to the next separator of a list."""
    while 0 <= index + step < len(read):
        gap = read.between(min(index, index + step))
        index += step
        if _PART_LINK.search(gap) or read.tokens[index].key in _JOINING_WORDS:
            return
        yield index
