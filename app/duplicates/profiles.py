"""Two profiles of one company made one: what the survivor lacks, and which parts it has already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.core.schemas import MAX_LIST
from app.reference.text import fold

Row = Mapping[str, Any]

UNITED = ("languages", "export_markets", "fdi_customers", "badges")
FILLED = ("description", "employees", "founded_year", "notes")
_NOT_CONTENT = frozenset({"id", "supplier_id", "reading", "needs_review"})


def completed_fields(
    survivor: Row, merged: Row, *, has_certificates: bool, certificates_move: bool
) -> dict[str, Any]:
    """Return the fields of a profile that change when another is merged into it.

    Empty fields are filled, lists are united, and a company that takes part in matching goes on
    doing so. The certificates are complete if both profiles say so of theirs, or the one that
    does is the only one that lists any.

    Args:
        survivor: The profile that stays.
        merged: The other.
        has_certificates: Whether the survivor lists certificates of its own.
        certificates_move: Whether the other lists certificates that come over.
    """
    wanted = {name: merged[name] for name in FILLED if not survivor[name] and merged[name]}
    wanted |= {name: _unite(survivor[name], merged[name]) for name in UNITED}
    wanted["is_active"] = survivor["is_active"] or merged["is_active"]
    is_complete = survivor["certifications_complete"]
    if certificates_move:
        says_nothing = not is_complete and not has_certificates
        is_complete = merged["certifications_complete"] and (is_complete or says_nothing)
    wanted["certifications_complete"] = is_complete
    return {name: value for name, value in wanted.items() if value != survivor[name]}


def parts_to_move(own: Sequence[Row], others: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Tell which parts of a merged profile say something new.

    Args:
        own: The parts of one kind that the survivor has.
        others: Those of the merged profile.

    Returns:
        Ids of the parts to move, and of those that add nothing.
    """
    known = [dict(_content(row)) for row in own]
    moving, staying = [], []
    for row in others:
        said = dict(_content(row))
        if any(all(have.get(name) == value for name, value in said.items()) for have in known):
            staying.append(row["id"])
        else:
            moving.append(row["id"])
            known.append(said)
    return moving, staying


def _content(row: Row) -> Iterator[tuple[str, object]]:
    """Give what a part says, in a form in which the same is equal."""
    for name, value in row.items():
        if name in _NOT_CONTENT or value is None or value in ("", []):
            continue
        if isinstance(value, str):
            yield name, fold(value)
        elif isinstance(value, list):
            yield name, frozenset(map(fold, value))
        else:
            yield name, value


def _unite(own: Sequence[str], others: Iterable[str]) -> list[str]:
    united = list(own)
    known = {fold(text) for text in united}
    for text in others:
        if fold(text) not in known:
            known.add(fold(text))
            united.append(text)
    return united[: max(MAX_LIST, len(own))]
