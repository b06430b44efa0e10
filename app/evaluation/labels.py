"""The judgements themselves: read only after everything has been ranked and classified."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.evaluation.files import (
    DEMANDS,
    GRADES,
    SUPPLIERS,
    EvaluationError,
    Line,
    read_lines,
    read_objects,
)
from app.evaluation.texts import Texts
from app.reference import load_reference

_COLUMNS = 3
_GRADE = re.compile(r"[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Labels:
    """What people said is right.

    Attributes:
        grades: Grade by supplier, for every demand that has a supplier with a grade above 0.
        categories: The right taxonomy codes of every demand that has any.
        without_right_answer: Judged demands for which no supplier is right; no ranking of them is
            better than another, and they are left out.
    """

    grades: Mapping[str, Mapping[str, int]]
    categories: Mapping[str, frozenset[str]]
    without_right_answer: tuple[str, ...]


def read_labels(directory: Path, texts: Texts) -> Labels:
    """Read the labels of a directory whose texts were read before.

    Raises:
        EvaluationError: A file is missing, a line cannot be used, an id or code is not known, or
            no demand is judged.
    """
    grades = _read_grades(directory / GRADES, texts)
    judged = {key: rows for key, rows in grades.items() if any(rows.values())}
    if not judged:
        raise EvaluationError(directory / GRADES, "gives no supplier a grade above 0")
    categories = {
        line.text("id"): codes
        for line in read_objects(directory / DEMANDS)
        if (codes := _read_codes(line))
    }
    return Labels(judged, categories, tuple(key for key in grades if key not in judged))


def _read_grades(file: Path, texts: Texts) -> dict[str, dict[str, int]]:
    demands = {demand.id for demand in texts.demands}
    suppliers = {supplier.id for supplier in texts.suppliers}
    grades: dict[str, dict[str, int]] = {}
    for number, text in read_lines(file):
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) != _COLUMNS:
            message = f"has {len(cells)} column(s); write demand id, tab, supplier id, tab, grade"
            raise EvaluationError(file, message, number)
        demand, supplier, grade = cells
        if demand not in demands:
            raise EvaluationError(file, f"demand {demand!r} is not in {DEMANDS}", number)
        if supplier not in suppliers:
            raise EvaluationError(file, f"supplier {supplier!r} is not in {SUPPLIERS}", number)
        rows = grades.setdefault(demand, {})
        if supplier in rows:
            message = f"{demand} and {supplier} have grade {rows[supplier]} already; grade once"
            raise EvaluationError(file, message, number)
        rows[supplier] = _read_grade(file, number, grade)
    return grades


def _read_grade(file: Path, number: int, grade: str) -> int:
    if not _GRADE.fullmatch(grade):
        message = f"grade {grade!r} is no whole number from 0 to 99; write 0, 1 or 2"
        raise EvaluationError(file, message, number)
    return int(grade)


def _read_codes(line: Line) -> frozenset[str]:
    codes = line.texts("category_codes")
    for code in codes:
        if code not in load_reference().categories:
            raise line.error(f"category_codes: {code!r} is no code of the taxonomy")
    return frozenset(codes)
