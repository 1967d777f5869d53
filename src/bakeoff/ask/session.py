"""The server's side of asking: the engine's job behind it, what was asked, and what is known already.

May import: `ask`'s others but the subject, `race.models`, `engine`, `errors`, `text`.
"""

import collections
import itertools
import secrets
import threading
import time
from collections.abc import Hashable
from typing import Any, Literal

from bakeoff.ask.job import Start
from bakeoff.ask.messages import Answered, Asked, Batch, Describe, End, Question
from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.errors import BakeoffError, EngineError, HistoryError
from bakeoff.race.models import kept, models_folder
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

PRELOAD = ("bakeoff.ask.job",)
"""Modules that make the job start warm where an engine preloads them."""

IDLE_SECONDS = 120.0
REMEMBERED = 64
FORGIVEN_SECONDS = 10.0
"""How long the job's bad end is told before another is tried."""

Status = Literal["starting", "running", "ended"]


class AskSession:
    """One race's contenders, to be asked by any number of visitors.

    The job starts with the first question, ends when none has come for a while, and starts again with the next. It
    gets one question at a time. Of one asker's questions of one kind only the latest waits: a slider that has moved
    on needs no answer for where it was. What was answered is remembered.

    Safe to call from any thread.

    Parameters
    ----------
    engine : Engine
    race_id : str
    spec : BakeoffSpec
        Of that race.
    idle_seconds : float

    Raises
    ------
    HistoryError
        If no fitted contender of the race is kept.
    """

    def __init__(self, engine: Engine, race_id: str, spec: BakeoffSpec, idle_seconds: float = IDLE_SECONDS) -> None:
        folder = models_folder(race_id)
        found = kept(folder)
        names = tuple(name for name in spec.contenders if name in found)
        if not names:
            raise HistoryError(_("The trained models of this race are no longer kept; run the race again."))
        self.race_id = race_id
        self.spec = spec
        self._engine = engine
        self._start = Start(spec, folder, names, idle_seconds)
        self._memory = ServerSettings.read().job_memory_bytes
        self._news = threading.Condition(threading.RLock())
        self._status: Status = "ended"
        self._job = ""
        self._place = 0
        self._numbers = itertools.count()
        self._sent: tuple[int, Question] | None = None
        self._waiting: dict[tuple[Hashable, Hashable], Question] = {}
        self._known: collections.OrderedDict[Question, Any] = collections.OrderedDict()
        self._failed = 0.0

    @property
    def id(self) -> str:
        """Its race's."""
        return self.race_id

    @property
    def active(self) -> bool:
        """Whether it has a job, or waits for one."""
        return self._status != "ended"

    @property
    def status(self) -> Status:
        """Whether the job starts, runs or is not there."""
        return self._status

    @property
    def place(self) -> int:
        """Place of the job in the engine's queue, 1 being next; 0 when it does not wait."""
        return self._place

    def ask(self, question: Question, asker: Hashable = "", patience: float = 0.0) -> Any | None:
        """Return the answer, or None if it has not come within `patience` seconds; asking again waits on.

        Raises
        ------
        BakeoffError
            One sentence, if there is no answer: the question makes no sense here, or the job ended badly.
        """
        with self._news:
            if not self.knows(question):
                self._known.pop(question, None)
                self._put(question, asker)
                self._news.wait_for(lambda: question in self._known, patience)
            if question not in self._known:
                return None
            self._known.move_to_end(question)
            answer = self._known[question]
        if isinstance(answer, BakeoffError):
            raise answer
        return answer

    def knows(self, question: Question) -> bool:
        """Tell whether `ask` has an answer, or an error, at once; what a job died of is tried again after a while."""
        with self._news:
            stale = time.monotonic() - self._failed > FORGIVEN_SECONDS
            return question in self._known and not (stale and isinstance(self._known[question], EngineError))

    def end(self) -> None:
        """End the job; the next question starts another."""
        with self._news:
            self._waiting.clear()
            self._sent = None
            if self._status == "running":
                self._engine.send(self._job, End())
            elif self._status == "starting":
                self._engine.stop(self._job)

    def _put(self, question: Question, asker: Hashable) -> None:
        if self._sent is not None and self._sent[1] == question:
            return
        self._waiting[asker, _topic(question)] = question
        if self._status == "ended":
            self._begin()
        self._send()

    def _begin(self) -> None:
        self._job = f"ask/{secrets.token_urlsafe(12)}"
        self._status, self._place, self._sent = "starting", 0, None
        limits = Limits(memory_bytes=self._memory)
        job = Job(self._job, "bakeoff.ask.job:play", self._start, limits, interactive=True)
        try:
            self._engine.submit(job, self._hear)
        except EngineError:
            self._status = "ended"
            raise

    def _send(self) -> None:
        """Send the next question if the job has nothing to do; the engine drops what comes before it runs."""
        if self._status != "running" or self._sent is not None or not self._waiting:
            return
        question = self._waiting.pop(next(iter(self._waiting)))
        self._sent = next(self._numbers), question
        self._engine.send(self._job, Asked(*self._sent))

    def _hear(self, event: Event) -> None:
        with self._news:
            if event.job != self._job:
                return
            match event:
                case Queued(place=place):
                    self._place = place
                case Started():
                    self._status, self._place = "running", 0
                    self._send()
                case Message(body=Answered(number=number, answer=answer)):
                    self._take(number, answer)
                case Finished():
                    self._end()
                case Failed(error=error):
                    self._fail(error)
                case Stopped():
                    self._end()
            self._news.notify_all()

    def _take(self, number: int, answer: Any) -> None:
        if self._sent is None or self._sent[0] != number:
            return
        self._remember(self._sent[1], answer)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        self._sent = None
        self._send()

    def _remember(self, question: Question, answer: Any) -> None:
        """Keep an answer; of those to whole files only the latest, and not the file."""
        if isinstance(question, Batch):
            for one in [one for one in self._known if isinstance(one, Batch)]:
                del self._known[one]
            question = Batch(question.digest)
        self._known[question] = answer

    def _fail(self, error: BakeoffError) -> None:
        """Tell all who wait for an answer that none comes, and why."""
        for question in [*self._waiting.values(), *([self._sent[1]] if self._sent else [])]:
            self._remember(question, error)
        self._waiting.clear()
        self._status, self._place = "ended", 0
        self._sent, self._failed = None, time.monotonic()

    def _end(self) -> None:
        """The job is gone; a question that was under way to it goes to another."""
        self._status, self._place = "ended", 0
        if self._sent is not None:
            self._waiting.setdefault(("sent before", _topic(self._sent[1])), self._sent[1])
            self._sent = None
        if self._waiting:
            try:
                self._begin()
            except EngineError as error:  # the engine has been closed
                self._fail(error)

    def sheet(self, patience: float) -> Any | None:
        """Return what can be asked, a `Sheet`; None, and raises, as `ask` does."""
        return self.ask(Describe(), patience=patience)


def _topic(question: Question) -> Hashable:
    """Return what a newer question must have in common with this one to take its place."""
    return type(question), getattr(question, "contender", None)
