"""Five visitors race while one other has long races, or a long study, going on: how long each waits.

Run ``python benchmarks/load.py``. It holds if everybody has a first point, and a verdict, while the other's still go
on. The engine is the server's, without pages; five races alone are measured first.
"""

import contextlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from shared import run_script, size

from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.runs.races import Races
from bakeoff.runs.studies import Studies
from bakeoff.settings import DEFAULTS
from bakeoff.spec import BakeoffSpec
from bakeoff.storage.database import Database
from bakeoff.study.plan import Plan

VISITORS, BEFORE_SECONDS = size((5, 5.0), (1, 1.0))
PATIENCE_SECONDS = 300
LONG = BakeoffSpec(
    dataset="digits", contenders={"keras_mlp": {"epochs": 10_000, "early_stopping": False, "hidden": "256,256"}}
)
USUAL = BakeoffSpec(dataset=size("breast_cancer", "iris"))
Started = Callable[[], bool]


@contextlib.contextmanager
def nobody(_races: Races, _studies: Studies) -> Iterator[Started]:
    yield lambda: True


@contextlib.contextmanager
def long_races(races: Races, _studies: Studies) -> Iterator[Started]:
    """As many long races of one visitor as there may be; yields whether all of them still go on."""
    held = [races.start(LONG, "other") for _ in range(DEFAULTS.visitor_races)]
    yield lambda: all(race.active for race in held)
    for race in held:
        race.stop(now=True)
        race.wait(20)


@contextlib.contextmanager
def long_study(_races: Races, studies: Studies) -> Iterator[Started]:
    """Ten times ten folds of the long one; yields whether it still goes on."""
    study = studies.start(LONG, Plan(folds=10, repeats=10, minutes=60), "other")
    yield lambda: study.active
    study.stop()
    study.wait(20)


def first_point(race: Race, began: float) -> float:
    """Wait for the first thing that any contender tells; return the seconds until then."""

    def has_point(run: Run) -> bool:
        return any(lane.steps or lane.outcome for lane in run.lanes.values())

    while not has_point(race.run):
        if time.monotonic() - began > PATIENCE_SECONDS:
            return float("inf")
        time.sleep(0.02)
    return time.monotonic() - began


def measure(
    name: str, engine: Engine, other: Callable[[Races, Studies], contextlib.AbstractContextManager[Started]]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(History(Database(f"sqlite:///{Path(folder) / 'history.sqlite'}"))) as history,
        contextlib.closing(Recorder(history)) as recorder,
        contextlib.closing(Races(engine, history, publish=recorder.hear)) as races,
        contextlib.closing(Studies(engine, publish=recorder.hear)) as studies,
        other(races, studies) as goes_on,
    ):
        time.sleep(BEFORE_SECONDS)  # the other was there first
        began = time.monotonic()
        started = [races.start(USUAL, f"visitor {n}") for n in range(VISITORS)]
        points = [first_point(race, began) for race in started]
        in_time = all(race.wait(PATIENCE_SECONDS) for race in started)
        verdict = time.monotonic() - began
        holds = in_time and goes_on()
    print(
        f"{name:<42}{statistics.median(points):>14.1f}{max(points):>9.1f}{verdict:>17.1f}  {'yes' if holds else 'NO'}"
    )


def main() -> None:
    print(f"{'':<42}{'first point, s':>14}{'worst':>9}{'last verdict, s':>17}  holds")
    with contextlib.closing(local_engine(names=[*USUAL.contenders, "keras_mlp"])) as engine:
        while not engine.ready:
            time.sleep(0.05)
        measure("five visitors alone", engine, nobody)
        measure(f"beside one with {DEFAULTS.visitor_races} long races", engine, long_races)
        measure("beside one with a study of 10 x 10 folds", engine, long_study)


if __name__ == "__main__":
    run_script(main, 4)
