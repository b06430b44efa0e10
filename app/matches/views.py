"""Matches of the pure core as answers: numbers to show, and words in the asked language."""

from collections.abc import Mapping
from datetime import date

from app.core.i18n import Language
from app.matches.schemas import (
    CriterionResultRead,
    EvidenceRead,
    MatchedSupplierRead,
    MissingRead,
    NothingMatchesRead,
    ObstacleRead,
    Scalar,
    ScoredRead,
    TotalRead,
)
from app.matching import (
    TIERS,
    CriterionResult,
    Diagnosis,
    Evidence,
    Match,
    MustHave,
    render,
    to_score,
    to_value,
    to_weight,
)
from app.matching.index import IndexRanking, RankedDemand, RankedSupplier
from app.matching.results import Param
from app.reference import Reference
from app.suppliers.listing import ListedSupplier


class Wording:
    """Puts matches into words of one language.

    Args:
        language: The language.
        reference: Knows the names of the codes.
    """

    def __init__(self, language: Language, reference: Reference) -> None:
        self._language = language
        self._reference = reference

    def supplier(self, listed: ListedSupplier) -> MatchedSupplierRead:
        """Return a ranked supplier, without contacts."""
        profile = listed.profile
        site = profile.sites[0] if profile.sites else None
        key = None
        if site is not None and site.province is not None:
            key = f"current:{site.province}"
        if site is not None and site.legacy_province is not None:
            key = f"legacy:{site.legacy_province}"
        categories = {item.category for item in profile.capabilities if item.category}
        return MatchedSupplierRead(
            id=profile.id,
            name=listed.name,
            name_en=listed.name_en,
            country=listed.country,
            province=site.province if site else None,
            legacy_province=site.legacy_province if site else None,
            place=self._reference.places.label(key, self._language) if key else None,
            categories=sorted(categories),
            certifications=sorted({held.code for held in profile.certifications}),
            data_origin=listed.data_origin,
        )

    def scored(self, match: Match) -> ScoredRead:
        """Return eligibility, score, criteria and what is missing."""
        return ScoredRead(
            eligibility=match.eligibility.value,
            score=to_score(match.score),
            criteria=[self._criterion(result) for result in match.criteria],
            missing=[self._missing(must_have) for must_have in match.missing],
        )

    def nothing(self, diagnosis: Diagnosis | None) -> NothingMatchesRead | None:
        """Return why nothing matches."""
        if diagnosis is None:
            return None
        return NothingMatchesRead(
            total=diagnosis.total,
            code=diagnosis.summary.code,
            text=self._text(diagnosis.summary),
            obstacles=[
                ObstacleRead(
                    key=obstacle.key,
                    within=obstacle.within,
                    failing=obstacle.failing,
                    only=obstacle.only,
                    code=obstacle.evidence.code,
                    text=self._text(obstacle.evidence),
                )
                for obstacle in diagnosis.obstacles
            ],
        )

    def _criterion(self, result: CriterionResult) -> CriterionResultRead:
        return CriterionResultRead(
            criterion=result.criterion,
            value=to_value(result.value),
            weight=to_weight(result.weight),
            contribution=to_score(result.contribution),
            status=result.status.value,
            evidence=[self._evidence(evidence) for evidence in result.evidence],
        )

    def _evidence(self, evidence: Evidence) -> EvidenceRead:
        return EvidenceRead(
            code=evidence.code, text=self._text(evidence), params=facts_of(evidence.params)
        )

    def _missing(self, must_have: MustHave) -> MissingRead:
        return MissingRead(
            key=must_have.key,
            criterion=must_have.criterion,
            status="unmet" if must_have.status.value == "unmet" else "unknown",
            code=must_have.code,
            text=self._text(must_have.evidence),
        )

    def _text(self, evidence: Evidence) -> str:
        return render(evidence, self._language, self._reference)


def total_of(ranking: IndexRanking[RankedSupplier] | IndexRanking[RankedDemand]) -> TotalRead:
    """Return how many pairs there are in each tier."""
    return TotalRead(**{tier.value: ranking.totals[tier] for tier in TIERS})


def facts_of(params: Mapping[str, Param]) -> dict[str, Scalar]:
    """Return the facts of a piece of evidence, as JSON holds them."""
    return {name: _fact(value) for name, value in params.items()}


def _fact(value: Param) -> Scalar:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
