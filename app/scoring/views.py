"""Scoring profiles as answers: numbers to show, and documentation in the asked language."""

from collections.abc import Sequence
from dataclasses import asdict

from app.core.i18n import Language
from app.matching import (
    CRITERIA,
    WEIGHT_NAMES,
    ParameterSpec,
    ScoringProfile,
    to_weight,
)
from app.scoring.schemas import (
    CriterionRead,
    ParameterRead,
    ScoringProfileItemRead,
    ScoringProfileName,
    ScoringProfileRead,
    ScoringProfileVersionRead,
    ScoringProfileVersionsRead,
)
from app.scoring.values import KnownProfile


def name_of(scoring: ScoringProfile) -> ScoringProfileName:
    """Return which scoring profile was used."""
    return ScoringProfileName(name=scoring.name, version=scoring.version)


def read_item(known: KnownProfile) -> ScoringProfileItemRead:
    """Return a scoring profile with its numbers."""
    scoring = known.scoring
    return ScoringProfileItemRead(
        name=scoring.name,
        version=scoring.version,
        active=known.active,
        note=known.note,
        created_at=known.created_at,
        weights={name: to_weight(getattr(scoring.weights, name)) for name in WEIGHT_NAMES},
        parameters=asdict(scoring.parameters),
    )


def read_profile(known: KnownProfile, language: Language) -> ScoringProfileRead:
    """Return a scoring profile with the documentation of every criterion."""
    scoring = known.scoring
    criteria = [
        CriterionRead(
            criterion=item.name,
            weight=to_weight(getattr(scoring.weights, item.name)),
            has_must_haves=item.has_must_haves,
            documentation=item.documentation_vi if language == "vi" else item.documentation_en,
            parameters=[_parameter(spec, scoring, language) for spec in item.parameters],
        )
        for item in CRITERIA
    ]
    return ScoringProfileRead(**dict(read_item(known)), criteria=criteria)


def read_versions(
    known: KnownProfile, versions: Sequence[KnownProfile], language: Language
) -> ScoringProfileVersionsRead:
    """Return a scoring profile with the versions of its name."""
    listed = [ScoringProfileVersionRead.model_validate(read_item(item)) for item in versions]
    return ScoringProfileVersionsRead(**dict(read_profile(known, language)), versions=listed)


def _parameter(spec: ParameterSpec, scoring: ScoringProfile, language: Language) -> ParameterRead:
    return ParameterRead(
        name=spec.name,
        value=getattr(scoring.parameters, spec.name),
        unit=spec.unit,
        default=spec.default,
        minimum=spec.minimum,
        maximum=spec.maximum,
        reason=spec.reason_vi if language == "vi" else spec.reason_en,
    )
