"""Runs a race on an engine and keeps what is known of it."""

import contextlib
import itertools
import threading
import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np

from bakeoff.contenders import Step, contender
from bakeoff.contenders.own import OwnEstimator
from bakeoff.engine.base import Engine, Event, Failed, Finished, Job, Limits, Message, Started, Stopped
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.errors import EngineError, NotInstalledError, SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.own_scorer import Scorer, check_scorer, own_metric
from bakeoff.preparation.split_keys import groups_of, learnt_from, times_of
from bakeoff.preparation.splits import split
from bakeoff.race.engines import local_engine, needs
from bakeoff.race.messages import AlreadyLookedAt, EndEarly, LookedAt, RaceEntry, Scoring
from bakeoff.race.models import begin, copy
from bakeoff.race.notebook import live_display
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.report import Report
from bakeoff.race.snapshot import DATA, Run, advance, asked_to_end
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec, check_spec
from bakeoff.text import _
from bakeoff.transform import smote_missing

PATIENCE_SECONDS = 1.0
MOST_PATIENCE_SECONDS = 5.0
SCORING_SECONDS = 10.0
"""For being scored, once a fit has ended as it was asked to."""
REDRAW_SECONDS = 0.4
"""Between two pictures of a race in a notebook."""
GRACE_SECONDS = 10.0
GRACE_SHARE = 0.1
"""Beyond the time limit, for the last step and for being scored: so much, and this share of the limit."""
PREPARING_SECONDS = 2.0
"""Beyond the time limit for one that cannot end its fit by itself: the data are read and prepared before it trains."""


