"""Trial runs of a page's settings: a network trained epoch by epoch, a race, or a study."""

import contextlib
from collections.abc import Generator

from bakeoff.engine.base import Engine
from bakeoff.errors import EngineError
from bakeoff.features.judge.study import judge
from bakeoff.features.lab.commands import StepEpoch
from bakeoff.features.lab.messages import Snapshot
from bakeoff.features.lab.session import PRELOAD, LabSession
from bakeoff.features.lessons.moment import LabMoment, Measured
from bakeoff.features.lessons.starting_point import StartingPoint
from bakeoff.race.engines import local_engine
from bakeoff.race.race import run

MOST_EPOCHS = 3000
"""Of a network that nobody stops before."""
_PATIENCE, _TICK = 60.0, 0.05


def engine_for(start: StartingPoint) -> Engine:
    """Return an engine on this machine for what `tried` needs; to be closed."""
    if start.place == "lab":
        return local_engine(1, interactive_slots=1, preload=PRELOAD, names=())
    return local_engine(names=start.spec.contenders)


def tried(start: StartingPoint, engine: Engine, most_epochs: int = MOST_EPOCHS) -> Generator[Measured]:
    """Give what can be measured: of a lab at the start and after each epoch, of a race or a study once it is over.

    Raises
    ------
    BakeoffError
        If nothing can be run so: one sentence.
    """
    match start.place:
        case "lab":
            yield from _trained(start, engine, min(start.network.stop_epoch or most_epochs, most_epochs))
        case "race":
            yield run(start.spec, engine)
        case "judge":
            yield judge(start.spec, start.plan, engine)


def _trained(start: StartingPoint, engine: Engine, most_epochs: int) -> Generator[LabMoment]:
    with contextlib.closing(LabSession(engine, start.network)) as session:
        for epoch in range(most_epochs + 1):
            if epoch:
                session.send(StepEpoch())
            snapshot = _shown(session)
            if snapshot.epoch < epoch:  # diverged, and refuses to go on
                return
            yield LabMoment(session.settings, session.points, snapshot)


def _shown(session: LabSession) -> Snapshot:
    """Return the picture that shows what the commands did so far."""
    while (snapshot := session.look(_PATIENCE)) is None:
        if session.wait(_TICK):
            raise EngineError(session.state.trouble)
    return snapshot
