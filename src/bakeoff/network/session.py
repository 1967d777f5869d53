"""One visitor's lab, on the server: the engine's job behind it, and the latest that is known of it."""

import queue
import time
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec

from bakeoff.engine.base import Engine, Event, Finished, Job, Limits, Message, Started
from bakeoff.engine.handle import JobHandle, new_id
from bakeoff.errors import EngineError, install
from bakeoff.network.commands import Command, End, Play, SaveModel, SnapshotNow, live
from bakeoff.network.messages import Acknowledge, Idleness, ModelFile, Saved, Snapshot, Start
from bakeoff.network.points import make_points
from bakeoff.network.settings import LIVE, VIEW, LabSettings
from bakeoff.network.state import LabState, Status, advance, begin, end, keep_ghost
from bakeoff.text import _

PRELOAD = ("bakeoff.network.job", "bakeoff.network.rivals")
"""Modules that make labs start warm where an engine preloads them."""
NEEDS = ("bakeoff.network.trainer",)
"""Module with TensorFlow, which the first lab has loaded."""
MEMORY_BYTES = 2**30
FILE_SECONDS = 20.0
"""Longest wait for the `.keras` file: an ended job has to start first."""


def keras_missing() -> str:
    """Return the sentence that says how to add Keras, or an empty text when it is there."""
    if find_spec("tensorflow"):
        return ""
    return _("This needs Keras, which is not installed: run {command} to add it.", command=install("keras"))


