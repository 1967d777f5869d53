"""Who led until when, in one sentence."""

from dataclasses import replace

import pytest

from bakeoff.features.replay.course import course, leads
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import RaceMoment
from bakeoff.spec import BakeoffSpec


def moments(*scored):
    return tuple(RaceMoment(step, seconds, b"", score) for step, (seconds, score) in enumerate(scored, 1))


TREE = moments((0.01, 0.7), (0.05, 0.8))
FOREST = moments((0.04, 0.6), (0.1, 0.9), (1.0, 0.91))
NETWORK = moments((0.1, 0.5), (0.4, 0.95), (2.0, 0.96))


def test_each_leads_from_when_it_has_the_best_score():
    assert leads({"tree": TREE, "forest": FOREST, "network": NETWORK}) == [
        ("tree", 0.01),
        ("forest", 0.1),
        ("network", 0.4),
    ]


def test_who_comes_level_does_not_take_the_lead():
    assert leads({"tree": TREE, "forest": moments((0.2, 0.8))}) == [("tree", 0.01)]


def test_a_lead_that_is_short_on_the_clock_is_left_out():
    passing = moments((0.2, 0.85), (0.201, 0.1))
    assert leads({"tree": moments((0.01, 0.8), (0.2005, 0.9), (5.0, 0.9)), "forest": passing}) == [("tree", 0.01)]


def test_the_last_lead_counts_however_short():
    assert leads({"tree": moments((0.01, 0.8), (5.0, 0.8)), "forest": moments((4.99, 0.9))})[-1] == ("forest", 4.99)


def test_moments_without_a_score_are_skipped_and_one_contender_leads_nobody():
    assert leads({"tree": TREE, "svm": (RaceMoment(0, 0.1, b""),)}) == []


@pytest.mark.parametrize(
    ("of_each", "sentence"),
    [
        ({"decision_tree": TREE, "svm": moments((0.02, 0.1))}, "By validation score, Decision tree led all the way."),
        (
            {"decision_tree": TREE, "random_forest": FOREST, "keras_mlp": NETWORK},
            "By validation score, Decision tree led until 100 ms, Random forest until 400 ms, then Neural network.",
        ),
        ({"decision_tree": TREE, "dummy": moments((0.01, 0.99))}, ""),
        (
            {
                "decision_tree": moments((0.01, 0.1), (0.1, 0.3), (1.0, 0.5)),
                "svm": moments((0.03, 0.2), (0.3, 0.4), (3.0, 0.6)),
            },
            "By validation score, the lead changed 5 times; Support vector machine led from 3.0 s to the end.",
        ),
    ],
)
def test_the_sentence(of_each, sentence):
    run = Run.start("r", BakeoffSpec(dataset="moons", contenders=list(of_each)))
    lanes = {name: replace(run.lanes[name], moments=seen) for name, seen in of_each.items()}
    assert course(replace(run, lanes=lanes)) == sentence
