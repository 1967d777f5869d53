"""Results of Learn's chapters, calculated by jobs: each once, for all visitors who request it."""

import threading
from dataclasses import dataclass, field

from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.features.learn.calls import ChapterCall
from bakeoff.service.engines import interactive_engine
from bakeoff.service.once import once
from bakeoff.settings import ServerSettings
from bakeoff.text import _

KEPT = 200
SECONDS = 60.0
_JOB = "bakeoff.features.learn.calls:answer"


@dataclass
class _Worked:
    """A job, and who waits for it."""

    job: Waiting
    askers: set[str] = field(default_factory=set)


class ChapterJobs:
    """The jobs by what they are to work out, with the latest results.

    All who ask for the same wait for the same job. It is stopped when nobody does any more.

    Safe to call from any thread.

    Parameters
    ----------
    memory_bytes : int or None
        What one job may use.
    kept : int
        How many are kept.
    """

    def __init__(self, engine: Engine, memory_bytes: int | None = None, kept: int = KEPT) -> None:
        self._engine = engine
        self._memory_bytes = memory_bytes
        self._kept = kept
        self._lock = threading.Lock()
        self._works: dict[ChapterCall, _Worked] = {}  # the one asked for longest ago first

    def ask(self, asked: ChapterCall, asker: str) -> Waiting:
        """Return the job that works it out, which is begun unless it is there, at work or at its end.

        Raises
        ------
        EngineError
            If it cannot be started.
        """
        with self._lock:
            work = self._works.pop(asked, None)
            if work is None:
                limits = Limits(SECONDS, self._memory_bytes)
                work = _Worked(Waiting(self._engine, _JOB, asked, limits, Ends(_("Stopped."))))
            if work.job.active:
                work.askers.add(asker)
            self._works[asked] = work
            over = [known for known, other in self._works.items() if not other.job.active]
            for known in over[: max(0, len(self._works) - self._kept)]:
                del self._works[known]
        return work.job

    def leave(self, asked: ChapterCall, asker: str) -> None:
        """Note that somebody waits for it no more, and stop it if nobody else does."""
        with self._lock:
            work = self._works.get(asked)
            if work is None or asker not in work.askers or not work.job.active:
                return
            work.askers.remove(asker)
            if not work.askers:
                del self._works[asked]
                work.job.stop()

    def forget(self, asked: ChapterCall) -> None:
        """Allow a new start on the next request, if the job failed."""
        with self._lock:
            if asked in self._works and self._works[asked].job.problem:
                del self._works[asked]


@once
def chapter_jobs() -> ChapterJobs:
    """Return the server's jobs of chapters."""
    return ChapterJobs(interactive_engine(), ServerSettings.read().job_memory_bytes)
