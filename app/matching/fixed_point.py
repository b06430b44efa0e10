"""The fixed-point arithmetic of scores.

A score is never a sum of floats, because such a sum depends on the order of its terms. Values are
integers in ten-thousandths, weights are integers per mille, a contribution is their product in
ten-millionths, and a score is the sum of contributions. Floats appear only where a number is shown.
"""

VALUE_ONE = 10_000
"""The value 1.0: values have four decimals."""

WEIGHT_ONE = 1_000
"""The weight 1.0: weights are per mille."""

SCORE_ONE = VALUE_ONE * WEIGHT_ONE
"""The score 1.0: the unit of a contribution and of a score is one ten-millionth."""


def to_value(value: int) -> float:
    """Return a value in ten-thousandths as a number in [0, 1], for display only."""
    return value / VALUE_ONE


def to_weight(weight: int) -> float:
    """Return a weight per mille as a number in [0, 1], for display only."""
    return weight / WEIGHT_ONE


def to_score(score: int) -> float:
    """Return a score or a contribution in ten-millionths as a number in [0, 1], for display."""
    return score / SCORE_ONE