class LabSession(JobHandle[LabState]):
    """A lab that starts with its first job and goes on over as many as it needs.

    Safe to call from any thread.

    Parameters
    ----------
    idleness : Idleness, optional
        After how long without a look the job pauses, and then ends.

    Attributes
    ----------
    id : str
        Unguessable: who knows it may watch and steer the lab.
    settings : LabSettings
        What the lab is set to now.
    points : Points
        The points that the contenders learn from.
    acted : float
        When somebody last did something with it, or opened it; of the monotonic clock, in seconds.

    Raises
    ------
    SettingError, DatasetError
        If nothing can be learnt from the points; one sentence.
    """

    def __init__(self, engine: Engine, settings: LabSettings, idleness: Idleness | None = None) -> None:
        super().__init__(engine, LabState())
        self.id = new_id()
        self._idleness = idleness or Idleness()
        self.settings = settings
        self.points = make_points(settings)
        self._files: dict[str, queue.SimpleQueue[bytes]] = {}
        self._played = False
        with self._changed:
            self._start_job()

    @property
    def status(self) -> Status:
        """State of the job: starting, running, ended with its run saved, or failed."""
        return self.state.status

    @property
    def ghosts(self) -> tuple[Saved, ...]:
        """The last runs that were left, newest last."""
        return self.state.ghosts

    @property
    def answered(self) -> bool:
        """True if the latest snapshot shows the effect of all commands, or none will come."""
        return self.state.answered

    def look(self, patience: float = 0.0) -> Snapshot | None:
        """Return the latest snapshot, and let the job send the next; None before the first.

        Parameters
        ----------
        patience : float, optional
            How many seconds to wait for one that shows what the commands given so far did; the first is not
            waited for.
        """
        with self._changed:
            self._changed.wait_for(self._is_shown, patience)
            return self.state.latest

    def _is_shown(self) -> bool:
        latest = self.state.latest
        if latest is not None and self.state.fresh:
            self._show(replace(self.state, fresh=False))
            self._engine.send(self.state.job, Acknowledge(latest.serial))
        return latest is None or self.answered

    def send(self, command: Command) -> None:
        """Send a command to the job; restart an ended job where it stopped.

        Raises
        ------
        SettingError
            If the command holds a setting that is wrong; nothing was sent then.
        """
        with self._changed:
            settings = command.after(self.settings)
            if not self.state.has_job:
                self._start_job(self.state.saved, self.state.pending)
            self.settings, self.acted = settings, time.monotonic()
            self._give(command, ending=False)

    def _give(self, command: Command, *, ending: bool) -> None:
        self._show(replace(self.state, pending=(*self.state.pending, command), ending=ending))
        if self.status == "running":  # the engine drops what is sent to a job that is not
            self._engine.send(self.state.job, command)

    def change(self, settings: LabSettings) -> None:
        """Take over other settings: rates and stop conditions without a reset, all else by a new run.

        Raises
        ------
        SettingError, DatasetError
            If nothing can be learnt from the new points; the lab stays as it was.
        """
        with self._changed:
            differences = set(self.settings.differences(settings)) - set(VIEW)
            if not differences <= set(LIVE):
                self._begin(settings)
                return
            for command in live(settings) if differences else ():
                self.send(command)
            self.settings = settings

    def restore(self, ghost: Saved) -> None:
        """Leave the run for one that was left before, and go on from its end; raises as `change`."""
        with self._changed:
            self._begin(ghost.settings.watched_like(self.settings), ghost)

    def keras_file(self, seconds: float = FILE_SECONDS) -> bytes:
        """Return the network as it is now as a `.keras` file.

        Raises
        ------
        EngineError
            If the job has not sent it within `seconds`.
        """
        request = SaveModel(new_id())
        answer = self._files[request.ticket] = queue.SimpleQueue()
        try:
            self.send(request)
            return answer.get(timeout=seconds)
        except queue.Empty:
            raise EngineError(
                _("The network’s file did not come within {n:g} seconds; try again.", n=seconds)
            ) from None
        finally:
            del self._files[request.ticket]

    def end(self) -> None:
        """End the job with its run saved; `send` goes on from there. Whatever is told twice is done once."""
        with self._changed:
            if self.active and self.status == "running":
                self._give(End(), ending=True)
            elif self.active:
                self._engine.stop(self.state.job)
                self._show(end(self.state))

    def sleep(self) -> None:
        """End the job to make room for others: no look starts it again, only `wake` or another command does."""
        with self._changed:
            if self.active:
                self._played = self.state.latest is not None and self.state.latest.playing
                self.end()
                self._show(replace(self.state, asleep=True))

    def wake(self) -> None:
        """Go on as it was when it was put to sleep."""
        with self._changed:
            if self.state.asleep:
                self.send(Play() if self._played else SnapshotNow())

    def close(self) -> None:
        """Stop the job at once, for good."""
        with self._changed:
            self._engine.stop(self.state.job)

    def _begin(self, settings: LabSettings, saved: Saved | None = None) -> None:
        """Leave the job for a new one; the run that is left comes back as a ghost."""
        same = settings.same_points(self.settings)
        points = self.points if same else make_points(settings)
        if settings.watch is not None and not same:
            settings = settings.replace("watch", self.points.again(settings.watch, points))
        self.end()
        left = self.state if self.state.has_job else keep_ghost(self.state, self.state.saved)
        self._show(replace(left, latest=None))
        self.settings, self.points = settings, points
        self._start_job(saved)

    def _start_job(self, saved: Saved | None = None, pending: Iterable[Command] = ()) -> None:
        self.acted = time.monotonic()
        self._show(begin(self.state, f"lab/{new_id()}", saved, pending))
        payload = Start(self.settings, self.points, saved, self._idleness)
        limits = Limits(memory_bytes=MEMORY_BYTES)
        self._start(Job(self.state.job, "bakeoff.network.job:play", payload, limits, interactive=True, needs=NEEDS))

    def _advance(self, state: LabState, event: Event) -> LabState:
        return advance(state, event)

    def _react(self, before: LabState, event: Event) -> None:
        state = self.state
        match event:
            case Started(job=job) if job != state.job:  # left before it ran: the word to end was not sent
                self._engine.send(job, End())
            case Started(job=job):
                for command in state.pending:
                    self._engine.send(job, command)
            case Message(body=ModelFile(ticket=ticket, content=content)) if ticket in self._files:
                self._files[ticket].put(content)
            case Finished(job=job) if job == state.job and state.pending and not state.ending:
                self._start_job(state.saved, state.pending)  # sent while it ended by itself
