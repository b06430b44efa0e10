"""The results as tables for a person at a terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from app.evaluation.baselines import SUGGESTED
from app.evaluation.mistakes import Misread, Mistake, Returned
from app.evaluation.results import Measures
from app.evaluation.service import Evaluation, Figures
from app.evaluation.tuning import Spread, Tuning
from app.matching import to_weight

_HEADERS = ("nDCG@10", "recall@20", "MRR", "category@1", "category@3", "undecided")
_OWN = "ketnoi"
_TEXT_CHARACTERS = 160
"""Characters of a supplier's text that are shown."""

_MOST_RIGHT = 8
"""Suppliers that are right and shown, the best grade first."""

_MOST_NAMED = 5
"""Texts left out that are named."""


def print_evaluation(console: Console, evaluation: Evaluation) -> None:
    """Print the figures over all demands, and for each language and kind of extract."""
    profile = evaluation.own.scoring_profile
    console.print(
        f"{evaluation.figures.demands} judged demands, {len(evaluation.texts.suppliers)} suppliers,"
        f" scoring profile {profile.name} {profile.version}, {evaluation.seconds:.1f} s"
    )
    table = Table("", *_HEADERS)
    table.add_row(_OWN, *_cells(evaluation.figures.own), style="bold")
    for name, measures in evaluation.figures.baselines.items():
        table.add_row(name, *_cells(measures))
    console.print(table)
    baselines = evaluation.figures.baselines
    groups = Table("", "demands", *_HEADERS, *(f"{name} nDCG@10" for name in baselines))
    _add_groups(groups, "language", evaluation.by_language)
    groups.add_section()
    _add_groups(groups, "extract", evaluation.by_extract)
    console.print(groups)


def print_left_out(console: Console, evaluation: Evaluation) -> None:
    """Print what was not used because it is not known."""
    stored = evaluation.stored
    for kind, left_out in (
        ("certificates", stored.certifications_left_out),
        ("places", stored.places_left_out),
    ):
        if left_out:
            counted = Counter(left_out)
            named = ", ".join(f"{text} ({n})" for text, n in counted.most_common(_MOST_NAMED))
            rest = ", ..." if len(counted) > _MOST_NAMED else ""
            note = f"Left out, because not known here: {counted.total()} {kind}: {named}{rest}"
            console.print(note, markup=False, highlight=False)
    unanswered = evaluation.labels.without_right_answer
    if unanswered:
        note = f"Left out, because no supplier is right for them: {', '.join(unanswered)}"
        console.print(note, markup=False, highlight=False)


def print_mistakes(console: Console, mistakes: Sequence[Mistake]) -> None:
    """Print the worst demands, each with what was returned and what was right."""
    for mistake in mistakes:
        title = Text(f"{mistake.demand.id}  nDCG@10 {mistake.ndcg_at_10:.3f}")
        console.print(Panel(_mistake(mistake), title=title, title_align="left"))


def print_misread(console: Console, misread: Sequence[Misread]) -> None:
    """Print the demands that were read wrongly."""
    table = Table("Demand", "Text", "Read as", "Right")
    for found in misread:
        suggested = ", ".join(found.suggested[:SUGGESTED]) or "nothing"
        row = (found.demand.id, found.demand.text, suggested, ", ".join(found.categories))
        table.add_row(*map(Text, row))
    if misread:
        console.print(table)


def print_tuning(console: Console, tuning: Tuning) -> None:
    """Print the cross-validation, and what the fitted profile changes."""
    weights, parameters = ", ".join(tuning.criteria), ", ".join(tuning.parameters)
    console.print(f"Weights fitted: {weights or 'none'}; parameters fitted: {parameters or 'none'}")
    if not (tuning.criteria or tuning.parameters):
        console.print("The judgements inform nothing that could be fitted.")
    console.print(_folds(tuning))
    changes = Table("Fitted to all demands", "Default", "Fitted")
    weights_before = asdict(tuning.default.weights)
    for name, weight in asdict(tuning.profile.weights).items():
        shown = (str(to_weight(each)) for each in (weights_before[name], weight))
        changes.add_row(f"weights.{name}", *shown)
    parameters_before = asdict(tuning.default.parameters)
    for name, value in asdict(tuning.profile.parameters).items():
        if value != parameters_before[name]:
            changes.add_row(f"parameters.{name}", str(parameters_before[name]), str(value))
    changes.add_row("nDCG@10", _number(tuning.default_ndcg), _number(tuning.ndcg))
    console.print(changes)


def _folds(tuning: Tuning) -> Table:
    table = Table("Fold", "Train", "Test", "Fitted, train", "Fitted, test", "Default, test", "Gain")
    for number, fold in enumerate(tuning.folds, start=1):
        sizes = (str(fold.trained_on), str(fold.tested_on))
        figures = (fold.train, fold.test, fold.default_test, fold.test - fold.default_test)
        table.add_row(str(number), *sizes, *map(_number, figures))
    table.add_section()
    table.add_row(
        "mean ± deviation",
        "",
        "",
        _spread([fold.train for fold in tuning.folds]),
        _spread([fold.test for fold in tuning.folds]),
        _spread([fold.default_test for fold in tuning.folds]),
        _spread([fold.test - fold.default_test for fold in tuning.folds]),
    )
    return table


def _spread(figures: Sequence[float]) -> str:
    spread = Spread.of(figures)
    return f"{spread.mean:.3f} ± {spread.deviation:.3f}"


def _add_groups(table: Table, kind: str, groups: Mapping[str, Figures]) -> None:
    for name, figures in groups.items():
        baselines = (_number(found.ndcg_at_10) for found in figures.baselines.values())
        row = (f"{kind} {name}", str(figures.demands), *_cells(figures.own), *baselines)
        table.add_row(*map(Text, row))


def _cells(measures: Measures) -> list[str]:
    return [
        _number(measures.ndcg_at_10),
        _number(measures.recall_at_20),
        _number(measures.mrr),
        _number(measures.category_accuracy_at_1),
        _number(measures.category_accuracy_at_3),
        _number(measures.undecided),
    ]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _mistake(mistake: Mistake) -> RenderableType:
    suggested = ", ".join(mistake.suggested) or "nothing"
    right = ", ".join(mistake.categories) or "not labelled"
    returned = Table("#", "Grade", "Score", "Returned", "Why", expand=True)
    for found in mistake.returned:
        cells = (str(found.rank), str(found.grade), f"{found.match.score:.3f}")
        company = f"{found.supplier.id} {found.supplier.name}\n{_shorten(found.supplier.text)}"
        returned.add_row(*cells, Text(company), Text(_reasons(found)))
    wanted = Table("#", "Grade", "Right", expand=True)
    for item in mistake.right[:_MOST_RIGHT]:
        company = f"{item.supplier.id} {item.supplier.name}: {_shorten(item.supplier.text)}"
        wanted.add_row(str(item.rank), str(item.grade), Text(company))
    categories = f"read as {suggested}; right: {right}"
    return Group(Text(mistake.demand.text, style="bold"), Text(categories), returned, wanted)


def _reasons(found: Returned) -> str:
    return "\n".join(
        f"{result.criterion} {result.contribution:.3f}: "
        + "; ".join(evidence.text for evidence in result.evidence)
        for result in found.match.criteria
        if result.status != "not_applicable"
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _TEXT_CHARACTERS else f"{text[:_TEXT_CHARACTERS]}..."
