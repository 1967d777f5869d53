"""The table of a race's figures: each is drawn of every race that it says it applies to, and says what it shows."""

import pytest

from bakeoff.figures.of_race import RACE_FIGURES, figures_of
from bakeoff.figures.thresholds import WhatIf
from bakeoff.figures.titles import title_of
from bakeoff.race.finished import FinishedRace
from bakeoff.race.report import Report

ASKED = {"threshold-roc": (WhatIf(),), "threshold-cost": (WhatIf(),)}


@pytest.mark.parametrize("name", RACE_FIGURES)
@pytest.mark.parametrize("of", ["iris", "moons", "diabetes"])
def test_a_figure_that_applies_is_drawn_with_a_title_and_a_size(name, of, request):
    race, one = request.getfixturevalue(of), RACE_FIGURES[name]
    if not one.applies(race):
        return
    figure = one.draw(race, *ASKED.get(name, ()))
    assert figure.data
    assert title_of(figure)
    height, least_width = one.size(race)
    assert 300 <= height <= 800
    assert 0 <= least_width <= 800


def report_of(race: FinishedRace, *, rows: bool = True) -> Report:
    known = {"held_out": race.held_out, "answers": race.answers} if rows else {}
    return Report(race.spec, race.environment, race.setting, race.results, **known)


def test_a_report_has_the_figures_of_its_task(iris, diabetes):
    curves = ["curves-by-time", "curves-by-step"]
    both = ["scores", *curves, "cost", "regions"]
    of_classes = ["confusion", "roc", "precision-recall", "gains", "calibration"]
    assert [name for name, _draw in figures_of(report_of(iris))] == [*both, *of_classes]
    of_numbers = ["predicted", "residuals", "coverage"]
    assert [name for name, _draw in figures_of(report_of(diabetes))] == [*both, *of_numbers]
    without_rows = dict(figures_of(report_of(iris, rows=False)))
    assert list(without_rows) == curves
    for draw in without_rows.values():
        assert draw()[0].data


def test_thresholds_are_for_two_classes(iris, moons):
    assert not RACE_FIGURES["threshold-roc"].applies(iris)
    assert RACE_FIGURES["threshold-roc"].applies(moons)
