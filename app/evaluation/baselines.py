"""What plain text retrieval makes of the same texts, to compare with.

Suppliers are searched by their name and text, categories by their names and synonyms in all
languages.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from rapidfuzz import fuzz, process

from app.evaluation.bm25 import BM25
from app.evaluation.results import Run
from app.evaluation.texts import Texts
from app.reference import load_reference
from app.reference.categories import Category
from app.reference.text import fold

SUGGESTED = 3
"""Categories that a baseline suggests: as many as the measures look at."""

Scorer = Callable[[Sequence[str], Sequence[str]], list[list[float]]]
"""Gives for every query the score of every document, higher is closer."""


def score_bm25(queries: Sequence[str], documents: Sequence[str]) -> list[list[float]]:
    """Score by BM25 over folded words."""
    index = BM25([fold(document).split() for document in documents])
    return [index.score(fold(query).split()) for query in queries]


def score_wratio(queries: Sequence[str], documents: Sequence[str]) -> list[list[float]]:
    """Score by rapidfuzz's WRatio over the texts as they are written."""
    scores = process.cdist(queries, documents, scorer=fuzz.WRatio, dtype=np.float64)
    rows: list[list[float]] = scores.tolist()
    return rows


BASELINES: Mapping[str, Scorer] = MappingProxyType({"bm25": score_bm25, "wratio": score_wratio})
"""The baselines by the names under which they are reported."""


def run_baseline(scorer: Scorer, texts: Texts) -> Run:
    """Rank all suppliers and suggest categories for every demand."""
    queries = [demand.text for demand in texts.demands]
    leaves = [item for item in load_reference().categories if item.kind != "group"]
    supplier_ids = [supplier.id for supplier in texts.suppliers]
    codes = [leaf.code for leaf in leaves]
    rankings, categories = {}, {}
    suppliers = scorer(queries, [supplier.whole for supplier in texts.suppliers])
    for demand, scores in zip(texts.demands, suppliers, strict=True):
        rankings[demand.id] = tuple(key for key, _ in _ranked(scores, supplier_ids))
    words = scorer(queries, [_words_of(leaf) for leaf in leaves])
    for demand, scores in zip(texts.demands, words, strict=True):
        best = _ranked(scores, codes)[:SUGGESTED]
        categories[demand.id] = tuple(key for key, score in best if score > 0)
    return Run(rankings, categories)


def _words_of(category: Category) -> str:
    synonyms = [text for texts in category.synonyms.values() for text in texts]
    return " ".join((category.name_vi, category.name_en, *synonyms))


def _ranked(scores: Sequence[float], keys: Sequence[str]) -> list[tuple[str, float]]:
    """Return keys with their scores, the highest first and ties by key."""
    pairs = zip(keys, scores, strict=True)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
