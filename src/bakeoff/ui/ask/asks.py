"""The sessions in which contenders are asked, on the server: one for each race, and few of them with a job."""

import threading

import streamlit as st

from bakeoff.ask.session import AskSession
from bakeoff.engine import Engine
from bakeoff.errors import HistoryError
from bakeoff.history import StoredReport
from bakeoff.race.models import kept, models_folder
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.ui.shared.ownership import foreign, not_yours
from bakeoff.ui.shared.server import engine, races

KEPT = 50


class Asks:
    """The sessions by their race, those used longest ago first.

    Each holds what it has been asked already, so few are kept; fewer have a job: for one more, the job of the one
    used longest ago is ended. It starts again when it is asked.

    Parameters
    ----------
    engine : Engine
    most : int
        How many jobs may run at once.
    """

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._lock = threading.Lock()
        self._sessions: dict[str, AskSession] = {}

    def use(self, race_id: str, spec: BakeoffSpec) -> AskSession:
        """Return the session of a race, and make room for its job; raises HistoryError if no model is kept."""
        with self._lock:
            session = self._sessions.pop(race_id, None) or AskSession(self._engine, race_id, spec)
            self._sessions[race_id] = session
            others = [one for one in self._sessions.values() if one is not session and one.status != "ended"]
            surplus = others[: max(0, len(others) + 1 - self._most)]
            ended = [id for id, one in self._sessions.items() if one.status == "ended" and one is not session]
            for id in ended[: max(0, len(self._sessions) - KEPT)]:
                del self._sessions[id]
        for one in surplus:
            one.end()
        return session

    def close(self) -> None:
        """End every job."""
        with self._lock:
            sessions = list(self._sessions.values())
        for one in sessions:
            one.end()


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda asks: asks.close())
def asks() -> Asks:
    """Return the server's sessions."""
    return Asks(engine(), ServerSettings.read().asks)


def spec_of(race_id: str) -> BakeoffSpec | None:
    """Return what a race was run on, or None if there is no such race, or it still goes on.

    Raises
    ------
    HistoryError
        If the history can not be read.
    """
    race = races().get(race_id)
    if race is not None:
        return None if race.active else race.run.spec
    stored = races().history.get(race_id)
    return None if stored is None or stored.entry.question else StoredReport.from_json(stored.report).spec


def can_be_asked(race_id: str) -> bool:
    """Tell whether any fitted contender of a race is kept."""
    return bool(kept(models_folder(race_id)))


def opened(race_id: str) -> AskSession:
    """Return the session of a race.

    Raises
    ------
    HistoryError
        If there is no such race, its data are another visitor's, or its contenders are no longer kept; one sentence.
    """
    try:
        models_folder(race_id)
    except ValueError:
        raise HistoryError(_("There is no such race; the link is not whole.")) from None
    spec = spec_of(race_id)
    if spec is None:
        raise HistoryError(_("There is no finished race under this link; it was deleted, goes on, or never was."))
    if foreign(spec):
        raise HistoryError(not_yours())
    return asks().use(race_id, spec)
