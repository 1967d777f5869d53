import dataclasses

import pytest

from bakeoff.contenders import Step
from bakeoff.engine.base import Failed, Finished, Message, Started, Stopped
from bakeoff.errors import TrainingError
from bakeoff.features.race.page.headline import headline, in_words
from bakeoff.race.snapshot import Run, advance
from bakeoff.spec import BakeoffSpec


@pytest.fixture
def run():
    return Run.start("id", BakeoffSpec(dataset="iris", contenders=["svm", "decision_tree"]))


def test_a_race_going_on_says_how_many_have_ended(run):
    assert headline(run) == "Racing on Iris: 0 of 2 have ended"
    assert headline(advance(run, "svm", Stopped("j"))) == "Racing on Iris: 1 of 2 have ended"


def test_a_race_that_came_to_nothing_says_why(run):
    stopped = advance(run, "svm", Stopped("j"))
    assert "was stopped" in headline(advance(stopped, "decision_tree", Stopped("j")))
    assert "its card says why" in headline(advance(stopped, "decision_tree", Failed("j", TrainingError("Too deep."))))


def test_a_race_with_a_winner_says_the_verdict(report):
    run = Run.start("id", report.spec)
    for name, outcome in report.finished().items():
        for told in (report.setting, report.held_out):
            run = advance(run, name, Message("j", told))
        run = advance(run, name, Finished("j", (outcome, report.answers[name])))
    assert report.verdict.sentence.endswith("Nobody wins: not every contender finished.")
    whole = dataclasses.replace(report, results={name: report.results[name] for name in run.lanes})
    assert headline(run) == whole.verdict.sentence
    assert headline(run).startswith("Support vector machine wins: ")


def test_the_curves_in_words(run, report):
    assert in_words(run) == "Learning curves, nothing to see yet."
    steps = (Step(1, 2, 0.1, 0.1, validation_score=0.912), Step(2, 2, 0.1, 0.1, validation_score=0.874))
    run = advance(advance(run, "svm", Started("j", 7)), "svm", Message("j", steps))
    assert in_words(run) == "Learning curves. Support vector machine: best validation score 91.2 %."
    run = advance(run, "svm", Finished("j", (report.finished()["svm"], report.answers["svm"])))
    assert in_words(run) == "Learning curves. Support vector machine: validation score 87.4 %."
