"""State of a study with its jobs, and its change by events: pure functions over frozen records."""

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bakeoff.contenders import contender
from bakeoff.engine.base import Event, Failed, Finished, Message, Queued, Started, Stopped
from bakeoff.race.environment import environment
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import decided
from bakeoff.study.folds import folds_per_repeat
from bakeoff.study.messages import Refused, Spoiled
from bakeoff.study.plan import Plan
from bakeoff.study.record import TUNED, Fitted, Record, StudyFit, StudyLane, Tried
from bakeoff.study.repairs import repairs
from bakeoff.study.tipping import closer
from bakeoff.text import _, counted

Cells = tuple[StudyFit, ...]


@dataclass(frozen=True)
class Worker:
    """A job, and the cells that it has still to fit, the one in hand first."""

    cells: Cells
    running: bool = False

    def fits(self, lane: str) -> bool:
        """Return whether it fits this lane now."""
        return self.running and bool(self.cells) and self.cells[0].lane == lane


@dataclass(frozen=True)
class Progress:
    """A study at one moment, and which job fits what.

    Attributes
    ----------
    slots : int
        How many jobs a repeat is shared among, at most.
    workers : mapping of str to Worker
        By job.
    left : tuple of tuple of StudyFit
        What is to be given to a job each.
    """

    record: Record
    slots: int
    workers: Mapping[str, Worker] = field(default_factory=dict)
    left: tuple[Cells, ...] = ()

    @property
    def active(self) -> bool:
        """True while more events are expected."""
        return self.record.active


def begin(id: str, spec: BakeoffSpec, plan: Plan, slots: int) -> Progress:
    """Return a study of which nothing is known yet: of a settled plan, with the first folds left to be given to jobs.

    Where it goes on until all is decided, these are those of one repeat, else those of all.
    """
    lanes = {lane.name: lane for lane in _lanes(spec, plan)}
    record = Record(id, spec, plan, lanes, plan.points(spec), dict(environment()), 0, folds_per_repeat(spec, plan))
    first = record.folds_per_repeat * (plan.repeats if record.can_repeat and not record.plan.ends_when_decided else 1)
    return _go_on(Progress(record, slots), first)


def advance(progress: Progress, event: Event) -> Progress:
    """Return the study after an event of one of its jobs."""
    job, record = event.job, progress.record
    if job not in progress.workers:
        return progress
    match event:
        case Queued(place=place, seconds=seconds):
            return _queued(progress, job, place, seconds)
        case Started():
            return _started(progress, job)
        case Message(body=Fitted() as fitted):
            return _take_off(_fitted(progress, fitted), job, fitted.cell)
        case Message(body=Tried() as tried):
            return _note(progress, tried=(*record.tried, tried))
        case Message(body=Spoiled(cell=cell, error=error)):
            return _take_off(end_lanes(progress, [cell.lane], "failed", str(error)), job, cell)
        case Message(body=Refused(error=error)):
            return end_lanes(progress, record.lanes, "failed", str(error))
        case Finished() | Stopped():
            return _leave(progress, job)
        case Failed(error=error):
            return _leave(_end_in_hand(progress, job, str(error)), job)
        case _:
            return progress


def give(progress: Progress, job: str) -> Progress:
    """Return the study after the first of what is left has been given to a job."""
    workers = {**progress.workers, job: Worker(progress.left[0])}
    return replace(progress, workers=workers, left=progress.left[1:])


def give_up(progress: Progress, why: str) -> Progress:
    """Return the study after it turned out that no job can take what is left."""
    lanes = {cell.lane for cells in progress.left for cell in cells}
    return end_lanes(replace(progress, left=()), lanes, "stopped", why)


def end_lanes(
    progress: Progress, names: Collection[str], status: Literal["failed", "stopped"], message: str
) -> Progress:
    """Return the study after lanes have come to nothing; one that has ended before is left as it is."""
    return _end(progress, names, status=status, message=message)


def end_on_time(progress: Progress, minutes: float) -> Progress:
    """Return the study after its time is up: what is known by then stands."""
    note = _(
        "The time limit of {n} minutes is over; this is what came out by then.",
        n=f"{minutes:g}",
    )
    return _end(_note(progress, note=note), progress.record.lanes, status="done")


def _lanes(spec: BakeoffSpec, plan: Plan) -> list[StudyLane]:
    """Return the lanes of a plan: each contender, tuned or repaired ones behind it; or the one whose setting varies."""
    if plan.question == "setting" and (name := plan.knob(spec)[0]) is not None:
        return [StudyLane(name, name)]
    lanes = []
    for name in spec.contenders:
        lanes.append(StudyLane(name, name))
        if plan.question == "which" and plan.trials and not contender(name).baseline:
            lanes.append(StudyLane(name + TUNED, name, tuned=True))
        if plan.question == "fair":
            lanes += [lane for lane in map(StudyLane.of, repairs(spec)) if lane.contender == name]
    return lanes


