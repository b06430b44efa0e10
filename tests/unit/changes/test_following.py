"""How a reading of the feed stands to what a reader has seen."""

import pytest

from app.changes.service import Change, FeedRows, Position, Verdict, judge


def change(seq: int, place: int | None = None, kind: str = "supplier", row_id: str = "a") -> Change:
    return Change(seq, kind, row_id, f"token-{seq}", seq if place is None else place)


def position(mark: int, *seen: Change) -> Position:
    return Position(mark, {row.seq: row for row in seen})


def rows(mark: int, *changes: Change, is_gapless: bool = False) -> FeedRows:
    return FeedRows(mark, changes, is_gapless)


def test_nothing_new_leaves_the_reader_where_it_is() -> None:
    reading = judge(position(5, change(4)), rows(5, change(4)))
    assert (reading.verdict, reading.changes) == (Verdict.IN_STEP, [])
    assert reading.position == position(5, change(4))


def test_a_transaction_that_commits_late_brings_its_lower_number() -> None:
    early, late = change(7, place=102), change(6, place=101)
    first = judge(position(101), rows(101, early))
    assert first.changes == [early]
    assert first.position == position(101, early), "transaction 101 is still running"
    second = judge(position(101, early), rows(103, late, early))
    assert second.changes == [late]
    assert second.position == position(103, early), "the newest row stays as a witness"


def test_what_was_seen_is_not_brought_again_while_an_old_transaction_lasts() -> None:
    seen = [change(number, place=100 + number) for number in range(1, 4)]
    reading = judge(position(100, *seen), rows(100, *seen, change(9, place=120)))
    assert [row.seq for row in reading.changes] == [9]


@pytest.mark.parametrize(
    "found",
    [
        rows(4, change(3)),
        rows(6),
        rows(6, change(5)._replace(token="another")),
        rows(5, change(5)),
    ],
)
def test_a_reading_without_what_was_seen_is_older_or_of_another_table(found: FeedRows) -> None:
    assert judge(position(6, change(5)), found).verdict is Verdict.BEHIND


def test_an_emptied_table_is_a_reason_for_doubt() -> None:
    reset = change(6, kind="reset", row_id="")
    assert judge(position(6, change(5)), rows(7, change(5), reset)).verdict is Verdict.IN_DOUBT


def test_a_number_without_its_row_is_a_reason_for_doubt_where_numbers_have_no_gaps() -> None:
    found = rows(8, change(5), change(7), is_gapless=True)
    assert judge(position(6, change(5)), found).verdict is Verdict.IN_DOUBT
    assert judge(position(6, change(5)), found._replace(is_gapless=False)).changes == [change(7)]
    whole = rows(8, change(5), change(6), change(7), is_gapless=True)
    assert judge(position(6, change(5)), whole).verdict is Verdict.IN_STEP


def test_who_has_passed_what_was_pruned_goes_on() -> None:
    announced = change(9, kind="pruned", row_id="6")
    reading = judge(position(6, change(5)), rows(10, announced))
    assert reading.verdict is Verdict.IN_STEP
    assert reading.position == position(10, announced)


def test_who_has_not_passed_what_was_pruned_starts_anew() -> None:
    announced = change(9, kind="pruned", row_id="8")
    reading = judge(position(6, change(5)), rows(10, change(8), announced))
    assert reading.verdict is Verdict.IN_DOUBT
