"""The server's races: real ones, on the engine that the tests share."""

import contextlib
import functools
import importlib.util
import sqlite3

import pytest

from bakeoff.errors import SettingError
from bakeoff.records.recorder import Recorder
from bakeoff.runs.races import Races
from bakeoff.runs.studies import Studies
from bakeoff.service.kernel import publish
from bakeoff.service.registry import end_all
from bakeoff.settings import DEFAULTS
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from tests.waiting import PATIENCE, wait_until

QUICK = BakeoffSpec(dataset="iris", contenders=["dummy"])
LONG_FIT = {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}
LONG = BakeoffSpec(dataset="digits", contenders={"torch_mlp": LONG_FIT})
TWO_LONG = BakeoffSpec(dataset="digits", contenders={"torch_mlp": LONG_FIT, "keras_mlp": LONG_FIT})
FOREST = BakeoffSpec(dataset="digits", contenders={"random_forest": {"n_estimators": 300}})
GIVEN_UP = "Stopped, since nobody was watching."


@pytest.fixture
def recorder(history):
    with contextlib.closing(Recorder(history)) as recorder:
        yield recorder


@pytest.fixture
def made(engine, history, recorder):
    """Return a function that makes the server's races; what still runs is stopped at the end."""
    with contextlib.ExitStack() as stack:

        def make(publish=recorder.hear, **arguments) -> Races:
            races = stack.enter_context(contextlib.closing(Races(engine, history, publish=publish, **arguments)))
            stack.callback(stop_all, races)
            return races

        yield make


def stop_all(races: Races) -> None:
    """Leave the engine, which the tests share, to the next test, also after a failure."""
    for race in races.items():
        race.stop(now=True)


def finished(races: Races) -> str:
    race = races.start(QUICK, "me")
    assert race.wait(PATIENCE)
    return race.run.id


def test_a_race_is_found_by_its_id_and_by_nothing_else(made):
    races = made()
    race = races.start(QUICK, "me")
    assert races.get(race.run.id) is race
    assert races.get("another") is None
    assert races.get(None) is None
    race.wait(PATIENCE)


def test_the_oldest_finished_is_forgotten_and_one_going_on_never(made):
    races = made(kept=3)
    going_on = races.start(LONG, "me")
    first, second, third = finished(races), finished(races), finished(races)
    kept = [race.id for race in races.items()]
    assert (first in kept, second in kept, third in kept) == (False, True, True)
    assert races.get(going_on.run.id) is going_on
    going_on.stop()
    assert going_on.wait(PATIENCE)


def test_a_set_up_that_was_raced_lately_is_not_looked_at_anew(made, engine, monkeypatch):
    races, entries, submit = made(), [], engine.submit
    monkeypatch.setattr(engine, "submit", lambda job, listener: [entries.append(job.payload), submit(job, listener)])
    for spec in (QUICK, QUICK, QUICK_TWO):
        assert races.start(spec, "me").wait(PATIENCE)
    assert [entry.findings is not None for entry in entries] == [False, True, False, False]


def test_more_than_the_most_may_go_on(made):
    races = made(kept=1)
    both = [races.start(LONG, "me"), races.start(LONG, "me")]
    assert [races.get(race.run.id) for race in both] == both
    for race in both:
        race.stop()
    assert all(race.wait(PATIENCE) for race in both)


QUICK_TWO = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
GUESTS = [f"guest {n}" for n in range(5)]


def all_over(races: Races) -> list[str]:
    """Have five visitors race, and wait for them; return how each of their contenders has ended."""
    started = [races.start(QUICK_TWO, guest) for guest in GUESTS]
    assert all(race.wait(PATIENCE) for race in started)
    return [lane.status for race in started for lane in race.run.lanes.values()]


def test_one_visitors_long_races_keep_nobody_waiting(made):
    races = made()
    long = [races.start(TWO_LONG, "hog") for _ in range(DEFAULTS.visitor_races)]
    for race in long:
        assert race.run.active
    assert all_over(races) == ["done"] * 10
    assert all(race.run.active for race in long)
    for race in long:
        race.stop(now=True)
    assert all(race.wait(PATIENCE) for race in long)


def test_one_visitors_long_study_keeps_nobody_waiting(made, engine, recorder):
    races = made()
    with contextlib.closing(Studies(engine, publish=recorder.hear)) as studies:
        study = studies.start(LONG, Plan(folds=10, repeats=10, minutes=60), "hog")
        assert all_over(races) == ["done"] * 10
        assert study.active
        study.stop()
        assert study.wait(PATIENCE)


def test_a_longer_time_limit_than_the_host_allows_is_refused(made, engine, recorder, monkeypatch):
    monkeypatch.setenv("BAKEOFF_TIME_LIMIT_SECONDS", "600")
    races = made()
    with contextlib.closing(Studies(engine, publish=recorder.hear)) as studies:
        with pytest.raises(SettingError, match="The time limit may be 600 s at most on this server"):
            races.start(QUICK.replace("rules.time_limit", 86_400), "me")
        with pytest.raises(SettingError, match="The time limit may be 600 s at most on this server"):
            studies.start(QUICK_TWO, Plan(minutes=11), "me")
        assert not races.items()
        assert not studies.items()
    assert races.start(QUICK.replace("rules.time_limit", 600), "me").wait(PATIENCE)