class Race(JobHandle[Run]):
    """One race: a job for each contender, whose events add up to the latest `Run`.

    A data set that is not on this machine is fetched first, once, by a job of its own.

    Parameters
    ----------
    on_change : callable, optional
        Called with each new `Run`, from a thread of the engine's, before anyone else can see it.
    keep_models : bool
        Whether the fitted contenders are kept, see `bakeoff.race.models`.
    owner : str
        Whose turn in the engine's queue it takes.
    watched : bool
        Whether contenders are asked on the way, for somebody to see them learn; see `bakeoff.race.watching`.
    findings : tuple of Finding, optional
        What of the set-up may mislead, if it has been looked at before.
    before : Run, optional
        A race that is over, which those of `late` are added to: all others are in it as they ended there.
    late : collection of str
        Contenders of `spec` that train now; only with `before`.

    Raises
    ------
    SettingError, NotInstalledError
        If the race can not be run at all; nothing was started then.
    """

    trained_here = True
    """False for a race from elsewhere: nobody here has trained its contenders, and none can be asked."""

    def __init__(
        self,
        spec: BakeoffSpec,
        engine: Engine,
        on_change: Callable[[Run], None] | None = None,
        *,
        keep_models: bool = False,
        owner: str = "",
        watched: bool = False,
        findings: tuple[Finding, ...] | None = None,
        before: Run | None = None,
        late: Collection[str] = (),
    ) -> None:
        check(spec)
        id = new_id()
        super().__init__(engine, Run.start(id, spec) if before is None else before.joined(id, spec, late), on_change)
        self._owner = owner
        self._watched = watched
        self._findings = findings
        self._memory = ServerSettings.read().job_memory_bytes
        self._why = ""
        self._patience: dict[str, threading.Timer] = {}
        self._models = begin(id, spec) if keep_models else None
        self._raced_on = None
        if before is not None and before.setting is not None and before.held_out is not None:
            self._raced_on = before.setting, before.held_out
            if self._models is not None:
                copy(before.id, self._models, spec.contenders.keys() - late)
        self._fetching = not spec.dataset.info.present()
        if self._fetching:
            self._start(Job(self._job(DATA), "bakeoff.race.job:fetch", spec.dataset.name, owner=owner))
        else:
            self._enter()

    @property
    def run(self) -> Run:
        """The race as it stands."""
        return self.state

    @property
    def id(self) -> str:
        """Unguessable name."""
        return self.run.id

    @property
    def keeps_models(self) -> bool:
        """True if the fitted contenders are kept."""
        return self._models is not None

    def _queue(self) -> list[str]:
        """Return the contenders as they are queued.

        One that is quick comes first, so that there is soon something to see; then those whose fit can be long, so that
        the race ends sooner.
        """
        return sorted(
            self.run.spec.contenders, key=lambda name: (not contender(name).quick, contender(name).forecast is None)
        )

    def _job(self, name: str) -> str:
        return f"{self.run.id}/{name}"

    def _name(self, event: Event) -> str:
        """Return whose job an event is of: a contender, or `DATA`."""
        return event.job.removeprefix(self._job(""))

    def _kind(self, name: str) -> tuple[str, ...]:
        """Return what decides how long the contender's training takes, from the general to the particular."""
        spec = self.run.spec
        data = spec.dataset.model_dump_json() + spec.transform.model_dump_json() + spec.rules.model_dump_json()
        return (name, spec.dataset.name, spec.contenders[name].model_dump_json(), data)

    def _enter(self) -> None:
        """Submit the contenders that have not been stopped meanwhile."""
        active = {name for name, lane in self.run.lanes.items() if lane.active}
        for name in [name for name in self._queue() if name in active]:
            entry = RaceEntry(self.run.spec, name, self._models, self._watched, self._findings, self._raced_on)
            job = Job(
                self._job(name),
                "bakeoff.race.job:train",
                entry,
                self._limits(name),
                owner=self._owner,
                kind=self._kind(name),
                needs=needs([name]),
            )
            self._start(job)

    def _limits(self, name: str) -> Limits:
        """Return what a contender's job may use; one that can end its fit by itself gets some time to be scored in."""
        seconds = self.run.spec.rules.time_limit
        ends_itself = contender(name).ends_early or self.run.lanes[name].seeds > 1
        grace = GRACE_SECONDS + GRACE_SHARE * seconds if ends_itself else PREPARING_SECONDS
        return Limits(seconds, self._memory, grace)

    def _advance(self, run: Run, event: Event) -> Run:
        return advance(run, self._name(event), event, self._why)

    def _react(self, before: Run, event: Event) -> None:
        name = self._name(event)
        match event:
            case Started() if self.run.looked_at:
                self._spare_look(name)
            case Message(body=LookedAt()):
                for other, lane in self.run.lanes.items():
                    if lane.status == "training" and not lane.held:  # who is held back would go on to hear it
                        self._spare_look(other)
            case Message(body=Scoring()):
                self._wait_for(name, SCORING_SECONDS)
            case Finished() | Failed() | Stopped():
                self._wait_no_longer(name)
                if name == DATA:
                    self._fetching = False
                    self._enter_once_fetched(event)

    def _spare_look(self, name: str) -> None:
        """Spare a contender's job the look at the set-up, which can take longer than its fit."""
        if self._findings is None:
            self._engine.send(self._job(name), AlreadyLookedAt())

    def _enter_once_fetched(self, event: Finished | Failed | Stopped) -> None:
        if isinstance(event, Finished):
            try:
                self._enter()
            except EngineError as error:  # the engine was closed meanwhile
                self._hear(Failed(event.job, error))

    def stop(self, name: str | None = None, why: str = "", *, now: bool = False) -> None:
        """Stop the contender `name`, or all; one that has ended is left as it is.

        One that has told of a step is asked to come to an end and is scored as it stands, if that is soon done. All
        others end at once, and so does one that is stopped a second time.

        Parameters
        ----------
        why : str
            What the contenders' cards are to say of it, unless the visitor has asked for it.
        now : bool
            Ask nobody: end them at once.
        """
        # The last in the queue goes first, so that no stopped job makes room for another to start.
        names = [name] if name is not None else self._queue()[::-1]
        with self._changed:
            self._why = why
            if self._fetching:
                self._stop_waiting(names)
                return
            asked = [] if now else [name for name in names if self._can_be_asked(name)]
            for name in asked:
                self._show(asked_to_end(self.run, name))
                lane = self.run.lanes[name]
                self._wait_for(
                    name, MOST_PATIENCE_SECONDS if lane.place else patience(lane.steps)
                )  # others' turn first
        for name in names:
            if name in asked:
                self._engine.send(self._job(name), EndEarly())
            else:
                self._engine.stop(self._job(name))

    def explain(self, why: tuple[WhyStatement, ...]) -> None:
        """Keep what experiments say of why one won."""
        with self._changed:
            self._show(replace(self.run, why=why, version=self.run.version + 1))

    def _can_be_asked(self, name: str) -> bool:
        lane = self.run.lanes[name]
        return lane.status == "training" and bool(lane.steps) and not lane.ending

    def _wait_for(self, name: str, seconds: float) -> None:
        """Give a contender that was asked to end so long, and then end its process."""
        self._wait_no_longer(name)
        self._patience[name] = timer = threading.Timer(seconds, self._engine.stop, [self._job(name)])
        timer.daemon = True
        timer.start()

    def _wait_no_longer(self, name: str) -> None:
        if (timer := self._patience.pop(name, None)) is not None:
            timer.cancel()

    def _stop_waiting(self, names: list[str]) -> None:
        """End contenders that have no job yet; when nobody is left to wait for the data, it is not fetched."""
        for name in names:
            if self.run.lanes[name].active:
                self._hear(Stopped(self._job(name)))
        if not self.run.active:
            self._engine.stop(self._job(DATA))


