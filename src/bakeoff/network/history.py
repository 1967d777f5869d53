"""States of a run at past moments, closer together the earlier they are, within a memory limit."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from bakeoff.network.settings import LabSettings

T = TypeVar("T")

MOST_MOMENTS = 400
MAX_BYTES = 8 * 2**20  # all moments of a usual network many times over, some thirty of the largest one
_MOMENT_BYTES = 250  # what Python needs for one beside its state


class LogSpaced(Generic[T]):
    """A list that stays short: when it is full, the item that is missed least goes.

    What is left lies evenly on a logarithmic scale that starts at the first item: most of what a network learns, it
    learns early. The first and the last item always stay.

    Parameters
    ----------
    limit : int
        Most items, at least 3.
    place : callable
        Returns where an item is; what is appended is never before what there is.
    items : iterable, optional
        What to begin with.
    """

    def __init__(self, limit: int, place: Callable[[T], float], items: Iterable[T] = ()) -> None:
        self._limit = max(3, limit)
        self._place = place
        self._items: list[T] = []
        self._places: list[float] = []
        for item in items:
            self.append(item)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> T:
        return self._items[index]

    def append(self, item: T) -> None:
        """Take an item, and let another go if there are too many now."""
        self._items.append(item)
        self._places.append(self._place(item))
        if len(self._items) > self._limit:
            least = self._missed_least()
            del self._items[least], self._places[least]

    def replace_last(self, item: T) -> None:
        """Put an item in the place of the last one."""
        self._items[-1] = item

    def cut(self, length: int) -> None:
        """Forget all but the first `length` items."""
        del self._items[length:], self._places[length:]

    def _missed_least(self) -> int:
        """Return the index of the item whose neighbours are nearest to each other on the scale."""
        places = np.log1p(np.array(self._places) - self._places[0])
        return 1 + int(np.argmin(places[2:] - places[:-2]))


class Moment(NamedTuple):
    """State of a run at one moment, from which it can continue bit for bit.

    Attributes
    ----------
    settings : LabSettings
        Those with which the run went on from here.
    arrived, left : int
        Number of changes of rates and weights before the run came here, and before it went on.
    """

    state: bytes
    epoch: int
    batch: int
    settings: LabSettings = LabSettings()
    arrived: int = 0
    left: int = 0

    @property
    def position(self) -> tuple[int, int]:
        """Epoch and batch, for comparing."""
        return self.epoch, self.batch

    @property
    def place(self) -> float:
        """About where it is, in epochs: how many batches one has is not known here."""
        return self.epoch + self.batch / (self.batch + 1)


class TimeMachine:
    """The moments that the time machine can go to.

    Parameters
    ----------
    moments : iterable of Moment
        One at least, the earliest first; that is always kept.
    max_bytes : int
        Most memory to use.
    """

    def __init__(self, moments: Iterable[Moment], max_bytes: int = MAX_BYTES) -> None:
        known = list(moments)
        limit = min(MOST_MOMENTS, max_bytes // (len(known[0].state) + _MOMENT_BYTES))
        self._moments = LogSpaced(limit, lambda moment: moment.place, known)

    def __len__(self) -> int:
        return len(self._moments)

    def __iter__(self) -> Iterator[Moment]:
        return iter(self._moments)

    @property
    def first(self) -> Moment:
        """First moment of the run."""
        return self._moments[0]

    @property
    def last(self) -> Moment:
        """The furthest moment."""
        return self._moments[-1]

    def add(self, moment: Moment) -> None:
        """Store a moment; it replaces one at the same place, and an earlier one is not taken."""
        if moment.position > self.last.position:
            self._moments.append(moment)
        elif moment.position == self.last.position:
            self._moments.replace_last(moment)

    def around(self, position: tuple[int, int]) -> tuple[Moment, Moment]:
        """Return the last stored moment up to a position, and the first from there on; both are it if it is stored."""
        moments = list(self._moments)
        after = min(bisect_left(moments, position, key=lambda moment: moment.position), len(moments) - 1)
        exact = moments[after].position <= position
        return moments[after if exact else max(0, after - 1)], moments[after]

    def forget_after(self, epoch: int, batch: int) -> None:
        """Forget moments later than this; the run goes on from here another way."""
        kept = sum(1 for moment in self._moments if moment.position <= (epoch, batch))
        self._moments.cut(max(1, kept))
