"""The specification curve as a figure."""

import json
from dataclasses import replace

import pytest

from bakeoff.features.judge.figures.specification import specification_spec
from tests.unit.study.test_specification import POINTS, curved


def test_the_figure_has_a_column_for_each_preparation_and_a_mark_for_each_choice():
    one = curved([0.05, 0.05, -0.05, -0.05])
    *leads, marks = specification_spec(one)["data"]
    assert sorted(place for trace in leads for place in trace["x"]) == [1, 2, 3, 4]
    assert [value for trace in leads for value in trace["y"]] == pytest.approx([-5, -5, 5, 5], abs=1)
    assert len(marks["x"]) == 2 * len(POINTS)


def test_preparations_in_which_the_first_are_level_have_a_mark_of_their_own():
    *leads, _marks = specification_spec(curved([0.0, 0.0, 0.05, 0.05], spread=0.0))["data"]
    assert {trace["name"]: len(trace["x"]) for trace in leads} == {
        "The first are level": 2,
        "Support vector machine leads": 2,
    }


def test_a_young_study_has_a_figure_that_a_browser_can_read():
    one = curved([0.05] * 4)
    for n_folds in range(3):
        young = replace(one, fitted=tuple(fitted for fitted in one.fitted if fitted.cell.fold < n_folds))
        json.dumps(specification_spec(young), allow_nan=False)
