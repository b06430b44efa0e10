"""Which column of a table is which: by its header, by memory, by choice, and by its content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.i18n import Text
from app.imports.columns import COLUMNS, REQUIRED_COLUMN, ImportKind
from app.imports.detection.content import FIRM, columns_by_content, is_row_numbers, name_worth
from app.imports.detection.header_match import JOINED, best_of, readings_of
from app.imports.detection.header_rows import Header
from app.imports.detection.layout import IGNORED, NOTES, ROW_NUMBER_HEADERS, ColumnGuess, Fact
from app.imports.detection.number_format import date_order, decimal_mark
from app.imports.headers import header_key
from app.spreadsheets.tables import Cell, Row, column_letters

_REMEMBERED = 0.97
_CONTENT = 0.85
"""Confidence of a column whose header is vague and whose content has a form that is checked."""

_CONTENT_ONLY = 0.5
"""Most confidence of a column without a header."""

_LEAST_NAME_WORTH = 0.35
"""Worth (0..1) from which the texts of a column without a header may be names."""

_VAGUE = frozenset({"external_id", "contact_name"})
"""Columns whose header ("Mã", "Liên hệ") may be written over something else."""

_SECOND = Text(
    "Column {letters} ('{header}') is {column} too; column {first} was taken for it, and this one"
    " is kept as notes.",
    "Cột {letters} ('{header}') cũng là {column}; đã lấy cột {first}, còn cột này được giữ ở"
    " ghi chú.",
)
_BY_CONTENT = Text(
    "Column {letters} ('{header}') was taken for {column} because of what its cells hold.",
    "Cột {letters} ('{header}') được hiểu là {column} vì nội dung các ô.",
)
_NO_HEADER = Text(
    "No header was found; the columns were guessed by their content. Say which row is the header,"
    " or which column is which.",
    "Không tìm thấy dòng tiêu đề; các cột được đoán theo nội dung. Hãy cho biết dòng nào là tiêu"
    " đề, hoặc cột nào là gì.",
)
_NO_NAME = Text(
    "No column was recognised as the name. Say which column holds it.",
    "Không nhận ra cột tên. Hãy cho biết cột nào là tên.",
)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is fixed about columns before anything is guessed.

    Attributes:
        chosen: Canonical name, "notes" or "ignored" by letters.
        remembered: The same by folded header.
    """

    chosen: Mapping[str, str]
    remembered: Mapping[str, str]


def map_columns(
    header: Header, sample: Sequence[Row], kind: ImportKind, fixed: Fixed
) -> tuple[tuple[ColumnGuess, ...], tuple[Fact, ...]]:
    """Say what each column of a table is.

    Args:
        header: The header that was found, perhaps none.
        sample: The first rows of data.
        kind: What the table holds.
        fixed: What a person or an earlier import has fixed.

    Returns:
        The columns in the order of the table, and what was noticed.
    """
    cells = _cells_by_column(sample)
    texts = dict(header.texts)
    guesses = [
        _guess(position, texts.get(position, ()), cells.get(position, []), kind, fixed)
        for position in sorted({*texts, *cells})
    ]
    facts: list[Fact] = []
    if not header.rows:
        facts.append(Fact("no_header", _NO_HEADER))
        guesses = _name_by_content(guesses, cells)
    guesses = _use_content(guesses, cells, kind, facts)
    guesses = _once_each(guesses, facts)
    if all(guess.column != REQUIRED_COLUMN for guess in guesses):
        facts.append(Fact("no_name_column", _NO_NAME))
    return tuple(_with_formats(guess, cells) for guess in guesses), tuple(facts)


def _guess(
    position: int, texts: tuple[str, ...], cells: Sequence[Cell], kind: ImportKind, fixed: Fixed
) -> ColumnGuess:
    letters, header = column_letters(position), JOINED.join(texts)
    match = best_of(readings_of(texts, kind)) if texts else None
    unit = None if match is None else match.unit
    blank = ColumnGuess(position, letters, header, NOTES, 0.0, "unmapped", (), unit)
    known = {*COLUMNS[kind], NOTES, IGNORED}
    chosen = fixed.chosen.get(letters)
    if chosen in known:
        return replace(blank, column=chosen, confidence=1.0, how="chosen")
    remembered = fixed.remembered.get(header_key(header)) if header else None
    if remembered in known:
        return replace(blank, column=remembered, confidence=_REMEMBERED, how="remembered")
    if match is None:
        return blank
    if match.column is None:
        return replace(blank, confidence=match.confidence, alternatives=match.alternatives)
    if match.column == IGNORED and _holds_more(texts, cells):
        return blank
    return replace(
        blank,
        column=match.column,
        confidence=match.confidence,
        how=match.how,
        alternatives=match.alternatives,
    )


