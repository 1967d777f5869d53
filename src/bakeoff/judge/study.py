"""Runs a study on an engine and keeps what is known of it."""

import contextlib
import functools
import itertools
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Started, Stopped
from bakeoff.errors import EngineError, SettingError
from bakeoff.judge.findings import decided
from bakeoff.judge.folds import folds_per_repeat, repeats
from bakeoff.judge.job import Drop, Refused, Share, Spoiled
from bakeoff.judge.plan import Plan
from bakeoff.judge.record import TUNED, Cell, Fitted, Lane, Record, Tried
from bakeoff.race import local_engine
from bakeoff.race.environment import environment
from bakeoff.race.race import check
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


@dataclass
class _Worker:
    """A job, and the cells that it has still to fit, the one in hand first."""

    cells: list[Cell]
    running: bool = False


class Study:
    """One study: jobs that fit every contender on every fold, and the latest `Record` that their events add up to.

    Parameters
    ----------
    spec : BakeoffSpec
        The contenders, their settings and the rules; the test share is not used but by random test parts, and
        where the plan keeps off the race's test part.
    plan : Plan
        What is asked; the record has it as it is gone by (`Plan.settled`).
    engine : Engine
    on_change : callable, optional
        Called with each new `Record`, before anyone else can see it; mostly from a thread of the engine's.
    owner : str
        Whose turn in the engine's queue it takes.

    Raises
    ------
    SettingError, NotInstalledError
        If there is nothing to study so; nothing was started then.
    """

    def __init__(
        self,
        spec: BakeoffSpec,
        plan: Plan,
        engine: Engine,
        on_change: Callable[[Record], None] | None = None,
        *,
        owner: str = "",
    ) -> None:
        plan = plan.settled()
        check(spec)
        _check(spec, plan)
        self._per_repeat = folds_per_repeat(spec, plan)
        self._n_repeats = repeats(spec, plan)
        self._engine = engine
        self._owner = owner
        self._on_change = on_change
        self._until_decided = plan.until_decided and plan.question == "which"
        self._changed = threading.Condition()
        self._workers: dict[str, _Worker] = {}
        self._deadline = time.monotonic() + 60 * plan.minutes
        points = plan.points(spec)
        lanes = {one.name: one for one in _lanes(spec, plan)}
        id = secrets.token_urlsafe(16)
        self._now = Record(id, spec, plan, lanes, points, dict(environment()), 0, self._per_repeat)
        self._clock = threading.Timer(60 * plan.minutes, self._time_is_up)
        self._clock.daemon = True
        with self._changed:
            self._go_on(1 if self._until_decided else self._n_repeats)
            self.record = self._now
        self._clock.start()

    @property
    def id(self) -> str:
        """Unguessable name."""
        return self.record.id

    @property
    def active(self) -> bool:
        """Whether anything is still to come."""
        return self.record.active

    def stop(self, name: str | None = None, why: str = "") -> None:
        """Stop the lane called `name`, or all; what is known by then stays."""
        with self._changed:
            names = [name] if name is not None else list(self._now.lanes)
            for one in names:
                self._end_lane(one, "stopped", why or _("Stopped; what was known until then is kept."))
            if not self._now.active:
                self._end_all()
            self._publish()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until all has ended; return whether it has."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.record.active, timeout)

    # Giving out work

    def _go_on(self, n_repeats: int) -> None:
        """Ask for this many repeats in all."""
        first, last = self._now.n_folds, n_repeats * self._per_repeat
        self._now = replace(self._now, n_folds=last)
        lanes = [name for name, lane in self._now.lanes.items() if lane.active]
        cells = [Cell(*one) for one in itertools.product(range(first, last), range(len(self._now.points)), lanes)]
        if self._now.plan.question == "datasets":
            cells.sort(key=lambda cell: cell.point)  # a data set is loaded once
        n_jobs = min(self._engine.slots, last - first)
        for place in range(n_jobs):
            self._submit([cell for cell in cells if cell.fold % n_jobs == place])

    def _submit(self, cells: Iterable[Cell]) -> None:
        worker = _Worker(list(cells))
        if not worker.cells:
            return
        job = f"study/{self._now.id}/{secrets.token_urlsafe(6)}"
        share = Share(self._now.spec, self._now.plan, self._now.points, tuple(worker.cells))
        limits = Limits(memory_bytes=ServerSettings.read().job_memory_bytes)
        given = Job(job, "bakeoff.judge.job:fit_share", share, limits, owner=self._owner)
        self._engine.submit(given, functools.partial(self._hear, job))
        self._workers[job] = worker  # nothing is heard of it before: that takes the lock that is held here

    # Hearing of it

    def _hear(self, job: str, event: Event) -> None:
        with self._changed:
            worker = self._workers.get(job)
            if worker is None:
                return
            match event:
                case Started():
                    worker.running = True
                    self._begin(worker)
                case Message(body=Fitted() as fitted):
                    self._advance(fitted=(*self._now.fitted, fitted))
                    self._done(worker, fitted.cell)
                case Message(body=Tried() as tried):
                    self._advance(tried=(*self._now.tried, tried))
                case Message(body=Spoiled(cell=cell, error=error)):
                    self._end_lane(cell.lane, "failed", str(error))
                    self._done(worker, cell)
                case Message(body=Refused(error=error)):
                    for name in self._now.lanes:
                        self._end_lane(name, "failed", str(error))
                case Finished() | Stopped():
                    self._leave(job, None)
                case Failed(error=error):
                    self._leave(job, str(error))
            self._publish()

    def _begin(self, worker: _Worker) -> None:
        for name in {cell.lane for cell in worker.cells}:
            if self._now.lanes[name].status == "waiting":
                self._lane(name, status="fitting")

    def _done(self, worker: _Worker, cell: Cell) -> None:
        """Take a cell, and those before it that were left out, off a worker's list."""
        if cell in worker.cells:
            del worker.cells[: worker.cells.index(cell) + 1]

    def _leave(self, job: str, error: str | None) -> None:
        """A job has ended; one that died takes along the lane it was fitting, and another takes over what is left."""
        worker = self._workers.pop(job)
        left = self._still_wanted(worker.cells)
        if error is not None and left:
            self._end_lane(left[0].lane, "failed", error)
            left = self._still_wanted(left)
        if left:
            self._hand_on(left)
        elif not self._workers:
            self._repeat_is_over()

    def _hand_on(self, left: list[Cell]) -> None:
        """Have another job take over what is left; there is none where the engine has been closed."""
        try:
            self._submit(left)
        except EngineError as closed:
            for name in {cell.lane for cell in left}:
                self._end_lane(name, "stopped", str(closed))
            self._clock.cancel()

    def _still_wanted(self, cells: Iterable[Cell]) -> list[Cell]:
        return [cell for cell in cells if self._now.lanes[cell.lane].active]

    def _repeat_is_over(self) -> None:
        done = self._now.n_folds // self._per_repeat
        more = self._until_decided and done < self._n_repeats and self._now.active
        if more and not decided(self._now):
            self._go_on(done + 1)
            return
        if self._until_decided and self._now.active and not decided(self._now):
            self._advance(note=_cap_reached(done))
        for name, lane in self._now.lanes.items():
            if lane.active:
                self._lane(name, status="done")
        self._clock.cancel()

    # Ending

    def _time_is_up(self) -> None:
        with self._changed:
            if not self._now.active:
                return
            note = _(
                "The time limit of {n} minutes is over; this is what came out by then.",
                n=f"{self._now.plan.minutes:g}",
            )
            self._advance(note=note)
            for name, lane in self._now.lanes.items():
                if lane.active:
                    self._lane(name, status="done")
            self._end_all()
            self._publish()

    def _end_all(self) -> None:
        for job in self._workers:
            self._engine.stop(job)
        self._clock.cancel()

    def _end_lane(self, name: str, status: Any, message: str) -> None:
        """Have nothing more done for a lane: a job that fits it just now is stopped, the others leave it out."""
        if not self._now.lanes[name].active:
            return
        self._lane(name, status=status, message=message)
        for job, worker in self._workers.items():
            if worker.running and worker.cells and worker.cells[0].lane == name and status == "stopped":
                self._engine.stop(job)  # another takes over what is left
            else:
                self._engine.send(job, Drop(name))

    def _lane(self, name: str, **changes: Any) -> None:
        lanes: Mapping[str, Lane] = {**self._now.lanes, name: replace(self._now.lanes[name], **changes)}
        self._advance(lanes=lanes)

    def _advance(self, **changes: Any) -> None:
        self._now = replace(self._now, version=self._now.version + 1, **changes)

    def _publish(self) -> None:
        """Tell of what is known now, and only then show it."""
        if self._on_change is not None:
            self._on_change(self._now)
        self.record = self._now
        self._changed.notify_all()


