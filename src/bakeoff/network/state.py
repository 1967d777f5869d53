"""State of a visitor's lab, and its change by events: pure functions over a frozen record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bakeoff.engine.base import Event, Failed, Finished, Message, Queued, Started, Stopped, Usage
from bakeoff.network.commands import Command, End
from bakeoff.network.messages import Ended, Saved, Snapshot, Trouble

GHOSTS = 6

Status = Literal["starting", "running", "ended", "failed"]


@dataclass(frozen=True, eq=False)
class LabState:
    """A lab, whose jobs follow one another.

    Attributes
    ----------
    job : str
        The present one, or the last.
    status : {"starting", "running", "ended", "failed"}
        Ended is with the run saved.
    place : int
        Place of the job in the engine's queue, 1 being next; 0 when it does not wait.
    trouble : str
        What went wrong last, in one sentence, or empty.
    fresh : bool
        Whether nobody has looked at that yet.
    pending : tuple of Command
        What the job is not known to have obeyed.
    n_obeyed : int
        How many commands it is known to have obeyed.
    saved : Saved or None
        The run that the job went on with, or, once that has ended, that it held.
    ghosts : tuple of Saved
        The last runs that were left, newest last.
    ending : bool
        Whether the job has been told to end.
    memory_bytes : int
        What the job has of its own; 0 as long as it has not been weighed.
    asleep : bool
        Whether it was, to make room for others, and nobody has done anything with the lab since.
    """

    job: str = ""
    status: Status = "starting"
    place: int = 0
    trouble: str = ""
    latest: Snapshot | None = None
    fresh: bool = False
    pending: tuple[Command, ...] = ()
    n_obeyed: int = 0
    saved: Saved | None = None
    ghosts: tuple[Saved, ...] = ()
    ending: bool = False
    memory_bytes: int = 0
    asleep: bool = False

    @property
    def has_job(self) -> bool:
        """True if a process runs or is expected."""
        return self.status in ("starting", "running")

    @property
    def rests(self) -> bool:
        """True if the process has ended: the lab was put to sleep or left alone for long."""
        return self.status == "ended"

    @property
    def active(self) -> bool:
        """True if there is a job that was not asked to end."""
        return self.has_job and not self.ending

    @property
    def answered(self) -> bool:
        """True if the latest snapshot shows the effect of all commands, or none will come."""
        return (self.latest is not None and not self.pending) or not self.has_job


def advance(state: LabState, event: Event) -> LabState:
    """Return the lab after an event of a job; one that was left tells of the runs that it held."""
    match event:
        case Message(body=Saved() as saved):
            return keep_ghost(state, saved)
        case Finished(result=Ended(saved=saved)) if event.job != state.job:
            return keep_ghost(state, saved)
    return _advance(state, event) if event.job == state.job else state


def begin(state: LabState, job: str, saved: Saved | None, pending: Iterable[Command]) -> LabState:
    """Return the lab with a job that is about to start: it goes on with a saved run, and has commands to obey."""
    return LabState(job, latest=state.latest, pending=tuple(pending), saved=saved, ghosts=state.ghosts)


def end(state: LabState) -> LabState:
    """Return the lab after its job was stopped before it ran: nothing had been done yet that would have to be saved."""
    return replace(state, job="", status="ended", place=0)


def keep_ghost(state: LabState, saved: Saved | None) -> LabState:
    """Return the lab with a run among those that were left, if that went anywhere; without its moments, to be small."""
    if saved is None or len(saved.curve) < 2:
        return state
    return replace(state, ghosts=(*state.ghosts, replace(saved, moments=(), here=None))[-GHOSTS:])


def _advance(state: LabState, event: Event) -> LabState:
    match event:
        case Queued(place=place):
            return replace(state, place=place)
        case Started():
            return replace(state, status="running", place=0)
        case Usage(memory_bytes=memory_bytes):
            return state if memory_bytes == state.memory_bytes else replace(state, memory_bytes=memory_bytes)
        case Message(body=Snapshot() as snapshot):
            shown = _forget_obeyed(state, snapshot.obeyed)
            return replace(shown, latest=snapshot, trouble=snapshot.trouble, fresh=True)
        case Message(body=Trouble(sentence=sentence)):
            return replace(state, trouble=sentence)
        case Finished(result=Ended(saved=saved, obeyed=obeyed)):
            return _stand_still(replace(_forget_obeyed(state, obeyed), status="ended", saved=saved))
        case Failed(error=error):
            return _stand_still(replace(state, status="failed", trouble=str(error)))
        case Stopped():
            return _stand_still(replace(state, status="ended"))
        case _:
            return state


def _forget_obeyed(state: LabState, n_obeyed: int) -> LabState:
    """Drop the commands that the job has obeyed, being told how many it has in all."""
    fresh = max(0, n_obeyed - state.n_obeyed)
    return replace(state, pending=state.pending[fresh:], n_obeyed=state.n_obeyed + fresh)


def _stand_still(state: LabState) -> LabState:
    """Return the lab without a job that plays, and without words to end that were not heard: no job is for that."""
    latest = None if state.latest is None else replace(state.latest, playing=False, epochs_per_second=0.0)
    pending = tuple(command for command in state.pending if command != End())
    return replace(state, latest=latest, pending=pending)
