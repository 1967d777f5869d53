"""The labs on the server: an engine of their own, and a bound on how many run."""

import threading

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.engine import Engine
from bakeoff.engine.local import LocalEngine
from bakeoff.fields import from_environment
from bakeoff.lab.rivals import RIVALS
from bakeoff.lab.session import PRELOAD, LabSession
from bakeoff.lab.settings import LabSettings

MOST_LABS = 8
SPARE_SLOTS = 3
"""For the rivals, which are soon done, and for a lab whose predecessor is just ending."""


class Labs:
    """Keeps the number of running labs within a bound.

    A lab that one more visitor's needs the place of, the one used longest ago, is ended with its run saved; it
    goes on from there when its visitor comes back to it.

    Parameters
    ----------
    engine : Engine
    most : int
        How many may run at once.
    """

    def __init__(self, engine: Engine, most: int = MOST_LABS) -> None:
        self.engine = engine
        self._most = most
        self._lock = threading.Lock()
        self._used: dict[LabSession, None] = {}

    def open(self, settings: LabSettings) -> LabSession:
        """Start a lab; raises a BakeoffError if nothing can be learnt from its points."""
        lab = LabSession(self.engine, settings)
        self.use(lab)
        return lab

    def use(self, lab: LabSession) -> None:
        """Note that a lab is in use, and make room for it if need be."""
        with self._lock:
            self._used.pop(lab, None)
            self._used[lab] = None
            running = [one for one in self._used if one.status in ("starting", "running")]
            surplus = running[: max(0, len(running) - self._most)]
            self._used = dict.fromkeys(one for one in running if one not in surplus) | {lab: None}
        for one in surplus:
            one.end()


@st.cache_resource(max_entries=1, show_spinner=False, on_release=lambda engine: engine.close())
def lab_engine() -> Engine:
    """Return the labs' own engine: a lab runs for as long as it is watched, and must not keep a race waiting."""
    slots = from_environment("BAKEOFF_LABS", MOST_LABS) + SPARE_SLOTS
    estimators = [f"bakeoff.contenders.{name}.estimator" for name in RIVALS if not contender(name).missing]
    return LocalEngine(slots, preload=(*PRELOAD, *estimators))


@st.cache_resource(max_entries=1, show_spinner=False)
def labs() -> Labs:
    """Return the server's labs."""
    return Labs(lab_engine(), from_environment("BAKEOFF_LABS", MOST_LABS))
