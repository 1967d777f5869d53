"""What whoever runs a server sees of it, and can do: on real races, studies and labs."""

import contextlib

import pytest

from bakeoff.features.administration.service import activities, clear, disk, memory
from bakeoff.features.judge import activities as of_judge
from bakeoff.features.lab import activities as of_lab
from bakeoff.features.lab.service import Labs
from bakeoff.features.race import activities as of_race
from bakeoff.network.settings import LabSettings
from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.runs.races import Races
from bakeoff.runs.studies import Studies
from bakeoff.service.visitor import pseudonym
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.plan import Plan
from tests.waiting import PATIENCE, wait_until

QUICK = BakeoffSpec(dataset="iris", contenders=["dummy"])
LONG = BakeoffSpec(
    dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}}
)
WHY = "Stopped by the server’s operator."


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def kept(engine, tmp_path, monkeypatch):
    """Return the server's races, studies and labs."""
    with contextlib.ExitStack() as stack:
        history = stack.enter_context(contextlib.closing(History(Database(f"sqlite:///{tmp_path}/h.sqlite"))))
        hear = stack.enter_context(contextlib.closing(Recorder(history))).hear
        races = stack.enter_context(contextlib.closing(Races(engine, history, publish=hear)))
        studies = stack.enter_context(contextlib.closing(Studies(engine, publish=hear)))
        labs = Labs(engine, 2**30)
        monkeypatch.setattr(of_race, "races", lambda: races)
        monkeypatch.setattr(of_judge, "studies", lambda: studies)
        monkeypatch.setattr(of_lab, "labs", lambda: labs)
        yield races, studies, labs


def test_all_that_goes_on_is_told_without_names_and_can_be_stopped(kept):
    races, studies, labs = kept
    assert activities() == ()
    ended = races.start(QUICK, "anna")
    assert ended.wait(PATIENCE)
    race = races.start(LONG, "anna")
    study = studies.start(LONG, Plan(folds=2), "ben")
    lab = labs.open(LabSettings(), "anna")
    labs.use(lab, "a page")
    wait_until(lambda: lab.status == "running" and race.run.lanes["torch_mlp"].status == "training")
    going_on = activities()
    assert [(each.id, each.markdown) for each in going_on] == [
        (race.id, f"**Race** on Digits, of visitor `{pseudonym('anna')}`"),
        (study.id, f"**Study** on Digits, of visitor `{pseudonym('ben')}`"),
        (lab.id, f"**Network lab** of visitor `{pseudonym('anna')}`"),
    ]
    assert (going_on[0].training, going_on[0].waiting) == (1, 0)
    assert [each.memory_bytes is None for each in going_on] == [True, True, False]
    for activity in going_on:
        activity.stop()
    assert race.wait(PATIENCE)
    assert study.wait(PATIENCE)
    wait_until(lambda: lab.state.saved is not None)
    assert race.run.lanes["torch_mlp"].message.startswith(WHY)  # and perhaps scored as it stood
    assert {lane.message for lane in study.record.lanes.values()} == {WHY}
    assert lab.state.asleep
    assert activities() == ()
    for activity in going_on:
        activity.stop()  # it has ended meanwhile


def test_what_has_ended_is_forgotten_and_found_in_the_history(kept):
    races, _studies, _labs = kept
    ended = races.start(QUICK, "anna")
    assert ended.wait(PATIENCE)
    going_on = races.start(LONG, "anna")
    wait_until(lambda: races.history.get(ended.id) is not None)
    forgotten, _freed = clear()
    assert forgotten == 1
    assert races.items() == [going_on]
    assert races.history.get(ended.id) is not None
    assert races.get(going_on.id) is going_on
    going_on.stop(now=True)
    assert going_on.wait(PATIENCE)


def test_disk_and_memory_are_told(home):
    (home / "models" / "race").mkdir(parents=True)
    (home / "models" / "race" / "svm.pickle").write_bytes(b"x" * 1000)
    (home / "mnist.npz").write_bytes(b"x" * 300)
    taken = disk()
    assert taken.used == {"models": 1000, "uploads": 0, "openml": 0, "unpacked": 0, "": 300}
    assert taken.free > 0
    now = memory()
    assert 0 < now.used < now.total
    assert 0 < now.free < now.total


def test_the_disk_is_told_before_there_is_a_data_home(home, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(home / "not" / "yet"))
    assert sum(disk().used.values()) == 0
    assert disk().free > 0
