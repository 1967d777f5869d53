import dataclasses
import itertools

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import evaluate, metric_named
from bakeoff.evaluation.significance import compare
from bakeoff.figures.ranking import (
    cumulative_gains,
    cumulative_gains_frame,
    precision_recall,
    precision_recall_frame,
    roc,
    roc_frame,
)
from bakeoff.race.outcome import Answers


@pytest.mark.parametrize(
    ("draw", "tabulate"),
    [(roc, roc_frame), (precision_recall, precision_recall_frame), (cumulative_gains, cumulative_gains_frame)],
)
@pytest.mark.parametrize("race", ["iris", "moons"])
def test_curves_are_those_of_the_frame(draw, tabulate, race, request):
    report = request.getfixturevalue(race)
    frame = tabulate(report)
    unit = 100 if draw is cumulative_gains else 1
    for trace, (name, rows) in zip(draw(report).data, frame.groupby("contender", sort=False), strict=True):
        np.testing.assert_allclose(trace.x, unit * rows["x"])
        np.testing.assert_allclose(trace.y, unit * rows["y"])
        assert trace.name == f"{contender(name).label} ({rows['area'].iloc[0]:.3f})"
        identity = contender(name).identity
        assert (trace.line.color, trace.line.dash, trace.marker.symbol) == (
            identity.colour,
            identity.dash,
            identity.marker,
        )


def test_areas_are_scikit_learns(iris, moons):
    for name, area in roc_frame(iris).groupby("contender")["area"].first().items():
        shown = iris.answers[name].prediction.probabilities
        assert area == pytest.approx(roc_auc_score(iris.held_out.target, shown, multi_class="ovr"))
    for name, area in precision_recall_frame(moons).groupby("contender")["area"].first().items():
        shown = moons.answers[name].prediction.probabilities[:, 1]
        assert area == pytest.approx(average_precision_score(moons.held_out.target, shown))


def test_the_axes_and_the_title_say_what_is_drawn(iris, moons):
    figure = roc(iris)
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == (
        "False positive rate",
        "True positive rate",
    )
    assert figure.layout.title.text.startswith("Area under the ROC curve, averaged over classes: ")
    positive = moons.setting.class_names[1]
    assert precision_recall(moons).layout.title.text.startswith(f"Average precision for “{positive}”: ")
    assert cumulative_gains(moons).layout.title.text == f"Cumulative gains for “{positive}”"


@pytest.mark.parametrize(("draw", "metric"), [(roc, "roc_auc"), (precision_recall, "average_precision")])
@pytest.mark.parametrize("race", ["iris", "moons"])
def test_the_larger_area_is_1st_only_if_the_paired_test_tells_it(draw, metric, race, request):
    report = request.getfixturevalue(race)
    said = draw(report).layout.title.text.split(": ")[1]
    rivals = {name: report.answers[name].prediction for name in ("random_forest", "decision_tree")}
    (pair,) = compare(report.held_out.target, rivals, metric_named(metric), len(report.setting.class_names))
    if pair.decided:
        assert said == f"{contender(pair.first if pair.difference > 0 else pair.second).label} is 1st"
    else:
        assert said in {f"{joined(order)} share the 1st place" for order in itertools.permutations(rivals)}


def recast(race, **played):
    """Return the race in which each of these contenders has done what another one did."""
    results = {name: dataclasses.replace(race.results[other], name=name) for name, other in played.items()}
    return dataclasses.replace(race, results=results, answers={name: race.answers[one] for name, one in played.items()})


def test_twins_share_the_place(iris):
    title = roc(recast(iris, svm="decision_tree", decision_tree="decision_tree")).layout.title.text
    assert title.endswith(": Support vector machine and Decision tree share the 1st place")


def test_a_clear_lead_in_area_is_named(iris):
    other = recast(iris, svm="dummy", decision_tree="decision_tree")
    assert roc(other).layout.title.text.endswith(": Decision tree is 1st")
    assert roc(recast(iris, svm="dummy", dummy="dummy")).layout.title.text.endswith(
        ": no contender is better than the baseline"
    )


def test_one_alone_is_not_1st_and_who_gives_no_probabilities_takes_no_place(iris):
    forest = iris.results["random_forest"]
    alone = "Area under the ROC curve, averaged over classes"
    assert roc(recast(iris, decision_tree="decision_tree")).layout.title.text == alone
    silent = Prediction(iris.answers["random_forest"].prediction.values, None)
    scores = evaluate(iris.held_out.target, silent, "classification", len(iris.setting.class_names))
    without = dataclasses.replace(forest, outcome=dataclasses.replace(forest.outcome, metrics=scores))
    two = recast(iris, decision_tree="decision_tree", random_forest="random_forest")
    results, answers = two.results | {"random_forest": without}, two.answers | {"random_forest": Answers(silent)}
    two = dataclasses.replace(two, results=results, answers=answers)
    assert roc(two).layout.title.text == alone


def test_where_the_area_decides_the_title_is_the_verdicts(moons):
    decided = dataclasses.replace(moons, spec=moons.spec.replace("rules.metric", "roc_auc"))
    first = joined(decided.verdict.leaders)
    place = "is 1st" if len(decided.verdict.leaders) == 1 else "share the 1st place"
    assert roc(decided).layout.title.text.endswith(f": {first} {place}")
    assert decided.standings(decided.metric) is decided.verdict


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
    share = float((moons.held_out.target == 1).mean())
    for name, area in cumulative_gains_frame(moons).groupby("contender")["area"].first().items():
        shown = moons.answers[name].prediction.probabilities[:, 1]
        auc = roc_auc_score(moons.held_out.target, shown)
        assert area == pytest.approx(share / 2 + (1 - share) * auc)


def test_lift_is_how_many_times_more_are_found_than_by_chance(moons):
    frame = cumulative_gains_frame(moons)
    known = frame[frame["x"] > 0]
    assert (known["lift"] * known["x"]).tolist() == pytest.approx(known["y"].tolist())
    assert frame.groupby("contender")["lift"].last().tolist() == [1.0, 1.0, 1.0]
