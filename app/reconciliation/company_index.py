"""The companies in memory, found by name, tax code and website, in step with the database.

Every process keeps an index for each audience that has asked. A request first makes sure that it
is in step: one statement reads the versions of all companies, and only what is new or has changed
is read anew. That is done at once after a commit of this process, else when the last time is
`BELIEVED_SECONDS` ago; so nobody is told anything that was not true within the last second.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from threading import RLock
from time import monotonic

import structlog
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from app.core.database import Database, Session, snapshot_time
from app.core.redaction import redact_contacts
from app.naming import SAME_FROM, NameComparison, NameIndex, compare_names
from app.reconciliation.facts import OrganizationFacts, host_of, search_text
from app.reconciliation.repository import (
    Audience,
    CompanyRow,
    ReconciliationRepository,
    Versions,
)
from app.reference import load_reference
from app.reference.text import fold

LOOKS_ALIKE = 85.0
"""Percent of the letters in which a name must agree to be shown where no name fits better: they
are full names, and half of most is the legal form."""

MOST_ALIKE = 5
MOST_FOR_LETTERS = SAME_FROM - 1
"""What such a name scores at most: too little to be taken for the same."""

BELIEVED_SECONDS = 0.4
"""How long the index is believed to be in step with what other processes write."""

_log = structlog.get_logger(__name__)


class CompanyIndex:
    """The companies that one audience may find.

    Args:
        audience: Whose.
        believed_seconds: How long it is believed without asking the database.
    """

    def __init__(self, audience: Audience, believed_seconds: float = BELIEVED_SECONDS) -> None:
        self._audience = audience
        self._believed_seconds = believed_seconds
        self._lock = RLock()
        self._in_step_at = float("-inf")
        self._written_at = float("-inf")
        self._versions: dict[str, Versions] = {}
        self._facts: dict[str, OrganizationFacts] = {}
        self._names: NameIndex[str] = NameIndex()
        self._letters: dict[str, str] = {}
        self._by_identifier: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def mark_written(self) -> None:
        """Note that this process has committed something."""
        self._written_at = monotonic()

    def sync(self, session: Session) -> None:
        """Take over what has changed since the last time.

        A session whose snapshot is older than what is held changes nothing.
        """
        with self._lock:
            now = monotonic()
            is_fresh = self._in_step_at > max(self._written_at, now - self._believed_seconds)
            if is_fresh:
                return
            companies = ReconciliationRepository(session, self._audience)
            versions = companies.find_versions()
            began = snapshot_time(session)
            if began <= self._in_step_at:
                return
            changed = [key for key, value in versions.items() if self._versions.get(key) != value]
            read = [_facts(row, self._audience) for row in companies.find_companies(changed)]
            for gone in self._versions.keys() - versions.keys():
                self._remove(gone)
            for facts in read:
                self._put(facts)
            self._versions = versions
            self._in_step_at = began

    def get(self, organization_id: str) -> OrganizationFacts | None:
        """Return a company by its id."""
        return self._facts.get(organization_id)

    def candidates(
        self,
        names: Sequence[str],
        tax_codes: Iterable[str],
        hosts: Iterable[str],
        ids: Iterable[str],
        limit: int,
    ) -> list[tuple[OrganizationFacts, NameComparison | None]]:
        """Find the companies that bear such a name or one of the identifiers.

        Args:
            names: Names to look for.
            tax_codes: Digits of tax codes.
            hosts: Hosts of websites.
            ids: What may be ids.
            limit: Most that are found by name.
        """
        with self._lock:
            by_name = dict(self._names.candidates(names, limit)) if names else {}
            found: dict[str, NameComparison | None] = dict(by_name)
            if not any(comparison.verdict == "same" for comparison in by_name.values()):
                found = self._look_alike(names) | found
            for kind, values in (("tax", tax_codes), ("host", hosts), ("id", ids)):
                for value in values:
                    for key in self._by_identifier.get((kind, value), ()):
                        if key not in found:
                            found[key] = _compare(names, self._facts[key].names)
            return [(self._facts[key], comparison) for key, comparison in found.items()]

    def complete(self, prefix: str) -> list[OrganizationFacts]:
        """Return the companies with a name, tax code or id that begins so, the likeliest first.

        Names that begin so come before names in which a later word does.
        """
        folded = fold(prefix)
        if not folded:
            return []
        start, inner, code = f" {folded}", f" {folded}", prefix.strip().lower()
        with self._lock:
            ranked = []
            for facts in self._facts.values():
                text = search_text(tuple(facts.names))
                if text.startswith(start):
                    rank = 0
                elif inner in text:
                    rank = 1
                elif facts.id == code or (facts.tax_code or "").startswith(code):
                    rank = 0
                else:
                    continue
                ranked.append((rank, len(facts.name), facts.name, facts.id, facts))
        return [item[-1] for item in sorted(ranked, key=lambda item: item[:-1])]

    def _look_alike(self, names: Sequence[str]) -> dict[str, NameComparison | None]:
        """Find names that look like one of these letter by letter, for a person to look at."""
        found: dict[str, NameComparison | None] = {}
        for name in names:
            alike = extract(
                fold(name), self._letters, scorer=ratio, score_cutoff=LOOKS_ALIKE, limit=MOST_ALIKE
            )
            for _letters, percent, key in alike:
                score = round(percent / 100 * MOST_FOR_LETTERS)
                found[key] = NameComparison(score, "review", ())
        return found

    def _put(self, facts: OrganizationFacts) -> None:
        old = self._facts.get(facts.id)
        if old is not None:
            self._forget_identifiers(old)
        if old is None or old.names != facts.names:
            self._names.put(facts.id, facts.names)
        self._facts[facts.id] = facts
        self._letters[facts.id] = fold(facts.name)
        for identifier in _identifiers(facts):
            self._by_identifier[identifier].add(facts.id)

    def _remove(self, organization_id: str) -> None:
        self._forget_identifiers(self._facts.pop(organization_id))
        self._names.remove(organization_id)
        del self._letters[organization_id]

    def _forget_identifiers(self, facts: OrganizationFacts) -> None:
        for identifier in _identifiers(facts):
            self._by_identifier[identifier].discard(facts.id)
            if not self._by_identifier[identifier]:
                del self._by_identifier[identifier]


class CompanyIndexes:
    """The indices of one process, by audience."""

    def __init__(self) -> None:
        self._indexes: dict[Audience, CompanyIndex] = {
            "centre": CompanyIndex("centre"),
            "buyer": CompanyIndex("buyer"),
        }

    def mark_written(self) -> None:
        """Note that this process has committed something."""
        for index in self._indexes.values():
            index.mark_written()

    def warm(self, database: Database) -> None:
        """Read the companies before somebody asks; reading 5,000 takes a second or two.

        Where the database does not answer, the first who asks tries again.
        """
        try:
            with database.read() as session:
                self.of("centre").sync(session)
        except Exception as error:  # noqa: BLE001 - this is done ahead, and may be left undone
            _log.warning("companies_not_read", error=type(error).__name__)

    def of(self, audience: Audience) -> CompanyIndex:
        """Return the index of an audience."""
        return self._indexes[audience]


def _compare(asked: Sequence[str], known: Sequence[str]) -> NameComparison | None:
    compared = [compare_names(one, other) for one in asked for other in known]
    return max(compared, key=lambda comparison: comparison.score, default=None)


def _identifiers(facts: OrganizationFacts) -> set[tuple[str, str]]:
    found = {("id", facts.id)}
    found |= {("id", key) for key in (facts.supplier_id, facts.external_id) if key}
    if facts.tax_code:
        found.add(("tax", facts.tax_code))
    if facts.website:
        found.add(("host", facts.website))
    return found


def _facts(row: CompanyRow, audience: Audience) -> OrganizationFacts:
    """Return what an audience may see of a company: to a buyer nothing that leads to it."""
    organization, is_centre = row.organization, audience == "centre"
    names = [organization.name, organization.name_en]
    if not is_centre:
        names = [name if name is None else redact_contacts(name) for name in names]
    types = {"organization"}
    types |= {"supplier"} if organization.is_supplier else set()
    types |= {"buyer"} if organization.is_buyer and is_centre else set()
    places = load_reference().places
    return OrganizationFacts(
        id=organization.id,
        name=names[0] or "",
        name_en=names[1],
        tax_code=organization.tax_code if is_centre else None,
        website=host_of(organization.website) if is_centre else None,
        provinces=frozenset(province for province, _ in row.sites if province),
        places=tuple(
            dict.fromkeys(
                places.label(f"legacy:{legacy}" if legacy else f"current:{province}", "vi")
                for province, legacy in row.sites
                if province
            )
        ),
        types=frozenset(types),
        supplier_id=row.supplier_id,
        external_id=row.external_id if is_centre else None,
    )
