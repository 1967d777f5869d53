"""The server's side of asking: the engine's job behind it, what was asked, and what is known already."""

import time
from collections.abc import Hashable
from typing import Any

from bakeoff.engine.base import Engine, Event, Failed, Job, Limits
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.errors import BakeoffError, EngineError, HistoryError
from bakeoff.features.ask.dialogue import Dialogue, Status, advance, begin, fail, forget_questions, put, send, use
from bakeoff.features.ask.messages import AskStart, EndAsking, Question
from bakeoff.race.engines import needs
from bakeoff.race.models import models_folder, saved_contenders
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

IDLE_SECONDS = 120.0
FORGIVEN_SECONDS = 10.0
"""Seconds for which the job's failure is reported before another start."""


class AskSession(JobHandle[Dialogue]):
    """One race's contenders, to be asked by any number of visitors.

    The job starts with the first question, ends when none has come for a while, and starts again with the next. It
    gets one question at a time. Of one asker's questions of one kind only the latest waits: a slider that has moved
    on needs no answer for where it was. What was answered is remembered.

    Safe to call from any thread.

    Parameters
    ----------
    spec : BakeoffSpec
        Of that race.

    Raises
    ------
    HistoryError
        If no fitted contender of the race is kept.
    """

    def __init__(self, engine: Engine, race_id: str, spec: BakeoffSpec, idle_seconds: float = IDLE_SECONDS) -> None:
        folder = models_folder(race_id)
        fitted_names = saved_contenders(folder)
        names = tuple(name for name in spec.contenders if name in fitted_names)
        if not names:
            raise HistoryError(_("The trained models of this race are no longer kept; run the race again."))
        super().__init__(engine, Dialogue())
        self.race_id = race_id
        self.spec = spec
        self._payload = AskStart(spec, folder, names, idle_seconds)
        self._memory = ServerSettings.read().job_memory_bytes
        self._failed = 0.0

    @property
    def id(self) -> str:
        """Its race's."""
        return self.race_id

    @property
    def status(self) -> Status:
        """State of the job: starting, running or absent."""
        return self.state.status

    @property
    def place(self) -> int:
        """Place of the job in the engine's queue, 1 being next; 0 when it does not wait."""
        return self.state.place

    @property
    def wait_seconds(self) -> float | None:
        """About how long the job will still wait for its turn, where that is known."""
        return self.state.wait_seconds

    def ask(self, question: Question, asker: Hashable = "", patience: float = 0.0) -> Any | None:
        """Return the answer, or None if it has not come within `patience` seconds; asking again waits on.

        Raises
        ------
        BakeoffError
            One sentence, if there is no answer: the question makes no sense here, or the job ended badly.
        """
        with self._changed:
            if not self.knows(question):
                self._show(put(self.state, question, asker))
                self._go_on()
                self._changed.wait_for(lambda: question in self.state.known, patience)
            if question not in self.state.known:
                return None
            self._show(use(self.state, question))
            answer = self.state.known[question]
        if isinstance(answer, BakeoffError):
            raise answer
        return answer

    def knows(self, question: Question) -> bool:
        """Tell whether `ask` has an answer, or an error, at once; what a job died of is tried again after a while."""
        known = self.state.known
        stale = time.monotonic() - self._failed > FORGIVEN_SECONDS
        return question in known and not (stale and isinstance(known[question], EngineError))

    def in_hand(self, question: Question) -> bool:
        """Tell whether the job is about this question, and not about another."""
        sent = self.state.sent
        return sent is not None and sent.question == question

    def end(self) -> None:
        """End the job; the next question starts another."""
        with self._changed:
            self._show(forget_questions(self.state))
            if self.status == "running":
                self._engine.send(self.state.job, EndAsking())
            elif self.status == "starting":
                self._engine.stop(self.state.job)

    def _advance(self, dialogue: Dialogue, event: Event) -> Dialogue:
        return advance(dialogue, event)

    def _react(self, before: Dialogue, event: Event) -> None:
        if event.job == before.job and isinstance(event, Failed):
            self._failed = time.monotonic()
        try:
            self._go_on()
        except EngineError as error:  # the engine has been closed
            self._show(fail(self.state, error))
            self._failed = time.monotonic()

    def _go_on(self) -> None:
        """Start a job if a question waits for one, and send it the next if it has nothing to do."""
        if self.state.waiting and not self.active:
            self._begin()
        if self.state.can_send:  # the engine drops what comes before it runs
            self._show(send(self.state))
            self._engine.send(self.state.job, self.state.sent)

    def _begin(self) -> None:
        ended = self.state
        self._show(begin(ended, f"ask/{new_id()}"))
        limits = Limits(memory_bytes=self._memory)
        target, large = "bakeoff.features.ask.job:play", needs(self._payload.contenders)
        try:
            self._start(Job(self.state.job, target, self._payload, limits, interactive=True, needs=large))
        except EngineError:
            self._show(ended)
            raise
