"""State of a race at one moment, and its change by events: pure functions over frozen records."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Literal

from bakeoff.contenders import Step, contender
from bakeoff.engine.base import Event, Failed, Finished, Message, Queued, Started, Stopped, Usage
from bakeoff.evaluation.verdict import Verdict
from bakeoff.race.endings import cut_short, killed
from bakeoff.race.environment import environment
from bakeoff.race.messages import Fetched, Forecast, LookedAt, Scoring, Seen
from bakeoff.race.outcome import Answers, HeldOut, Outcome, Result, Setting, Status, WhyStatement
from bakeoff.race.report import Report
from bakeoff.race.seeds import model_seeds
from bakeoff.race.stage import END, RaceMoment, RaceStage, thinned
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

DATA = "data"


@dataclass(frozen=True)
class Lane:
    """One contender's part of a race, as far as it has got.

    Attributes
    ----------
    status : {"waiting", "training", "done", "failed", "stopped"}
    place : int
        Place in the queue while waiting, 1 being next.
    wait_seconds : float or None
        About how long it will still wait, where that is known.
    cpu_seconds, wall_seconds : float
        Used by its process so far.
    forecast : float or None
        Seconds that the fit is expected to take, if that is long.
    message : str
        Why it failed or was stopped.
    best : Step or None
        The step with the best validation score so far (with none, training score), of the seed that is being trained.
    goes_back : bool
        Whether its fit ends as it stood at its lowest validation loss.
    answers : Answers or None
        Known of one that has an outcome.
    seeds : int
        How many seeds it is trained with, one after the other.
    ending : {"", "asked", "scoring"}
        Whether it has been asked to come to an end, and whether it has done so and is being scored.
    moments : tuple of RaceMoment
        What was seen of its first seed's model while it learned; the latest of one that is done is how it ended.
    """

    name: str
    status: Status = "waiting"
    place: int = 0
    wait_seconds: float | None = None
    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    forecast: float | None = None
    message: str = ""
    steps: tuple[Step, ...] = ()
    best: Step | None = None
    goes_back: bool = False
    outcome: Outcome | None = None
    answers: Answers | None = None
    seeds: int = 1
    ending: Literal["", "asked", "scoring"] = ""
    moments: tuple[RaceMoment, ...] = ()

    @property
    def shown(self) -> Step | None:
        """The step whose score stands for it: the one that its model is of or, while it has none, its best so far."""
        if self.outcome is None or not self.steps:
            return self.best
        return fit_end([step for step in self.steps if step.seed == self.steps[-1].seed], self.goes_back)

    @property
    def held(self) -> bool:
        """True if it has begun and is suspended during the turn of others."""
        return self.status == "training" and self.place > 0

    @property
    def active(self) -> bool:
        """True while it waits or trains."""
        return self.status in ("waiting", "training")

    @property
    def progress(self) -> float | None:
        """Share of all its seeds' steps done, from 0 to 1; None where that is not known."""
        if self.status == "done":
            return 1.0
        last = self.steps[-1] if self.steps else None
        if last is None or not last.total:
            return None
        return (last.seed + last.index / last.total) / self.seeds

    @property
    def seconds_left(self) -> float | None:
        """About how long it will still go on, at the pace so far; None where that is not known."""
        if not self.active:
            return 0.0
        return self.wall_seconds * (1 / self.progress - 1) if self.progress and self.wall_seconds else None


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
    held_out : HeldOut or None
        None until then.
    stage : RaceStage or None
        What contenders are asked while they learn; None until then, and where there is nothing to ask.
    fetched : float or None
        Share of the data set downloaded so far, while that goes on.
    looked_at : bool
        Whether it is known what of the set-up may mislead.
    environment : mapping of str to str
        Versions and processor of a race that was read from a file; empty for those here.
    written : Verdict or None
        The verdict of a race that was read from a file, which counts where that holds no rows.
    why : tuple of WhyStatement
        Statements of the experiments that were run after it.
    version : int
        Grows with every change.
    """

    id: str
    spec: BakeoffSpec
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    setting: Setting | None = None
    held_out: HeldOut | None = None
    stage: RaceStage | None = None
    fetched: float | None = None
    looked_at: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    written: Verdict | None = None
    why: tuple[WhyStatement, ...] = ()
    version: int = 0

    @classmethod
    def start(cls, id: str, spec: BakeoffSpec) -> "Run":
        """Return a race in which every contender waits."""
        task = spec.dataset.info.task
        lanes = {
            name: Lane(name, seeds=len(model_seeds(spec, name, task)), goes_back=contender(name).goes_back(settings))
            for name, settings in spec.contenders.items()
        }
        return cls(id, spec, lanes)

    @classmethod
    def ended(cls, id: str, report: Report) -> "Run":
        """Return the race of a report as it ended, with its rows if the report has them."""
        run = cls.start(id, report.spec)
        lanes = {
            name: replace(
                lane,
                **{key: getattr(report.results[name], key) for key in ("status", "message", "steps", "outcome")},
                best=best_step(None, report.results[name].steps),
                answers=report.answers.get(name),
            )
            for name, lane in run.lanes.items()
        }
        return replace(
            run,
            lanes=lanes,
            setting=report.setting,
            held_out=report.held_out,
            environment=report.environment,
            written=report.written,
            why=report.why,
        )

    def joined(self, id: str, spec: BakeoffSpec, late: Collection[str]) -> "Run":
        """Return this race, which is over, under another id, before the contenders `late` of `spec` start in it."""
        run = Run.start(id, spec)
        lanes = {name: lane if name in late else self.lanes[name] for name, lane in run.lanes.items()}
        now = environment()
        both = {name: ", ".join({before: "", now.get(name, before): ""}) for name, before in self.environment.items()}
        return replace(
            run, lanes=lanes, setting=self.setting, held_out=self.held_out, stage=self.stage, environment=both
        )

    @property
    def active(self) -> bool:
        """True while at least one contender waits or trains."""
        return any(lane.active for lane in self.lanes.values())

    @property
    def seconds_left(self) -> float | None:
        """About how long it will still go on, at the pace so far; None where that is not known."""
        left = [lane.seconds_left for lane in self.lanes.values()]
        known = [seconds for seconds in left if seconds is not None]
        return max(known) if len(known) == len(left) else None

    @property
    def note(self) -> str:
        """Cause of everyone's wait, in one sentence; empty if there is none."""
        if self.fetched is None or not self.active:
            return ""
        return _(
            "Downloading {title}: {percent} %", title=self.spec.dataset.info.title, percent=int(self.fetched * 100)
        )

    @functools.cached_property
    def report(self) -> Report:
        """Results so far."""
        results = {
            name: Result(name, lane.status, lane.message, lane.steps, lane.outcome) for name, lane in self.lanes.items()
        }
        answers = {name: lane.answers for name, lane in self.lanes.items() if lane.answers is not None}
        versions = dict(self.environment or environment())  # a plain one can go to a job
        return Report(self.spec, versions, self.setting, results, self.held_out, answers, self.written, why=self.why)


