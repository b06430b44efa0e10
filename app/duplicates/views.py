"""Pairs, candidates and merges as the API shows them."""

from collections.abc import Mapping

from app.core.i18n import Language
from app.duplicates.audit import entity_of
from app.duplicates.evidence import Evidence
from app.duplicates.merge_schemas import (
    ChangedValue,
    LeftAlone,
    MergeDetails,
    MovedRows,
    StayingRows,
)
from app.duplicates.records import Left, MergeRecord, Outcome
from app.duplicates.schemas import (
    DuplicateCandidate,
    DuplicateOrganization,
    DuplicatePair,
    DuplicateReason,
)
from app.duplicates.stock import Candidate, Pair
from app.models import Organization, OrganizationMerge

Organizations = Mapping[str, Organization]


def show_pair(pair: Pair, organizations: Organizations, language: Language) -> DuplicatePair:
    """Return a pair with both organizations in short."""
    return DuplicatePair(
        score=pair.evidence.score,
        verdict=pair.evidence.verdict,
        reasons=_reasons(pair.evidence, language),
        first=DuplicateOrganization.model_validate(organizations[pair.first_id]),
        second=DuplicateOrganization.model_validate(organizations[pair.second_id]),
    )


def show_candidate(
    candidate: Candidate, organizations: Organizations, language: Language
) -> DuplicateCandidate:
    """Return a candidate with its organization in short."""
    return DuplicateCandidate(
        score=candidate.evidence.score,
        verdict=candidate.evidence.verdict,
        reasons=_reasons(candidate.evidence, language),
        organization=DuplicateOrganization.model_validate(organizations[candidate.organization_id]),
    )


def show_merge(merge: OrganizationMerge) -> MergeDetails:
    """Return a merge with all that it moved, or would move."""
    record = MergeRecord.model_validate(merge.record)
    outcome = None if merge.outcome is None else Outcome.model_validate(merge.outcome)
    return MergeDetails(
        id=merge.id,
        survivor_id=merge.survivor_id,
        merged_id=merge.merged_id,
        reason=merge.reason,
        merged_at=merge.merged_at,
        merged_by=merge.merged_by,
        undone_at=merge.undone_at,
        undone_by=merge.undone_by,
        moved=[MovedRows(entity=entity_of(move.table), ids=move.ids) for move in record.moves],
        changed=[
            ChangedValue(
                entity=entity_of(change.table),
                id=change.id,
                field=change.column,
                old=change.old,
                new=change.new,
            )
            for change in record.changes
        ],
        stayed=[
            StayingRows(entity=entity_of(stay.table), ids=stay.ids, reason=stay.reason)
            for stay in record.stays
        ],
        left=None if outcome is None else [_left(item) for item in outcome.left],
    )


def _left(item: Left) -> LeftAlone:
    return LeftAlone(
        entity=entity_of(item.table), id=item.id, field=item.column, reason=item.reason
    )


def _reasons(evidence: Evidence, language: Language) -> list[DuplicateReason]:
    return [
        DuplicateReason(
            code=sign.code,
            contribution=sign.contribution,
            text=sign.text.vi if language == "vi" else sign.text.en,
        )
        for sign in evidence.signs
    ]
