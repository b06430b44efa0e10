"""What a change may do to a demand."""

from collections.abc import Mapping

from app.core.clock import today_in_vietnam
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.validation import validate
from app.demands.errors import FinalStatusError, InvalidStatusChangeError
from app.demands.schemas import PAST, DemandRead, DemandState, DemandUpdate
from app.demands.statuses import STATUS_CHANGES, DemandStatus

_GIVEN_TWICE = Text(
    "external_id '{external_id}' stands at {first} already; within one list each is unique.",
    "external_id '{external_id}' đã có ở {first}; trong một danh sách mỗi mã chỉ dùng một lần.",
)


def merge_change(before: DemandRead, patch: DemandUpdate) -> DemandState:
    """Put a change on top of a demand and check the whole; the delivery place merges as well.

    Raises:
        InvalidInputError: The result would not be valid, or could not become so: the status
            cannot change like this, or the day needed has passed.
        InvalidStatusChangeError: The status cannot become the one asked for.
    """
    current = before.model_dump(include=set(DemandState.model_fields))
    changes = patch.model_dump(exclude_unset=True)
    if isinstance(changes.get("delivery"), dict):
        changes["delivery"] = _merge_place(current["delivery"] or {}, changes["delivery"])
    merged = validate(DemandState, {**current, **changes})
    check_status_change(before.status, merged.status)
    today = today_in_vietnam()
    day = merged.needed_by
    if day is not None and day != before.needed_by and day < today:
        params = (("today", today), ("value", day))
        raise InvalidInputError(
            [Problem("date_in_past", PAST, pointer="/needed_by", params=params)]
        )
    return merged


def _merge_place(current: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Put a change on top of a place; a legacy province alone brings its current one with it."""
    merged = {**current, **changes}
    if changes.get("legacy_province") is not None and "province" not in changes:
        merged.pop("province", None)
    return merged


def check_status_change(current: DemandStatus, wanted: DemandStatus) -> None:
    """Check that a demand may go from one status to another; staying as it is is no change.

    Raises:
        InvalidStatusChangeError: It may not; names what it may become.
    """
    allowed = STATUS_CHANGES[current]
    if wanted == current or wanted in allowed:
        return
    if not allowed:
        raise FinalStatusError(current=current, wanted=wanted)
    raise InvalidStatusChangeError(current=current, wanted=wanted, allowed=", ".join(allowed))


def check_given_once(external_ids: Mapping[str, str | None]) -> None:
    """Check that the numbers of the demands of one request differ.

    Args:
        external_ids: The numbers by the JSON pointer at which each stands.

    Raises:
        InvalidInputError: Some do not; names both places of each.
    """
    first: dict[str, str] = {}
    problems = []
    for pointer, number in external_ids.items():
        if number is not None and first.setdefault(number, pointer) != pointer:
            params = (("external_id", number), ("first", first[number]))
            problems.append(
                Problem("external_id_repeated", _GIVEN_TWICE, "body", pointer, params=params)
            )
    if problems:
        raise InvalidInputError(problems)