def _cap_reached(repeats: int) -> str:
    if repeats == 1:
        return _(
            "The one repeat allowed is over before every pair was decided; allow more under “Repeats”, and what is "
            "said below tells whether that can help."
        )
    return _(
        "The {n} repeats allowed are over before every pair was decided; allow more under “Repeats”, and what is said "
        "below tells whether that can help.",
        n=repeats,
    )


def _lanes(spec: BakeoffSpec, plan: Plan) -> list[Lane]:
    """Return the lanes of a plan: each contender, and behind it its tuned self; or the one whose setting varies."""
    if plan.question == "setting" and (name := plan.knob(spec)[0]) is not None:
        return [Lane(name, name)]
    found = []
    for name in spec.contenders:
        found.append(Lane(name, name))
        if plan.question == "which" and plan.trials and not contender(name).baseline:
            found.append(Lane(name + TUNED, name, tuned=True))
    return found


def _check(spec: BakeoffSpec, plan: Plan) -> None:
    info = spec.dataset.info
    for one in [dataset(name) for name in plan.datasets] if plan.question == "datasets" else [info]:
        if not one.present():
            raise SettingError(
                _("{title} is not on this machine yet; race on it once, which fetches it.", title=one.title)
            )
    if spec.rules.split == "time" and plan.question == "datasets":
        raise SettingError(
            _("Other data sets have no such column of time to be split by; split at random to rank over them.")
        )
    if spec.rules.split == "time" and (plan.group or plan.method != "k_fold"):
        raise SettingError(
            _(
                "Rows that are split by time are judged one stretch of time after another; choose folds, and keep none "
                "together."
            )
        )
    if plan.method == "leave_one_out" and (plan.group or spec.rules.split == "group"):
        raise SettingError(_("Leaving out one row parts its group; choose folds, which keep groups together."))
    if plan.method == "leave_one_out" and spec.rules.unique:
        raise SettingError(
            _("How many rows are left without repeated ones is not known before the start; choose folds instead.")
        )
    if plan.method == "leave_one_out" and info.task == "regression":
        raise SettingError(_("R² of a single row has no meaning, so leaving one out cannot be scored; choose folds."))


def judge(spec: BakeoffSpec, plan: Plan, engine: Engine | None = None) -> Record:
    """Run a study to its end and return what it has found.

    Parameters
    ----------
    spec : BakeoffSpec
    plan : Plan
    engine : Engine, optional
        Where to run; default is an engine of its own on this machine, closed at the end.

    Raises
    ------
    BakeoffError
        One sentence, if there is nothing to study so. A contender that fails does not raise: its lane says so.
    """
    if engine is None:
        with contextlib.closing(local_engine(names=spec.contenders)) as own:
            return judge(spec, plan, own)
    study = Study(spec, plan, engine)
    try:
        study.wait()
    except KeyboardInterrupt:
        study.stop()
        raise
    return study.record
