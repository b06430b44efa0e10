from datetime import date
from pathlib import Path

import pytest

from app.core.database import Database
from app.evaluation import service, tables
from app.evaluation.documents import describe_evaluation, describe_mistakes, describe_tuning
from app.evaluation.files import EvaluationError
from app.evaluation.mistakes import find_worst
from app.evaluation.service import Evaluation, evaluate
from app.evaluation.tuning import tune
from app.matching import parameter_specs
from app.scoring.values import DEFAULT_SCORING
from tests.unit.evaluation.judgements import DEMANDS, GRADES, SUPPLIERS, Row, write_judgements

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    directory = tmp_path_factory.mktemp("judgements")
    return evaluate(write_judgements(directory), TODAY)


def test_the_makers_of_what_is_asked_come_first(evaluation: Evaluation) -> None:
    rankings = evaluation.own.run.rankings
    assert rankings["D1"][0] == "S1"
    assert rankings["D2"][0] == "S2"
    assert rankings["D3"][0] == "S4"
    for ranking in rankings.values():
        assert sorted(ranking) == [row["id"] for row in SUPPLIERS]


def test_a_demand_is_read_into_leaves(evaluation: Evaluation) -> None:
    categories = evaluation.own.run.categories
    assert categories["D1"][0] == "MET-SPR"
    assert categories["D4"] == ()


def test_figures_are_given_for_each_language_and_extract(evaluation: Evaluation) -> None:
    assert {name: found.demands for name, found in evaluation.by_language.items()} == {
        "en": 1,
        "unstated": 0,
        "vi": 2,
    }
    assert {name: found.demands for name, found in evaluation.by_extract.items()} == {
        "condensed": 1,
        "unstated": 0,
        "verbatim": 2,
    }
    assert evaluation.by_language["unstated"].own.ndcg_at_10 is None
    assert set(evaluation.figures.baselines) == {"bm25", "wratio"}


def _relabelled(rows: tuple[Row, ...], label: str) -> list[Row]:
    return [
        {**row, "category_codes": ["PLA-INJ"], "category": [label], "categories": [label]}
        for row in rows
    ]


def test_labels_change_no_ranking_and_no_suggestion(evaluation: Evaluation, tmp_path: Path) -> None:
    write_judgements(
        tmp_path,
        suppliers=_relabelled(SUPPLIERS, "springs"),
        demands=_relabelled(DEMANDS, "springs"),
        grades=["D4\tS5\t2", "D1\tS5\t1"],
    )
    other = evaluate(tmp_path, TODAY)
    assert other.own.run == evaluation.own.run
    assert other.figures != evaluation.figures


def test_no_label_is_read_before_everything_is_ranked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_judgements(tmp_path)
    ranked: list[None] = []

    def refuse(*_: object) -> None:
        assert len(ranked) == len(DEMANDS)
        raise EvaluationError(tmp_path, "stop here")

    monkeypatch.setattr(service, "read_labels", refuse)
    with pytest.raises(EvaluationError, match="stop here"):
        evaluate(tmp_path, TODAY, lambda: ranked.append(None))


def test_the_same_files_give_the_same_figures(evaluation: Evaluation, tmp_path: Path) -> None:
    again = describe_evaluation(evaluate(write_judgements(tmp_path), TODAY))
    first = describe_evaluation(evaluation)
    assert again.pop("seconds") is not None
    assert first.pop("seconds") is not None
    assert again == first


def test_the_worst_demands_come_with_what_was_returned_and_what_was_right(tmp_path: Path) -> None:
    write_judgements(tmp_path, grades=["D1\tS5\t2", "D1\tS4\t1", "D2\tS2\t2"])
    evaluation = evaluate(tmp_path, TODAY)
    worst, better = find_worst(evaluation, 5)
    assert (worst.demand.id, better.demand.id) == ("D1", "D2")
    assert worst.ndcg_at_10 < better.ndcg_at_10 == 1
    assert [(item.supplier.id, item.grade) for item in worst.right] == [("S5", 2), ("S4", 1)]
    assert worst.categories == ("MET-SPR",)
    first = worst.returned[0]
    assert (first.rank, first.grade, first.supplier.id) == (1, 0, "S1")
    assert any(result.evidence for result in first.match.criteria)
    assert find_worst(evaluation, 1) == [worst]
    [described] = describe_mistakes([worst])
    assert isinstance(described, dict)
    assert described["demand"] == "D1"


