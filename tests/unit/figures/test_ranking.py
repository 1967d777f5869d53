import dataclasses

import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from bakeoff.contenders import contender
from bakeoff.figures import (
    cumulative_gains,
    cumulative_gains_frame,
    precision_recall,
    precision_recall_frame,
    roc,
    roc_frame,
)


@pytest.mark.parametrize(
    ("draw", "tabulate"),
    [(roc, roc_frame), (precision_recall, precision_recall_frame), (cumulative_gains, cumulative_gains_frame)],
)
@pytest.mark.parametrize("race", ["iris", "moons"])
def test_curves_are_those_of_the_frame(draw, tabulate, race, request):
    report = request.getfixturevalue(race)
    frame = tabulate(report)
    for trace, (name, rows) in zip(draw(report).data, frame.groupby("contender", sort=False), strict=True):
        assert list(trace.x) == rows["x"].tolist()
        assert list(trace.y) == rows["y"].tolist()
        assert trace.name == f"{contender(name).label} ({rows['area'].iloc[0]:.3f})"
        identity = contender(name).identity
        assert (trace.line.color, trace.line.dash, trace.marker.symbol) == (
            identity.colour,
            identity.dash,
            identity.marker,
        )


def test_areas_are_scikit_learns(iris, moons):
    for name, area in roc_frame(iris).groupby("contender")["area"].first().items():
        shown = iris.finished()[name].prediction.probabilities
        assert area == pytest.approx(roc_auc_score(iris.setting.held_out.target, shown, multi_class="ovr"))
    for name, area in precision_recall_frame(moons).groupby("contender")["area"].first().items():
        shown = moons.finished()[name].prediction.probabilities[:, 1]
        assert area == pytest.approx(average_precision_score(moons.setting.held_out.target, shown))


def test_the_axes_and_the_title_say_what_is_drawn(iris, moons):
    figure = roc(iris)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == (
        "False positive rate",
        "True positive rate",
    )
    assert figure.layout.title.text.startswith("Largest area under the ROC curve, averaged over classes: ")
    assert f"for “{moons.setting.class_names[1]}”" in precision_recall(moons).layout.title.text


def test_who_have_the_same_area_are_named_together(iris):
    twins = dict.fromkeys(("svm", "decision_tree"), iris.results["decision_tree"])
    title = roc(dataclasses.replace(iris, results=twins)).layout.title.text
    assert ": SVM and Decision tree, 0." in title or ": SVM and Decision tree, 1." in title


def test_precision_keeps_the_height_of_the_next_recall(iris):
    assert {trace.line.shape for trace in precision_recall(iris).data} == {"vh"}


def test_a_useless_score_is_the_diagonal(moons):
    rows = roc_frame(moons).query("contender == 'dummy'")
    assert rows["x"].tolist() == rows["y"].tolist()
    assert rows["area"].unique().tolist() == [0.5]


def test_numbers_have_no_curve(diabetes):
    assert "this race predicts numbers" in roc(diabetes).layout.annotations[0].text
    assert roc_frame(diabetes).empty


def test_the_gains_curves_area_is_that_which_the_roc_curves_asks_for(moons):
    share = float((moons.setting.held_out.target == 1).mean())
    for name, area in cumulative_gains_frame(moons).groupby("contender")["area"].first().items():
        shown = moons.finished()[name].prediction.probabilities[:, 1]
        auc = roc_auc_score(moons.setting.held_out.target, shown)
        assert area == pytest.approx(share / 2 + (1 - share) * auc)


def test_lift_is_how_many_times_more_are_found_than_by_chance(moons):
    frame = cumulative_gains_frame(moons)
    known = frame[frame["x"] > 0]
    assert (known["lift"] * known["x"]).tolist() == pytest.approx(known["y"].tolist())
    assert frame.groupby("contender")["lift"].last().tolist() == [1.0, 1.0, 1.0]
