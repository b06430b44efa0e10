"""The criteria, each in a module of its own; none knows another."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from inspect import getdoc
from types import ModuleType
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.criteria import capacity, category, certification, location, specification
from app.matching.parameters import ParameterSpec, parameter_specs
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import Judgement


class Bases(NamedTuple):
    """What a judgement depends on, of either side; both are hashable."""

    of_demand: Callable[[PreparedDemand], Hashable]
    of_supplier: Callable[[PreparedSupplier], Hashable]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One scored aspect of a match.

    Attributes:
        name: Its name, as in the weights of a scoring profile.
        documentation_en: What it means, in English: the docstring of its `judge`.
        documentation_vi: The same in Vietnamese.
        parameters: The numbers of the scoring profile that it uses.
        has_must_haves: Whether it can decide about eligibility.
        applies: Says whether a demand asks about it; of the demand alone.
        judge: Judges a pair.
        bases: Of a demand and of a supplier, all that the judgement depends on beside the
            context, where many share it: pairs with equal bases are judged the same. None where
            every pair is a case of its own.
    """

    name: str
    documentation_en: str
    documentation_vi: str
    parameters: tuple[ParameterSpec, ...]
    has_must_haves: bool
    applies: Callable[[PreparedDemand], bool]
    judge: Callable[[PreparedDemand, PreparedSupplier, MatchContext], Judgement]
    bases: Bases | None


def _criterion(
    module: ModuleType, *, has_must_haves: bool = True, has_bases: bool = False
) -> Criterion:
    return Criterion(
        name=module.NAME,
        documentation_en=getdoc(module.judge) or "",
        documentation_vi=module.DOCUMENTATION_VI,
        parameters=parameter_specs(f"{module.NAME}_"),
        has_must_haves=has_must_haves,
        applies=module.applies,
        judge=module.judge,
        bases=Bases(module.basis_of_demand, module.basis_of_supplier) if has_bases else None,
    )


CRITERIA: tuple[Criterion, ...] = (
    _criterion(category, has_bases=True),
    _criterion(specification, has_must_haves=False),
    _criterion(certification, has_bases=True),
    _criterion(location, has_bases=True),
    _criterion(capacity),
)
"""All criteria, in the order in which they are shown."""
