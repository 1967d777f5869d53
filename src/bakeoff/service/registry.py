"""Work that visitors have started, by its unguessable id, for as long as they may return to it."""

import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bakeoff.errors import SettingError
from bakeoff.evaluation.notation import rough_time
from bakeoff.text import _, sentences

MOST_LOOK_SECONDS = 5.0
"""How often it is looked for what nobody watches any more, at least."""

STOPPING_SECONDS = 3.0
"""For how long what a server stops when it ends is waited for."""
_WAIT_SECONDS = 0.1


class Startable(Protocol):
    """A race, a study, a lab, or a session in which contenders are asked."""

    @property
    def id(self) -> str:
        """Its unguessable name."""

    @property
    def active(self) -> bool:
        """True while it runs."""


T = TypeVar("T", bound=Startable)


@dataclass
class Registered(Generic[T]):
    """One that is kept.

    Attributes
    ----------
    owner : str
        Who has started it.
    seen : float
        When somebody last looked at it or used it; of the monotonic clock, in seconds.
    added : float
        When it was added, likewise.
    """

    item: T
    owner: str
    seen: float
    added: float


class Registry(Generic[T]):
    """Keeps the latest of one kind, and all that go on.

    Of those that have ended, the ones used longest ago are forgotten; one that a page still holds on to is found all
    the same. One that goes on is given up for two reasons: that nobody looks at it any more, its tab being closed, or
    that another needs its place.

    Safe to call from any thread.

    Parameters
    ----------
    give_up : callable
        Ends one of them.
    kept : int
        How many are kept.
    each : int, optional
        How many one visitor may have going on.
    running : int, optional
        How many may go on at once: for one more, the one that is missed least is given up.
    unwatched_seconds : float, optional
        How long one may go on unseen.
    """

    def __init__(
        self,
        give_up: Callable[[T], None],
        *,
        kept: int,
        each: int | None = None,
        running: int | None = None,
        unwatched_seconds: float | None = None,
    ) -> None:
        self._give_up = give_up
        self._kept = kept
        self._each = each
        self._running = running
        self._lock = threading.RLock()
        self._entries: dict[str, Registered[T]] = {}  # the one used longest ago first
        self._forgotten: dict[str, tuple[weakref.ref[T], str]] = {}  # with their owners, as long as somebody holds them
        self._ending = threading.Event()
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None
        if unwatched_seconds is not None:
            self._watch = threading.Thread(
                target=self._give_up_unwatched, args=(unwatched_seconds,), name="bakeoff unwatched", daemon=True
            )
            self._watch.start()

    def begin_no_more(self) -> None:
        """Let nothing more begin."""
        self._ending.set()

    def any_going_on(self) -> bool:
        """Tell whether anything is not over yet."""
        with self._lock:
            return bool(self._going_on())

    def check_room(self, owner: str) -> None:
        """Raise SettingError if a visitor has as many going on as one may, or the server is about to end."""
        if self._ending.is_set():
            raise SettingError(_("The server is about to restart. Try again in a minute."))
        with self._lock:
            going_on = [entry.item for entry in self._going_on() if entry.owner == owner]
        if self._each is not None and len(going_on) >= self._each:
            left = [seconds for seconds in map(self._seconds_left, going_on) if seconds is not None]
            raise SettingError(_too_many_of_theirs(len(going_on), min(left, default=None)))

    def add(self, item: T, owner: str = "") -> T:
        """Keep one that a visitor has just started, or uses again, and forget what is one too many."""
        with self._lock:
            self._entries.pop(item.id, None)
            now = time.monotonic()
            self._entries[item.id] = Registered(item, owner, now, now)
            ended = [id for id, entry in self._entries.items() if not entry.item.active and entry.item is not item]
            self._hold_no_more(ended[: max(0, len(self._entries) - self._kept)])
        return item

    def make_room(self, starting: T | None = None) -> None:
        """Give up as many as are too many, one that is about to start included."""
        with self._lock:
            others = [entry for entry in self._going_on() if entry.item is not starting]
            others.sort(key=self._missed)
            given_up = others[: self._too_many([entry.item for entry in others], starting is not None)]
        for entry in given_up:
            self._give_up(entry.item)

    def get(self, id: str | None) -> T | None:
        """Return the one with this id, which counts as a look at it, or None if it is not, or no longer, known."""
        with self._lock:
            if id is None:
                return None
            if (entry := self._entries.pop(id, None)) is None:
                return self._forgotten[id][0]() if id in self._forgotten else None
            self._entries[id] = entry
            entry.seen = time.monotonic()
            return entry.item

    def is_of(self, id: str, owner: str) -> bool:
        """Tell whether a visitor has started the one with this id."""
        with self._lock:
            if id in self._entries:
                return self._entries[id].owner == owner
            return id in self._forgotten and self._forgotten[id][1] == owner

    def said_of_stopper(self, id: str, owner: str) -> str:
        """Return what is to be said of a visitor who stops the one with this id; empty if it is theirs."""
        return "" if self.is_of(id, owner) else _("Stopped by somebody who has its link.")

    def items(self) -> list[T]:
        """Return all that are kept, the one used longest ago first."""
        with self._lock:
            return [entry.item for entry in self._entries.values()]

    def of(self, owner: str) -> list[T]:
        """Return all that a visitor has started and that is kept."""
        with self._lock:
            return [entry.item for entry in self._entries.values() if entry.owner == owner]

    def going_on(self) -> list[tuple[T, str]]:
        """Return all that go on, each with who has started it, the one added first coming first."""
        with self._lock:
            entries = sorted(self._going_on(), key=lambda entry: entry.added)
        return [(entry.item, entry.owner) for entry in entries]

    def forget_ended(self) -> int:
        """Forget all that has ended; return how many these were."""
        with self._lock:
            ended = [id for id, entry in self._entries.items() if not entry.item.active]
            self._hold_no_more(ended)
        return len(ended)

    def let_go(self, owner: str) -> list[T]:
        """Forget all that a visitor has started, and return it, for the caller to end what goes on."""
        with self._lock:
            items = self.of(owner)
            for item in items:
                self._forget(item.id)
            self._forgotten = {id: (item, whose) for id, (item, whose) in self._forgotten.items() if whose != owner}
        return items

    def close(self) -> None:
        """Look after them no longer; they go on, or end with the engine."""
        self._closed.set()
        if self._watch is not None:
            self._watch.join()

    def _going_on(self) -> list[Registered[T]]:
        return [entry for entry in self._entries.values() if entry.item.active]

    def _too_many(self, going_on: Sequence[T], one_more: bool) -> int:
        """Return how many of these, the one that is missed least first, have to go."""
        return 0 if self._running is None else max(0, len(going_on) + one_more - self._running)

    def _missed(self, entry: Registered[T]) -> Any:
        """Return what orders those that go on: the one with the smallest is missed least."""
        return entry.seen

    def _seconds_left(self, _item: T) -> float | None:
        """Return about how long one will still go on, where that is known."""
        return None

    def _hold_no_more(self, ended: Sequence[str]) -> None:
        """Forget what has ended, unless somebody else holds on to it, and for as long."""
        self._forgotten = {id: (item, owner) for id, (item, owner) in self._forgotten.items() if item() is not None}
        for id in ended:
            entry = self._entries[id]
            self._forgotten[id] = weakref.ref(entry.item), entry.owner
            self._forget(id)

    def _forget(self, id: str) -> None:
        del self._entries[id]

    def _give_up_unwatched(self, seconds: float) -> None:
        while not self._closed.wait(min(MOST_LOOK_SECONDS, seconds / 4)):
            latest = time.monotonic() - seconds
            with self._lock:
                unwatched = [entry.item for entry in self._going_on() if entry.seen < latest]
            for item in unwatched:
                self._give_up(item)


