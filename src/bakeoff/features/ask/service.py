"""The sessions in which contenders are asked: one for each race, and few of them with a job."""

from collections.abc import Iterable

from bakeoff.engine.base import Engine
from bakeoff.features.ask.session import AskSession
from bakeoff.features.ask.settings import AskLimits
from bakeoff.runs.races import Races
from bakeoff.service.engines import interactive_engine
from bakeoff.service.once import once
from bakeoff.service.registry import Registry
from bakeoff.spec import BakeoffSpec

MOST_KEPT = 50


class Asks(Registry[AskSession]):
    """The sessions by their race.

    Each holds what it has been asked already, so few are kept; fewer have a job: for one more, the job of the one
    used longest ago is ended. It starts again when it is asked.

    Parameters
    ----------
    running : int
        How many jobs may run at once.
    """

    def __init__(self, engine: Engine, running: int) -> None:
        super().__init__(AskSession.end, kept=MOST_KEPT, running=running)
        self._engine = engine

    def open(self, race_id: str, races: Races, owner: str) -> AskSession:
        """Return the session of a race, for the visitor `owner`; raises HistoryError, as `Races.spec_to_ask`."""
        return self._use(race_id, races.spec_to_ask(race_id, owner))

    def _use(self, race_id: str, spec: BakeoffSpec) -> AskSession:
        with self._lock:
            session = self.get(race_id) or self.add(AskSession(self._engine, race_id, spec))
        self.make_room(session)
        return session

    def forget(self, race_ids: Iterable[str]) -> None:
        """End the sessions of these races, and keep nothing of what was asked there."""
        with self._lock:
            known = [id for id in race_ids if id in self._entries]
            sessions = [self._entries[id].item for id in known]
            for id in known:
                self._forget(id)
        for session in sessions:
            session.end()

    def close(self) -> None:
        """End every job."""
        super().close()
        for session in self.items():
            session.end()


@once
def asks() -> Asks:
    """Return the server's sessions in which contenders are asked."""
    return Asks(interactive_engine(), AskLimits.read().asks)
