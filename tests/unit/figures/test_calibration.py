from dataclasses import replace

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.intervals import wilson
from bakeoff.figures.calibration import calibration, reliabilities
from bakeoff.preparation.split_keys import Units

RIVALS = ["decision_tree", "random_forest"]


def given(report, name):
    """Return what came true, and with which probability, as the curve takes it."""
    target, probabilities = report.held_out.target, report.answers[name].prediction.probabilities
    if probabilities.shape[1] == 2:
        return target == 1, probabilities[:, 1]
    return target == probabilities.argmax(axis=1), probabilities.max(axis=1)


@pytest.mark.parametrize("race", ["iris", "moons"])
def test_each_rivals_curve_is_scikit_learns_with_wilsons_intervals_and_its_rows_as_sizes(race, request):
    report = request.getfixturevalue(race)
    figure = calibration(report)
    assert [trace.name for trace in figure.data] == [contender(name).label for name in RIVALS]
    for trace, name in zip(figure.data, RIVALS, strict=True):
        hits, chances = given(report, name)
        observed, predicted = calibration_curve(hits, chances, n_bins=10)
        np.testing.assert_allclose(trace.x, 100 * predicted)
        np.testing.assert_allclose(trace.y, 100 * observed)
        _bins, rows = np.unique(np.searchsorted(np.linspace(0, 1, 11)[1:-1], chances), return_counts=True)
        ends = 100 * np.array([wilson(round(share * n), n) for share, n in zip(observed, rows, strict=True)])
        np.testing.assert_allclose(trace.y - np.array(trace.error_y.arrayminus), ends[:, 0], atol=1e-12)
        np.testing.assert_allclose(trace.y + np.array(trace.error_y.array), ends[:, 1])
        np.testing.assert_allclose((np.array(trace.marker.size) - 5) ** 2 / 11**2, rows / rows.max())


def bragging(race, name):
    """Return the race with one contender that is always quite sure of its answers."""
    prediction = race.answers[name].prediction
    sure = Prediction(prediction.values, np.where(np.eye(2)[prediction.values] > 0, 0.999, 0.001))
    return replace(race, answers={**race.answers, name: replace(race.answers[name], prediction=sure)})


def test_with_few_groups_nothing_is_told_and_no_point_has_an_interval(moons):
    five = Units("patient", np.arange(len(moons.held_out.target)) % 5, ordered=False)
    race = replace(moons, held_out=replace(moons.held_out, units=five))
    figure = calibration(race)
    assert figure.layout.title.text == "Too few groups or blocks of time to tell whether probabilities are off"
    assert all(text.endswith("95 % interval: –") for trace in figure.data for text in trace.hovertext)


def test_the_title_names_who_is_further_off_than_chance_and_nobody_else(moons):
    assert min(curve.p_value for curve in reliabilities(moons).values()) * len(RIVALS) >= 0.05  # by Bonferroni
    said = calibration(moons).layout.title.text
    assert said == "No contender’s probabilities are further off than chance alone explains"
    title = calibration(bragging(moons, "random_forest")).layout.title.text
    assert title.startswith("Poorly calibrated: Random forest, off by ")


def test_a_race_for_numbers_has_none(diabetes):
    assert not calibration(diabetes).data
