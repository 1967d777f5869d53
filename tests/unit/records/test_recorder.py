"""The recorder: writes in its own time, tries again, and a kill loses nothing that it has said is stored."""

import contextlib
import dataclasses
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.errors import HistoryError
from bakeoff.race.events import RACE, RaceEnded, RaceStarted
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.service.events import Course
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from tests.waiting import PATIENCE, wait_until


@pytest.fixture
def recorder(history):
    with contextlib.closing(Recorder(history, retry_seconds=0.02)) as recorder:
        yield recorder


def test_a_race_is_written_from_its_start_to_its_end(engine, history, recorder):
    course = Course(RACE, "me", recorder.hear)
    race = Race(BakeoffSpec(dataset="iris", contenders=["dummy", "decision_tree"]), engine, course)
    course.begin(race.run)
    assert race.wait(PATIENCE)
    assert recorder.flush(PATIENCE)
    (entry,) = history.find("me").races
    assert (entry.id, entry.status) == (race.run.id, "finished")
    assert entry.started <= entry.ended
    assert history.get(race.run.id).report == race.run.report.to_json(indent=None)


@pytest.mark.usefixtures("ends_wait_for_the_database")
def test_a_race_is_stored_before_its_end_can_be_seen(engine, history, recorder):
    for _ in range(5):
        race = Race(BakeoffSpec(dataset="iris", contenders=["dummy"]), engine, Course(RACE, "me", recorder.hear))
        assert race.wait(PATIENCE)
        assert history.get(race.run.id).entry.status == "finished"


def test_what_a_contender_has_achieved_is_stored_before_the_others_end(history, recorder, ended):
    half = dataclasses.replace(
        ended, lanes={**ended.lanes, "svm": dataclasses.replace(ended.lanes["svm"], status="training", outcome=None)}
    )
    recorder.hear(RaceStarted("me", half))
    wait_until(lambda: history.find("me").total)
    (entry,) = history.find("me").races
    assert entry.status == "running"
    assert [one.status for one in entry.results] == ["done", "training", "done"]
    assert list(Report.from_json(history.get(ended.id).report).finished()) == ["decision_tree", "dummy"]


@contextlib.contextmanager
def locked_by_another(history: History, folder: Path) -> Iterator[None]:
    assert history.find("me").total == 0
    path = folder / "history.sqlite"
    history.database._opened().dispose()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        history.database._given = f"sqlite:///{path}?timeout=0.05"
        history.close()
        yield
        other.rollback()


def test_what_can_not_be_written_is_told_and_written_once_it_can(history, recorder, ended, tmp_path):
    with locked_by_another(history, tmp_path):
        recorder.hear(RaceEnded("me", ended))
        wait_until(lambda: recorder.trouble(ended.id))
        assert "is locked by another program" in recorder.trouble(ended.id)
    assert recorder.flush(PATIENCE)
    assert recorder.trouble(ended.id) == ""
    assert history.find("me").total == 1


def test_what_waits_is_written_when_the_server_ends(history, ended, monkeypatch):
    tries = []
    save = History.save

    def fails_once(self, *arguments):
        tries.append(arguments)
        if len(tries) == 1:
            raise HistoryError("Not now.")
        save(self, *arguments)

    monkeypatch.setattr(History, "save", fails_once)
    recorder = Recorder(history, retry_seconds=3600)
    recorder.hear(RaceEnded("me", ended))
    wait_until(lambda: recorder.trouble(ended.id))
    recorder.close()
    assert history.find("me").total == 1


def test_a_fault_of_our_own_does_not_end_the_recorder(history, recorder, ended, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        patch.setattr(History, "save", lambda *_arguments: 1 / 0)
        recorder.hear(RaceEnded("me", ended))
        assert recorder.flush(PATIENCE)
    assert "fault of Bakeoff’s own" in recorder.trouble(ended.id)
    assert "ZeroDivisionError" in caplog.text
    other = dataclasses.replace(ended, id="another")
    recorder.hear(RaceEnded("me", other))
    assert recorder.flush(PATIENCE)
    assert [one.id for one in history.find("me").races] == ["another"]


WRITER = """
import dataclasses, itertools, pickle, sys
from datetime import UTC, datetime
from pathlib import Path
from bakeoff.storage.database import Database
from bakeoff.records.history import History

run = pickle.loads(Path(sys.argv[2]).read_bytes())
history = History(Database(sys.argv[1]))
for number in itertools.count():
    one = dataclasses.replace(run, id=f"{sys.argv[3]}-{number}")
    history.save(type(run).start(one.id, one.spec), "me", datetime.now(UTC))
    history.save(one, "me", datetime.now(UTC))
    print(one.id, flush=True)
"""


@pytest.mark.nightly
def test_a_process_killed_while_it_writes_loses_no_race_and_breaks_nothing(url, ended, tmp_path: Path):
    stored = tmp_path / "run.pickle"
    stored.write_bytes(pickle.dumps(dataclasses.replace(ended)))  # without its report
    said: list[str] = []
    for kill in range(3):
        command = [sys.executable, "-c", WRITER, url, str(stored), str(kill)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
            said += [process.stdout.readline() for _ in range(5 + 7 * kill)]
            process.send_signal(signal.SIGKILL)
            said += process.stdout.readlines()
    ids = {line.strip() for line in said if line.endswith("\n")}
    assert len(ids) >= 5 + 12 + 19
    with contextlib.closing(sqlite3.connect(tmp_path / "history.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with contextlib.closing(History(Database(url))) as history:
        found = {one.id: one.status for one in history.find("me", limit=10**6).races}
        assert {found.get(id) for id in ids} == {"finished"}
        assert set(found.values()) <= {"finished", "interrupted"}
        assert history.get(min(ids)).report == ended.report.to_json(indent=None)


def test_what_is_forgotten_is_not_written_once_it_could_be(history, recorder, ended, tmp_path):
    with locked_by_another(history, tmp_path):
        for number, owner in enumerate(("me", "another")):
            recorder.hear(RaceEnded(owner, dataclasses.replace(ended, id=f"race-{number}")))
        wait_until(lambda: recorder.trouble("race-0") and recorder.trouble("race-1"))
        recorder.forget("me")
    assert recorder.flush(PATIENCE)
    assert (history.find("me").total, history.find("another").total) == (0, 1)
    assert recorder.trouble("race-0") == ""
