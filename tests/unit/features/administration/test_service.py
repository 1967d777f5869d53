"""What whoever runs a server sees of it, and can do: on real races, studies and labs."""

import contextlib

import pytest

from bakeoff.engine.base import Queued, Started, Stopped
from bakeoff.features.administration.service import Administration, disk, memory
from bakeoff.features.lab.service import Labs
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
def kept(engine, tmp_path):
    """Return the server's races, studies and labs."""
    with contextlib.ExitStack() as stack:
        history = stack.enter_context(contextlib.closing(History(Database(f"sqlite:///{tmp_path}/h.sqlite"))))
        hear = stack.enter_context(contextlib.closing(Recorder(history))).hear
        races = stack.enter_context(contextlib.closing(Races(engine, history, publish=hear)))
        studies = stack.enter_context(contextlib.closing(Studies(engine, publish=hear)))
        yield races, studies, Labs(engine, 2**30)


class TwoSlots:
    """An engine of two slots whose jobs go on until they are stopped, and keep their slots whoever waits."""

    def __init__(self):
        self._listeners = {}

    def submit(self, job, listener):
        self._listeners[job.id] = listener
        n_jobs = len(self._listeners)
        listener(Started(job.id, 1) if n_jobs <= 2 else Queued(job.id, n_jobs - 2))

    def hold_back(self, place):
        first = next(iter(self._listeners))
        self._listeners[first](Queued(first, place))

    def stop(self, job):
        self._listeners[job](Stopped(job))


def test_all_that_goes_on_is_told_without_names_and_can_be_stopped(kept):
    races, studies, labs = kept
    administration = Administration(*kept)
    assert administration.activities() == ()
    ended = races.start(QUICK, "anna")
    assert ended.wait(PATIENCE)
    race = races.start(LONG, "anna")
    study = studies.start(LONG, Plan(folds=2), "ben")
    lab = labs.open(LabSettings(), "anna")
    labs.use(lab, "a page")
    wait_until(lambda: lab.status == "running" and race.run.lanes["torch_mlp"].status == "training")
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
    assert race.wait(PATIENCE)
    assert study.wait(PATIENCE)
    wait_until(lambda: lab.state.saved is not None)
    assert race.run.lanes["torch_mlp"].message.startswith(WHY)  # and perhaps scored as it stood
    assert {lane.message for lane in study.record.lanes.values()} == {WHY}
    assert lab.state.asleep
    assert administration.activities() == ()
    for activity in told.values():
        administration.stop(activity)  # it has ended meanwhile


def test_who_waits_is_told_with_a_place_and_no_row_moves_when_turns_change(kept, tmp_path):
    _races, studies, labs = kept
    engine = TwoSlots()
    history = History(Database(f"sqlite:///{tmp_path}/other.sqlite"))
    with contextlib.closing(history), contextlib.closing(Races(engine, history, publish=lambda _event: None)) as races:
        started = [races.start(LONG, f"visitor {n}") for n in range(4)]
        told = Administration(races, studies, labs).activities()
        standing = [(activity.training > 0, activity.place) for activity in told]
        assert standing == [(True, 0), (True, 0), (False, 1), (False, 2)]
        assert len({activity.who for activity in told}) == 4
        engine.hold_back(3)
        assert races.get(started[0].id) is started[0]  # as its page does when it looks
        told = Administration(races, studies, labs).activities()
        standing = [(activity.training, activity.waiting, activity.held, activity.place) for activity in told]
        assert standing == [(0, 1, True, 3), (1, 0, False, 0), (0, 1, False, 1), (0, 1, False, 2)]
        for race in started:
            race.stop(now=True)
            assert not race.active


def test_what_has_ended_is_forgotten_and_found_in_the_history(kept):
    races, _studies, _labs = kept
    ended = races.start(QUICK, "anna")
    assert ended.wait(PATIENCE)
    going_on = races.start(LONG, "anna")
    wait_until(lambda: races.history.get(ended.id) is not None)
    forgotten, _freed = Administration(*kept).clear()
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
