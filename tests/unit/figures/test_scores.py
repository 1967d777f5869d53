import dataclasses

import pytest

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import score, with_interval
from bakeoff.figures.scores import leaderboard, leaderboard_frame
from bakeoff.race.report import Report


def test_the_frame_is_sorted_and_holds_the_reports_numbers(iris):
    frame = leaderboard_frame(iris)
    report = Report(iris.spec, iris.environment, iris.setting, iris.results, iris.held_out, iris.answers)
    assert frame["contender"].tolist() == list(report.to_frame().index)
    for row in frame.to_dict("records"):
        estimate = iris.outcomes[row["contender"]].metrics["accuracy"]
        assert (row["value"], row["low"], row["high"]) == (estimate.value, estimate.low, estimate.high)


def test_points_and_error_bars_are_those_of_the_frame(iris):
    frame = leaderboard_frame(iris)
    for trace, row in zip(leaderboard(iris).data, frame.to_dict("records"), strict=True):
        assert (trace.x, trace.y, trace.name) == ((100 * row["value"],), (row["label"],), row["label"])
        assert trace.x[0] + trace.error_x.array[0] == pytest.approx(100 * row["high"])
        assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(100 * row["low"])
        identity = contender(row["contender"]).identity
        assert (trace.marker.symbol, trace.marker.color, trace.error_x.color) == (
            identity.marker,
            identity.colour,
            identity.colour,
        )


def test_the_axis_ends_where_the_contenders_do_and_says_where_a_baseline_far_from_them_is(iris):
    figure, frame = leaderboard(iris), leaderboard_frame(iris).set_index("contender")
    floor, rivals = frame.loc["dummy"], frame.drop(index="dummy")
    low, high = figure.layout.xaxis.range
    assert 100 * floor["high"] < low < 100 * rivals["low"].min()
    assert 100 * rivals["high"].max() <= high
    (note,) = figure.layout.annotations
    assert (note.x, note.y, note.text) == (low, floor["label"], f"← {score(floor['value'], iris.metric)}")


@pytest.fixture
def apart(diabetes):
    """The race with an error of 50 for the SVM, 80 for the others and 900 for the baseline."""
    errors = {"svm": 50.0, "dummy": 900.0}
    results = {}
    for name, one in diabetes.results.items():
        at = errors.get(name, 80.0)
        metrics = one.outcome.metrics | {"rmse": Estimate(at, at - 1, at + 1)}
        results[name] = dataclasses.replace(one, outcome=dataclasses.replace(one.outcome, metrics=metrics))
    return dataclasses.replace(diabetes, results=results)


def test_an_error_of_a_baseline_that_is_far_is_beyond_the_other_end(apart):
    figure = leaderboard(apart, "rmse")
    (note,) = figure.layout.annotations
    assert (note.x, note.xanchor, note.text) == (figure.layout.xaxis.range[1], "right", "900 →")


def test_a_baseline_that_is_near_is_on_the_axis(diabetes):
    figure = leaderboard(diabetes, "rmse")
    assert figure.layout.xaxis.range is None
    assert not figure.layout.annotations


def test_no_number_is_cut_off_at_an_end_of_a_narrow_figure(apart):
    places = {trace.x[0]: trace.textposition for trace in leaderboard(apart, "rmse").data}
    assert (places[50.0], places[80.0]) == ("top right", "top left")


def test_the_best_are_on_top_and_the_title_says_what_the_verdict_says(iris):
    figure, frame = leaderboard(iris), leaderboard_frame(iris)
    assert list(figure.layout.yaxis.categoryarray) == frame["label"].tolist()[::-1]
    assert len(iris.verdict.leaders) > 1
    first = joined(iris.verdict.leaders)
    assert figure.layout.title.text == f"Accuracy on the test part: {first} share the 1st place"
    assert figure.layout.xaxis.title.text == "Accuracy, test part"


def test_a_lead_is_named_only_if_the_test_tells_it(moons):
    pairs = tuple(dataclasses.replace(one, difference=0.2, decided=True) for one in moons.verdict.pairs)
    decided = dataclasses.replace(moons)
    decided.__dict__["verdict"] = dataclasses.replace(moons.verdict, pairs=pairs)
    assert leaderboard(decided).layout.title.text == "Accuracy on the test part: Decision tree is 1st"
    none = dataclasses.replace(moons)
    undecided = tuple(dataclasses.replace(one, decided=False) for one in pairs)
    none.__dict__["verdict"] = dataclasses.replace(moons.verdict, pairs=undecided)
    said = "Accuracy on the test part: no contender is better than the baseline"
    assert leaderboard(none).layout.title.text == said


def test_the_pointer_reads_the_same_number_as_the_table(iris):
    (tree,) = [trace for trace in leaderboard(iris).data if trace.name == "Decision tree"]
    found = iris.outcomes["decision_tree"].metrics["accuracy"]
    assert tree.hovertext[0] == f"Decision tree: {with_interval(found, iris.metric)}"


def test_in_another_metric_twins_share_the_place(iris):
    results, answers = (
        dict.fromkeys(("svm", "decision_tree"), found["decision_tree"]) for found in (iris.results, iris.answers)
    )
    title = leaderboard(dataclasses.replace(iris, results=results, answers=answers), "f1").layout.title.text
    assert title.endswith(" on the test part: Support vector machine and Decision tree share the 1st place")


def test_another_metric_is_tested_once(iris):
    f1 = metric_named("f1")
    assert iris.standings(f1) is iris.standings(f1)
    assert iris.standings(f1).metric == "f1"


def test_for_an_error_the_lowest_is_on_top_in_the_targets_unit(diabetes):
    figure, frame = leaderboard(diabetes, "rmse"), leaderboard_frame(diabetes, "rmse")
    rivals = frame[frame["contender"] != "dummy"]
    assert diabetes.standings(metric_named("rmse")).ranks == {}
    assert rivals["value"].is_monotonic_increasing
    assert diabetes.setting.target_name in figure.layout.xaxis.title.text


def test_an_unknown_metric_is_refused_with_the_nearest(iris):
    with pytest.raises(SettingError, match="did you mean “accuracy”"):
        leaderboard(iris, "acuracy")
