"""Notes: what a row says beyond the columns that are known."""

from app.imports.rows.reader import RowReader, Unreadable


def notes_of(reader: RowReader) -> str | Unreadable | None:
    """Return the notes of a row, and behind them the cells of columns without a field."""
    written = reader.read_text("notes")
    if isinstance(written, Unreadable):
        return written
    return "\n".join([*([written] if written else []), *reader.noted]) or None
