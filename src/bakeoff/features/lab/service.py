"""The labs of all visitors: who visits them, and bounds on what those that run take, and on how many are kept."""

import itertools
import threading
import time
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from bakeoff.datasets.upload import store
from bakeoff.engine.base import Engine
from bakeoff.features.lab.settings import DEFAULTS, LabLimits
from bakeoff.network.session import LabSession
from bakeoff.network.settings import LabSettings
from bakeoff.service.engines import interactive_engine
from bakeoff.service.once import once
from bakeoff.service.registry import Registered, Registry

MOST_KEPT = 100
GRACE_SECONDS = 20.0
"""Time that a lab without visitors goes on: a reload leaves before it comes back."""
WATCHED_SECONDS = 10.0
"""Time after a look for which a lab counts as watched: the page of a moving one asks several times a second."""


STARTING_BYTES = 96 * 2**20
"""Assumed memory of a lab until it is measured: it takes the most while it compiles."""
_LEAST_BYTES = 32 * 2**20


def most_labs(memory_bytes: int) -> int:
    """Return how many labs can ever run at once in so much memory, however small they are."""
    return max(1, memory_bytes // _LEAST_BYTES)


def weight(lab: LabSession) -> int:
    """Return the memory that a lab's job has of its own, in bytes, or is taken to need."""
    return lab.state.memory_bytes or STARTING_BYTES


class Labs(Registry[LabSession]):
    """The labs by their unguessable id, and the memory of running ones within a bound.

    As long as there is memory none makes room for another. Then a lab is put to sleep with its run saved: one that
    nobody looks at, or else the one that nobody has done anything with for longest. One that its last visitor has left
    ends likewise, after a grace time. A look starts neither again, or labs that are looked at in turns would take each
    other's place for ever; whatever a visitor does with it goes on from there.

    Parameters
    ----------
    memory_bytes : int
        What those that run may take together; one runs however much it takes.
    kept : int
        How many are kept.
    each : int
        How many one visitor may have running; for one more, another of theirs sleeps.
    grace : float
        After how many seconds without a visitor a lab ends.
    weigh : callable
        Returns what a lab that runs takes, in bytes.
    """

    def __init__(
        self,
        engine: Engine,
        memory_bytes: int,
        kept: int = MOST_KEPT,
        each: int = DEFAULTS.visitor_labs,
        grace: float = GRACE_SECONDS,
        weigh: Callable[[LabSession], int] = weight,
    ) -> None:
        super().__init__(LabSession.sleep, kept=kept)
        self.engine = engine
        self._memory_bytes = memory_bytes
        self._most_each = each
        self._weigh = weigh
        self._grace = grace
        self._visitors: dict[str, set[Hashable]] = {}
        self._opened: dict[str, str] = {}

    def open(self, settings: LabSettings, owner: str = "") -> LabSession:
        """Start a lab of the visitor `owner`; raises a BakeoffError if nothing can be learnt from its points."""
        lab = LabSession(self.engine, settings)
        self._opened[lab.id] = owner
        return lab

    def use(self, lab: LabSession, visitor: Hashable) -> None:
        """Note that a visitor uses a lab, and make room for it if need be."""
        with self._lock:
            known = self._entries.get(lab.id)
            self.add(lab, self._opened.pop(lab.id, "") if known is None else known.owner)
            self._visitors.setdefault(lab.id, set()).add(visitor)
            too_many = self._beyond_the_most(self._entries[lab.id].owner)
        for other in too_many:
            other.sleep()
        self.make_room()

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
            gone = [lab for lab in self.items() if _is_gone(lab.settings)]
            for lab in gone:
                self._forget(lab.id)
        for lab in gone:
            lab.close()

    def _end_unvisited(self, lab: LabSession) -> None:
        if not self._visitors.get(lab.id):
            lab.end()

    def _beyond_the_most(self, owner: str) -> list[LabSession]:
        """Return the labs that a visitor has running beyond the most that one may."""
        own = sorted((entry for entry in self._going_on() if owner and entry.owner == owner), key=self._missed)
        return [entry.item for entry in own[: max(0, len(own) - self._most_each)]]

    def _too_many(self, going_on: Sequence[LabSession], one_more: bool) -> int:
        taken = itertools.accumulate(map(self._weigh, reversed(going_on)), initial=STARTING_BYTES * one_more)
        kept = sum(1 for total in list(taken)[1:] if total <= self._memory_bytes)
        return len(going_on) - max(kept, min(1, len(going_on)))

    def _missed(self, entry: Registered[LabSession]) -> Any:
        return entry.seen >= time.monotonic() - WATCHED_SECONDS, entry.item.acted

    def _forget(self, id: str) -> None:
        super()._forget(id)
        self._visitors.pop(id, None)


def is_foreign_lab(settings: LabSettings, owner: str) -> bool:
    """Tell whether a lab shows data that are not, or no longer, those of the visitor `owner`."""
    brought = settings.data == "table" and store.is_id(settings.table)
    return brought and not store.belongs_to(settings.table, owner)


def _is_gone(settings: LabSettings) -> bool:
    brought = settings.data == "table" and store.is_id(settings.table)
    return brought and store.find(settings.table) is None


@once
def labs() -> Labs:
    """Return the server's labs."""
    limits = LabLimits.read()
    return Labs(interactive_engine(), limits.labs_bytes, each=limits.visitor_labs)
