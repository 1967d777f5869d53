"""What whoever runs a server sees of it, and can do: on real races, studies and labs."""

import contextlib
import time

import pytest

from bakeoff.history import History
from bakeoff.judge import Plan
from bakeoff.lab.settings import LabSettings
from bakeoff.service.administration import Administration, disk, memory, pseudonym
from bakeoff.service.labs import Labs
from bakeoff.service.races import Races, Studies
from bakeoff.spec import BakeoffSpec

QUICK = BakeoffSpec(dataset="iris", contenders=["dummy"])
LONG = BakeoffSpec(dataset="digits", contenders={"torch_mlp": {"epochs": 10_000, "hidden": "256,256"}})
WHY = "Stopped by whoever runs this server."


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def kept(engine, tmp_path):
    """Return the server's races, studies and labs."""
    with contextlib.ExitStack() as stack:
        races = stack.enter_context(contextlib.closing(Races(engine, History(f"sqlite:///{tmp_path}/h.sqlite"))))
        studies = stack.enter_context(contextlib.closing(Studies(engine, races.recorder)))
        yield races, studies, Labs(engine, 2**30)


def until(what):
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_all_that_goes_on_is_told_without_names_and_can_be_stopped(kept):
    races, studies, labs = kept
    administration = Administration(*kept)
    assert administration.activities() == ()
    ended = races.start(QUICK, "anna")
    assert ended.wait(60)
    race = races.start(LONG, "anna")
    study = studies.start(LONG, Plan(folds=2), "ben")
    lab = labs.open(LabSettings(), "anna")
    labs.use(lab, "a page")
    until(lambda: lab.status == "running" and race.run.lanes["torch_mlp"].status == "training")
    told = {activity.kind: activity for activity in administration.activities()}
    assert {kind: (one.id, one.who) for kind, one in told.items()} == {
        "race": (race.id, pseudonym("anna")),
        "study": (study.id, pseudonym("ben")),
        "lab": (lab.id, pseudonym("anna")),
    }
    assert (told["race"].data, told["race"].training, told["race"].waiting) == ("Digits", 1, 0)
    assert (told["study"].data, told["lab"].data) == ("Digits", "")
    for activity in told.values():
        administration.stop(activity)
    assert race.wait(60)
    assert study.wait(60)
    until(lambda: lab.state.saved is not None)
    assert race.run.lanes["torch_mlp"].message == WHY
    assert {lane.message for lane in study.record.lanes.values()} == {WHY}
    assert lab.state.asleep
    assert administration.activities() == ()
    for activity in told.values():
        administration.stop(activity)  # it has ended meanwhile


def test_who_waits_is_told_with_a_place_behind_those_who_run(kept):
    races, _studies, _labs = kept
    started = [races.start(LONG, f"visitor {n}") for n in range(4)]
    administration = Administration(*kept)

    def standing() -> list[tuple[bool, int]]:
        return [(activity.training > 0, activity.place) for activity in administration.activities()]

    until(lambda: standing() == [(True, 0), (True, 0), (False, 1), (False, 2)])
    told = administration.activities()
    assert len({activity.who for activity in told}) == 4
    for race in started:
        race.stop(now=True)
        assert race.wait(60)


def test_what_has_ended_is_forgotten_and_found_in_the_history(kept):
    races, _studies, _labs = kept
    ended = races.start(QUICK, "anna")
    assert ended.wait(60)
    going_on = races.start(LONG, "anna")
    until(lambda: races.history.get(ended.id) is not None)
    forgotten, _freed = Administration(*kept).clear()
    assert forgotten == 1
    assert races.get(ended.id) is None
    assert races.history.get(ended.id) is not None
    assert races.get(going_on.id) is going_on
    going_on.stop(now=True)
    assert going_on.wait(60)


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