def test_a_visitor_may_have_so_many_going_on_and_is_told_so(made):
    races = made()
    long = [races.start(LONG, "me") for _ in range(DEFAULTS.visitor_races)]
    with pytest.raises(SettingError, match="You already have 5 running"):
        races.start(QUICK, "me")
    assert all(race.active for race in long)
    assert races.start(QUICK, "somebody else").wait(PATIENCE)
    long[0].stop(now=True)
    assert long[0].wait(PATIENCE)
    races.start(QUICK, "me").stop(now=True)
    for race in long:
        race.stop(now=True)
    assert all(race.wait(PATIENCE) for race in long)


def test_what_goes_on_when_a_server_ends_is_stopped_after_its_time_and_kept_as_it_stands_then(
    made, engine, history, recorder, monkeypatch
):
    monkeypatch.setattr("bakeoff.service.registry.STOPPING_SECONDS", PATIENCE)
    races = made()
    with contextlib.closing(Studies(engine, publish=recorder.hear)) as studies:
        study = studies.start(FOREST, Plan(folds=10, repeats=10, minutes=60), "me")
        race = races.start(LONG, "me")
        wait_until(lambda: study.record.fitted)
        end_all((races, studies), 0.1)
        for start in (lambda: races.start(QUICK, "me"), lambda: studies.start(QUICK, Plan(), "me")):
            with pytest.raises(SettingError, match="about to restart"):
                start()
    assert not race.active
    assert not study.active
    assert recorder.flush(PATIENCE)
    stored = {entry.id: entry.status for entry in history.find("me").races}
    assert stored[race.id] == "stopped"
    assert history.get(study.id).study().fitted == study.record.fitted
    assert "The server ended before this was done" in history.get(race.id).report


def test_every_race_is_stored_for_its_visitor(made, history, recorder):
    races = made()
    race = races.start(QUICK, "me")
    assert race.wait(PATIENCE)
    assert recorder.flush(PATIENCE)
    (entry,) = history.find("me").races
    assert (entry.id, entry.status, entry.dataset) == (race.run.id, "finished", "iris")
    assert history.find("somebody else").total == 0


@pytest.mark.filterwarnings("ignore:The ``noload`` loader:sqlalchemy.exc.SADeprecationWarning")  # MLflow's own use
@pytest.mark.nightly
def test_a_race_is_logged_to_mlflow_if_the_server_is_set_up_so(made, tmp_path, monkeypatch):
    if importlib.util.find_spec("mlflow") is None:
        pytest.skip("MLflow is not installed; pip install '.[mlflow]' brings it.")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.sqlite")
    monkeypatch.chdir(tmp_path)  # artifacts lie below
    from mlflow.tracking import MlflowClient

    from bakeoff.features.tracking.tracking import Tracker, tracking

    MlflowClient().search_experiments()  # loads it and makes its tables
    monkeypatch.setattr(Tracker, "close", functools.partialmethod(Tracker.close, PATIENCE))
    with tracking():
        finished(made(publish))
    with contextlib.closing(sqlite3.connect(tmp_path / "mlflow.sqlite")) as store:
        names = {name for (name,) in store.execute("SELECT name FROM runs WHERE status = 'FINISHED'")}
    assert names == {"Race on Iris", "Baseline"}


def test_a_race_that_can_not_be_run_is_not_kept(made, monkeypatch):
    monkeypatch.setenv("BAKEOFF_JOB_MEMORY_MB", "much")
    races = made()
    with pytest.raises(SettingError, match="BAKEOFF_JOB_MEMORY_MB must be a whole number"):
        races.start(QUICK, "me")


def test_a_race_that_nobody_looks_at_is_stopped_and_says_so(made):
    race = made(unwatched_seconds=0.5).start(LONG, "me")
    assert race.wait(PATIENCE)
    lane = race.run.lanes["torch_mlp"]
    assert lane.status == "stopped"
    assert lane.message.startswith(GIVEN_UP)  # and perhaps scored as it stood


def test_a_race_that_somebody_looks_at_goes_on(made, standing_clock):
    races = made(unwatched_seconds=1.0)
    watched, unwatched = races.start(LONG, "me"), races.start(LONG, "me")
    standing_clock.now = 0.7
    assert races.get(watched.run.id) is watched
    standing_clock.now = 1.2
    assert unwatched.wait(PATIENCE)
    assert unwatched.run.lanes["torch_mlp"].message.startswith(GIVEN_UP)  # and perhaps scored as it stood
    assert watched.run.active
    watched.stop()
    assert watched.wait(PATIENCE)
    assert not watched.run.lanes["torch_mlp"].message.startswith(GIVEN_UP)


def test_a_finished_race_is_left_as_it_is(made, standing_clock):
    races = made(unwatched_seconds=1.0)
    quick, long = races.start(QUICK, "me"), races.start(LONG, "me")
    assert quick.wait(PATIENCE)
    standing_clock.now = 1.2
    assert long.wait(PATIENCE)
    assert quick.run.lanes["dummy"].status == "done"
