import json
from pathlib import Path

from pydantic import JsonValue

from app.imports.rows.readings import BATCH, ReadingAhead, read_texts
from app.reading import load_reader
from app.suppliers.bulk_reading import prepare_row_readings

ROWS = 3 * BATCH


def content(number: int) -> dict[str, JsonValue]:
    return {
        "organization": {"name": f"Công ty {number}"},
        "profile": {"capabilities": [{"text": f"ép nhựa, máy ép {number} tấn"}]},
    }


def lines(numbers: range) -> list[tuple[int, str]]:
    return [(number, json.dumps(content(number), ensure_ascii=False)) for number in numbers]


def test_the_child_reads_what_this_process_would_read() -> None:
    ahead = ReadingAhead(lines(range(1, ROWS + 1)), ())
    known = ahead.take(list(range(1, ROWS + 1)))
    assert len(known) == ROWS
    for number in (1, BATCH, ROWS):
        assert known[number] == prepare_row_readings(content(number), load_reader())


def test_rows_are_taken_as_they_are_written_and_may_be_missing() -> None:
    ahead = ReadingAhead(lines(range(2, ROWS, 2)), ())
    assert list(ahead.take([1, 2, 3, 4])) == [2, 4]
    assert list(ahead.take([5, 6, BATCH * 2, ROWS + 1])) == [6, BATCH * 2]
    assert ahead.take([ROWS + 2]) == {}


def test_the_words_of_the_instance_count() -> None:
    mine = [(1, json.dumps({**content(1), "profile": {"capabilities": [{"text": "xyzzy"}]}}))]
    plain, own = (ReadingAhead(mine, words).take([1])[1] for words in ((), (("xyzzy", "PLA-INJ"),)))
    assert plain.needs_review
    assert not own.needs_review


def test_a_failing_child_leaves_the_reading_to_the_writer() -> None:
    assert ReadingAhead([(1, "no JSON")], ()).take([1]) == {}


def test_without_rows_there_is_nothing_to_do() -> None:
    assert ReadingAhead((), ()).take([1]) == {}


def test_it_can_be_left_in_the_middle() -> None:
    ahead = ReadingAhead(lines(range(1, ROWS + 1)), ())
    assert list(ahead.take([1])) == [1]
    ahead.close()
    assert list(ahead.take([2, ROWS])) == [2]


def test_the_last_rows_come_as_well(tmp_path: Path) -> None:
    file = tmp_path / "rows"
    rows = lines(range(1, BATCH + 2))
    file.write_text("".join(f"{number}\t{text}\n" for number, text in rows), encoding="utf-8")
    assert [len(batch) for batch in read_texts(str(file), [])] == [BATCH, 1]
