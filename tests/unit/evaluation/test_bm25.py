from math import log

import pytest

from app.evaluation.bm25 import BM25, K1, B


def test_a_score_counted_by_hand() -> None:
    index = BM25([["steel", "spring", "steel"], ["box"]])
    idf = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    tf = 2 / (2 + K1 * (1 - B + B * 3 / 2))
    assert index.score(["steel"]) == [pytest.approx(idf * tf), 0]


def test_a_rarer_word_counts_more() -> None:
    common, rare, _ = BM25([["metal", "a"], ["metal", "b"], ["metal", "c"]]).score(["metal", "b"])
    assert rare > common > 0


def test_a_word_asked_for_twice_counts_twice() -> None:
    index = BM25([["spring", "wire"], ["box"]])
    assert index.score(["spring", "spring"])[0] == pytest.approx(2 * index.score(["spring"])[0])


def test_a_shorter_document_with_the_same_word_scores_higher() -> None:
    short, long = BM25([["spring"], ["spring", "a", "b", "c"]]).score(["spring"])
    assert short > long


@pytest.mark.parametrize("query", [[], ["unknown"]])
def test_a_query_without_known_words_scores_nothing(query: list[str]) -> None:
    assert BM25([["spring"], []]).score(query) == [0, 0]


def test_documents_without_words_do_no_harm() -> None:
    assert BM25([[], []]).score(["spring"]) == [0, 0]
