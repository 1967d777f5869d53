"""What a goal measures of a race is what its report says."""

import itertools
from dataclasses import replace

import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metrics
from bakeoff.lesson.goal import Condition
from bakeoff.lesson.measures import MEASURES
from bakeoff.preparation.prepared import prepare
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from tests.unit.lesson.made import ACCURACY, BEATS, FEW_FEATURES, VALIDATED


def read(name: str, report: Report, **named: str) -> float | None:
    limit = {} if MEASURES[name].is_truth else {"at_least": 0}
    return Condition(measure=name, **named, **limit).read(report)


@pytest.fixture(params=["as it ended", "as its JSON tells"])
def report(request, raced: Report) -> Report:
    return raced if request.param == "as it ended" else Report.from_json(raced.to_json())


def test_scores_and_costs_are_the_leaderboards(report: Report):
    board = report.to_frame(all=True)
    for name in board.index:
        for metric in metrics("classification"):
            assert read("race.score", report, of=name, metric=metric.name) == board.loc[name, metric.name]
        assert read("race.cpu_seconds", report, of=name) == board.loc[name, "fit_cpu_seconds"]
        assert read("race.model_bytes", report, of=name) == board.loc[name, "model_bytes"]


def test_accuracy_is_counted_from_the_answers(raced: Report):
    rows = raced.predictions()
    assert read("race.score", raced, of="svm", metric="accuracy") == (rows["svm"] == rows["target"]).mean()


def test_the_validation_score_is_of_the_kept_model_on_the_validation_part(report: Report):
    prepared = prepare(report.spec)
    tree = contender("decision_tree").estimator(report.spec.contenders["decision_tree"], "classification", 0)
    tree.fit(prepared.X_train, prepared.y_train)
    right = (tree.predict(prepared.X_validation) == prepared.y_validation).mean()
    assert read("race.validation_score", report, of="decision_tree", metric="accuracy") == pytest.approx(right)
    assert read("race.validation_score", report, of="decision_tree", metric="r2") is None
    assert Condition(**VALIDATED).opened(report) == read("race.score", report, of="svm", metric="accuracy")
    assert Condition(**ACCURACY).opened(report) is None


def test_who_beats_whom_is_the_verdicts_decision_and_no_comparison_of_scores(report: Report):
    said = {
        (winner, loser): read("race.beats", report, of=winner, against=loser)
        for winner, loser in itertools.permutations(report.results, 2)
    }
    assert said == {pair: float(report.verdict.beats(*pair)) for pair in said}
    scores = report.verdict.scores
    better = {pair for pair in said if scores[pair[0]] > scores[pair[1]]}
    assert {pair for pair in better if said[pair]}, "somebody beats somebody"
    assert {pair for pair in better if not said[pair]}, "somebody has a better score and beats nobody by it"
    assert not {pair for pair in said if said[pair]} - better


def test_a_set_up_is_measured_as_it_was_learnt_from(report: Report):
    assert read("race.features_used", report) == 12, "wine has 13 columns, of which one is left out"
    assert read("race.training_rows", report) == report.setting.n_train == 71  # 178 rows: half of them, and 0.8 of that
    assert read("race.contenders", report) == 4


def test_nothing_is_known_of_a_race_that_goes_on(raced: Report):
    begun = Run.start("r1", raced.spec).report
    first = replace(raced.results["svm"], status="training", outcome=None)
    almost = replace(raced, results=raced.results | {"svm": first})
    for report in (begun, almost):
        for measure in MEASURES.values():
            if measure.place == "race":
                named = dict(zip(measure.subjects, ("random_forest", "dummy"), strict=False))
                metric = {"metric": "accuracy"} if measure.takes_metric else {}
                assert read(measure.name, report, **named, **metric) is None


def test_what_a_contender_has_not_come_to_is_not_known(raced: Report):
    failed = replace(raced.results["svm"], status="failed", outcome=None)
    answers = {name: own for name, own in raced.answers.items() if name != "svm"}
    report = replace(raced, results=raced.results | {"svm": failed}, answers=answers)
    for condition in (ACCURACY, BEATS | {"of": "svm", "against": "dummy"}, ACCURACY | {"of": "linear"}):
        assert Condition(**condition).read(report) is None
    assert Condition(**(ACCURACY | {"metric": "r2"})).read(raced) is None, "a metric of the other task"
    assert read("race.contenders", report) == 3
    assert Condition(**FEW_FEATURES).read(Report(BakeoffSpec(), {}, None, {})) is None
