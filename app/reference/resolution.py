"""What a written name, code or alias stands for: the same answer for all reference data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self


class Reason(StrEnum):
    """Why a candidate is one; a stable code."""

    CODE = "code"
    """The text is the code."""
    NAME = "name"
    """The text is an official name."""
    ALIAS = "alias"
    """The text is a listed alias, synonym or abbreviation."""
    SPELLING = "spelling"
    """The text differs from a listed one only in spelling variants (moulding, molding; plural)."""
    FOLDED = "folded"
    """The text is a listed one when marks are left aside, although typed marks disagree."""
    ABBREVIATION = "abbreviation"
    """The text is a set of initials that fits several units."""
    VINTAGE = "vintage"
    """The code means different units before and since 2025-07-01."""
    STATED = "stated"
    """The text says whether the unit before or since 2025-07-01 is meant."""
    HINT = "hint"
    """A place named beside it tells which unit before 2025-07-01 is meant."""
    NAMED = "named"
    """The text names it among other things."""
    NUMBER = "number"
    """The text is a standard's number without its publisher."""
    PAIR = "pair"
    """The text names the two places that it binds."""
    GENERAL = "general"
    """The text is a general word that fits more than one category."""
    NEAR = "near"
    """The text looks like a listed one; a suggestion only."""
    MARKS = "marks"
    """The text is a listed one but for typed marks that contradict it; a suggestion only."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a text may stand for.

    Attributes:
        key: Code of the category, certification or linkage, or place key ("legacy:74").
        label_vi: Name to show in Vietnamese.
        label_en: Name to show in English.
        reason: Why it is a candidate: one of `Reason`.
        void_since: First day on which certificates to the written edition are no longer valid.
    """

    key: str
    label_vi: str
    label_en: str
    reason: str
    void_since: date | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for.

    Attributes:
        text: The text as given.
        status: "resolved" (one meaning), "ambiguous" (one of the candidates, the text does not
            say which) or "unknown" (any candidates are suggestions to confirm).
        candidates: The meanings, likeliest first; exactly one when resolved.
    """

    text: str
    status: Literal["resolved", "ambiguous", "unknown"]
    candidates: tuple[Candidate, ...] = ()

    @property
    def key(self) -> str | None:
        """The one key that the text stands for, or None unless it is resolved."""
        return self.candidates[0].key if self.status == "resolved" else None

    @property
    def void_since(self) -> date | None:
        """When the written edition became void, for a resolved certification."""
        return self.candidates[0].void_since if self.status == "resolved" else None

    @classmethod
    def of(cls, text: str, candidates: tuple[Candidate, ...]) -> Self:
        """Give the resolution of a text whose possible meanings are all known.

        Args:
            text: The text as given.
            candidates: What it can mean, likeliest first.

        Returns:
            Resolved for one candidate, ambiguous for several, unknown for none.
        """
        if not candidates:
            return cls(text, "unknown")
        return cls(text, "resolved" if len(candidates) == 1 else "ambiguous", candidates)

    @classmethod
    def unknown(cls, text: str, suggestions: tuple[Candidate, ...] = ()) -> Self:
        """Give the resolution of a text that is not listed, perhaps with suggestions."""
        return cls(text, "unknown", suggestions)
