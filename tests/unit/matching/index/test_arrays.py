import sys
from threading import Thread

import numpy as np
import pytest

from app.matching.index import arrays
from app.matching.index.arrays import count_to, expand, starts_of


def test_counts_from_zero_in_the_same_memory_every_time() -> None:
    assert count_to(0).tolist() == []
    assert count_to(3).tolist() == [0, 1, 2]
    assert count_to(5)[:3].base is count_to(2).base


def test_a_count_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        count_to(3)[0] = 1


def test_counts_right_while_other_threads_count(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: list[int] = []

    def count(step: int) -> None:
        for number in range(0, 6_000, step):
            if len(count_to(number)) != number:
                wrong.append(number)
            if number % 50 == 0:
                arrays._counted = np.arange(0)

    monkeypatch.setattr(arrays, "_counted", np.arange(0))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [Thread(target=count, args=(step,)) for step in (1, 7, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert wrong == []


def test_finds_where_each_row_starts() -> None:
    assert starts_of(np.array([0, 0, 2]), 4).tolist() == [0, 2, 2, 3, 3]
    assert starts_of(np.empty(0, np.int32), 2).tolist() == [0, 0, 0]
    assert starts_of(np.empty(0, np.int32), 0).tolist() == [0]


def test_expands_rows_to_the_positions_of_their_items() -> None:
    assert expand(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert expand(np.empty(0, np.int32), np.empty(0, np.int32)).tolist() == []
    short = np.array([250, 3], np.uint8)
    assert expand(short.astype(np.int32), np.array([2, 1], np.int32)).tolist() == [250, 251, 3]
