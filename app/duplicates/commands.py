"""``ketnoi duplicates --pairs FILE``: how much the two names of each line look like one company's.

Labels in a third column are only counted, never read by the comparison.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from app.core.i18n import Language
from app.naming import NameComparison, Reason, compare_names
from app.reference.text import fold

BAD_INPUT = 2
"""Exit code when lines of the file could not be read; the others were compared."""

_NAMES = 2
"""Names a line holds; what follows is passed through."""

_YES = frozenset({"1", "yes", "true", "same", "co", "y", "match", "duplicate"})
_NO = frozenset({"0", "no", "false", "different", "khong", "n", "non match", "distinct"})
_HEADERS = frozenset({"name", "a", "left", "company", "ten", "ten cong ty", "ten doanh nghiep"})
"""First fields that are no name but the heading of a column."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One line: the names compared, and what stood behind them."""

    names: tuple[str, str]
    rest: tuple[str, ...]
    comparison: NameComparison


def compare_pairs(
    pairs: Annotated[
        Path,
        typer.Option(
            "--pairs", exists=True, dir_okay=False, help="Tab-separated: two names a line."
        ),
    ],
    language: Annotated[Language, typer.Option(help="Language of the reasons.")] = "en",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Compare pairs of company names: score (0 to 1000), verdict, both names, the main reason.

    A further column with 1/0 or yes/no says whether the names are one company's: precision, recall
    and F1 of the verdict "same" are then told at the end.
    """
    faults: list[str] = []
    compared: list[_Pair] = []
    for pair in _read_pairs(pairs, faults):
        compared.append(pair)
        line = _as_json(pair) if as_json else _as_line(pair, language)
        sys.stdout.write(line + "\n")
    for fault in faults:
        sys.stderr.write(fault + "\n")
    summary = _summarise(compared)
    if summary:
        sys.stderr.write(summary + "\n")
    if faults:
        raise typer.Exit(BAD_INPUT)


def _read_pairs(path: Path, faults: list[str]) -> Iterator[_Pair]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(f"{path.name} is not UTF-8 text (byte {error.start + 1})")
        return
    for number, line in enumerate(text.split("\n"), start=1):
        fields = [field.strip().strip('"').strip() for field in line.split("\t")]
        if not any(fields) or (number == 1 and _is_header(fields)):
            continue
        if len(fields) < _NAMES or not all(fields[:_NAMES]):
            faults.append(f"line {number}: two names separated by a tab were expected: {line!r}")
            continue
        first, second = fields[:_NAMES]
        yield _Pair((first, second), tuple(fields[_NAMES:]), compare_names(first, second))


def _is_header(fields: Sequence[str]) -> bool:
    """Say whether a line heads columns: "name_1", "Company A", "Tên công ty"."""
    first = fold(fields[0].replace("_", " ")).rstrip("1 ")
    return first.removesuffix(" a") in _HEADERS or first.removesuffix(" name") in _HEADERS


def _main_reason(comparison: NameComparison) -> Reason:
    return comparison.reasons[0]


def _as_line(pair: _Pair, language: Language) -> str:
    comparison, reason = pair.comparison, _main_reason(pair.comparison)
    said = reason.text.vi if language == "vi" else reason.text.en
    fields = (str(comparison.score), comparison.verdict, *pair.names, said, *pair.rest)
    return "\t".join(fields)


def _as_json(pair: _Pair) -> str:
    comparison = pair.comparison
    return json.dumps(
        {
            "score": comparison.score,
            "verdict": comparison.verdict,
            "names": pair.names,
            "reasons": [
                {"code": reason.code, "text": reason.text._asdict()}
                for reason in comparison.reasons
            ],
            "rest": pair.rest,
        },
        ensure_ascii=False,
    )


def _label(pair: _Pair) -> bool | None:
    """Read whether a line was labelled as one company; None without a label."""
    label = fold(pair.rest[0]) if pair.rest else ""
    return True if label in _YES else False if label in _NO else None


def _summarise(compared: Sequence[_Pair]) -> str:
    """Tell precision, recall and F1 when every line has a label; an empty text otherwise."""
    judged = [(_label(pair), pair.comparison.verdict == "same") for pair in compared]
    if not judged or any(truth is None for truth, _ in judged):
        return ""
    found = sum(1 for truth, said in judged if truth and said)
    said_same = sum(said for _, said in judged)
    are_same = sum(bool(truth) for truth, _ in judged)
    precision = found / said_same if said_same else 0.0
    recall = found / are_same if are_same else 0.0
    f1 = 2 * found / (said_same + are_same) if said_same + are_same else 0.0
    return (
        f"{len(judged)} pairs, {are_same} of one company: "
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    )
