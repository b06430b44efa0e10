"""BM25, the usual yardstick of text retrieval."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

K1 = 1.2
"""Saturation of the term frequency: the usual value, and Lucene's."""

B = 0.75
"""Share of the normalisation by document length: the usual value, and Lucene's."""


class BM25:
    """An index of documents.

    A document scores, for each word of the query as often as it stands there,
    ``idf * tf / (tf + K1 * (1 - B + B * length / mean length))`` with
    ``idf = ln(1 + (N - n + 0.5) / (n + 0.5))``, where tf counts the word in the document and n of
    the N documents hold it: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25
    and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009, with the idf that
    Lucene uses because it is never negative.

    Args:
        documents: The words of each document.
    """

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        words = sum(map(len, documents))
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for position, document in enumerate(documents):
            damping = K1 * (1 - B + B * len(document) * self._size / words) if words else K1
            for word, count in Counter(document).items():
                self._postings[word].append((position, count / (count + damping)))

    def score(self, query: Sequence[str]) -> list[float]:
        """Return the score of every document, 0 where it holds no word of the query."""
        scores = [0.0] * self._size
        for word in query:
            postings = self._postings.get(word, ())
            idf = log(1 + (self._size - len(postings) + 0.5) / (len(postings) + 0.5))
            for position, weight in postings:
                scores[position] += idf * weight
        return scores
