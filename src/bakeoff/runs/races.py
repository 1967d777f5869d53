"""The races of all visitors, each of which is written down."""

from collections.abc import Callable
from typing import Any, Protocol

from bakeoff.engine.base import Engine
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import count
from bakeoff.race.events import RACE
from bakeoff.race.late import late_in, spec_with
from bakeoff.race.models import models_folder
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.records.service import history
from bakeoff.service.engines import engine
from bakeoff.service.events import Course
from bakeoff.service.kernel import publish
from bakeoff.service.once import once
from bakeoff.service.ownership import is_foreign, not_yours, table_is_gone
from bakeoff.service.registry import Registry
from bakeoff.settings import DEFAULTS, ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

MOST_KEPT = 50


class Stoppable(Protocol):
    """A race, or a study."""

    def stop(self, name: str | None = None, why: str = "") -> None:
        """End it, or a part of it."""


def stop_unwatched(stoppable: Stoppable) -> None:
    """Stop what nobody looks at."""
    stoppable.stop(why=_("Stopped, since nobody was watching."))


class Races(Registry[Race]):
    """The races, whose states are published as events.

    Parameters
    ----------
    history : History
        All that were stored.
    kept : int
        How many are kept here; the history has them all.
    each : int
        How many one visitor may have going on or waiting.
    unwatched_seconds : float
        How long one may go on unseen.
    publish : callable
        Takes each event.
    """

    def __init__(
        self,
        engine: Engine,
        history: History,
        kept: int = MOST_KEPT,
        each: int = DEFAULTS.visitor_races,
        unwatched_seconds: float = DEFAULTS.unwatched_seconds,
        publish: Callable[[Any], None] = publish,
    ) -> None:
        super().__init__(stop_unwatched, kept=kept, each=each, unwatched_seconds=unwatched_seconds)
        self._engine = engine
        self.history = history
        self._publish = publish

    def start(self, spec: BakeoffSpec, owner: str, before: Run | None = None) -> Race:
        """Start a race of the visitor `owner`; raises a BakeoffError, with nothing started, if it can not be run.

        With `before`, a race that is over, only those contenders train that it has not.
        """
        late = () if before is None else spec_with(before.report, late_in(spec, before))[1]
        self.check_room(owner)
        check_time(spec.rules.time_limit)
        findings = self._findings(spec)
        course = Course(RACE, owner, self._publish)
        race = Race(
            spec,
            self._engine,
            course,
            keep_models=True,
            owner=owner,
            watched=True,
            findings=findings,
            before=before,
            late=late,
        )
        course.begin(race.run)
        return self.add(race, owner)

    def _findings(self, spec: BakeoffSpec) -> tuple[Finding, ...] | None:
        """Return what of a set-up may mislead, if one of the latest races was on the very same."""
        alike = (race.run for race in reversed(self.items()) if race.run.looked_at and race.run.spec == spec)
        return next((run.setting.findings for run in alike if run.setting), None)

    def finished_spec(self, id: str) -> BakeoffSpec | None:
        """Return what a race was run on, or None if there is no such race, or it still goes on.

        Raises
        ------
        HistoryError
            If the history can not be read.
        """
        race = self.get(id)
        if race is not None:
            return None if race.active else race.run.spec
        stored = self.history.get(id)
        if stored is None or stored.entry.question or stored.entry.status == "elsewhere":
            return None
        return Report.from_json(stored.report).spec

    def spec_to_ask(self, id: str, owner: str) -> BakeoffSpec:
        """Return what a finished race was run on, for the visitor `owner`, who may ask its contenders.

        Raises
        ------
        HistoryError
            If there is no such race, its data are another visitor's, or its contenders are no longer kept; one
            sentence.
        """
        try:
            models_folder(id)
        except ValueError:
            raise HistoryError(_("There is no such race; the link is not whole.")) from None
        spec = self.finished_spec(id)
        if spec is None:
            raise HistoryError(_("There is no finished race under this link; it was deleted, goes on, or never was."))
        if is_foreign(spec, owner):
            raise HistoryError(self.why_withheld(id, owner))
        return spec

    def why_withheld(self, id: str, owner: str) -> str:
        """Say why a race or a study is not shown whose data are not, or no longer, those of the visitor `owner`."""
        try:
            stored = self.history.get(id, owner)
        except HistoryError:
            stored = None
        return table_is_gone() if stored is not None and stored.own else not_yours()

    def _seconds_left(self, race: Race) -> float | None:
        return race.run.seconds_left


def check_time(seconds: float) -> None:
    """Raise SettingError if a time limit is longer than the host allows."""
    most = ServerSettings.read().time_limit_seconds
    if seconds > most:
        raise SettingError(_("The time limit may be {n} s at most on this server; set a shorter one.", n=count(most)))


@once
def races() -> Races:
    """Return the server's races."""
    server = ServerSettings.read()
    return Races(engine(), history(), each=server.visitor_races, unwatched_seconds=server.unwatched_seconds)