def test_the_database_of_the_deployment_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    plain = Database.__init__

    def spy(self: Database, url: str, **options: object) -> None:
        opened.append(url)
        plain(self, url, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "__init__", spy)
    evaluate(write_judgements(tmp_path), TODAY)
    [url] = opened
    assert "ketnoi-evaluation-" in url


def _market_of_two_places(directory: Path) -> Path:
    """Write judgements by which the closest maker is always the right one.

    The words belong to no trade, so that nothing but words and places is compared.
    """
    places = ("Hà Nội", "Cà Mau")
    suppliers = [
        {"id": f"S{n}", "name": f"Maker {n}", "text": "vumpo", "province": place}
        for n, place in enumerate(places)
    ]
    suppliers.append({"id": "S9", "name": "Nowhere", "text": "zorblax quuxite"})
    demands = [
        {"id": f"D{n}", "text": "zorblax quuxite", "province": places[n % 2]} for n in range(6)
    ]
    grades = [f"D{n}\tS{n % 2}\t2" for n in range(6)]
    return write_judgements(directory, suppliers=suppliers, demands=demands, grades=grades)


def test_tuning_finds_what_the_judgements_say_on_demands_it_has_not_seen(tmp_path: Path) -> None:
    _market_of_two_places(tmp_path)
    criteria = ("specification", "location")
    tuning = tune(tmp_path, TODAY, folds=3, criteria=criteria)
    assert tuning.criteria == criteria
    assert "location_half_distance_m" in tuning.parameters
    assert tuning.profile.weights.location > tuning.default.weights.location
    assert tuning.default == DEFAULT_SCORING
    for fold in tuning.folds:
        assert (fold.trained_on, fold.tested_on) == (4, 2)
        assert fold.train >= fold.default_train
        assert fold.test > fold.default_test
    assert tuning.ndcg > tuning.default_ndcg
    again = tune(tmp_path, TODAY, folds=3, criteria=criteria)
    assert again.folds == tuning.folds
    assert again.profile == tuning.profile
    document = describe_tuning(tuning)
    assert document["demands"] == 6
    assert document["fitted"] == {
        "weights": ["specification", "location"],
        "parameters": [*tuning.parameters],
    }


def test_when_the_time_is_used_up_only_weights_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _market_of_two_places(tmp_path)
    criteria = ("specification", "location")
    whole = tune(tmp_path, TODAY, folds=2, criteria=criteria)
    passes = 1 + 2 * len(parameter_specs("location_")) + 2 * len(parameter_specs("specification_"))
    monkeypatch.setattr(tables, "MOST_COMPARED", passes * 6 * 3)
    short = tune(tmp_path, TODAY, folds=2, criteria=criteria)
    assert short.compared < whole.compared
    assert short.profile.parameters == DEFAULT_SCORING.parameters
    assert short.profile.weights.location > DEFAULT_SCORING.weights.location


def test_tuning_scores_the_shipped_profile_as_an_evaluation_does(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    tuning = tune(write_judgements(tmp_path), TODAY, folds=2)
    assert tuning.default_ndcg == pytest.approx(evaluation.figures.own.ndcg_at_10)


def test_weights_that_nothing_is_compared_with_stay(tmp_path: Path) -> None:
    tuning = tune(write_judgements(tmp_path), TODAY, folds=3, criteria=["capacity", "location"])
    assert tuning.criteria == ()
    assert tuning.profile.weights == DEFAULT_SCORING.weights


def test_fewer_judged_demands_than_folds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"judges 3 demand\(s\): too few for 4 folds"):
        tune(write_judgements(tmp_path, grades=GRADES), TODAY, folds=4)
