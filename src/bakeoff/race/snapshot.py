"""What is known of a race at one moment, and how an event changes it: pure functions over frozen records."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from bakeoff.contenders import Step, contender
from bakeoff.engine import Event, Failed, Finished, Message, Queued, Started, Stopped, Usage
from bakeoff.race.environment import environment
from bakeoff.race.job import Fetched, Forecast
from bakeoff.race.report import Outcome, Report, Result, Setting, Status
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

DATA = "data"


@dataclass(frozen=True)
class Lane:
    """One contender's part of a race, as far as it has got.

    Attributes
    ----------
    name : str
    status : {"waiting", "training", "done", "failed", "stopped"}
    place : int
        Place in the queue while waiting, 1 being next.
    cpu_seconds, wall_seconds : float
        Used by its process so far.
    forecast : float or None
        Seconds that the fit is expected to take, if that is long.
    message : str
        Why it failed or was stopped.
    steps : tuple of Step
    best : Step or None
        The step with the best validation score so far (with none, training score).
    outcome : Outcome or None
    """

    name: str
    status: Status = "waiting"
    place: int = 0
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    forecast: float | None = None
    message: str = ""
    steps: tuple[Step, ...] = ()
    best: Step | None = None
    outcome: Outcome | None = None

    @property
    def active(self) -> bool:
        """Whether it still waits or trains."""
        return self.status in ("waiting", "training")

    @property
    def progress(self) -> float | None:
        """Share of its steps done, from 0 to 1; None where that is not known."""
        if self.status == "done":
            return 1.0
        if not self.steps or not self.steps[-1].total:
            return None
        return self.steps[-1].index / self.steps[-1].total


@dataclass(frozen=True)
class Run:
    """A race at one moment.

    Attributes
    ----------
    id : str
        Unguessable name; whoever has it may look at the race and stop it.
    spec : BakeoffSpec
    lanes : mapping of str to Lane
        By contender, in the order of the spec.
    setting : Setting or None
        None until the first contender has loaded the data.
    fetched : float or None
        Share of the data set downloaded so far, while that goes on.
    version : int
        Grows with every change.
    """

    id: str
    spec: BakeoffSpec
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    setting: Setting | None = None
    fetched: float | None = None
    version: int = 0

    @classmethod
    def start(cls, id: str, spec: BakeoffSpec) -> "Run":
        """Return a race in which every contender waits."""
        return cls(id, spec, {name: Lane(name) for name in spec.contenders})

    @property
    def active(self) -> bool:
        """Whether any contender still waits or trains."""
        return any(lane.active for lane in self.lanes.values())

    @property
    def note(self) -> str:
        """What everyone waits for, in one sentence; empty if nothing."""
        if self.fetched is None or not self.active:
            return ""
        return _(
            "Downloading {title}: {percent} %", title=self.spec.dataset.info.title, percent=int(self.fetched * 100)
        )

    @functools.cached_property
    def report(self) -> Report:
        """What has come out so far."""
        results = {
            name: Result(name, lane.status, lane.message, lane.steps, lane.outcome) for name, lane in self.lanes.items()
        }
        return Report(self.spec, dict(environment()), self.setting, results)  # a plain one can go to a job


def advance(run: Run, name: str, event: Event, why: str = "") -> Run:
    """Return the race after an event.

    Parameters
    ----------
    run : Run
    name : str
        Whose job it is of: a contender, or `DATA` for the job that fetches the data set.
    event : Event
    why : str
        What to say of a stop that the visitor has not asked for.
    """
    if name == DATA:
        return _advance_data(run, event, why)
    lane = run.lanes[name]
    setting = run.setting
    if isinstance(event, Message) and isinstance(event.body, Setting):
        setting = setting or event.body
    else:
        lane = _advance_lane(lane, event, why)
    return replace(run, lanes={**run.lanes, name: lane}, setting=setting, version=run.version + 1)


def _advance_data(run: Run, event: Event, why: str) -> Run:
    """Return the race after an event of the job that every contender waits for: they queue and end with it."""
    fetched, lanes = run.fetched, run.lanes
    match event:
        case Message(body=Fetched(share=share)):
            fetched = share
        case Started(job=job):
            fetched, event = 0.0, Queued(job, 0)  # they still wait, and no longer for their turn
        case Finished() | Failed() | Stopped():
            fetched = None
    if isinstance(event, Queued | Failed | Stopped):
        lanes = {name: _advance_lane(lane, event, why) if lane.active else lane for name, lane in lanes.items()}
    return replace(run, lanes=lanes, fetched=fetched, version=run.version + 1)


def _advance_lane(lane: Lane, event: Event, why: str) -> Lane:
    match event:
        case Queued(place=place):
            return replace(lane, place=place)
        case Started():
            return replace(lane, status="training", place=0)
        case Usage(cpu_seconds=cpu, wall_seconds=wall):
            return replace(lane, cpu_seconds=cpu, wall_seconds=wall)
        case Message(body=Forecast(seconds=seconds)):
            return replace(lane, forecast=seconds)
        case Message(body=steps):
            rivals = steps if lane.best is None else (lane.best, *steps)
            return replace(lane, steps=lane.steps + steps, best=_best(rivals))
        case Finished(result=outcome):
            return replace(lane, status="done", outcome=outcome)
        case Failed(error=error):
            return replace(lane, status="failed", message=str(error))
        case Stopped():
            return replace(lane, status="stopped", message=why or _stopped_sentence(lane))


def _best(steps: Sequence[Step]) -> Step | None:
    for score in (attrgetter("validation_score"), attrgetter("train_score")):
        scored = [step for step in steps if score(step) is not None]
        if scored:
            return max(scored, key=score)
    return None


def _stopped_sentence(lane: Lane) -> str:
    step = contender(lane.name).step_name
    if lane.steps and step:
        return _(
            "Stopped after {step} {index}; what was known until then is kept.", step=step, index=lane.steps[-1].index
        )
    return _("Stopped before its first result.")
