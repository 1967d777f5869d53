import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, recall_score, roc_curve

from bakeoff.figures.thresholds import WhatIf, threshold_cost, threshold_frame, threshold_roc, threshold_tables

RIVALS = ["decision_tree", "random_forest"]
ASKED = [WhatIf(), WhatIf(0, 0.3, 2, 5), WhatIf(1, 0.75, 10, 0.5), WhatIf(1, 0.0), WhatIf(0, 1.0)]


def answers(report, name, what_if):
    target, prediction = report.held_out.target, report.answers[name].prediction
    chances = prediction.probabilities[:, what_if.positive]
    even = (chances == 0.5) & (what_if.threshold == 0.5)  # the race's own answer then
    yes = np.where(
        even & (what_if.threshold == 0.5), prediction.values == what_if.positive, chances >= what_if.threshold
    )
    return target == what_if.positive, yes


@pytest.mark.parametrize("what_if", ASKED)
def test_confusion_and_cost_are_scikit_learns(moons, what_if):
    frame = threshold_frame(moons, what_if).set_index("contender")
    assert list(frame.index) == RIVALS
    for name, row in frame.iterrows():
        truth, answer = answers(moons, name, what_if)
        rejected, alarms, missed, found = confusion_matrix(truth, answer).ravel()
        counts = row[["true_negatives", "false_positives", "false_negatives", "true_positives"]]
        assert counts.tolist() == [rejected, alarms, missed, found]
        assert row["recall"] == recall_score(truth, answer)
        assert row["cost"] == what_if.false_alarm * alarms + what_if.miss * missed


@pytest.mark.parametrize("what_if", ASKED)
def test_no_threshold_is_cheaper_than_the_cheapest(moons, what_if):
    for row in threshold_frame(moons, what_if).to_dict("records"):
        costs = threshold_tables(moons, what_if)[row["contender"]]["cost"]
        assert costs.loc[row["cheapest"]] == row["cheapest_cost"] == costs.min()


def test_at_one_half_the_answers_are_the_races(moons):
    for positive in (0, 1):
        for row in threshold_frame(moons, WhatIf(positive)).to_dict("records"):
            right = moons.rivals[row["contender"]].prediction.values == moons.held_out.target
            assert row["false_positives"] + row["false_negatives"] == np.sum(~right)


def test_a_threshold_that_costs_least_is_not_to_be_moved(moons):
    asked = np.linspace(0, 1, 101)
    rows = [(at, row) for at in asked for row in threshold_frame(moons, WhatIf(1, at)).to_dict("records")]
    at_least = [(at, row["cheapest"]) for at, row in rows if row["cost"] == row["cheapest_cost"]]
    assert len(at_least) > len(RIVALS)
    assert all(at == cheapest for at, cheapest in at_least)


@pytest.mark.parametrize("what_if", ASKED)
def test_each_point_lies_on_its_contenders_roc_curve(moons, what_if):
    frame = threshold_frame(moons, what_if)
    points = [trace for trace in threshold_roc(moons, what_if).data if trace.mode == "markers"]
    for point, row in zip(points, frame.to_dict("records"), strict=True):
        assert (point.x[0], point.y[0]) == (row["false_positive_rate"], row["recall"])
        probabilities = moons.answers[row["contender"]].prediction.probabilities[:, what_if.positive]
        truth = moons.held_out.target == what_if.positive
        false, true, _cuts = roc_curve(truth, probabilities, drop_intermediate=False)
        assert np.isclose(false, point.x[0]).astype(bool)[np.isclose(true, point.y[0])].any()


def test_the_cost_figure_marks_the_threshold_and_the_cheapest(moons):
    what_if = WhatIf(1, 0.4, 1, 3)
    figure, frame = threshold_cost(moons, what_if), threshold_frame(moons, what_if)
    (line,) = figure.layout.shapes
    assert (line.x0, line.x1) == (0.4, 0.4)
    hollow = [trace for trace in figure.data if trace.mode == "markers" and trace.marker.symbol.endswith("-open")]
    assert [trace.x[0] for trace in hollow] == frame["cheapest"].tolist()
    assert [trace.y[0] for trace in hollow] == frame["cheapest_cost"].tolist()
    assert figure.layout.title.text == "Cost of all test rows over the threshold; hollow where it is least"


@pytest.mark.parametrize("race", ["iris", "diabetes"])
def test_thresholds_are_for_two_classes(race, request):
    report = request.getfixturevalue(race)
    assert threshold_frame(report, WhatIf()).empty
    for draw in (threshold_roc, threshold_cost):
        assert not draw(report, WhatIf()).data
