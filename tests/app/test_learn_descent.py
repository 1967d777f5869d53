"""The chapter of gradient descent, walked to its goal."""

import math

import pytest

from bakeoff.learn.descent.surfaces import VALLEY_START, valley
from bakeoff.ui.components.learn.descent import start_from
from bakeoff.ui.learn.descent.knobs import nearest_alpha
from bakeoff.ui.learn.descent.race import standings
from tests.app.steps import chapter, read, texts, worked_out

PREDICTIONS = {
    "rate": "across",
    "momentum": "smaller",
    "race": "adam",
    "turned": "plain",
    "noise": "around",
    "plane": "high",
}


def answer(app, **answers):
    for name, code in answers.items():
        app.radio(key=f"learn-descent-{name}").set_value(code)
    return worked_out(app.run())


def reached(app, rate):
    app.select_slider(key="learn-descent-goal-alpha").set_value(nearest_alpha(rate))
    return texts(worked_out(app.run()).success) == ["Reached."]


def told(app):
    return read(app.info)


def test_nothing_is_shown_before_it_was_predicted():
    app = chapter("descent")
    assert len(app.radio) == len(PREDICTIONS)
    assert not app.info
    assert not app.success


def test_every_step_tells_measured_numbers_and_the_goal_is_reached_by_its_rate_alone():
    app = answer(chapter("descent"), **PREDICTIONS)
    said = told(app)
    assert len(app.info) == len(PREDICTIONS) - 1  # how the race ends is told once it was seen
    assert "α = 0.0607 each step multiplies what is left along the valley" in said
    assert "SGD, SGD + momentum, Nesterov need as many steps as before" in said
    assert "this plane holds 9" in said
    assert not app.success
    limit = 2 / 30
    assert [reached(app, rate) for rate in (0.9 * limit, 1.1 * limit, limit)] == [False, False, True]


def test_the_race_is_told_in_the_order_of_arrival():
    there = {"sgd": 52.0, "nesterov": math.inf, "adam": 1.0}
    assert standings(there) == "In the circle to stay: Adam after 1 step, SGD after 52 steps. Not there: Nesterov."
    assert standings({"sgd": math.inf}) == "From here nobody is in the circle to stay within 300 steps."


@pytest.mark.parametrize(
    ("sent", "start"),
    [
        ([1.5, -1], (1.5, -1.0)),
        (None, VALLEY_START),
        ([9, 0], VALLEY_START),
        (["1", 0], VALLEY_START),
        ([0.0, math.nan], VALLEY_START),
        ([1, 2, 3], VALLEY_START),
    ],
)
def test_a_start_that_is_none_is_not_taken(sent, start):
    assert start_from(sent, valley(20)) == start


def test_another_plane_and_another_network_are_measured_anew():
    app = answer(chapter("descent"), plane="high")
    first = told(app)
    app.selectbox(key="learn-descent-net-hidden").set_value("4-2")
    assert "25 weights" in told(worked_out(app.run()))
    app.segmented_control(key="learn-descent-net-plane").set_value("random")
    random = told(worked_out(app.run()))
    assert "this random plane holds" in random
    assert first != random


def test_a_steeper_valley_has_another_limit():
    app = chapter("descent")
    app.select_slider(key="learn-descent-goal-condition").set_value(100)
    assert not reached(app, 2 / 30)
    assert reached(app, 2 / 100)
