"""Writes races and studies down as they go on, in a thread of its own, so that none ever waits for the database."""

import logging
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bakeoff.errors import HistoryError
from bakeoff.race.events import RaceEvent
from bakeoff.race.kept_replay import keep_replay
from bakeoff.race.snapshot import Run
from bakeoff.records.drafts import Kept
from bakeoff.records.history import History
from bakeoff.study.events import StudyEvent
from bakeoff.text import _

RETRY_SECONDS = 5.0
SECONDS_BETWEEN = 10.0
PATIENCE_SECONDS = 1.0
MOST_WAITING = 200
"""Races that are kept in memory until they can be written; beyond that the oldest are given up."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Draft:
    """Race or study that is to be stored."""

    kept: Kept
    owner: str
    started: datetime
    ended: datetime | None


@dataclass(frozen=True)
class _Heard:
    """Start of a race, and the number of ended contenders and the moment when it was last stored."""

    started: datetime
    ended: int = -1
    when: float = 0.0


class Recorder:
    """Stores each race and study when it starts, when one of its contenders ends, now and then, and when it ends.

    The end is stored before anyone is shown it, unless that takes longer than a moment. What can not be written is
    tried again until it can, or the server ends; `trouble` says why meanwhile.

    Parameters
    ----------
    retry_seconds : float
        How long to wait before what could not be written is tried again.
    seconds_between : float
        How long one that goes on, and none of whose contenders ends, is left unwritten.
    """

    def __init__(
        self, history: History, retry_seconds: float = RETRY_SECONDS, seconds_between: float = SECONDS_BETWEEN
    ) -> None:
        self._history = history
        self._retry_seconds = retry_seconds
        self._seconds_between = seconds_between
        self._changed = threading.Condition()
        self._writing = threading.Lock()  # taken before the other, where both are
        self._going_on: set[str] = set()
        self._heard: dict[str, _Heard] = {}
        self._waiting: dict[str, _Draft] = {}
        self._troubles: dict[str, str] = {}
        self._closed = False
        self._thread = threading.Thread(target=self._write, name="bakeoff history", daemon=True)
        self._thread.start()

    def hear(self, event: RaceEvent | StudyEvent) -> None:
        """Store the new state of a race or a study, if it is time to."""
        kept: Kept = event.run
        ended, now = sum(not lane.active for lane in kept.lanes.values()), time.monotonic()
        with self._changed:
            before = self._heard.get(kept.id) or _Heard(datetime.now(UTC))
            if ended > before.ended or not kept.active or now - before.when >= self._seconds_between:
                self._heard[kept.id] = replace(before, ended=ended, when=now)
                end = None if kept.active else datetime.now(UTC)
                self._wait_for_writer(_Draft(kept, event.owner, before.started, end))
            if not kept.active:
                self._heard.pop(kept.id, None)

    def _wait_for_writer(self, draft: _Draft) -> None:
        """Hand a race to the writing thread; wait for it, a moment at most, if that is the end of the race."""
        id, active = draft.kept.id, draft.kept.active
        (self._going_on.add if active else self._going_on.discard)(id)
        self._waiting[id] = draft
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._changed.notify_all()
        if not active:
            self._changed.wait_for(
                lambda: id not in self._waiting or self._waiting.keys() & self._troubles.keys() or self._closed,
                PATIENCE_SECONDS,
            )

    def trouble(self, id: str | None) -> str:
        """Return why the race with this id is not stored as it is now; empty if it is, or soon will be."""
        return self._troubles.get(id or "", "")

    def forget(self, owner: str) -> None:
        """Write down nothing more of what a visitor has run, which must be over; nor is any of it being written now."""
        with self._writing, self._changed:
            for id in [id for id, draft in self._waiting.items() if draft.owner == owner]:
                del self._waiting[id]
                self._troubles.pop(id, None)
            self._changed.notify_all()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until every race heard of has ended and is written; return whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._going_on and not self._waiting, timeout)

    def close(self) -> None:
        """Write what is still waiting, if that is possible, and end."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()

    def _write(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                waiting, closed = dict(self._waiting), self._closed
            for id, draft in waiting.items():
                with self._writing:
                    written = id not in self._waiting or self._written(id, draft)
                if written:
                    with self._changed:
                        if self._waiting.get(id) is draft:
                            del self._waiting[id]
                        self._changed.notify_all()
            with self._changed:
                self._changed.notify_all()
                if closed:
                    return
                if self._waiting.keys() & self._troubles.keys():
                    self._changed.wait_for(lambda: self._closed, self._retry_seconds)

    def _written(self, id: str, draft: _Draft) -> bool:
        try:
            self._history.save(draft.kept, draft.owner, draft.started, draft.ended)
            if isinstance(draft.kept, Run) and not draft.kept.active:
                keep_replay(draft.kept)
        except HistoryError as error:
            self._troubles[id] = str(error)
            return False
        except Exception:  # a fault of ours: the thread must go on, for all other races
            _log.exception("a race could not be stored")
            self._troubles[id] = _("This could not be stored, for a fault of Bakeoff’s own.")
            return True
        self._troubles.pop(id, None)
        return True
