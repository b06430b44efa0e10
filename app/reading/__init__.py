"""The reading of free text: what a need or a capability is about, in five languages.

Pure and fast: a text is cut into noun phrases, phrases of the trade are recognised in them, heads
outrank modifiers, and what was found becomes graded leaves of the taxonomy, with the words that
led there, and features by which two readings are compared.
"""

from app.reading.measures import Measure
from app.reading.parameters import ONE, USE_FROM, ReadingParameters, SimilarityParameters
from app.reading.reader import (
    OwnSynonym,
    Reader,
    TextField,
    classify,
    load_reader,
    read,
    reader_with,
)
from app.reading.reading import Reading, from_json, to_json
from app.reading.similarity import Side, Similarity, compare, prepare, similarity
from app.reading.weighing import Suggestion, is_usable

__all__ = [
    "ONE",
    "USE_FROM",
    "Measure",
    "OwnSynonym",
    "Reader",
    "Reading",
    "ReadingParameters",
    "Side",
    "Similarity",
    "SimilarityParameters",
    "Suggestion",
    "TextField",
    "classify",
    "compare",
    "from_json",
    "is_usable",
    "load_reader",
    "prepare",
    "read",
    "reader_with",
    "similarity",
    "to_json",
]
