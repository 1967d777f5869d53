"""One visitor's lab, on the server: the engine's job behind it, and the latest that is known of it."""

import collections
import dataclasses
import queue
import secrets
import threading
import time
from collections.abc import Iterable
from typing import Literal

from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.errors import EngineError
from bakeoff.lab import messages
from bakeoff.lab.job import Idleness, Start
from bakeoff.lab.messages import Command, Ended, ModelFile, Saved, Snapshot, Trouble
from bakeoff.lab.points import Points, make_points
from bakeoff.lab.settings import LIVE, VIEW, LabSettings
from bakeoff.text import _

PRELOAD = ("bakeoff.lab.job", "bakeoff.lab.trainer", "bakeoff.lab.rivals")
"""Modules that make labs start warm where an engine preloads them."""

GHOSTS = 6
MEMORY_BYTES = 2**30
FILE_SECONDS = 20.0
"""How long the `.keras` file is waited for: an ended job has to start first."""

Status = Literal["starting", "running", "ended", "failed"]


class LabSession:
    """A lab that starts with its first job and goes on over as many as it needs.

    Safe to call from any thread.

    Parameters
    ----------
    engine : Engine
    settings : LabSettings
    idleness : Idleness, optional
        After how long without a look the job pauses, and then ends.

    Attributes
    ----------
    id : str
        Unguessable: who knows it may watch and steer the lab.

    Raises
    ------
    SettingError, DatasetError
        If nothing can be learnt from the points; one sentence.
    """

    def __init__(self, engine: Engine, settings: LabSettings, idleness: Idleness | None = None) -> None:
        self.id = secrets.token_urlsafe(12)
        self._engine = engine
        self._idleness = idleness or Idleness()
        self._lock = threading.RLock()
        self._news = threading.Condition(self._lock)
        self._settings = settings
        self._points = make_points(settings)
        self._ghosts: collections.deque[Saved] = collections.deque(maxlen=GHOSTS)
        self._saved: Saved | None = None
        self._latest: Snapshot | None = None
        self._fresh = False
        self._files: dict[str, queue.SimpleQueue[bytes]] = {}
        self._played = False
        self._job = ""
        self._status: Status = "starting"
        self._pending: collections.deque[Command] = collections.deque()  # not known to be obeyed
        self._start()

    @property
    def settings(self) -> LabSettings:
        """What the lab is set to now."""
        return self._settings

    @property
    def points(self) -> Points:
        """The points that the contenders learn from."""
        return self._points

    @property
    def status(self) -> Status:
        """Whether the job starts, runs, has ended with its run saved, or has failed."""
        return self._status

    @property
    def active(self) -> bool:
        """Whether it has a process, or waits for one, and has not been told to end."""
        with self._lock:
            return self._status in ("starting", "running") and not self._ending

    @property
    def asleep(self) -> bool:
        """Whether it was ended to make room for others, and nobody has done anything with it since."""
        return self._asleep

    @property
    def acted(self) -> float:
        """When somebody last did something with it, or opened it; of the monotonic clock, in seconds."""
        return self._acted

    @property
    def place(self) -> int:
        """Place of the job in the engine's queue, 1 being next; 0 when it does not wait."""
        return self._place

    @property
    def trouble(self) -> str:
        """What went wrong last, in one sentence, or empty."""
        return self._trouble

    @property
    def ghosts(self) -> tuple[Saved, ...]:
        """The last runs that were left, newest last."""
        return tuple(self._ghosts)

    @property
    def answered(self) -> bool:
        """Whether the latest snapshot shows what all commands did, or none will come."""
        return (self._latest is not None and not self._pending) or self._status in ("ended", "failed")

    def look(self, patience: float = 0.0) -> Snapshot | None:
        """Return the latest snapshot, and let the job send the next; None before the first.

        Parameters
        ----------
        patience : float, optional
            How many seconds to wait for one that shows what the commands given so far did; the first is not
            waited for.
        """
        with self._news:
            self._news.wait_for(self._is_shown, patience)
            return self._latest

    def _is_shown(self) -> bool:
        if self._latest is not None and self._fresh:
            self._fresh = False
            self._engine.send(self._job, messages.Acknowledge(self._latest.serial))
        return self._latest is None or self.answered

    def send(self, command: Command) -> None:
        """Have the job obey; one that has ended is started again where it was.

        Raises
        ------
        SettingError
            If the command holds a setting that is wrong; nothing was sent then.
        """
        with self._lock:
            settings = _after(command, self._settings)
            if self._status in ("ended", "failed"):
                self._start(self._saved, self._pending)
            self._settings, self._acted, self._ending = settings, time.monotonic(), False
            self._give(command)

    def _give(self, command: Command) -> None:
        self._pending.append(command)
        if self._status == "running":  # the engine drops what is sent to a job that is not
            self._engine.send(self._job, command)

    def change(self, settings: LabSettings) -> None:
        """Take over other settings: rates and stop conditions without a reset, all else by a new run.

        Raises
        ------
        SettingError, DatasetError
            If nothing can be learnt from the new points; the lab stays as it was.
        """
        with self._lock:
            differences = set(self._settings.differences(settings)) - set(VIEW)
            if not differences <= set(LIVE):
                self._begin(settings)
            elif differences:
                self.send(messages.SetRates(settings.learning_rate, settings.regularisation_rate))
                self.send(messages.SetStops(settings.stop_loss, settings.stop_accuracy, settings.stop_epoch))
            self._settings = settings

    def restore(self, ghost: Saved) -> None:
        """Leave the run for one that was left before, and go on from its end; raises as `change`."""
        with self._lock:
            self._begin(ghost.settings, ghost)

    def keras_file(self, seconds: float = FILE_SECONDS) -> bytes:
        """Return the network as it is now as a `.keras` file.

        Raises
        ------
        EngineError
            If the job has not sent it within `seconds`.
        """
        request = messages.SaveModel(secrets.token_urlsafe(12))
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
        with self._lock:
            if not self.active:
                return
            if self._status == "running":
                self._ending = True
                self._give(messages.End())
            else:  # nothing has been done yet that would have to be saved
                self._engine.stop(self._job)
                self._job, self._status, self._place = "", "ended", 0
                self._news.notify_all()

    def sleep(self) -> None:
        """End the job to make room for others: no look starts it again, only `wake` or another command does."""
        with self._lock:
            if self.active:
                self._played = self._latest is not None and self._latest.playing
                self.end()
                self._asleep = True

    def wake(self) -> None:
        """Go on as it was when it was put to sleep."""
        with self._lock:
            if self._asleep:
                self.send(messages.Play() if self._played else messages.SnapshotNow())

    def close(self) -> None:
        """Stop the job at once, for good."""
        with self._lock:
            self._engine.stop(self._job)

    def _begin(self, settings: LabSettings, saved: Saved | None = None) -> None:
        """Leave the job for a new one; the run that is left comes back as a ghost."""
        same = settings.same_points(self._settings)
        points = self._points if same else make_points(settings)
        self.end()
        if self._status in ("ended", "failed"):
            self._keep_ghost(self._saved)
        self._settings, self._points, self._latest = settings, points, None
        self._start(saved)

    def _start(self, saved: Saved | None = None, pending: Iterable[Command] = ()) -> None:
        self._job = f"lab/{secrets.token_urlsafe(12)}"
        self._status = "starting"
        self._asleep, self._ending, self._acted = False, False, time.monotonic()
        self._trouble = ""
        self._pending = collections.deque(pending)
        self._obeyed = 0
        self._fresh = False
        self._place = 0
        self._saved = saved
        payload = Start(self._settings, self._points, saved, self._idleness)
        limits = Limits(memory_bytes=MEMORY_BYTES)
        self._engine.submit(Job(self._job, "bakeoff.lab.job:play", payload, limits, interactive=True), self._hear)

    def _hear(self, event: Event) -> None:
        with self._lock:
            if event.job != self._job:
                self._hear_old(event)
                return
            match event:
                case Queued(place=place):
                    self._place = place
                case Started():
                    self._status, self._place = "running", 0
                    for command in self._pending:
                        self._engine.send(self._job, command)
                case Message(body=body):
                    self._take(body)
                case Finished(result=Ended(saved=saved, obeyed=obeyed)):
                    self._status, self._saved = "ended", saved
                    self._forget_obeyed(obeyed)
                    self._stand_still()
                    self._want_no_end()
                    if self._pending and not self._ending:  # sent while it ended by itself
                        self._start(saved, self._pending)
                case Failed(error=error):
                    self._status, self._trouble = "failed", str(error)
                    self._want_no_end()
                    self._stand_still()
                case Stopped():
                    self._status = "ended"
                    self._stand_still()
            self._news.notify_all()

    def _hear_old(self, event: Event) -> None:
        """A job that was left tells of the runs that it held."""
        match event:
            case Started():  # left before it ran: the word to end was not sent
                self._engine.send(event.job, messages.End())
            case Message(body=Saved() as saved) | Finished(result=Ended(saved=saved)):
                self._keep_ghost(saved)

    def _take(self, body: object) -> None:
        match body:
            case Snapshot():
                self._forget_obeyed(body.obeyed)
                self._latest, self._trouble, self._fresh = body, body.trouble, True
            case Trouble(sentence=sentence):
                self._trouble = sentence
            case Saved():
                self._keep_ghost(body)
            case ModelFile(ticket=ticket, content=content) if ticket in self._files:
                self._files[ticket].put(content)

    def _forget_obeyed(self, obeyed: int) -> None:
        """Drop the commands that the job has obeyed, being told how many it has in all."""
        while self._obeyed < obeyed:
            self._pending.popleft()
            self._obeyed += 1

    def _want_no_end(self) -> None:
        """Drop the words to end that were not heard: no job is to be started only to be ended."""
        self._pending = collections.deque(one for one in self._pending if one != messages.End())

    def _stand_still(self) -> None:
        if self._latest is not None:
            self._latest = dataclasses.replace(self._latest, playing=False, epochs_per_second=0.0)

    def _keep_ghost(self, saved: Saved | None) -> None:
        if saved is not None and len(saved.curve) > 1:
            self._ghosts.append(saved)


def _after(command: Command, settings: LabSettings) -> LabSettings:
    """Return the settings that a job has after a command, as far as it is one that changes them."""
    match command:
        case messages.NewWeights(seed=seed):
            return settings.replace("weight_seed", seed)
        case messages.Branch(settings=branched):
            settings.check_branch(branched)
            return branched
        case messages.SetRates(learning_rate=rate, regularisation_rate=penalty):
            return settings.replace("learning_rate", rate).replace("regularisation_rate", penalty)
        case messages.SetStops(loss=loss, accuracy=accuracy, epoch=epoch):
            changed = settings.replace("stop_loss", loss).replace("stop_accuracy", accuracy)
            return changed.replace("stop_epoch", epoch)
        case _:
            return settings