def _holds_more(texts: tuple[str, ...], cells: Sequence[Cell]) -> bool:
    """Say whether a column with the header of row numbers holds something else."""
    return header_key(texts[-1]) in ROW_NUMBER_HEADERS and not is_row_numbers(cells)


def _use_content(
    guesses: Sequence[ColumnGuess],
    cells: Mapping[int, Sequence[Cell]],
    kind: ImportKind,
    facts: list[Fact],
) -> list[ColumnGuess]:
    """Let the content decide where the header is missing, unknown or vague."""
    taken = {guess.column for guess in guesses if guess.how != "unmapped"}
    result = []
    for guess in guesses:
        is_open = guess.how == "unmapped" or (guess.column in _VAGUE and guess.how != "chosen")
        likely = columns_by_content(cells.get(guess.position, []), kind) if is_open else []
        likely = [column for column in likely if column not in taken]
        firm = [column for column in likely if column in FIRM or not guess.header]
        if not firm:
            offered = tuple(dict.fromkeys([*guess.alternatives, *likely]))
            result.append(replace(guess, alternatives=offered) if offered else guess)
            continue
        column = firm[0]
        taken.add(column)
        confidence = _CONTENT if guess.header else _CONTENT_ONLY
        others = [
            other
            for other in (guess.column, *guess.alternatives)
            if other not in {NOTES, None, column}
        ]
        alternatives = tuple(str(other) for other in dict.fromkeys(others))
        result.append(
            replace(
                guess,
                column=column,
                confidence=confidence,
                how="content",
                alternatives=alternatives,
            )
        )
        facts.append(_fact("column_by_content", _BY_CONTENT, guess, column=column))
    return result


def _name_by_content(
    guesses: Sequence[ColumnGuess], cells: Mapping[int, Sequence[Cell]]
) -> list[ColumnGuess]:
    """Take the likeliest column of texts for the names, where there is no header."""
    if any(guess.column == REQUIRED_COLUMN for guess in guesses):
        return list(guesses)
    worths = {
        guess.position: name_worth(cells.get(guess.position, []))
        for guess in guesses
        if guess.how == "unmapped"
    }
    best = max(worths, key=lambda position: worths[position], default=None)
    if best is None or worths[best] < _LEAST_NAME_WORTH:
        return list(guesses)
    confidence = round(worths[best] * _CONTENT_ONLY, 2)
    return [
        replace(guess, column=REQUIRED_COLUMN, confidence=confidence, how="content")
        if guess.position == best
        else guess
        for guess in guesses
    ]


def _once_each(guesses: Sequence[ColumnGuess], facts: list[Fact]) -> list[ColumnGuess]:
    """Leave each field to the surest of its columns; the others are kept as notes."""
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        column = guess.column
        if column is None or column in {NOTES, IGNORED}:
            continue
        if column not in best or _rank(guess) > _rank(best[column]):
            best[column] = guess
    result = []
    for guess in guesses:
        column = guess.column
        if column not in best or best[column] is guess:
            result.append(guess)
            continue
        letters = best[column].letters
        facts.append(_fact("second_column", _SECOND, guess, column=column, first=letters))
        others = tuple(dict.fromkeys([column, *guess.alternatives]))
        result.append(replace(guess, column=NOTES, how="unmapped", alternatives=others))
    return result


def _rank(guess: ColumnGuess) -> tuple[bool, float]:
    return guess.how == "chosen", guess.confidence


def _with_formats(guess: ColumnGuess, cells: Mapping[int, Sequence[Cell]]) -> ColumnGuess:
    """Add how the column writes numbers and dates."""
    if not guess.is_mapped:
        return guess
    values = cells.get(guess.position, [])
    mark, order = decimal_mark(values), date_order(values)
    return replace(guess, decimal_mark=mark, date_order=order) if mark or order else guess


def _cells_by_column(rows: Sequence[Row]) -> dict[int, list[Cell]]:
    cells: dict[int, list[Cell]] = {}
    for row in rows:
        for position, cell in enumerate(row.cells):
            if cell is not None:
                cells.setdefault(position, []).append(cell)
    return cells


def _fact(code: str, text: Text, guess: ColumnGuess, **params: object) -> Fact:
    params = {"letters": guess.letters, "header": guess.header[:40], **params}
    return Fact(code, Text(text.render("en", **params), text.render("vi", **params)))
