"""Reading of the files of judgements, line by line; a fault names its file and line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SUPPLIERS = "suppliers.jsonl"
DEMANDS = "demands.jsonl"
GRADES = "qrels.tsv"


class EvaluationError(Exception):
    """The judgements cannot be used as they are.

    Args:
        file: The file at fault.
        message: What is wrong and what would be right.
        line: Number of the line, from 1; None for the file as a whole.
    """

    def __init__(self, file: Path, message: str, line: int | None = None) -> None:
        place = str(file) if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ``.jsonl`` file.

    Attributes:
        file: The file.
        number: Number of the line, from 1.
        values: Its fields.
    """

    file: Path
    number: int
    values: Mapping[str, object]

    def error(self, message: str) -> EvaluationError:
        """Make the error that names this line."""
        return EvaluationError(self.file, message, self.number)

    def text(self, field: str) -> str:
        """Return a text that must be there.

        Raises:
            EvaluationError: It is missing, blank or no text.
        """
        text = self.optional_text(field)
        if text is None:
            raise self.error(f"{field} is missing; give a text")
        return text

    def optional_text(self, field: str) -> str | None:
        """Return a text, or None where it is missing, null or blank.

        Raises:
            EvaluationError: It is no text.
        """
        value = self.values.get(field)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.error(f"{field} is {value!r}; give a text")
        return value.strip() or None

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts without the blank ones; empty where it is missing or null.

        Raises:
            EvaluationError: It is no list of texts.
        """
        value = self.values.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"{field} is {value!r}; give a list of texts")
        return tuple(item.strip() for item in value if item.strip())


def read_lines(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1.

    Raises:
        EvaluationError: The file is missing or no UTF-8.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise EvaluationError(file, f"cannot be read ({error.strerror})") from error
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            raise EvaluationError(file, "is not UTF-8; save the file as UTF-8", number) from error
        if text.strip():
            yield number, text.rstrip("\r")


def read_objects(file: Path) -> Iterator[Line]:
    """Yield the objects of a ``.jsonl`` file.

    Raises:
        EvaluationError: The file is missing, or a line is no JSON object.
    """
    for number, text in read_lines(file):
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            message = f"is not valid JSON: {error.msg} at column {error.colno}"
            raise EvaluationError(file, message, number) from error
        except (ValueError, RecursionError) as error:  # numbers too long, brackets too deep
            raise EvaluationError(file, f"is not usable JSON: {error}", number) from error
        if not isinstance(values, dict):
            raise EvaluationError(file, "is not a JSON object {...}", number)
        yield Line(file, number, values)


def once(lines: Iterator[Line]) -> Iterator[Line]:
    """Yield lines whose ids all differ.

    Raises:
        EvaluationError: An id is missing or stands twice.
    """
    first: dict[str, int] = {}
    for line in lines:
        key = line.text("id")
        seen = first.setdefault(key, line.number)
        if seen != line.number:
            raise line.error(f"id {key!r} stands in line {seen} already; ids must differ")
        yield line
