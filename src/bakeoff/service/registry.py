"""What visitors have started, by its unguessable id, for as long as somebody may come back to it."""

import threading
import time
from typing import Generic, Protocol, TypeVar

from bakeoff.errors import SettingError
from bakeoff.text import _

MOST_AT_ONCE = 5
"""How many of a kind one visitor may have going on or waiting."""


class Startable(Protocol):
    """A race, or a study."""

    @property
    def id(self) -> str:
        """Its unguessable name."""

    @property
    def active(self) -> bool:
        """Whether it still goes on."""

    def stop(self, name: str | None = None, why: str = "") -> None:
        """End it, or a part of it."""


T = TypeVar("T", bound=Startable)


class Kept(Generic[T]):
    """Keeps the latest.

    The oldest finished ones are forgotten. One that nobody looks at any more, its tab being closed, is stopped, so
    that it leaves the machine to those who watch.

    Parameters
    ----------
    most : int
        How many finished ones are kept.
    unwatched_seconds : float
        How long one may go on unseen.
    """

    def __init__(self, most: int, unwatched_seconds: float) -> None:
        self._most = most
        self._unwatched_seconds = unwatched_seconds
        self._lock = threading.Lock()
        self._all: dict[str, T] = {}
        self._seen: dict[str, float] = {}
        self._owners: dict[str, str] = {}
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._stop_unwatched, name="bakeoff unwatched", daemon=True)
        self._watch.start()

    def check_room(self, owner: str) -> None:
        """Raise SettingError if a visitor has as many going on as one may."""
        with self._lock:
            going_on = sum(one.active and self._owners[id] == owner for id, one in self._all.items())
        if going_on >= MOST_AT_ONCE:
            raise SettingError(
                _(
                    "You have {n} going on or waiting already, which is the most that one visitor may; stop one of "
                    "them, or wait until it is over.",
                    n=going_on,
                )
            )

    def add(self, one: T, owner: str) -> T:
        """Keep one that a visitor has just started."""
        with self._lock:
            self._all[one.id], self._owners[one.id] = one, owner
            self._seen[one.id] = time.monotonic()
            finished = [id for id, other in self._all.items() if not other.active]
            for id in finished[: max(0, len(self._all) - self._most)]:
                del self._all[id], self._seen[id], self._owners[id]
        return one

    def get(self, id: str | None) -> T | None:
        """Return the one with this id, which counts as a look at it, or None if it is not, or no longer, known."""
        with self._lock:
            if id not in self._all:
                return None
            self._seen[id] = time.monotonic()
            return self._all[id]

    def close(self) -> None:
        """Look after them no longer; they go on, or end with the engine."""
        self._closed.set()
        self._watch.join()

    def _stop_unwatched(self) -> None:
        while not self._closed.wait(min(5.0, self._unwatched_seconds / 4)):
            latest = time.monotonic() - self._unwatched_seconds
            with self._lock:
                unwatched = [one for id, one in self._all.items() if self._seen[id] < latest]
            for one in unwatched:
                if one.active:
                    one.stop(why=_("Stopped, since nobody was watching."))
