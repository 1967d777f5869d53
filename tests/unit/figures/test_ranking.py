import dataclasses
import itertools

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation import curves
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import evaluate, metric_named
from bakeoff.evaluation.significance import compare
from bakeoff.figures.ranking import cumulative_gains, precision_recall, roc
from bakeoff.race.outcome import Answers


@pytest.mark.parametrize(
    ("draw", "curve", "unit"),
    [
        (roc, curves.roc, 1),
        (precision_recall, curves.precision_recall, 1),
        (cumulative_gains, curves.cumulative_gains, 100),
    ],
)
@pytest.mark.parametrize("race", ["iris", "moons"])
def test_each_contender_has_its_curve_in_its_looks(draw, curve, unit, race, request):
    report = request.getfixturevalue(race)
    for trace, (name, given) in zip(draw(report).data, report.answers.items(), strict=True):
        points, looks = curve(report.held_out.target, given.prediction.probabilities), contender(name).identity
        np.testing.assert_allclose(trace.x, unit * points.x)
        np.testing.assert_allclose(trace.y, unit * points.y)
        assert (trace.line.color, trace.line.dash, trace.marker.symbol) == (looks.colour, looks.dash, looks.marker)


def test_areas_are_scikit_learns(iris, moons):
    share = (moons.held_out.target == 1).mean()
    for race, draw, area in (
        (iris, roc, lambda target, shown: roc_auc_score(target, shown, multi_class="ovr")),
        (moons, precision_recall, lambda target, shown: average_precision_score(target, shown[:, 1])),
        (moons, cumulative_gains, lambda y, shown: share / 2 + (1 - share) * roc_auc_score(y, shown[:, 1])),
    ):
        for trace, (name, given) in zip(draw(race).data, race.answers.items(), strict=True):
            expected = area(race.held_out.target, given.prediction.probabilities)
            assert trace.name == f"{contender(name).label} ({expected:.3f})"


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


def test_numbers_have_no_curve(diabetes):
    assert "this race predicts numbers" in roc(diabetes).layout.annotations[0].text
