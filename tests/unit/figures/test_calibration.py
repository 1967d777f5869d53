from dataclasses import replace

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.intervals import wilson
from bakeoff.evaluation.significance import holm
from bakeoff.figures.calibration import calibration, calibration_frame
from bakeoff.preparation.split_keys import Units

RIVALS = ["decision_tree", "random_forest"]


def given(report, name):
    """Return what came true, and with which probability, as the curve takes it."""
    target, probabilities = report.held_out.target, report.answers[name].prediction.probabilities
    if probabilities.shape[1] == 2:
        return target == 1, probabilities[:, 1]
    return target == probabilities.argmax(axis=1), probabilities.max(axis=1)


@pytest.mark.parametrize("race", ["iris", "moons"])
@pytest.mark.parametrize("name", RIVALS)
def test_the_curve_is_scikit_learns(race, name, request):
    report = request.getfixturevalue(race)
    rows = calibration_frame(report).query("contender == @name")
    observed, predicted = calibration_curve(*given(report, name), n_bins=10)
    np.testing.assert_allclose(rows["observed"], observed)
    np.testing.assert_allclose(rows["predicted"], predicted)
    hits = (rows["observed"] * rows["rows"]).round().astype(int)
    assert [*zip(rows["low"], rows["high"], strict=True)] == [
        wilson(hit, n) for hit, n in zip(hits, rows["rows"], strict=True)
    ]
    assert rows["expected_error"].iloc[0] == pytest.approx(np.average(abs(observed - predicted), weights=rows["rows"]))


def test_the_figure_is_the_frame_with_a_panel_for_each_rival(moons):
    frame, figure = calibration_frame(moons), calibration(moons)
    assert [trace.name for trace in figure.data] == [contender(name).label for name in RIVALS]
    for trace, (_name, rows) in zip(figure.data, frame.groupby("contender", sort=False), strict=True):
        np.testing.assert_allclose(trace.x, 100 * rows["predicted"])
        np.testing.assert_allclose(trace.y, 100 * rows["observed"])
        np.testing.assert_allclose(trace.y + np.array(trace.error_y.array), 100 * rows["high"])
        np.testing.assert_allclose(trace.y - np.array(trace.error_y.arrayminus), 100 * rows["low"], atol=1e-12)
        assert [trace.marker.size[place] for place in (rows["rows"].argmin(), rows["rows"].argmax())] == sorted(
            [min(trace.marker.size), max(trace.marker.size)]
        )


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
    of = calibration_frame(moons).groupby("contender")["p_value"].first()
    assert min(holm(of.tolist())) >= 0.05
    said = calibration(moons).layout.title.text
    assert said == "No contender’s probabilities are further off than chance alone explains"
    title = calibration(bragging(moons, "random_forest")).layout.title.text
    assert title.startswith("Poorly calibrated: Random forest, off by ")


def test_a_race_for_numbers_has_none(diabetes):
    assert not calibration(diabetes).data
    assert calibration_frame(diabetes).empty
