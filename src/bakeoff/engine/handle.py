"""Jobs that belong together, and the state that their events add up to."""

import secrets
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from bakeoff.engine.base import Engine, Event, Job


def new_id() -> str:
    """Return an unguessable name of 128 bits, in 32 hexadecimal digits.

    It can stand wherever names do: in an address, on a command line and in a spreadsheet, where a dash in front would
    make it something else.
    """
    return secrets.token_hex(16)


class Known(Protocol):
    """State of jobs at one moment: a frozen record."""

    @property
    def active(self) -> bool:
        """True while more events are expected."""


State = TypeVar("State", bound=Known)


class JobHandle(ABC, Generic[State]):
    """Holds one job, or several that belong together, and what is known of them.

    An event changes the state by `_advance`, a pure function; the new state is told, then shown, and whoever waits
    looks at it. What is to be done about it, such as starting another job or sending a command, is for `_react`. All
    of this happens under one lock, which whoever changes the state otherwise takes too.

    Parameters
    ----------
    state : State
        What is known before the first event; never changed, but replaced by another.
    on_change : callable, optional
        Called with each new state, before anyone else can see it; mostly from a thread of the engine's.
    """

    def __init__(self, engine: Engine, state: State, on_change: Callable[[State], None] | None = None) -> None:
        self._engine = engine
        self._state = state
        self._on_change = on_change
        self._changed = threading.Condition()  # its lock may be taken again by whoever has it

    @property
    def state(self) -> State:
        """Current state."""
        return self._state

    @property
    def active(self) -> bool:
        """True while more events are expected."""
        return self._state.active

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing is to come any more; return whether that is so."""
        with self._changed:
            return self._changed.wait_for(lambda: not self.active, timeout)

    def _start(self, job: Job) -> None:
        """Submit a job to the engine and listen to its events; raises EngineError as `Engine.submit` does."""
        self._engine.submit(job, self._hear)

    @abstractmethod
    def _advance(self, state: State, event: Event) -> State:
        """Return the state after an event of one of the jobs: the same object if it tells nothing new."""

    def _react(self, before: State, event: Event) -> None:
        """Do what an event asks for, once it is part of the state; `before` is the state before it."""

    def _hear(self, event: Event) -> None:
        with self._changed:
            before = self._state
            self._show(self._advance(before, event))
            self._react(before, event)

    def _show(self, state: State) -> None:
        """Go over to a new state; the lock must be held."""
        if state is self._state:
            return
        if self._on_change is not None:
            self._on_change(state)
        self._state = state
        self._changed.notify_all()
