"""How well one word answers another: the same, without marks, with other marks, misspelt."""

from enum import IntEnum

from rapidfuzz.distance import OSA

from app.reading.parameters import SimilarityParameters
from app.reading.phrases import marks_allow
from app.reading.spelling import MISSPELT_LENGTH, TWO_ERRORS_LENGTH

FULL = 10_000
"""Quality of what is answered just as it was asked."""


class WordAnswer(IntEnum):
    """How a word answers another; of several answers the greatest counts, whatever its worth."""

    NONE = 0
    MISSPELT = 1
    OTHER_MARKS = 2
    UNMARKED = 3
    SAME = 4


def same_letters_answer(word: str, other: str) -> WordAnswer:
    """Compare two words whose letters are the same but for marks."""
    if word == other:
        return WordAnswer.SAME
    if marks_allow(word, other) or marks_allow(other, word):
        return WordAnswer.UNMARKED
    return WordAnswer.OTHER_MARKS


def errors_forgiven(shorter: int) -> int:
    """Return how many errors are forgiven between two words, by the length of the shorter one."""
    if shorter < MISSPELT_LENGTH:
        return -1
    return 2 if shorter >= TWO_ERRORS_LENGTH else 1


def is_near(word: str, other: str) -> bool:
    """Say whether two words that are not listed may be one, misspelt."""
    errors = errors_forgiven(min(len(word), len(other)))
    if errors < 0 or word[0] != other[0] or not (word + other).isalpha():
        return False
    return OSA.distance(word, other, score_cutoff=errors) <= errors


def worth_of(answer: WordAnswer, parameters: SimilarityParameters) -> int:
    """Return the quality of an answer, 0 to 10,000.

    In full for the same word, a little less when one side left marks out, little when the marks
    disagree, less for a misspelling of a word that is not listed.
    """
    worths = (0, parameters.misspelt, parameters.other_marks, parameters.unmarked, FULL)
    return worths[answer]
