"""Cooperation agreements between localities, bound to the units that signed them.

An agreement signed by old Long An does not reach the whole of today's Tây Ninh: parties are units
before 2025-07-01, and nothing here is derived from the units in force.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from app.reference.places import Places
from app.reference.resolution import Candidate, Reason, Resolution
from app.reference.tables import read_rows

Scope = Literal["yes", "partly", "no"]

COMPANY_LEVEL = "companies"
"""Agreement level of memoranda between two companies, which bind no locality."""

_SEPARATOR = re.compile(r"\s*(?:<->|↔|→|[-–—,;/&+]|(?<!\w)(?:và|va|and|with|với|voi)(?!\w))\s*")


@dataclass(frozen=True, slots=True)
class Linkage:
    """A cooperation agreement.

    Attributes:
        id: Stable id, such as "L01".
        party_a: First party as named in the document.
        party_b: Second party as named in the document.
        legacy_a: Code of the first party's unit before 2025-07-01.
        legacy_b: Code of the second party's unit before 2025-07-01.
        scope: Whether it covers supporting industries: "yes", "partly" or "no".
        scope_note: What limits the scope, in words.
        agreement_level: Who signed: zone management boards, people's committees, departments of
            industry and trade, or companies.
        subject: What was agreed (Vietnamese).
        event_date: Day of signing as far as it is known ("????-10-28" where the year is not).
        date_precision: How well that day is known.
        period: Years that it covers, in words.
        document: The legal document it stands in.
        document_note: What is uncertain about the document; empty where nothing is.
        document_date: Date of that document.
        source: Where this was read.
        checked: How it was checked.
        doubts: What is not certain.
    """

    id: str
    party_a: str
    party_b: str
    legacy_a: str
    legacy_b: str
    scope: Scope
    scope_note: str
    agreement_level: str
    subject: str
    event_date: str
    date_precision: str
    period: str
    document: str
    document_note: str
    document_date: date | None
    source: str
    checked: str
    doubts: str

    @property
    def is_between_companies(self) -> bool:
        """Whether two companies signed it, so that it binds no locality."""
        return self.agreement_level == COMPANY_LEVEL


class Linkages:
    """All agreements, in a stable order."""

    def __init__(self, linkages: Iterable[Linkage], places: Places) -> None:
        self._by_id = {linkage.id: linkage for linkage in linkages}
        self._places = places

    def __iter__(self) -> Iterator[Linkage]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __getitem__(self, linkage_id: str) -> Linkage:
        return self._by_id[linkage_id]

    def get(self, linkage_id: str) -> Linkage | None:
        """Give the agreement with an id, or None."""
        return self._by_id.get(linkage_id)

    def between(self, legacy_a: str, legacy_b: str) -> tuple[Linkage, ...]:
        """Give the agreements between two old units, in whichever order they signed.

        Args:
            legacy_a: Code of one unit before 2025-07-01.
            legacy_b: Code of the other.

        Returns:
            Agreements of public bodies; memoranda between companies are left out.
        """
        return tuple(
            linkage
            for linkage in self._binding(legacy_a, legacy_b)
            if not linkage.is_between_companies
        )

    def resolve(self, text: str) -> Resolution:
        """Find the agreements that a text names.

        Args:
            text: An id ("L01"), or two places: "TP.HCM - Long An". A name that an old unit and
                a merged one share means the old unit here, since only old units signed.

        Returns:
            The resolution; ambiguous when the two places signed several agreements.
        """
        wanted = text.strip().upper()
        if wanted in self._by_id:
            return Resolution.of(text, (self._candidate(self[wanted], Reason.CODE),))
        for separator in _SEPARATOR.finditer(text):
            first = self._signing_unit(text[: separator.start()])
            second = self._signing_unit(text[separator.end() :])
            found = self._binding(first, second) if first and second else ()
            if found:
                return Resolution.of(
                    text, tuple(self._candidate(linkage, Reason.PAIR) for linkage in found)
                )
        return Resolution.unknown(text)

    def _binding(self, legacy_a: str, legacy_b: str) -> tuple[Linkage, ...]:
        pair = {legacy_a, legacy_b}
        return tuple(row for row in self if {row.legacy_a, row.legacy_b} == pair)

    def _signing_unit(self, text: str) -> str | None:
        """Give the code of the old unit that a place text names."""
        key = self._places.resolve(text).key
        if key is None:
            return None
        legacy = self._places.legacy_of(key)
        if legacy is not None:
            return legacy
        current = self._places.current_of(key)
        return next(
            code
            for code in self._places.current[current].legacy_codes
            if self._places.legacy[code].relation == "kept_name"
        )

    def _candidate(self, linkage: Linkage, reason: Reason) -> Candidate:
        names = (self._places.legacy[code].name_vi for code in (linkage.legacy_a, linkage.legacy_b))
        label = f"{' – '.join(names)}: {linkage.document}"
        return Candidate(linkage.id, label, label, reason)


def load_linkages(places: Places) -> Linkages:
    """Read the packaged agreements.

    Args:
        places: Knows the units that signed them.
    """
    return Linkages((_linkage(row) for row in read_rows("linkages.csv")), places)


def _linkage(row: Mapping[str, str]) -> Linkage:
    scope, _, note = row["supporting_industry_scope"].partition(" ")
    written_date = row["document_date"]
    return Linkage(
        id=row["link_id"],
        party_a=row["party_a"],
        party_b=row["party_b"],
        legacy_a=row["legacy_code_a"],
        legacy_b=row["legacy_code_b"],
        scope=cast("Scope", scope),
        scope_note=note.strip("()"),
        agreement_level=row["agreement_level"],
        subject=row["subject"],
        event_date=row["event_date"],
        date_precision=row["date_precision"],
        period=row["period"],
        document=row["legal_document"],
        document_note=row["document_note"],
        document_date=date.fromisoformat(written_date) if written_date else None,
        source=row["source"],
        checked=row["checked"],
        doubts=row["doubts"],
    )
