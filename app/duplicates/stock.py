"""All registered companies, ready to be compared with one another and with newcomers.

Comparing every pair would take minutes. Pairs are looked for only among companies that share a
beginning: alike names, the head of a tax code, a registration number, a domain, a telephone
number or premises. What many share makes no pairs and weighs little.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from app.duplicates.company import Company, CompanyFacts, read_company
from app.duplicates.evidence import REVIEW_SCORE, Evidence, weigh
from app.naming import SAME_FROM, CompanyName, NameComparison, NameIndex, compare_names, read_name

MOST_ALIKE = 30
"""Companies with alike names that are weighed for one company."""

SHARED_FROM = 4
"""Companies from which on a domain, number or ground is not one company's any more."""

_NO_NAMES = NameComparison(0, "different", ())

Trait = tuple[str, object]
"""Something by which companies are found: its kind, and its value."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registered companies that may be one.

    Attributes:
        first_id: The lower of the ids.
        second_id: The higher.
        evidence: What speaks for and against it.
    """

    first_id: str
    second_id: str
    evidence: Evidence

    @property
    def rank(self) -> str:
        """Sorts the likeliest first; no two pairs share it."""
        digest = blake2b(f"{self.first_id} {self.second_id}".encode(), digest_size=16)
        return f"{10_000 - self.evidence.score:05d}{digest.hexdigest()}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registered company that may be the one asked about.

    Attributes:
        organization_id: The registered company.
        evidence: What speaks for and against it.
    """

    organization_id: str
    evidence: Evidence

    @property
    def score(self) -> int:
        """The score of the evidence."""
        return self.evidence.score

    @property
    def verdict(self) -> str:
        """The verdict of the evidence."""
        return self.evidence.verdict


class Stock:
    """The registered companies as one process knows them.

    It is brought up to a state by handing it that state: only what differs is read and compared
    anew, so that it may serve several databases and transactions in turn and is right for each.
    """

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._facts: dict[str, CompanyFacts] = {}
        self._companies: dict[str, Company] = {}
        self._names: NameIndex[str] = NameIndex()
        self._unnumbered: NameIndex[str] = NameIndex()
        self._read_names: dict[str, tuple[CompanyName, ...]] = {}
        self._holders: dict[Trait, set[str]] = defaultdict(set)
        self._alike: dict[str, dict[str, NameComparison]] = {}
        self._uncompared: set[str] = set()
        self._unindexed: set[str] = set()
        self._unfiled: set[str] = set()
        self._pairs: list[Pair] | None = None

    def bring_up_to(self, facts: Mapping[str, CompanyFacts]) -> None:
        """Take over a state: add, replace and forget companies until it is the one given.

        If that fails half way, nothing is known any more and the next state is taken over whole.
        """
        try:
            self._take_over(facts)
        except BaseException:
            self._clear()
            raise

    def _take_over(self, facts: Mapping[str, CompanyFacts]) -> None:
        gone = [key for key in self._facts if key not in facts]
        changed = [key for key, known in facts.items() if self._facts.get(key) != known]
        for key in gone:
            self._forget(key)
        for key in changed:
            if key in self._facts:
                self._forget(key)
            self._put(key, facts[key])
        if gone or changed:
            self._pairs = None

    def pairs(self) -> Sequence[Pair]:
        """Return all pairs that share a beginning, the likeliest first."""
        if self._pairs is None:
            self._compare_names()
            found = (self._weigh_pair(*pair) for pair in sorted(self._find_pairs()))
            self._pairs = sorted(found, key=lambda pair: pair.rank)
        return self._pairs

    def candidates(self, facts: CompanyFacts, threshold: int = 0) -> list[Candidate]:
        """Return the registered companies that may be a company, the likeliest first.

        Args:
            facts: What is known of the company.
            threshold: Least score that is asked for; there may be candidates below it.
        """
        company = read_company(facts)
        if threshold >= REVIEW_SCORE and company.tax_code and not self._may_be_known(company):
            return []
        self._index_names()
        alike = dict(self._names.candidates(company.names, MOST_ALIKE))
        ids = set(alike)
        for trait in _traits(company):
            holders = self._holders.get(trait, ())
            if not _is_crowd(trait, holders):
                ids.update(holders)
        ids.discard(facts.organization_id or "")
        names = tuple(map(read_name, company.names))
        namesakes = _namesakes(alike)
        found = [
            Candidate(
                key,
                weigh(
                    company,
                    self._companies[key],
                    alike.get(key) or self._best(names, self._read(key)),
                    self._is_shared,
                    namesakes=len(namesakes - {key, facts.organization_id}),
                ),
            )
            for key in sorted(ids)
        ]
        return sorted(found, key=lambda item: (-item.score, item.organization_id))

    def _may_be_known(self, company: Company) -> bool:
        """Tell whether a company with a tax code may reach `REVIEW_SCORE` with any other.

        One that has another tax code gets there only with the same domain and telephone number as
        well. So names need to be looked for only among companies without a tax code, which are
        few; most newcomers are done with that.
        """
        shared: dict[str, set[str]] = defaultdict(set)
        for trait in _traits(company):
            holders = self._holders.get(trait, ())
            if not _is_crowd(trait, holders):
                shared[trait[0]].update(holders)
        if shared["head"] or shared["registration"] or shared["domain"] & shared["phone"]:
            return True
        if any(self._companies[key].tax_code is None for keys in shared.values() for key in keys):
            return True
        for key in sorted(self._unfiled):
            self._unnumbered.put(key, self._companies[key].names)
        self._unfiled.clear()
        return bool(len(self._unnumbered) and self._unnumbered.candidates(company.names, 1))

    def _put(self, key: str, facts: CompanyFacts) -> None:
        company = read_company(facts)
        self._facts[key], self._companies[key] = facts, company
        for trait in _traits(company):
            self._holders[trait].add(key)
        self._alike[key] = {}
        self._uncompared.add(key)
        self._unindexed.add(key)
        if company.tax_code is None:
            self._unfiled.add(key)

    def _forget(self, key: str) -> None:
        for trait in _traits(self._companies[key]):
            self._holders[trait].discard(key)
            if not self._holders[trait]:
                del self._holders[trait]
        self._names.remove(key)
        self._unnumbered.remove(key)
        for other in self._alike.pop(key):
            self._alike[other].pop(key, None)
        self._read_names.pop(key, None)
        self._uncompared.discard(key)
        self._unindexed.discard(key)
        self._unfiled.discard(key)
        del self._facts[key], self._companies[key]

    def _index_names(self) -> None:
        """Let the names of what has come since be found."""
        for key in sorted(self._unindexed):
            self._names.put(key, self._companies[key].names)
        self._unindexed.clear()

    def _compare_names(self) -> None:
        """Compare the names of what has come since with all others, each two once."""
        for key in sorted(self._uncompared):
            names = self._companies[key].names
            for other, comparison in self._names.candidates(names, MOST_ALIKE + 1):
                if other != key:
                    self._alike[key][other] = self._alike[other][key] = comparison
            if key in self._unindexed:
                self._unindexed.remove(key)
                self._names.put(key, names)
        self._uncompared.clear()

    def _find_pairs(self) -> set[tuple[str, str]]:
        found = {
            (key, other) for key, others in self._alike.items() for other in others if key < other
        }
        for trait, holders in self._holders.items():
            if not _is_crowd(trait, holders):
                found.update(combinations(sorted(holders), 2))
        return found

    def _weigh_pair(self, first: str, second: str) -> Pair:
        names = self._alike[first].get(second)
        if names is None:
            names = self._best(self._read(first), self._read(second))
        namesakes = _namesakes(self._alike[first]) | _namesakes(self._alike[second])
        evidence = weigh(
            self._companies[first],
            self._companies[second],
            names,
            self._is_shared,
            namesakes=len(namesakes - {first, second}),
        )
        return Pair(first, second, evidence)

    def _read(self, key: str) -> tuple[CompanyName, ...]:
        known = self._read_names.get(key)
        if known is None:
            known = self._read_names[key] = tuple(map(read_name, self._companies[key].names))
        return known

    def _best(self, left: Sequence[CompanyName], right: Sequence[CompanyName]) -> NameComparison:
        """Compare all names of one with all of the other: the two most alike count."""
        compared = (compare_names(one, other) for one in left for other in right)
        return max(compared, key=lambda comparison: comparison.score, default=_NO_NAMES)

    def _is_shared(self, kind: str, value: object) -> bool:
        trait = (kind, value)
        return _is_crowd(trait, self._holders.get(trait, ()))


def _namesakes(alike: Mapping[str, NameComparison]) -> set[str]:
    """Return the companies whose names are taken for the same."""
    return {key for key, names in alike.items() if names.score >= SAME_FROM}


def _traits(company: Company) -> Iterator[Trait]:
    """Give that by which a company is found."""
    if company.head is not None:
        yield "head", company.head
    if company.registration is not None:
        yield "registration", company.registration
    for domain in company.domains:
        yield "domain", domain
    for phone in company.phones:
        yield "phone", phone
    for premises in {address.premises for address in company.addresses}:
        if premises is not None:
            yield "premises", premises


def _is_crowd(trait: Trait, holders: Collection[Hashable]) -> bool:
    """Tell whether more companies share something than can be one."""
    return trait[0] not in {"head", "registration"} and len(holders) >= SHARED_FROM
