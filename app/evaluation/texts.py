"""What the judgements' suppliers and demands say, without any label."""

from dataclasses import dataclass
from pathlib import Path

from app.evaluation.files import DEMANDS, SUPPLIERS, EvaluationError, Line, once, read_objects

UNSTATED = "unstated"
"""Stands for the language or kind of extract of a demand that does not give it."""

_PLACES_BETWEEN = ";"


@dataclass(frozen=True, slots=True)
class SupplierText:
    """A supplier in its own words.

    Attributes:
        id: Its id in the judgements.
        name: The company's name.
        text: What it says about itself.
        certifications: Certificates as it names them.
        places: Provinces as they are written.
        line: Where it stands.
    """

    id: str
    name: str
    text: str
    certifications: tuple[str, ...]
    places: tuple[str, ...]
    line: Line

    @property
    def whole(self) -> str:
        """Name and text in one."""
        return f"{self.name} {self.text}"


@dataclass(frozen=True, slots=True)
class DemandText:
    """A demand in the buyer's words.

    Attributes:
        id: Its id in the judgements.
        text: The item.
        language: Language of the text, as the file names it.
        extract: How the text was taken from its source, as the file names it.
        certifications: Certificates that are required, as they are written.
        places: Provinces as they are written.
        line: Where it stands.
    """

    id: str
    text: str
    language: str
    extract: str
    certifications: tuple[str, ...]
    places: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a directory of judgements, in the order of the files."""

    suppliers: tuple[SupplierText, ...]
    demands: tuple[DemandText, ...]


def read_texts(directory: Path) -> Texts:
    """Read the suppliers and demands of a directory, and none of their labels.

    Raises:
        EvaluationError: A file is missing or empty, or a line cannot be used.
    """
    suppliers = tuple(_supplier(line) for line in once(read_objects(directory / SUPPLIERS)))
    demands = tuple(_demand(line) for line in once(read_objects(directory / DEMANDS)))
    if not suppliers:
        raise EvaluationError(directory / SUPPLIERS, "holds no supplier")
    if not demands:
        raise EvaluationError(directory / DEMANDS, "holds no demand")
    return Texts(suppliers, demands)


def _supplier(line: Line) -> SupplierText:
    return SupplierText(
        id=line.text("id"),
        name=line.text("name"),
        text=line.text("text"),
        certifications=line.texts("certifications"),
        places=_places(line),
        line=_unlabelled(line),
    )


def _demand(line: Line) -> DemandText:
    return DemandText(
        id=line.text("id"),
        text=line.text("text"),
        language=line.optional_text("lang") or UNSTATED,
        extract=line.optional_text("extract") or UNSTATED,
        certifications=line.texts("certifications_required"),
        places=_places(line),
        line=_unlabelled(line),
    )


def _places(line: Line) -> tuple[str, ...]:
    written = (line.optional_text("province") or "").split(_PLACES_BETWEEN)
    return tuple(place.strip() for place in written if place.strip())


def _unlabelled(line: Line) -> Line:
    """Return where a line stands, without what stands there."""
    return Line(line.file, line.number, {})