def advance(run: Run, name: str, event: Event, why: str = "") -> Run:
    """Return the race after an event.

    Parameters
    ----------
    name : str
        Whose job it is of: a contender, or `DATA` for the job that fetches the data set.
    why : str
        What to say of a stop that the visitor has not asked for.
    """
    if name == DATA:
        return _advance_data(run, event, why)
    version = run.version + 1
    match event:
        case Message(body=Setting() as setting):
            so_far = () if run.setting is None else run.setting.findings
            return replace(run, setting=replace(setting, findings=so_far), version=version)
        case Message(body=LookedAt(findings=findings)):
            told = run.setting and replace(run.setting, findings=findings)
            return replace(run, setting=told, looked_at=True, version=version)
        case Message(body=HeldOut() as held_out):
            return replace(run, held_out=run.held_out or held_out, version=version)
        case Message(body=RaceStage() as stage):
            return replace(run, stage=run.stage or stage, version=version)
    lane = _advance_lane(run.lanes[name], event, why, run.spec.rules.time_limit)
    return replace(run, lanes={**run.lanes, name: lane}, version=version)


def _scored(moment: RaceMoment, steps: Sequence[Step]) -> RaceMoment:
    """Return a moment, the last with the score of the last step, which may not have been watched."""
    if moment.step != END or moment.score is not None or not steps:
        return moment
    last = [step for step in steps if step.seed == steps[0].seed][-1]
    return replace(moment, score=last.train_score if last.validation_score is None else last.validation_score)


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
        limit = run.spec.rules.time_limit
        lanes = {name: _advance_lane(lane, event, why, limit) if lane.active else lane for name, lane in lanes.items()}
    return replace(run, lanes=lanes, fetched=fetched, version=run.version + 1)


