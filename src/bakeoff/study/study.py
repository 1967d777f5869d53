"""Runs a study on an engine and keeps what is known of it."""

import contextlib
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec

from bakeoff.datasets import dataset
from bakeoff.engine.base import Engine, Event, Job, Limits
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.errors import EngineError, NotInstalledError, SettingError, install
from bakeoff.race.engines import local_engine, needs
from bakeoff.race.race import check
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec, check_spec
from bakeoff.study.messages import Drop, Share
from bakeoff.study.plan import Plan
from bakeoff.study.progress import Progress, advance, begin, end_lanes, end_on_time, give, give_up
from bakeoff.study.record import Record
from bakeoff.study.repairs import nothing_to_repair, repairs
from bakeoff.text import _


class Study(JobHandle[Progress]):
    """One study: jobs that fit every contender on every fold, whose events add up to the latest `Record`.

    Parameters
    ----------
    spec : BakeoffSpec
        The contenders, their settings and the rules; the test share is not used but by random test parts, and
        where the plan keeps off the race's test part.
    plan : Plan
        What is asked; the record has it as it is gone by (`Plan.settled`).
    on_change : callable, optional
        Called with each new `Record`, before anyone else can see it; mostly from a thread of the engine's.
    owner : str
        Whose turn in the engine's queue it takes.

    Attributes
    ----------
    minutes : float
        Time limit: the plan's, and by how much it was put off.

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
        super().__init__(engine, begin(new_id(), spec, plan, engine.slots), self._tell)
        self._owner = owner
        self._listener = on_change
        self._began = time.monotonic()
        self.minutes = plan.minutes
        with self._changed:
            self._clock = self._wound()
            self._give_out()

    @property
    def record(self) -> Record:
        """Record of the study."""
        return self.state.record

    @property
    def id(self) -> str:
        """Unguessable name."""
        return self.record.id

    @property
    def seconds_left(self) -> float | None:
        """About how long it will still go on, at the pace so far; None where that is not known."""
        return None if self.record.plan.until_decided else self.most_seconds_left

    @property
    def most_seconds_left(self) -> float | None:
        """About how long it will still go on at most, at the pace so far; None before the first fit and at the end."""
        record, ran = self.record, time.monotonic() - self._began
        if not record.progress or not record.active:
            return None
        return max(0.0, min(ran / record.progress, 60 * self.minutes) - ran)

    def stop(self, name: str | None = None, why: str = "") -> None:
        """Stop the lane called `name`, or all; what is known by then stays."""
        names = self.record.lanes if name is None else [name]
        with self._changed:
            before = self.state
            message = why or _("Stopped; what was known until then is kept.")
            self._show(end_lanes(before, names, "stopped", message))
            self._follow(before)

    @property
    def limited(self) -> bool:
        """True if, at the pace so far, the time limit comes before the last fold."""
        return (time.monotonic() - self._began) / (self.record.progress or 1) > 60 * self.minutes

    def extend(self, minutes: float) -> None:
        """Put the time limit off by so many minutes; nothing of a study that has ended."""
        with self._changed:
            if self.active:
                self._clock.cancel()
                self.minutes += minutes
                self._clock = self._wound()

    def _wound(self) -> threading.Timer:
        clock = threading.Timer(self._began + 60 * self.minutes - time.monotonic(), self._time_is_up)
        clock.daemon = True
        clock.start()
        return clock

    def _tell(self, progress: Progress) -> None:
        if self._listener is not None and progress.record is not self.record:
            self._listener(progress.record)

    def _advance(self, progress: Progress, event: Event) -> Progress:
        return advance(progress, event)

    def _react(self, before: Progress, event: Event) -> None:
        self._follow(before)

    def _follow(self, before: Progress) -> None:
        """Pass the study's changes on to its jobs: drop ended lanes, give out what is left, or end them."""
        if before.active and not self.active:
            self._clock.cancel()
            for job in self.state.workers:
                self._engine.stop(job)
            return
        for name, lane in self.record.lanes.items():
            if before.record.lanes[name].active and not lane.active:
                self._leave_out(name, at_once=lane.status == "stopped")
        try:
            self._give_out()
        except EngineError as closed:
            given_out = self.state
            self._show(give_up(given_out, str(closed)))
            self._follow(given_out)

    def _leave_out(self, name: str, *, at_once: bool) -> None:
        """Do nothing more for a lane: stop a job that fits it now, and let the others skip it."""
        for job, worker in self.state.workers.items():
            if at_once and worker.fits(name):
                self._engine.stop(job)  # another takes over what is left
            else:
                self._engine.send(job, Drop(name))

    def _give_out(self) -> None:
        """Give what is left to a job each; nothing is heard of these before: that takes the lock that is held here."""
        while self.state.left:
            job = f"study/{self.id}/{new_id()}"
            share = Share(self.record.spec, self.record.plan, self.record.points, self.state.left[0])
            limits = Limits(memory_bytes=ServerSettings.read().job_memory_bytes)
            like = (self.record.spec.dataset.name, self.record.spec.to_json(), str(len(self.state.left[0])))
            large = needs(self.record.spec.contenders)
            self._start(
                Job(job, "bakeoff.study.job:fit_share", share, limits, owner=self._owner, kind=like, needs=large)
            )
            self._show(give(self.state, job))

    def _time_is_up(self) -> None:
        with self._changed:
            before = self.state
            if before.active and threading.current_thread() is self._clock:  # not put off meanwhile
                self._show(end_on_time(before, self.minutes))
                self._follow(before)


def _check(spec: BakeoffSpec, plan: Plan) -> None:
    info = spec.dataset.info
    for wanted in [dataset(name) for name in plan.datasets] if plan.question == "datasets" else [info]:
        if not wanted.present():
            raise SettingError(
                _("{title} is not on this machine yet; race on it once, which fetches it.", title=wanted.title)
            )
    if plan.question == "which" and plan.trials and find_spec("optuna") is None:
        raise NotInstalledError(_("Tuning needs Optuna: run {command} to add it.", command=install("tuning")))
    if plan.question == "fair" and not repairs(spec):
        raise SettingError(nothing_to_repair())
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
    check_spec(spec)
    if not isinstance(plan, Plan):
        raise SettingError(_("The judge takes a plan: judge(spec, Plan(folds=5, repeats=2))."))
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
