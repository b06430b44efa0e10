"""Rows of one file that mean the same thing: the same key twice."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pydantic import JsonValue
from pydantic_core import to_json

from app.imports.columns import ImportKind
from app.imports.planning.findings import KEY_REPEATED, REPEATED_ROW, Json, problem
from app.imports.row_repository import KEYS, KeyName
from app.models import ImportRow
from app.models.imports import KEY_LENGTH

_SHOWN_ROWS = 10
_COLUMNS: dict[KeyName, str] = {
    "ketnoi_id": "ketnoi_id",
    "external_id": "external_id",
    "tax_code": "tax_code",
    "name_key": "name",
}


def digest_of(content: JsonValue) -> str:
    """Return what two rows of a file share only when they say the same."""
    return hashlib.blake2b(to_json(content), digest_size=16).hexdigest()


def keys_of(
    keys: Mapping[str, str | None], content: Json | None, kind: ImportKind
) -> dict[KeyName, str | None]:
    """Return the keys of a row as they are kept.

    A name counts only where the row has no better key; that of a demand comes with its
    specification.
    """
    found: dict[KeyName, str | None] = {
        "ketnoi_id": _short(keys.get("ketnoi_id")),
        "external_id": _short(keys.get("external_id")),
        "tax_code": _short(keys.get("tax_code")),
        "name_key": None,
    }
    if content is not None and not any(found.values()):
        found["name_key"] = _name_key(content, kind)
    return found


def _name_key(content: Json, kind: ImportKind) -> str:
    """Return a key of the name with its marks, which tell companies apart."""
    texts = (
        [content.get("name"), content.get("specification")]
        if kind == "demands"
        else [content["organization"].get("name")]
    )
    text = "\n".join(unicodedata.normalize("NFC", item or "").casefold() for item in texts)
    return hashlib.sha256(" ".join(text.split(" ")).encode()).hexdigest()


def find_twins(rows: Iterable[ImportRow]) -> dict[int, list[Json]]:
    """Find what is wrong with rows that share a key.

    Args:
        rows: Rows of one file; those that are skipped or say nothing are left aside.

    Returns:
        Problems by row number. Of rows that say the same the first is good and the others are
        refused; rows that do not are all asked about.
    """
    groups: defaultdict[tuple[KeyName, str], dict[int, ImportRow]] = defaultdict(dict)
    for row in rows:
        if row.content is None or (row.decision or {}).get("skip"):
            continue
        for name in KEYS:
            value = getattr(row, name)
            if value is not None:
                groups[name, value][row.number] = row
    problems: defaultdict[int, list[Json]] = defaultdict(list)
    for (name, value), members in groups.items():
        if len(members) > 1:
            _compare(name, value, [members[number] for number in sorted(members)], problems)
    return problems


def sharing(rows: Sequence[ImportRow]) -> dict[KeyName, list[str]]:
    """Return the keys by which rows may have twins."""
    return {
        name: sorted({value for row in rows if (value := getattr(row, name)) is not None})
        for name in KEYS
    }


def _compare(
    name: KeyName, value: str, rows: Sequence[ImportRow], problems: dict[int, list[Json]]
) -> None:
    column = _COLUMNS[name]
    shown = _name_of(rows[0]) if name == "name_key" else value
    if len({row.digest for row in rows}) == 1:
        for row in rows[1:]:
            found = problem(
                "repeated_row",
                REPEATED_ROW,
                column,
                shown,
                severity="refused",
                first=rows[0].number,
            )
            _add(problems[row.number], found)
        return
    numbers = ", ".join(str(row.number) for row in rows[:_SHOWN_ROWS])
    numbers += ", ..." if len(rows) > _SHOWN_ROWS else ""
    for row in rows:
        found = problem("key_repeated", KEY_REPEATED, column, shown, rows=numbers)
        _add(problems[row.number], found)


def _name_of(row: ImportRow) -> str:
    content = row.content or {}
    return str(content.get("name") or content.get("organization", {}).get("name") or "")


def _add(problems: list[Json], found: Json) -> None:
    if all(other["code"] != found["code"] for other in problems):
        problems.append(found)


def _short(text: str | None) -> str | None:
    """Return a key that the database can hold; another one finds nothing."""
    if not text or len(text) > KEY_LENGTH or not text.isprintable():
        return None
    return text