def asked_to_end(run: Run, name: str) -> Run:
    """Return the race after the contender `name` has been asked to come to an end and be scored as it stands."""
    lane = replace(run.lanes[name], ending="asked")
    return replace(run, lanes={**run.lanes, name: lane}, version=run.version + 1)


def _advance_lane(lane: Lane, event: Event, why: str, time_limit: int) -> Lane:
    match event:
        case Queued(place=place, seconds=seconds):
            return replace(lane, place=place, wait_seconds=seconds)
        case Started():
            return replace(lane, status="training", place=0, wait_seconds=None)
        case Usage(cpu_seconds=cpu, wall_seconds=wall):
            return replace(lane, cpu_seconds=cpu, wall_seconds=wall)
        case Message(body=Forecast(seconds=seconds)):
            return replace(lane, forecast=seconds)
        case Message(body=Scoring()):
            return replace(lane, ending="scoring")
        case Message(body=Seen(moments=moments)):
            return replace(lane, moments=thinned(lane.moments + tuple(_scored(each, lane.steps) for each in moments)))
        case Message(body=steps):
            return replace(lane, steps=lane.steps + steps, best=best_step(lane.best, steps))
        case Finished(result=(Outcome() as outcome, Answers() as answers)):
            return _finished(replace(lane, outcome=outcome, answers=answers), outcome, why, time_limit)
        case Finished():
            return replace(lane, status="done")
        case Failed(error=error):
            return replace(lane, status="failed", message=str(error))
        case Stopped():
            last = lane.steps[-1] if lane.steps else None
            killed_text = killed(lane.name, last, training=lane.status == "training")
            return replace(lane, status="stopped", message=why or killed_text)


def _finished(lane: Lane, outcome: Outcome, why: str, time_limit: int) -> Lane:
    """Return the lane, whose outcome this is, at its end; one that was ended early is marked as stopped."""
    if not outcome.unfinished:
        return replace(lane, status="done")
    last = lane.steps[-1] if lane.steps else None
    limit = 0 if lane.ending else time_limit
    message = cut_short(lane.name, last, lane.seeds, len(outcome.seeds), why if lane.ending else "", limit)
    return replace(lane, status="stopped", message=message)


def fit_end(steps: Iterable[Step], goes_back: bool) -> Step | None:
    """Return the step that a fit ends as; None if it goes back to its best one, and has validated none."""
    steps = list(steps)
    if not goes_back:
        return steps[-1]
    return min(
        (each for each in steps if each.validation_loss is not None), key=attrgetter("validation_loss"), default=None
    )


def best_step(before: Step | None, steps: Sequence[Step]) -> Step | None:
    """Return the best step of the seed that the last of `steps` is of."""
    if not steps:
        return before
    seed = steps[-1].seed
    rivals = [step for step in (*([] if before is None else [before]), *steps) if step.seed == seed]
    for score in (attrgetter("validation_score"), attrgetter("train_score")):
        scored = [step for step in rivals if score(step) is not None]
        if scored:
            return max(scored, key=score)
    return None
