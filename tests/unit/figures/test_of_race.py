"""The table of a race's figures: each is drawn of every race that it says it applies to, and says what it shows."""

import pytest

from bakeoff.figures.of_race import RACE_FIGURES, reported
from bakeoff.figures.thresholds import WhatIf
from bakeoff.figures.titles import title_of

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


def test_a_report_has_the_figures_of_its_task(iris, diabetes):
    both = ["scores", "curves-by-time", "curves-by-step", "cost", "regions"]
    assert [one.name for one in reported(iris)] == [*both, "confusion", "roc", "precision-recall"]
    assert [one.name for one in reported(diabetes)] == [*both, "predicted", "residuals"]


def test_thresholds_are_for_two_classes(iris, moons):
    assert not RACE_FIGURES["threshold-roc"].applies(iris)
    assert RACE_FIGURES["threshold-roc"].applies(moons)
