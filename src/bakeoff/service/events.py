"""Events of a server, to which features listen: `bakeoff.service.kernel.publish` hands one to all of them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class GoalReached:
    """Goal that a visitor has reached, maybe once more.

    Attributes
    ----------
    goal : str
        `CHAPTER` and the name of a goal of Learn, or the identity of a lesson.
    at : datetime
        With a time zone.
    """

    owner: str
    goal: str
    at: datetime


@dataclass(frozen=True)
class TableDeleted:
    """Deletion of one or more uploaded tables of the visitor."""


@dataclass(frozen=True)
class SessionEnded:
    """End of a session of Streamlit: its page was closed."""

    session: str


CHAPTER = "learn."
"""First letters of the name of a goal of Learn, in `GoalReached` and in links of learning platforms."""


class Course:
    """Publishes the states of one race or study: the first, later ones and the last, each as its kind of event.

    Parameters
    ----------
    kinds : tuple of types
        Of the first state, of later ones and of the last, such as `bakeoff.race.events.RACE`.
    """

    def __init__(self, kinds: tuple[Any, Any, Any], owner: str, publish: Callable[[Any], None]) -> None:
        self._started, self._changed, self._ended = kinds
        self._owner = owner
        self._publish = publish
        self._lock = threading.RLock()
        self._has_begun = self._is_over = False

    def begin(self, state: Any) -> None:
        """Publish the first state, unless the first job has been quicker."""
        with self._lock:
            if not self._has_begun:
                self(state)

    def __call__(self, state: Any) -> None:
        """Publish a new state; after the last one, such as with reasons found later, nothing."""
        with self._lock:
            if self._is_over:
                return
            kind = self._changed if self._has_begun else self._started
            if state.active or not self._has_begun:
                self._publish(kind(self._owner, state))
            self._has_begun, self._is_over = True, not state.active
            if self._is_over:
                self._publish(self._ended(self._owner, state))
