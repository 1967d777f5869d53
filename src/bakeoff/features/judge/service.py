"""The studies of all visitors, each of which is written down."""

from bakeoff.engine.base import Engine
from bakeoff.features.history.recorder import Recorder
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.study import Study
from bakeoff.features.race.service import MOST_KEPT, check_time, races, stop_unwatched
from bakeoff.service.engines import engine
from bakeoff.service.once import once
from bakeoff.service.registry import Registry
from bakeoff.settings import DEFAULTS, ServerSettings
from bakeoff.spec import BakeoffSpec


class Studies(Registry[Study]):
    """The studies, each of which is written down beside the races.

    Parameters
    ----------
    kept : int
        How many are kept here.
    each : int
        How many one visitor may have going on or waiting.
    unwatched_seconds : float
        How long one may go on unseen.
    """

    def __init__(
        self,
        engine: Engine,
        recorder: Recorder,
        kept: int = MOST_KEPT,
        each: int = DEFAULTS.visitor_studies,
        unwatched_seconds: float = DEFAULTS.unwatched_seconds,
    ) -> None:
        super().__init__(stop_unwatched, kept=kept, each=each, unwatched_seconds=unwatched_seconds)
        self._engine = engine
        self._recorder = recorder

    def start(self, spec: BakeoffSpec, plan: Plan, owner: str) -> Study:
        """Start a study of the visitor `owner`; raises a BakeoffError, with nothing started, if it can not be run."""
        self.check_room(owner)
        check_time(60 * plan.minutes)
        hear = self._recorder.listener(owner)
        study = Study(spec, plan, self._engine, hear, owner=owner)
        hear(study.record)
        return self.add(study, owner)

    def _seconds_left(self, study: Study) -> float | None:
        return study.seconds_left


@once
def studies() -> Studies:
    """Return the server's studies."""
    server = ServerSettings.read()
    return Studies(engine(), races().recorder, each=server.visitor_studies, unwatched_seconds=server.unwatched_seconds)
