import dataclasses

import pytest

from bakeoff.contenders import contender
from bakeoff.errors import SettingError
from bakeoff.figures import leaderboard, leaderboard_frame


def test_the_frame_is_sorted_and_holds_the_reports_numbers(iris):
    frame = leaderboard_frame(iris)
    assert frame["value"].is_monotonic_decreasing
    for row in frame.to_dict("records"):
        estimate = iris.finished()[row["contender"]].metrics["accuracy"]
        assert (row["value"], row["low"], row["high"]) == (estimate.value, estimate.low, estimate.high)


def test_points_and_error_bars_are_those_of_the_frame(iris):
    frame = leaderboard_frame(iris)
    for trace, row in zip(leaderboard(iris).data, frame.to_dict("records"), strict=True):
        assert (trace.x, trace.y, trace.name) == ((row["value"],), (row["label"],), row["label"])
        assert trace.x[0] + trace.error_x.array[0] == pytest.approx(row["high"])
        assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(row["low"])
        identity = contender(row["contender"]).identity
        assert (trace.marker.symbol, trace.marker.color, trace.error_x.color) == (
            identity.marker,
            identity.colour,
            identity.colour,
        )


def test_the_best_are_on_top_and_named_in_the_title(iris):
    figure, frame = leaderboard(iris), leaderboard_frame(iris)
    assert list(figure.layout.yaxis.categoryarray) == frame["label"].tolist()[::-1]
    best = frame[frame["value"] == frame["value"].max()]
    title = f"Accuracy, highest at {100 * best['value'].iloc[0]:.1f} %: {' and '.join(best['label'])}"
    assert figure.layout.title.text == title
    assert figure.layout.xaxis.title.text == "Accuracy, test part"


def test_who_have_the_same_score_are_named_together(iris):
    twins = dict.fromkeys(("svm", "decision_tree"), iris.results["decision_tree"])
    title = leaderboard(dataclasses.replace(iris, results=twins)).layout.title.text
    assert title.endswith(": SVM and Decision tree")


def test_for_an_error_the_lowest_is_on_top_in_the_targets_unit(diabetes):
    figure, frame = leaderboard(diabetes, "rmse"), leaderboard_frame(diabetes, "rmse")
    assert frame["value"].is_monotonic_increasing
    assert "lowest at" in figure.layout.title.text
    assert diabetes.setting.target_name in figure.layout.xaxis.title.text


def test_an_unknown_metric_is_refused_with_the_nearest(iris):
    with pytest.raises(SettingError, match="did you mean “accuracy”"):
        leaderboard(iris, "acuracy")


def test_before_the_end_it_says_so(iris):
    results = {name: dataclasses.replace(one, outcome=None, status="training") for name, one in iris.results.items()}
    figure = leaderboard(dataclasses.replace(iris, results=results))
    assert figure.layout.annotations[0].text == "No contender has come to its end yet."
    assert leaderboard_frame(dataclasses.replace(iris, results=results)).empty
