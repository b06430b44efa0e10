"""Answering which values properties have, and the small page about an entity."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TypeVar

from app.core.errors import InvalidInputError, NotFoundError, Problem
from app.core.i18n import Language, Text
from app.reconciliation.properties import Cell, Property, words_of
from app.reconciliation.schemas import EntityType, ExtensionQuery
from app.reconciliation.service_schemas import ColumnMeta, ExtensionAnswer

R = TypeVar("R")

PREVIEW_WIDTH = 430
PREVIEW_HEIGHT = 300
"""Size of the small page about an entity, in pixels."""

MOST_WORDS_PREVIEWED = 6
"""Values of one property that the small page shows."""

_NO_PROPERTY = Text(
    "There is no property '{given}' here; known: {known}.",
    "Không có thuộc tính '{given}'; các thuộc tính hợp lệ: {known}.",
)
_STYLE = """
body { font: 13px/1.4 system-ui, sans-serif; margin: 12px; color: #222; background: #fff; }
h1 { font-size: 16px; margin: 0 0 2px; } p { color: #666; margin: 0 0 8px; }
dl { display: grid; grid-template-columns: 9em 1fr; gap: 2px 8px; margin: 0; }
dt { color: #666; } dd { margin: 0; overflow-wrap: anywhere; }
"""


class EntityNotFoundError(NotFoundError):
    """There is no such entity, or the key may not see it."""

    code = "entity_not_found"
    detail = Text("There is no such entity.", "Không có đối tượng này.")


def extend(
    query: ExtensionQuery,
    properties: Sequence[Property[R]],
    records: Mapping[str, R],
    language: Language,
) -> ExtensionAnswer:
    """Return the values of properties; an entity that is not known has none.

    Raises:
        InvalidInputError: There is no such property.
    """
    asked = _find_properties(query, properties)
    return ExtensionAnswer(
        meta=[
            ColumnMeta(
                id=item.id,
                name=item.name.render(language),
                type=None if item.entity_type is None else _type(item.entity_type),
            )
            for item in asked
        ],
        rows={key: _row(records.get(key), asked) for key in query.ids},
    )


def write_preview(
    title: str, kind: str, record: R, properties: Sequence[Property[R]], language: Language
) -> str:
    """Return a page about an entity that needs nothing from elsewhere and runs nothing."""
    lines = []
    for item in properties:
        words = [words_of(cell) for cell in item.values(record) if cell]
        if item.is_previewed and words:
            more = " …" if len(words) > MOST_WORDS_PREVIEWED else ""
            shown = "; ".join(words[:MOST_WORDS_PREVIEWED]) + more
            lines.append(f"<dt>{escape(item.name.render(language))}</dt><dd>{escape(shown)}</dd>")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><h1>{escape(title)}</h1><p>{escape(kind)}</p>"
        f"<dl>{''.join(lines)}</dl></body></html>"
    )


def _row(record: R | None, asked: Sequence[Property[R]]) -> dict[str, list[Cell]]:
    return {item.id: [] if record is None else item.values(record) for item in asked}


def _type(key: str) -> EntityType:
    return EntityType(id=key, name=key)


def _find_properties(query: ExtensionQuery, properties: Sequence[Property[R]]) -> list[Property[R]]:
    known = {item.id: item for item in properties}
    missing = [
        Problem(
            "unknown_property",
            _NO_PROPERTY,
            pointer=f"/properties/{at}/id",
            params=(("given", asked.id[:80]), ("known", ", ".join(known))),
        )
        for at, asked in enumerate(query.properties)
        if asked.id not in known
    ]
    if missing:
        raise InvalidInputError(missing)
    return [known[key] for key in dict.fromkeys(asked.id for asked in query.properties)]