def patience(steps: Sequence[Step]) -> float:
    """Return how many seconds a contender that was asked to end is given to get to its next step.

    That is a second, or up to five where the steps of its latest seed have taken longer.
    """
    own = [step.wall_seconds for step in steps if step.seed == steps[-1].seed]
    longest = max(after - before for before, after in itertools.pairwise([0.0, *own]))
    return min(max(PATIENCE_SECONDS, 1.5 * longest), MOST_PATIENCE_SECONDS)


def check(spec: BakeoffSpec) -> None:
    """Raise one sentence if the spec is well-formed but can not be raced here."""
    if foreign := spec.of_other_task():
        raise SettingError(next(iter(foreign.values())))
    for name, settings in spec.contenders.items():
        if contender(name).missing:
            raise NotInstalledError(contender(name).missing)
        if isinstance(settings, OwnEstimator) and (refusal := settings.refusal(name, spec.dataset.info.task)):
            raise SettingError(refusal)
    if spec.transform.smote and smote_missing():
        raise NotInstalledError(smote_missing())
    if spec.dataset.info.missing():
        raise SettingError(spec.dataset.info.missing())


def check_columns(spec: BakeoffSpec) -> None:
    """Raise one sentence if the rules name a column that the data have not; loads the data to look, where need be."""
    choice, rules = spec.dataset, spec.rules
    if (rules.split != "random" or rules.leave_out or rules.weight_by) and choice.info.present():
        data, title = choice.info.load(choice.options), choice.info.title
        for look in (groups_of, times_of, learnt_from):
            look(data, rules, title)


def _try_metric(metric: Scorer, spec: BakeoffSpec) -> None:
    """Raise SettingError if a metric of one's own fails on the test rows, here with other rows' answers."""
    check_scorer(metric, spec.rules.seeds)
    info = spec.dataset.info
    if info.present():
        data = info.load(spec.dataset.options)
        truth = data.y[split(data, spec.rules, info.title).test]
        score = own_metric(metric, data.task, data.class_names).scorer
        if score is not None:
            score(truth, np.roll(truth, 1))


def run(
    spec: BakeoffSpec,
    engine: Engine | None = None,
    on_change: Callable[[Run], None] | None = None,
    *,
    keep_models: bool = True,
    metric: Scorer | None = None,
) -> Report:
    """Run a race to its end and return the report; in a notebook, show it as it goes.

    Parameters
    ----------
    spec : BakeoffSpec
    engine : Engine, optional
        Where to run; default is an engine of its own on this machine, closed at the end.
    on_change : callable, optional
        Called with each new `Run` while the race goes on; a notebook shows nothing by itself then.
    keep_models : bool
        Whether the trained models are stored, for `Report.model`.
    metric : callable, optional
        A metric of your own that decides, ``metric(truth, answers)``, more being better; see `Report.decided_by`. It is
        tried before the race. If it fails after it all the same, a warning says so, and the spec's metric decides.

    Raises
    ------
    BakeoffError
        One sentence, if the race can not be run at all. A contender that fails does not raise: its
        result says so.
    """
    check_spec(spec)
    check_columns(spec)
    if metric is not None:
        check(spec)
        _try_metric(metric, spec)
    decide = None if metric is None else lambda report: report.decided_by(metric)
    return to_its_end(
        spec, engine, lambda running: Race(spec, running, on_change, keep_models=keep_models), on_change is None, decide
    )


def to_its_end(
    spec: BakeoffSpec,
    engine: Engine | None,
    start: Callable[[Engine], Race],
    shows: bool,
    decide: Callable[[Report], Report] | None,
) -> Report:
    """Start a race, wait for its end, and return its report.

    Parameters
    ----------
    start : callable
        ``start(engine)`` returns the race.
    shows : bool
        Whether a notebook shows it as it goes.
    decide : callable or None
        ``decide(report)`` returns it as a metric of one's own decides; a warning says so if that fails.
    """
    own = contextlib.nullcontext(engine) if engine else contextlib.closing(local_engine(names=spec.contenders))
    with own as running:
        race = start(running)
        show = live_display() if shows else None
        try:
            while not race.wait(None if show is None else REDRAW_SECONDS):
                if show is not None:
                    show(race.run.report, False)
        except KeyboardInterrupt:
            race.stop(now=True)
            race.wait(5)
            raise
    report = replace(race.run.report, race_id=race.id if race.keeps_models else "")
    try:
        report = report if decide is None else decide(report)
    except SettingError as error:  # the race is worth more than this metric
        instead = _("{reason} The report is decided by {metric} instead.", reason=error, metric=_(report.metric.noun))
        warnings.warn(instead, RuntimeWarning, stacklevel=3)
    if show is not None:
        show(report, True)
    return report
