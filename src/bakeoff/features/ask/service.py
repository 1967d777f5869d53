"""The sessions in which contenders are asked: one for each race, and few of them with a job."""

from collections.abc import Iterable

from bakeoff.engine.base import Engine
from bakeoff.errors import HistoryError
from bakeoff.features.ask.session import AskSession
from bakeoff.race.models import models_folder
from bakeoff.runs.races import Races
from bakeoff.service.engines import interactive_engine
from bakeoff.service.once import once
from bakeoff.service.ownership import is_foreign
from bakeoff.service.registry import Registry
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

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
        """Return the session of a race, for the visitor `owner`.

        Raises
        ------
        HistoryError
            If there is no such race, its data are another visitor's, or its contenders are no longer kept; one
            sentence.
        """
        try:
            models_folder(race_id)
        except ValueError:
            raise HistoryError(_("There is no such race; the link is not whole.")) from None
        spec = races.finished_spec(race_id)
        if spec is None:
            raise HistoryError(_("There is no finished race under this link; it was deleted, goes on, or never was."))
        if is_foreign(spec, owner):
            raise HistoryError(races.why_withheld(race_id, owner))
        return self._use(race_id, spec)

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
    return Asks(interactive_engine(), ServerSettings.read().asks)
