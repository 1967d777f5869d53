"""The labs on the server: who visits them, and bounds on how many run and are kept."""

import threading
import time
from collections.abc import Hashable

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.engine import Engine
from bakeoff.lab.session import LabSession
from bakeoff.lab.settings import LabSettings
from bakeoff.settings import ServerSettings
from bakeoff.ui.shared.server import engine

MOST_KEPT = 100
GRACE_SECONDS = 20.0
"""How long a lab that nobody visits goes on: a reload leaves before it comes back."""
WATCHED_SECONDS = 10.0
"""How long after a look a lab counts as looked at: the page of one that moves asks several times a second."""


class Labs:
    """The labs of all visitors, by their unguessable id, and the number of running ones within a bound.

    A lab that one more visitor's needs the place of is put to sleep with its run saved: one that nobody looks at, or
    else the one that nobody has done anything with for longest. One that its last visitor has left ends likewise,
    after a grace time. A look starts neither again, or labs that are looked at in turns would take each other's place
    for ever; whatever a visitor does with it goes on from there. Of those that have ended, the ones used longest ago
    are forgotten.

    Parameters
    ----------
    engine : Engine
    most : int
        How many may run at once.
    kept : int
        How many are kept.
    grace : float
        After how many seconds without a visitor a lab ends.
    """

    def __init__(self, engine: Engine, most: int, kept: int = MOST_KEPT, grace: float = GRACE_SECONDS) -> None:
        self.engine = engine
        self._most = most
        self._kept = kept
        self._grace = grace
        self._lock = threading.Lock()
        self._labs: dict[str, LabSession] = {}  # the one used longest ago first
        self._visitors: dict[str, set[Hashable]] = {}
        self._looked: dict[str, float] = {}

    def open(self, settings: LabSettings) -> LabSession:
        """Start a lab; raises a BakeoffError if nothing can be learnt from its points."""
        return LabSession(self.engine, settings)

    def find(self, id: str | None) -> LabSession | None:
        """Return the lab with this id, or None if it is not, or no longer, known."""
        with self._lock:
            return self._labs.get(id) if id else None

    def use(self, lab: LabSession, visitor: Hashable) -> None:
        """Note that a visitor uses a lab, and make room for it if need be."""
        with self._lock:
            self._labs.pop(lab.id, None)
            self._labs[lab.id] = lab
            self._visitors.setdefault(lab.id, set()).add(visitor)
            self._looked[lab.id] = time.monotonic()
            surplus = self._surplus()
            self._forget()
        for one in surplus:
            one.sleep()

    def leave(self, lab: LabSession, visitor: Hashable) -> None:
        """Note that a visitor has left a lab; it ends some time after the last one."""
        with self._lock:
            self._visitors.get(lab.id, set()).discard(visitor)
        timer = threading.Timer(self._grace, self._end_unvisited, (lab,))
        timer.daemon = True
        timer.start()

    def forget_deleted(self) -> None:
        """Close the labs on tables that are no longer kept, so that nothing of these outlasts them."""
        with self._lock:
            gone = [one for one in self._labs.values() if _is_gone(one.settings)]
            for one in gone:
                self._drop(one.id)
        for one in gone:
            one.close()

    def _end_unvisited(self, lab: LabSession) -> None:
        if not self._visitors.get(lab.id):
            lab.end()

    def _forget(self) -> None:
        ended = [id for id, one in self._labs.items() if not one.runs]
        for id in ended[: max(0, len(self._labs) - self._kept)]:
            self._drop(id)

    def _drop(self, id: str) -> None:
        del self._labs[id], self._visitors[id], self._looked[id]

    def _surplus(self) -> list[LabSession]:
        """Return the labs that are too many, those that are missed least."""
        seen_since = time.monotonic() - WATCHED_SECONDS
        running = [one for one in self._labs.values() if one.runs]
        running.sort(key=lambda one: (self._looked[one.id] >= seen_since, one.acted))
        return running[: max(0, len(running) - self._most)]


def _is_gone(settings: LabSettings) -> bool:
    brought = settings.data == "table" and store.is_id(settings.table)
    return brought and store.find(settings.table) is None


@st.cache_resource(max_entries=1, show_spinner=False)
def labs() -> Labs:
    """Return the server's labs."""
    return Labs(engine(), ServerSettings.read().labs)
