"""Rows of a live race."""

import dataclasses

import pytest

from bakeoff.contenders import Step
from bakeoff.features.race.page.cards import race_cards
from bakeoff.race.snapshot import Lane, Run


@pytest.fixture
def over(report) -> Run:
    lanes = {
        name: Lane(name, one.status, message=one.message, steps=one.steps, outcome=one.outcome)
        for name, one in report.results.items()
    }
    lanes |= {name: dataclasses.replace(lanes[name], answers=one) for name, one in report.answers.items()}
    best = Step(1, 2, 0.1, 0.1, train_score=1.0, validation_score=0.954)
    last = Step(2, 2, 0.1, 0.1, train_score=1.0, validation_score=0.913)
    lanes["svm"] = dataclasses.replace(lanes["svm"], steps=(last,), best=best)
    return Run("r", report.spec, lanes, report.setting, report.held_out)


def card(run: Run, name: str):
    (found,) = [one for one in race_cards(run) if one.name == name]
    return found


def test_while_anyone_trains_cards_show_the_best_validation_score_and_say_so(over):
    running = dataclasses.replace(over, lanes={**over.lanes, "dummy": Lane("dummy", "training")})
    found = card(running, "svm")
    assert (found.score, found.caption) == ("91.3 %", "validation accuracy")


def test_one_that_went_back_by_rows_that_nobody_sees_has_a_score_to_come_while_others_train(over):
    unseen = dataclasses.replace(over.lanes["svm"].steps[0], validation_score=None)
    done = dataclasses.replace(over.lanes["svm"], steps=(unseen,), best=unseen, goes_back=True)
    running = dataclasses.replace(over, lanes={**over.lanes, "svm": done, "dummy": Lane("dummy", "training")})
    assert (card(running, "svm").score, card(running, "svm").caption) == ("–", "no score yet")


def test_of_one_that_still_trains_the_best_is_so_far(over):
    training = dataclasses.replace(over.lanes["svm"], status="training", outcome=None)
    running = dataclasses.replace(over, lanes={**over.lanes, "svm": training})
    assert card(running, "svm").caption == "best validation accuracy so far"


def test_the_time_beside_a_card_is_that_of_training_as_soon_as_there_is_a_step_of_it(over):
    done = over.lanes["svm"]
    step = done.best
    assert step is not None
    lane = dataclasses.replace(done, status="training", outcome=None, cpu_seconds=5.0, steps=())
    facts = [
        card(dataclasses.replace(over, lanes={**over.lanes, "svm": shown}), "svm").facts
        for shown in (
            lane,
            dataclasses.replace(lane, steps=(dataclasses.replace(step, cpu_seconds=0.25),)),
            dataclasses.replace(lane, cpu_seconds=0.0),  # nothing has been measured yet
        )
    ]
    assert facts[0].startswith("5.0 s CPU, its start included")
    assert facts[1].startswith("250 ms CPU to train so far")
    assert facts[2] == ""


def test_who_was_stopped_and_could_answer_is_marked(over):
    svm = over.lanes["svm"]
    half = dataclasses.replace(svm, status="stopped", outcome=dataclasses.replace(svm.outcome, unfinished=True))
    assert card(dataclasses.replace(over, lanes={**over.lanes, "svm": half}), "svm").status_text == "Unfinished"


def test_who_failed_has_no_score(over):
    found = card(over, "random_forest")
    assert (found.score, found.caption) == ("–", "no score")
    assert found.message == 'No <b>"tree"</b> & no wood.'
