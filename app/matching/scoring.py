"""Scoring profiles: named, versioned weights and parameters."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from app.matching.fixed_point import WEIGHT_ONE
from app.matching.parameters import Parameters, parameter_specs


class ScoringProfileError(ValueError):
    """A scoring profile that cannot score: the message names the field, the value and the range."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each criterion, per mille before renormalisation.

    Category and specification carry most: who cannot make the part is no supplier, however near.
    Their shares are where cross-validation on judged texts (`ketnoi tune`) leaves them: no other
    division was better by more than one standard error. Certification, location and capacity are
    not judged in those texts; they weigh enough to order suppliers that make the same.
    """

    category: int = 350
    specification: int = 250
    certification: int = 150
    location: int = 150
    capacity: int = 100


WEIGHT_NAMES: tuple[str, ...] = tuple(item.name for item in fields(Weights))
"""The criteria's names in the order in which they are shown and ties are broken."""


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """A named, versioned set of weights and parameters.

    Attributes:
        name: The profile's name.
        version: Counts up with every change of a profile of this name.
        weights: The weight of each criterion.
        parameters: The numbers that the criteria use.

    Raises:
        ScoringProfileError: A weight is negative, all are zero, or a parameter is out of range.
    """

    name: str = "default"
    version: int = 1
    weights: Weights = field(default_factory=Weights)
    parameters: Parameters = field(default_factory=Parameters)

    def __post_init__(self) -> None:
        _check_weights(self.weights)
        _check_parameters(self.parameters)

    def renormalise(self, applicable: Iterable[str]) -> dict[str, int]:
        """Return the weights of the applicable criteria, scaled to add up to `WEIGHT_ONE`.

        Largest remainder: every weight is scaled and rounded down, and what is left over goes to
        the largest remainders, one per mille each; between equal remainders the criterion that
        comes first in `WEIGHT_NAMES` wins. It depends on the demand and the profile alone, so
        both directions of a ranking agree.

        Args:
            applicable: Names of the criteria that the demand asks about.

        Returns:
            The weight per mille by name, in the order of `WEIGHT_NAMES`. All are zero when none
            of the applicable criteria has a weight; the score is then zero.
        """
        asked = set(applicable)
        raw = {name: getattr(self.weights, name) for name in WEIGHT_NAMES if name in asked}
        total = sum(raw.values())
        if total == 0:
            return dict.fromkeys(raw, 0)
        scaled = {name: weight * WEIGHT_ONE // total for name, weight in raw.items()}
        by_remainder = sorted(
            raw, key=lambda name: (-(raw[name] * WEIGHT_ONE % total), WEIGHT_NAMES.index(name))
        )
        for name in by_remainder[: WEIGHT_ONE - sum(scaled.values())]:
            scaled[name] += 1
        return scaled


def _check_weights(weights: Weights) -> None:
    for name in WEIGHT_NAMES:
        weight = getattr(weights, name)
        if not isinstance(weight, int) or weight < 0:
            raise ScoringProfileError(f"weight {name} is {weight!r}: must be an integer, 0 or more")
    if not any(getattr(weights, name) for name in WEIGHT_NAMES):
        raise ScoringProfileError("all weights are 0: at least one must be greater")


def _check_parameters(parameters: Parameters) -> None:
    for spec in parameter_specs():
        number = getattr(parameters, spec.name)
        if not isinstance(number, int) or not spec.minimum <= number <= spec.maximum:
            raise ScoringProfileError(
                f"parameter {spec.name} is {number!r}: must be an integer "
                f"from {spec.minimum} to {spec.maximum} ({spec.unit})"
            )
    _check_order(parameters, "certification_unlisted_value", "certification_lapsed_value")
    for name in ("expiring", "no_expiry", "not_yet", "ask_buyer"):
        _check_order(parameters, "certification_lapsed_value", f"certification_{name}_value")
    _check_order(parameters, "location_linkage_partly_bonus", "location_linkage_bonus")


def _check_order(parameters: Parameters, lower: str, upper: str) -> None:
    """Refuse numbers that would make a better certificate or agreement count for less."""
    low, high = getattr(parameters, lower), getattr(parameters, upper)
    if low > high:
        raise ScoringProfileError(f"parameter {lower} is {low}: must not exceed {upper}, {high}")