def _go_on(progress: Progress, n_folds: int) -> Progress:
    """Ask for so many more folds."""
    record = progress.record
    last = record.n_folds + n_folds
    return _share_out(_note(progress, n_folds=last), range(record.n_folds, last), range(len(record.points)))


def _look_closer(progress: Progress, values: tuple[Any, ...]) -> Progress:
    """Ask for more values of a slider, on the folds of the others."""
    record = progress.record
    points = (*record.points, *values)
    return _share_out(_note(progress, points=points), range(record.n_folds), range(len(record.points), len(points)))


def _share_out(progress: Progress, folds: range, points: range) -> Progress:
    """Share the fits of some folds and points among as many jobs as can run at once."""
    record = progress.record
    lanes = [name for name, lane in record.lanes.items() if lane.active]
    cells = [StudyFit(*cell) for cell in itertools.product(folds, points, lanes)]
    if record.plan.question == "datasets":
        cells.sort(key=lambda cell: cell.point)  # a data set is loaded once
    n_jobs = min(progress.slots, len(folds))
    shares = [tuple(cell for cell in cells if cell.fold % n_jobs == place) for place in range(n_jobs)]
    return replace(progress, left=(*progress.left, *(share for share in shares if share)))


def _queued(progress: Progress, job: str, place: int, seconds: float | None) -> Progress:
    """Note how long the study waits of which no job has begun; the first of them speaks for all."""
    if job != next(iter(progress.workers)) or any(worker.running for worker in progress.workers.values()):
        return progress
    return _note(progress, place=place, wait_seconds=seconds)


def _started(progress: Progress, job: str) -> Progress:
    worker = replace(progress.workers[job], running=True)
    waiting = [name for name in {cell.lane for cell in worker.cells} if progress.record.lanes[name].status == "waiting"]
    fitting = {name: replace(progress.record.lanes[name], status="fitting") for name in waiting}
    progress = replace(progress, workers={**progress.workers, job: worker})
    return _note(progress, lanes={**progress.record.lanes, **fitting}, place=0, wait_seconds=None)


def _fitted(progress: Progress, fitted: Fitted) -> Progress:
    """Add what came of a fit; what comes too late, of a lane that has ended, would change a result that was told."""
    if not progress.record.lanes[fitted.cell.lane].active:
        return progress
    return _note(progress, fitted=(*progress.record.fitted, fitted))


def _take_off(progress: Progress, job: str, cell: StudyFit) -> Progress:
    """Take a cell, and those before it that were left out, off a job's list."""
    worker = progress.workers[job]
    if cell not in worker.cells:
        return progress
    rest = replace(worker, cells=worker.cells[worker.cells.index(cell) + 1 :])
    return replace(progress, workers={**progress.workers, job: rest})


def _end_in_hand(progress: Progress, job: str, error: str) -> Progress:
    """End the lane that a job which died was fitting."""
    wanted = _still_wanted(progress.record, progress.workers[job].cells)
    return end_lanes(progress, [cell.lane for cell in wanted[:1]], "failed", error)


def _leave(progress: Progress, job: str) -> Progress:
    """Take away a job that has ended: another is to take over what it has left."""
    left = _still_wanted(progress.record, progress.workers[job].cells)
    workers = {name: worker for name, worker in progress.workers.items() if name != job}
    progress = replace(progress, workers=workers)
    if left:
        return replace(progress, left=(*progress.left, left))
    return progress if workers else _end_repeat(progress)


def _still_wanted(record: Record, cells: Iterable[StudyFit]) -> Cells:
    return tuple(cell for cell in cells if record.lanes[cell.lane].active)


def _end_repeat(progress: Progress) -> Progress:
    """Go on with one more repeat or closer values, if asked for and allowed, or come to the end."""
    record = progress.record
    if record.active and (values := closer(record)):
        return _look_closer(progress, values)
    undecided = record.plan.ends_when_decided and record.active and not decided(record)
    if undecided and record.n_folds < record.most_folds:
        return _go_on(progress, record.folds_per_repeat)
    if undecided:
        progress = _note(progress, note=_cap_reached(record.n_folds // record.folds_per_repeat))
    return _end(progress, record.lanes, status="done")


def _cap_reached(repeats: int) -> str:
    return counted(
        "The one repeat allowed is over and the leader is not decided. Allow more under “Repeats”; the finding below "
        "says whether that is likely to help.",
        "The {n} repeats allowed are over and the leader is not decided. Allow more under “Repeats”; the finding below "
        "says whether that is likely to help.",
        n=repeats,
    )


def _end(progress: Progress, names: Collection[str], **changes: Any) -> Progress:
    lanes = progress.record.lanes
    ended = {name: replace(lane, **changes) for name, lane in lanes.items() if name in names and lane.active}
    return _note(progress, lanes={**lanes, **ended}) if ended else progress


def _note(progress: Progress, **changes: Any) -> Progress:
    record = replace(progress.record, version=progress.record.version + 1, **changes)
    return replace(progress, record=record)
