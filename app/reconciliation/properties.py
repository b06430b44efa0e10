"""What can be asked about entities: the properties of companies and of categories."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from app.core.i18n import Language, Text
from app.reconciliation.service_schemas import ProposedProperty, Suggestion
from app.reference.text import fold

R = TypeVar("R")

Cell = dict[str, str | int]
"""One value as the protocol writes it: its kind and itself; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Property(Generic[R]):
    """Something that is known about every entity of a service.

    Attributes:
        id: Stable id.
        name: Its name.
        description: What it says.
        values: Reads its values from a record, in a stable order. Properties about the same
            things give them in the same order, so that their rows belong together.
        is_for_centre: Whether only the centre may ask for it.
        entity_type: Type of its values, where these are entities of the same service.
        is_previewed: Whether the small page about an entity shows it.
    """

    id: str
    name: Text
    description: Text
    values: Callable[[R], list[Cell]]
    is_for_centre: bool = False
    entity_type: str | None = None
    is_previewed: bool = False

    def propose(self, language: Language) -> ProposedProperty:
        """Return it as it is proposed."""
        return ProposedProperty(
            id=self.id,
            name=self.name.render(language),
            description=self.description.render(language),
        )


def texts(values: Sequence[str | None]) -> list[Cell]:
    """Write texts; one that is not known keeps its row."""
    return [{"str": value} if value else {} for value in values]


def text(value: str | None) -> list[Cell]:
    """Write a text, if there is one."""
    return [{"str": value}] if value else []


def number(value: int | None) -> list[Cell]:
    """Write a whole number, if there is one."""
    return [] if value is None else [{"int": value}]


def days(values: Sequence[date | None]) -> list[Cell]:
    """Write days as the protocol writes times; one that is not known keeps its row."""
    return [{} if value is None else {"date": f"{value}T00:00:00Z"} for value in values]


def moment(value: datetime) -> list[Cell]:
    """Write a time of UTC."""
    return [{"date": f"{value:%Y-%m-%dT%H:%M:%SZ}"}]


def words_of(cell: Cell) -> str:
    """Return a value as a person reads it."""
    if "date" in cell:
        return str(cell["date"]).partition("T")[0]
    return str(cell.get("name", cell.get("str", cell.get("int", ""))))


def suggest_properties(
    properties: Sequence[Property[R]], prefix: str, language: Language
) -> list[Suggestion]:
    """Return the properties whose name or id has a word that begins so."""
    wanted = f" {fold(prefix)}".rstrip()
    found = []
    for item in properties:
        known = f" {fold(item.name.en)} {fold(item.name.vi)} {fold(item.id.replace('_', ' '))}"
        if wanted in known or item.id == prefix.strip():
            proposed = item.propose(language)
            found.append(
                Suggestion(id=item.id, name=proposed.name, description=proposed.description)
            )
    return found
