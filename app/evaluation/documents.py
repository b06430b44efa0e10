"""The results as JSON documents."""

from collections.abc import Sequence
from dataclasses import asdict

from pydantic import JsonValue

from app.evaluation.mistakes import Misread, Mistake, Returned, Right
from app.evaluation.results import Measures
from app.evaluation.service import Evaluation, Figures
from app.evaluation.tuning import Fold, Spread, Tuning
from app.matching import ScoringProfile, to_weight

DECIMALS = 4
"""Decimals of a figure: one demand in 10,000 would be seen."""


def describe_evaluation(evaluation: Evaluation) -> dict[str, JsonValue]:
    """Return the figures of an evaluation."""
    return {
        **_figures(evaluation.figures),
        "by_language": {name: _group(figures) for name, figures in evaluation.by_language.items()},
        "by_extract": {name: _group(figures) for name, figures in evaluation.by_extract.items()},
        "demands": evaluation.figures.demands,
        "suppliers": len(evaluation.texts.suppliers),
        "scoring_profile": evaluation.own.scoring_profile.model_dump(mode="json"),
        "seconds": round(evaluation.seconds, 2),
    }


def describe_mistakes(mistakes: Sequence[Mistake]) -> list[JsonValue]:
    """Return the worst demands with what was returned and what was right."""
    return [_mistake(mistake) for mistake in mistakes]


def describe_misread(misread: Sequence[Misread]) -> list[JsonValue]:
    """Return the demands that were read wrongly."""
    return [
        {
            "demand": found.demand.id,
            "text": found.demand.text,
            "suggested_categories": list(found.suggested),
            "right_categories": list(found.categories),
        }
        for found in misread
    ]


def describe_tuning(tuning: Tuning) -> dict[str, JsonValue]:
    """Return what a tuning found."""
    folds = tuning.folds
    return {
        "folds": [_fold(fold) for fold in folds],
        "train": _spread(Spread.of([fold.train for fold in folds])),
        "test": _spread(Spread.of([fold.test for fold in folds])),
        "default_test": _spread(Spread.of([fold.default_test for fold in folds])),
        "gain": _spread(Spread.of([fold.test - fold.default_test for fold in folds])),
        "fitted": {"weights": [*tuning.criteria], "parameters": [*tuning.parameters]},
        "profile": _profile(tuning.profile),
        "default": _profile(tuning.default),
        "ndcg_at_10": round(tuning.ndcg, DECIMALS),
        "default_ndcg_at_10": round(tuning.default_ndcg, DECIMALS),
        "demands": sum(fold.tested_on for fold in folds),
        "suppliers": tuning.suppliers,
        "pairs_compared": tuning.compared,
        "seconds": round(tuning.seconds, 2),
    }


def _fold(fold: Fold) -> JsonValue:
    return {
        "train_demands": fold.trained_on,
        "test_demands": fold.tested_on,
        "train": round(fold.train, DECIMALS),
        "test": round(fold.test, DECIMALS),
        "default_train": round(fold.default_train, DECIMALS),
        "default_test": round(fold.default_test, DECIMALS),
        "profile": _profile(fold.profile),
    }


def _spread(spread: Spread) -> JsonValue:
    return {"mean": round(spread.mean, DECIMALS), "deviation": round(spread.deviation, DECIMALS)}


def _profile(profile: ScoringProfile) -> JsonValue:
    """Return the numbers as ``POST /v1/scoring-profiles`` takes them."""
    weights: dict[str, JsonValue] = {
        name: to_weight(weight) for name, weight in asdict(profile.weights).items()
    }
    return {"weights": weights, "parameters": asdict(profile.parameters)}


def _figures(figures: Figures) -> dict[str, JsonValue]:
    return {
        **_measures(figures.own),
        "baselines": {name: _measures(found) for name, found in figures.baselines.items()},
    }


def _group(figures: Figures) -> dict[str, JsonValue]:
    return {"demands": figures.demands, **_figures(figures)}


def _measures(measures: Measures) -> dict[str, JsonValue]:
    return {
        name: None if value is None else round(value, DECIMALS)
        for name, value in asdict(measures).items()
    }


def _mistake(mistake: Mistake) -> JsonValue:
    return {
        "demand": mistake.demand.id,
        "text": mistake.demand.text,
        "language": mistake.demand.language,
        "ndcg_at_10": round(mistake.ndcg_at_10, DECIMALS),
        "suggested_categories": list(mistake.suggested),
        "right_categories": list(mistake.categories),
        "returned": [_returned(found) for found in mistake.returned],
        "right": [_right(found) for found in mistake.right],
    }


def _returned(found: Returned) -> JsonValue:
    return {
        "rank": found.rank,
        "grade": found.grade,
        "supplier": found.supplier.id,
        "name": found.supplier.name,
        "text": found.supplier.text,
        "eligibility": found.match.eligibility,
        "score": found.match.score,
        "criteria": [
            {
                "criterion": result.criterion,
                "value": result.value,
                "contribution": result.contribution,
                "evidence": [evidence.text for evidence in result.evidence],
            }
            for result in found.match.criteria
            if result.status != "not_applicable"
        ],
    }


def _right(found: Right) -> JsonValue:
    return {
        "rank": found.rank,
        "grade": found.grade,
        "supplier": found.supplier.id,
        "name": found.supplier.name,
        "text": found.supplier.text,
    }
