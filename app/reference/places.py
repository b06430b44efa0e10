"""Provincial units, those in force since 2025-07-01 and those before, and what is written for them.

Codes were used again in 2025 (24 was Bắc Giang and is Bắc Ninh), so a unit is named by a place
key that carries its vintage: "current:24" or "legacy:24".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from app.reference.geo import Point, distance_m, earth_xyz
from app.reference.place_text import PlaceMention, PlaceReader, PlaceTerm
from app.reference.provinces import (
    LegacyProvince,
    Province,
    read_legacy_provinces,
    read_provinces,
)
from app.reference.resolution import Candidate, Reason, Resolution
from app.reference.tables import read_rows
from app.reference.text import fold, normalise

__all__ = [
    "LegacyProvince",
    "Places",
    "Point",
    "Province",
    "distance_m",
    "earth_xyz",
    "load_places",
]

Lang = Literal["vi", "en"]

_KEY = re.compile(r"(current|legacy):(\d\d)", re.ASCII)
_CODE = re.compile(r"\d{1,2}", re.ASCII)


class Places:
    """All provincial units, by code and by what is written for them."""

    def __init__(
        self,
        current: Iterable[Province],
        legacy: Iterable[LegacyProvince],
        abbreviations: Mapping[str, tuple[str, ...]],
        words: Mapping[str, Iterable[str]],
    ) -> None:
        self.current: Mapping[str, Province] = MappingProxyType({u.code: u for u in current})
        self.legacy: Mapping[str, LegacyProvince] = MappingProxyType({u.code: u for u in legacy})
        self._abbreviations = {fold(text): codes for text, codes in abbreviations.items()}
        self._reader = PlaceReader(self._terms(), words)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._unit(key) is not None

    def locate(self, key: str) -> Point | None:
        """Give the centre of an old unit, or the seat of a current one; None for an unknown key."""
        unit = self._unit(key)
        return None if unit is None else Point(unit.latitude, unit.longitude)

    def current_of(self, key: str) -> str:
        """Give the code of the unit in force that a place key lies in.

        Raises:
            KeyError: There is no such place key.
        """
        unit = self._known(key)
        return unit.code if isinstance(unit, Province) else unit.successor_code

    def legacy_of(self, key: str) -> str | None:
        """Give the code of the unit before 2025-07-01 that a place key means.

        Returns:
            Its code; None for a merged unit, of which it is not known which part is meant.

        Raises:
            KeyError: There is no such place key.
        """
        unit = self._known(key)
        if isinstance(unit, LegacyProvince):
            return unit.code
        return unit.legacy_codes[0] if len(unit.legacy_codes) == 1 else None

    def label(self, key: str, lang: Lang) -> str:
        """Give the name to show for a place key.

        Args:
            key: Place key.
            lang: "vi" or "en".

        Returns:
            Such as "TP. Hồ Chí Minh", or "old Bình Dương (today Ho Chi Minh City)".

        Raises:
            KeyError: There is no such place key.
        """
        unit = self._known(key)
        today = self.current[self.current_of(key)]
        name = today.name_en if lang == "en" else _short_name(today.full_name_vi)
        if isinstance(unit, Province) or unit.relation == "unchanged":
            return name
        if lang == "en":
            return f"old {unit.name_vi} (today {name})"
        return f"{unit.name_vi} cũ (nay là {name})"

    def resolve(self, text: str, *, hint_text: str = "") -> Resolution:
        """Find the unit that a cell or an address names.

        A name that only an old unit bears means that unit. A name that an old unit and a merged
        one share means today's unit, unless the text says "old", or a place in the text or the
        hint ("Thủ Đức, TP.HCM") tells the old unit. A bare code is ambiguous where its meaning
        changed in 2025.

        Args:
            text: A province, a place key, a code, or an address.
            hint_text: Other words about the same place, such as the address column. They narrow
                the answer, and give it where `text` is empty or says no more than "Vietnam".

        Returns:
            The resolution, with place keys. A place in another country is unknown.
        """
        if text.strip().removeprefix("legacy:") in self.legacy and text.strip() in self:
            return Resolution.of(text, (self._candidate(text.strip(), Reason.CODE),))
        hints = self._reader.read(hint_text)
        coded = self._of_code(text.strip())
        if coded:
            return Resolution.of(text, self._narrow(coded, hints))
        if self._reader.is_home(text):
            return Resolution.of(text, self._decide([], hints))
        if self._reader.is_abroad(text):
            return Resolution.unknown(text)
        mentions = self._reader.read(text)
        found = self._decide(mentions, hints) if mentions else self._of_folded(text)
        if found:
            return Resolution.of(text, found)
        near = (
            self._candidate(self._key(t.legacy_code), Reason.NEAR)
            for t in self._reader.suggest(text)
        )
        return Resolution.unknown(text, tuple(near))

    def _of_code(self, text: str) -> tuple[Candidate, ...]:
        """Read a place key, a bare code or a set of initials."""
        if text in self:
            return (self._candidate(text, Reason.CODE),)
        if _CODE.fullmatch(text):
            keys = [key for key in (f"current:{text:0>2}", f"legacy:{text:0>2}") if key in self]
            if len(keys) == 1 or self._is_unchanged(f"legacy:{text:0>2}"):
                return (self._candidate(keys[0], Reason.CODE),)
            return tuple(self._candidate(key, Reason.VINTAGE) for key in keys)
        codes = self._abbreviations.get(fold(text), ())
        if normalise(text) != fold(text):
            codes = tuple(code for code in codes if _initials(self.legacy[code]) == normalise(text))
        return tuple(self._candidate(f"legacy:{code}", Reason.ABBREVIATION) for code in codes)

    def _narrow(
        self, candidates: tuple[Candidate, ...], hints: Iterable[PlaceMention]
    ) -> tuple[Candidate, ...]:
        """Let places named beside it choose among candidates, and tell the old unit."""
        told: dict[str, set[str]] = {candidate.key: set() for candidate in candidates}
        for hint in hints:
            own, today = f"legacy:{hint.legacy_code}", f"current:{self._successor(hint)}"
            key = own if self._tells_unit(hint) else self._key_of(hint)
            for candidate in candidates:
                if candidate.key == own and candidate.reason == Reason.HINT:
                    told[own].add(own)
                elif candidate.key in {own, today}:
                    told[candidate.key].add(key)
        keys = set().union(*told.values())
        if len(keys) > 1:
            keys = {key for key in keys if key.startswith("legacy:")}
        if len(keys) != 1:
            return candidates
        key = self._plain(keys.pop())
        return (
            candidates if key in told and len(told) == 1 else (self._candidate(key, Reason.HINT),)
        )

    def _decide(
        self, mentions: list[PlaceMention], hints: list[PlaceMention]
    ) -> tuple[Candidate, ...]:
        """Choose among the places that a text names; the last unit of an address is the widest."""
        reason = Reason.NAME if mentions else Reason.HINT
        mentions, hints = (mentions, hints) if mentions else (hints, [])
        named = [mention for mention in mentions if mention.kind != "hint"]
        if not named:
            found = dict.fromkeys(self._plain(f"legacy:{m.legacy_code}") for m in mentions)
            candidates = tuple(self._candidate(key, Reason.HINT) for key in found)
            return self._narrow(candidates, hints)
        listed = {self._successor(mention): mention for mention in named if mention.fills}
        if len(listed) > 1:
            candidates = tuple(self._candidate(self._key_of(m), reason) for m in listed.values())
            return self._narrow(candidates, hints)
        chosen = named[-1]
        candidate = self._candidate(
            self._key_of(chosen), Reason.STATED if chosen.vintage else reason
        )
        if chosen.vintage or candidate.key.startswith("legacy:"):
            return (candidate,)
        return self._narrow((candidate,), [*mentions, *hints])

    def _of_folded(self, text: str) -> tuple[Candidate, ...]:
        term = self._reader.read_folded(text)
        return (
            () if term is None else (self._candidate(self._key(term.legacy_code), Reason.FOLDED),)
        )

    def _successor(self, mention: PlaceMention) -> str:
        return self.legacy[mention.legacy_code].successor_code

    def _tells_unit(self, mention: PlaceMention) -> bool:
        """Say whether a mention tells an old unit: a place in it, or a name that only it bears."""
        return mention.kind == "hint" or self.legacy[mention.legacy_code].relation == "absorbed"

    def _key_of(self, mention: PlaceMention) -> str:
        if mention.vintage == "old":
            return f"legacy:{mention.legacy_code}"
        if mention.vintage == "new":
            return f"current:{self._successor(mention)}"
        return self._key(mention.legacy_code)

    def _key(self, legacy_code: str) -> str:
        """Give the key that the bare name of an old unit stands for."""
        unit = self.legacy[legacy_code]
        if unit.relation == "absorbed":
            return f"legacy:{legacy_code}"
        return f"current:{unit.successor_code}"

    def _plain(self, key: str) -> str:
        """Give the current key for an old unit that did not change."""
        return f"current:{self.current_of(key)}" if self._is_unchanged(key) else key

    def _is_unchanged(self, key: str) -> bool:
        unit = self._unit(key)
        return isinstance(unit, LegacyProvince) and unit.relation == "unchanged"

    def _candidate(self, key: str, reason: Reason) -> Candidate:
        return Candidate(key, self.label(key, "vi"), self.label(key, "en"), reason)

    def _unit(self, key: str) -> Province | LegacyProvince | None:
        match = _KEY.fullmatch(key)
        if match is None:
            return None
        return self.current.get(match[2]) if match[1] == "current" else self.legacy.get(match[2])

    def _known(self, key: str) -> Province | LegacyProvince:
        unit = self._unit(key)
        if unit is None:
            raise KeyError(key)
        return unit

    def _terms(self) -> Iterator[PlaceTerm]:
        for unit in self.legacy.values():
            yield PlaceTerm(unit.name_vi, unit.code, "name")
            for alias in (*unit.aliases, unit.full_name_vi, unit.iso_3166_2):
                if fold(alias) not in self._abbreviations:
                    yield PlaceTerm(alias, unit.code, "alias")
            today = self.current[unit.successor_code]
            if unit.relation != "absorbed":
                yield PlaceTerm(today.name_en, unit.code, "name")
                yield PlaceTerm(today.full_name_vi, unit.code, "name")
        for unit in self.legacy.values():
            for hint in (*unit.place_hints, unit.centre_city):
                yield PlaceTerm(hint, unit.code, "hint")


def load_places() -> Places:
    """Read the packaged units and words."""
    words: dict[str, list[str]] = {}
    for row in read_rows("place_words.csv"):
        words.setdefault(row["use"], []).append(row["text"])
    abbreviations = {
        row["abbreviation_ascii"]: tuple(row["legacy_codes"].split())
        for row in read_rows("ambiguous_abbreviations.csv")
    }
    return Places(read_provinces(), read_legacy_provinces(), abbreviations, words)


def _short_name(full_name: str) -> str:
    """Write "Thành phố" as "TP." and leave "Tỉnh" out."""
    return full_name.replace("Thành phố ", "TP. ").removeprefix("Tỉnh ")


def _initials(unit: LegacyProvince) -> str:
    return "".join(word[0] for word in normalise(unit.name_vi).split())
