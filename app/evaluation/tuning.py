"""Fitting of the scoring profile's weights and parameters to judgements, by cross-validation."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import fmean, stdev
from time import monotonic

from app.core.database import Session
from app.core.principal import COMMAND_LINE
from app.demands.service import DemandService
from app.evaluation.files import GRADES, EvaluationError
from app.evaluation.fitting import Fitter
from app.evaluation.labels import read_labels
from app.evaluation.ranking import Progress
from app.evaluation.storage import Stored, store, temporary_database
from app.evaluation.tables import CriterionTables, Pool
from app.evaluation.texts import read_texts
from app.matching import ScoringProfile, prepare_demand, prepare_supplier
from app.reference import load_reference
from app.scoring.values import DEFAULT_SCORING
from app.suppliers.service import SupplierService

DEFAULT_FOLDS = 5
DEFAULT_CRITERIA = ("category", "specification")
"""The criteria that say whether a supplier makes the item, which is what the grades judge."""

SEED = "ketnoi"
"""Decides which demand is in which fold."""


@dataclass(frozen=True, slots=True)
class Fold:
    """One part of the cross-validation.

    Attributes:
        trained_on: How many demands the profile was fitted to.
        tested_on: How many other demands it was tested on.
        profile: The fitted profile.
        train: Its mean nDCG@10 over the demands that it was fitted to.
        test: Its mean nDCG@10 over the others.
        default_train: The shipped profile's over the former.
        default_test: The shipped profile's over the latter.
    """

    trained_on: int
    tested_on: int
    profile: ScoringProfile
    train: float
    test: float
    default_train: float
    default_test: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation of a figure over the folds."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> "Spread":
        """Return mean and sample standard deviation of two figures or more."""
        return cls(fmean(figures), stdev(figures))


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the tuning found; nothing is changed by it.

    Attributes:
        folds: The cross-validation.
        default: The shipped profile.
        profile: The profile fitted to all judged demands.
        default_ndcg: The shipped profile's mean nDCG@10 over all judged demands.
        ndcg: The fitted profile's over the same demands: not what to expect elsewhere.
        criteria: Criteria whose weights the judgements inform.
        parameters: Parameters that they inform.
        suppliers: How many suppliers were ranked.
        compared: How many pairs were compared, some of them with several parameters.
        seconds: How long it took.
    """

    folds: tuple[Fold, ...]
    default: ScoringProfile
    profile: ScoringProfile
    default_ndcg: float
    ndcg: float
    criteria: tuple[str, ...]
    parameters: tuple[str, ...]
    suppliers: int
    compared: int
    seconds: float


def tune(
    directory: Path,
    today: date,
    *,
    folds: int = DEFAULT_FOLDS,
    criteria: Sequence[str] = DEFAULT_CRITERIA,
    progress: Progress = lambda: None,
) -> Tuning:
    """Fit the scoring profile to a directory of judgements.

    Args:
        directory: Holds the files that the package's documentation describes.
        today: Day of the rankings.
        folds: In how many parts the demands are cut, 2 or more.
        criteria: Criteria whose weights and parameters are fitted.
        progress: Told whenever a scoring profile was tried.

    Raises:
        EvaluationError: A file cannot be used, or fewer demands are judged than there are folds.
    """
    start = monotonic()
    texts = read_texts(directory)
    with temporary_database() as database:
        with database.write() as session:
            stored = store(session, texts)
        with database.read() as session:
            pool, demand_ids, supplier_ids = _load(session, stored, today)
    tables = CriterionTables(pool)
    for criterion in criteria:
        tables.column(criterion, DEFAULT_SCORING.parameters)
    labels = read_labels(directory, texts)
    if len(labels.grades) < folds:
        message = f"judges {len(labels.grades)} demand(s): too few for {folds} folds"
        raise EvaluationError(directory / GRADES, message)
    fitter = Fitter(tables, labels, demand_ids, supplier_ids, progress)
    fitter.find_informed(criteria)
    parts = _cut(labels.grades, folds)
    found = tuple(_cross_validate(fitter, parts))
    everything = sorted(labels.grades)
    profile = fitter.fit(everything)
    return Tuning(
        folds=found,
        default=DEFAULT_SCORING,
        profile=replace(profile, name="tuned"),
        default_ndcg=fitter.mean(DEFAULT_SCORING, everything),
        ndcg=fitter.mean(profile, everything),
        criteria=fitter.criteria,
        parameters=fitter.parameters,
        suppliers=len(supplier_ids),
        compared=tables.compared,
        seconds=monotonic() - start,
    )


def _cross_validate(fitter: Fitter, parts: Sequence[Sequence[str]]) -> Iterator[Fold]:
    """Fit to all parts but one, and test on that one, for each part."""
    for number, test in enumerate(parts):
        train = [key for other, part in enumerate(parts) if other != number for key in part]
        profile = fitter.fit(train)
        yield Fold(
            trained_on=len(train),
            tested_on=len(test),
            profile=profile,
            train=fitter.mean(profile, train),
            test=fitter.mean(profile, test),
            default_train=fitter.mean(DEFAULT_SCORING, train),
            default_test=fitter.mean(DEFAULT_SCORING, test),
        )


def _load(session: Session, stored: Stored, today: date) -> tuple[Pool, list[str], list[str]]:
    """Load and prepare all pairs; give their ids in the judgements in the same order."""
    reference = load_reference()
    found = SupplierService(session, COMMAND_LINE).load_for_matching([*stored.suppliers])
    profiles = sorted(
        (listed.profile for listed in found.values()), key=lambda profile: (profile.key, profile.id)
    )
    demands = DemandService(session, COMMAND_LINE).load_for_matching([*stored.demands.values()])
    pool = Pool(
        demands=tuple(
            prepare_demand(demands[demand_id].demand, reference)
            for demand_id in stored.demands.values()
        ),
        suppliers=tuple(prepare_supplier(profile, reference) for profile in profiles),
        today=today,
    )
    return pool, [*stored.demands], [stored.suppliers[profile.id] for profile in profiles]


def _cut(demand_ids: Iterable[str], folds: int) -> list[list[str]]:
    """Deal demands out to folds by a hash of their ids, which no order of the file changes."""
    mixed = sorted(demand_ids, key=lambda key: sha256(f"{SEED}:{key}".encode()).digest())
    return [mixed[number::folds] for number in range(folds)]
