"""Scoring profiles: named, versioned weights and parameters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache

from app.matching.fixed_point import WEIGHT_ONE
from app.matching.parameters import Parameters, parameter_specs


@dataclass(frozen=True, slots=True)
class ScoringFault:
    """One number of a scoring profile that cannot score.

    Attributes:
        code: Stable name of the fault.
        kind: `weights` or `parameters`.
        name: The weight or parameter; empty where all weights together are at fault.
        facts: What its message names.
    """

    code: str
    kind: str
    name: str
    facts: tuple[tuple[str, object], ...]


FAULT_MESSAGES = {
    "weight_out_of_range": "weight {name} is {value!r}: must be an integer, 0 or more",
    "weights_all_zero": "all weights are 0: at least one must be greater",
    "parameter_out_of_range": "parameter {name} is {value!r}: must be an integer "
    "from {minimum} to {maximum} ({unit})",
    "parameters_out_of_order": "parameter {name} is {value}: must not exceed {other}, {most}",
}
"""What can be wrong with a scoring profile, by the code of the fault."""


class ScoringProfileError(ValueError):
    """A scoring profile that cannot score: the message names the field, the value and the range.

    Attributes:
        faults: All that is wrong with it.
    """

    def __init__(self, faults: Iterable[ScoringFault]) -> None:
        self.faults = tuple(faults)
        messages = (
            FAULT_MESSAGES[fault.code].format(name=fault.name, **dict(fault.facts))
            for fault in self.faults
        )
        super().__init__("; ".join(messages))


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

_ORDERED = (
    ("certification_unlisted_value", "certification_lapsed_value"),
    ("certification_lapsed_value", "certification_expiring_value"),
    ("certification_lapsed_value", "certification_no_expiry_value"),
    ("certification_lapsed_value", "certification_not_yet_value"),
    ("certification_lapsed_value", "certification_ask_buyer_value"),
    ("location_linkage_partly_bonus", "location_linkage_bonus"),
)
"""Pairs of parameters of which the first must not exceed the second."""


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
        faults = [*_faults_of_weights(self.weights), *_faults_of_parameters(self.parameters)]
        if faults:
            raise ScoringProfileError(faults)

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
        return dict(_renormalise(self.weights, frozenset(applicable)))


@lru_cache(maxsize=1_000)
def _renormalise(weights: Weights, asked: frozenset[str]) -> tuple[tuple[str, int], ...]:
    raw = {name: getattr(weights, name) for name in WEIGHT_NAMES if name in asked}
    total = sum(raw.values())
    if total == 0:
        return tuple((name, 0) for name in raw)
    scaled = {name: weight * WEIGHT_ONE // total for name, weight in raw.items()}
    by_remainder = sorted(
        raw, key=lambda name: (-(raw[name] * WEIGHT_ONE % total), WEIGHT_NAMES.index(name))
    )
    for name in by_remainder[: WEIGHT_ONE - sum(scaled.values())]:
        scaled[name] += 1
    return tuple(scaled.items())


def _faults_of_weights(weights: Weights) -> Iterator[ScoringFault]:
    for name in WEIGHT_NAMES:
        weight = getattr(weights, name)
        if not isinstance(weight, int) or weight < 0:
            yield ScoringFault("weight_out_of_range", "weights", name, (("value", weight),))
    if not any(getattr(weights, name) for name in WEIGHT_NAMES):
        yield ScoringFault("weights_all_zero", "weights", "", ())


def _faults_of_parameters(parameters: Parameters) -> Sequence[ScoringFault]:
    faults = []
    for spec in parameter_specs():
        number = getattr(parameters, spec.name)
        if not isinstance(number, int) or not spec.minimum <= number <= spec.maximum:
            bounds = (("minimum", spec.minimum), ("maximum", spec.maximum), ("unit", spec.unit))
            facts = (("value", number), *bounds)
            faults.append(ScoringFault("parameter_out_of_range", "parameters", spec.name, facts))
    return faults or list(_faults_of_order(parameters))


def _faults_of_order(parameters: Parameters) -> Iterator[ScoringFault]:
    """Refuse numbers that would make a better certificate or agreement count for less."""
    for lower, upper in _ORDERED:
        low, high = getattr(parameters, lower), getattr(parameters, upper)
        if low > high:
            facts = (("value", low), ("other", upper), ("most", high))
            yield ScoringFault("parameters_out_of_order", "parameters", lower, facts)