def _too_many_of_theirs(n: int, seconds: float | None) -> str:
    said = _(
        "You already have {n} running or queued, the most for one visitor. Stop one or wait.",
        n=n,
    )
    if seconds is None:
        return said
    return sentences(said, _("The first of them is likely to be over in about {time}.", time=rough_time(seconds)))


def end_all(registries: Sequence[Registry[Any]], seconds: float) -> None:
    """Let nothing more begin, wait until all is over, and after so many seconds stop the rest, which is stored."""
    if end_well(registries, seconds):
        return
    why = _("The server ended before this was done; what it knew is kept.")
    late = [item for registry in registries for item in registry.items()]
    for item in late:
        item.stop(why=why)
    wait_for_all(late, STOPPING_SECONDS)


def wait_for_all(items: Iterable[Any], seconds: float) -> None:
    """Wait until all have ended, at most so long."""
    deadline = time.monotonic() + seconds
    for item in items:
        item.wait(max(0.0, deadline - time.monotonic()))


def end_well(registries: Sequence[Registry[Any]], seconds: float) -> bool:
    """Let nothing more begin in any of these, and wait until all is over, at most so long; return whether it is."""
    for registry in registries:
        registry.begin_no_more()
    deadline = time.monotonic() + seconds
    while any(registry.any_going_on() for registry in registries):
        if time.monotonic() >= deadline:
            return False
        time.sleep(min(_WAIT_SECONDS, seconds))
    return True
