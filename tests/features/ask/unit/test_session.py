import contextlib
import os
import signal

import numpy as np
import psutil
import pytest

from bakeoff.engine.base import Finished, Started
from bakeoff.errors import EngineError, HistoryError, SettingError
from bakeoff.features.ask.messages import Describe, FindCounterfactual, Predict, Show, Vary
from bakeoff.features.ask.session import AskSession
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import submit
from tests.waiting import PATIENCE, wait_until


def test_a_held_out_row_gets_the_answers_that_it_got_in_the_race(asked):
    for place in (0, 5):
        row = asked.session.ask(Show(place), patience=PATIENCE).row
        answers = asked.session.ask(Predict(row), patience=PATIENCE)
        assert list(answers) == list(asked.report.finished())
        for name, given in asked.report.answers.items():
            expected = given.prediction.probabilities[place]
            np.testing.assert_allclose(answers[name].probabilities[0], expected, rtol=1e-5, atol=1e-7)


def test_a_question_that_makes_no_sense_is_answered_in_a_sentence(asked):
    n = asked.subject.sheet.n_test
    with pytest.raises(SettingError, match=f"{n} held-out rows"):
        asked.session.ask(Show(n), patience=PATIENCE)
    with pytest.raises(SettingError, match="30 values"):
        asked.session.ask(Predict((1.0,)), patience=PATIENCE)


@contextlib.contextmanager
def all_places_taken(engine):
    """Have no place free for what somebody waits for."""
    busy = {f"busy {n}": submit(engine, f"busy {n}", sample_jobs.sleep, interactive=True) for n in range(3)}
    yield
    for job, told in busy.items():
        engine.stop(job)
        told.end()


def test_of_one_askers_questions_of_a_kind_only_the_latest_is_answered_and_anothers_is_not_lost(engine, asked):
    session = AskSession(engine, asked.id, asked.subject.spec)
    rows = [(float(number), *asked.subject.sheet.typical[1:]) for number in range(12)]
    with all_places_taken(engine):  # so that all of them have to wait
        for row in rows:
            assert session.ask(Predict(row), asker="slider") is None
        session.ask(Predict(rows[3]), asker="another")
    assert session.ask(Predict(rows[-1]), asker="slider", patience=PATIENCE) is not None
    wait_until(lambda: session.knows(Predict(rows[3])))
    assert [session.knows(Predict(row)) for row in rows] == [place in (3, 11) for place in range(12)]
    session.end()
    wait_until(lambda: session.status == "ended")


def test_the_job_ends_when_nobody_asks_and_the_next_question_starts_another(engine, asked):
    session = AskSession(engine, asked.id, asked.subject.spec, idle_seconds=0.1)
    assert session.ask(Describe(), patience=PATIENCE) == asked.subject.sheet
    wait_until(lambda: session.status == "ended")
    assert session.ask(Show(1), patience=PATIENCE) == asked.subject.example(1)
    wait_until(lambda: session.status == "ended")


def test_no_question_is_lost_to_a_job_that_ends_while_it_is_under_way(engine, asked):
    session = AskSession(engine, asked.id, asked.subject.spec, idle_seconds=0.0)
    for place in range(4):
        assert session.ask(Show(place), patience=PATIENCE) == asked.subject.example(place)
    wait_until(lambda: session.status == "ended")


def test_a_job_that_is_killed_is_told_of_once_and_started_again(engine, asked, monkeypatch):
    session = AskSession(engine, asked.id, asked.subject.spec)
    before = set(psutil.Process().children(recursive=True))
    session.ask(Describe(), patience=PATIENCE)
    (job,) = set(psutil.Process().children(recursive=True)) - before
    os.kill(job.pid, signal.SIGSTOP)
    assert session.ask(Vary(asked.subject.sheet.typical)) is None
    os.kill(job.pid, signal.SIGKILL)
    with pytest.raises(EngineError):
        session.ask(Vary(asked.subject.sheet.typical), patience=PATIENCE)
    monkeypatch.setattr("bakeoff.features.ask.session.FORGIVEN_SECONDS", 0.0)
    assert session.ask(Vary(asked.subject.sheet.typical), patience=PATIENCE)
    session.end()
    wait_until(lambda: session.status == "ended")


def test_a_race_whose_models_are_gone_is_refused_in_a_sentence(engine, asked):
    with pytest.raises(HistoryError, match="run the race again"):
        AskSession(engine, "gone", asked.subject.spec)


def test_what_is_slow_does_not_keep_other_answers_from_being_known(asked):
    row = asked.subject.example(2).row
    assert asked.session.ask(FindCounterfactual(row, "random_forest")) is None
    assert asked.session.ask(Predict(row), patience=PATIENCE) is not None
    assert asked.session.ask(FindCounterfactual(row, "random_forest"), patience=PATIENCE) is not None


class ClosingEngine:
    """An engine that runs one job and is closed when it ends."""

    slots = 1

    def __init__(self):
        self.listener = None

    def submit(self, job, listener):
        if self.listener is not None:
            raise EngineError("The engine is closed; no job can be started.")
        self.listener = listener
        self.job = job.id
        listener(Started(job.id, 1))

    def send(self, job_id, command):
        """Get no further than the line."""

    def stop(self, job_id):
        """Have nothing to stop."""

    def close(self):
        self.listener(Finished(self.job, None))


def test_a_question_under_way_when_the_server_closes_is_told_so(asked):
    engine = ClosingEngine()
    session = AskSession(engine, asked.id, asked.subject.spec)
    assert session.ask(Describe()) is None
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        session.ask(Describe())
    assert session.status == "ended"
