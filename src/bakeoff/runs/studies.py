"""The studies of all visitors."""

from collections.abc import Callable
from typing import Any

from bakeoff.engine.base import Engine
from bakeoff.runs.races import MOST_KEPT, check_time, stop_unwatched
from bakeoff.service.engines import engine
from bakeoff.service.events import Course
from bakeoff.service.kernel import publish
from bakeoff.service.once import once
from bakeoff.service.registry import Registry
from bakeoff.settings import DEFAULTS, ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.study.events import STUDY
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study


class Studies(Registry[Study]):
    """The studies, whose records are published as events.

    Parameters
    ----------
    kept : int
        How many are kept here.
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
        kept: int = MOST_KEPT,
        each: int = DEFAULTS.visitor_studies,
        unwatched_seconds: float = DEFAULTS.unwatched_seconds,
        publish: Callable[[Any], None] = publish,
    ) -> None:
        super().__init__(stop_unwatched, kept=kept, each=each, unwatched_seconds=unwatched_seconds)
        self._engine = engine
        self._publish = publish

    def start(self, spec: BakeoffSpec, plan: Plan, owner: str) -> Study:
        """Start a study of the visitor `owner`; raises a BakeoffError, with nothing started, if it can not be run."""
        self.check_room(owner)
        check_time(60 * plan.minutes)
        course = Course(STUDY, owner, self._publish)
        study = Study(spec, plan, self._engine, course, owner=owner)
        course.begin(study.record)
        return self.add(study, owner)

    def _seconds_left(self, study: Study) -> float | None:
        return study.seconds_left


@once
def studies() -> Studies:
    """Return the server's studies."""
    server = ServerSettings.read()
    return Studies(engine(), each=server.visitor_studies, unwatched_seconds=server.unwatched_seconds)
