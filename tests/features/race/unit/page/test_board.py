"""How often the live part of the page looks again."""

from dataclasses import replace

import pytest

from bakeoff.features.race.page.board import CALM_SECONDS, TICK_SECONDS, TICKS_A_SECOND, pace
from bakeoff.race.snapshot import Lane, Run
from bakeoff.spec import BakeoffSpec

RUN = Run.start("race", BakeoffSpec(dataset="iris", contenders=["decision_tree", "svm"]))
WAITS = Lane("svm", place=3, wait_seconds=60.0)


def run(tree: Lane, svm: Lane = WAITS) -> Run:
    return replace(RUN, lanes={"decision_tree": tree, "svm": svm})


@pytest.mark.parametrize(
    ("tree", "seconds"),
    [
        (Lane("decision_tree", place=2, wait_seconds=60.0), CALM_SECONDS),
        (Lane("decision_tree", place=2, wait_seconds=5.0), 1.5),
        (Lane("decision_tree", place=1, wait_seconds=2.0), TICK_SECONDS),
        (Lane("decision_tree", status="training", place=2, wait_seconds=60.0), CALM_SECONDS),
        (Lane("decision_tree", status="done"), CALM_SECONDS),
        (Lane("decision_tree", status="training"), TICK_SECONDS),
        (Lane("decision_tree", place=2), TICK_SECONDS),
        (Lane("decision_tree"), TICK_SECONDS),
    ],
    ids=["long", "soon", "next", "held back", "over", "in training", "not known how long", "not known at all"],
)
def test_a_page_whose_contenders_all_wait_is_drawn_less_often_the_longer_they_do(tree, seconds):
    assert pace(run(tree)) == seconds


@pytest.mark.parametrize(
    ("going_on", "seconds"),
    [(10, TICK_SECONDS), (30, 30 / TICKS_A_SECOND), (1000, CALM_SECONDS)],
    ids=["few", "many", "too many"],
)
def test_a_page_is_drawn_less_often_the_more_races_go_on(going_on, seconds):
    assert pace(run(Lane("decision_tree", status="training")), going_on) == seconds
    assert pace(run(Lane("decision_tree", place=2, wait_seconds=60.0)), going_on) == CALM_SECONDS
