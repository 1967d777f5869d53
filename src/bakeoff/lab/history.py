"""What a run was like at moments spread evenly over it, within a bound of memory.

This module imports nothing of Bakeoff.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

MAX_BYTES = 16 * 2**20  # thousands of moments of the largest network, tens of thousands of a usual one
_MOMENT_BYTES = 250  # what Python needs for one beside its state


class Thinned(Generic[T]):
    """A list that stays short: when it is full, every second item goes, and from then on every second that comes.

    So what is left is spread evenly over all that was ever appended. The first item always stays.

    Parameters
    ----------
    limit : int
        Most items, at least 2.
    items : iterable, optional
        What to begin with.
    """

    def __init__(self, limit: int, items: Iterable[T] = ()) -> None:
        self._limit = max(2, limit)
        self._items = list(items)
        self._stride = 1
        self._skipped = 0
        self._thin()

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> T:
        return self._items[index]

    def append(self, item: T, keep: bool = False) -> None:
        """Offer an item; it is taken if its turn has come, or `keep` says so."""
        self._skipped += 1
        if keep or self._skipped >= self._stride or not self._items:
            self._items.append(item)
            self._skipped = 0
            self._thin()

    def replace_last(self, item: T) -> None:
        """Put an item in the place of the last one."""
        self._items[-1] = item

    def cut(self, length: int) -> None:
        """Forget all but the first `length` items."""
        del self._items[length:]

    def _thin(self) -> None:
        while len(self._items) > self._limit:
            if len(self._items) % 2 == 0:  # the last one goes too: what comes next is that much nearer to its turn
                self._skipped += self._stride
            self._items = self._items[::2]
            self._stride *= 2


class Moment(NamedTuple):
    """Where a run was, and all that it needs to go on from there, bit for bit."""

    state: bytes
    epoch: int
    batch: int

    @property
    def position(self) -> tuple[int, int]:
        """Epoch and batch, for comparing."""
        return self.epoch, self.batch


class TimeMachine:
    """The moments that the time machine can go to.

    Parameters
    ----------
    first : Moment
        Always kept.
    max_bytes : int
        Most memory to use.
    """

    def __init__(self, first: Moment, max_bytes: int = MAX_BYTES) -> None:
        self._moments = Thinned(max_bytes // (len(first.state) + _MOMENT_BYTES), [first])

    def __len__(self) -> int:
        return len(self._moments)

    @property
    def first(self) -> Moment:
        """Where the run began."""
        return self._moments[0]

    @property
    def last(self) -> Moment:
        """The furthest moment."""
        return self._moments[-1]

    def add(self, moment: Moment, keep: bool = False) -> None:
        """Offer a moment, as in `Thinned.append`; it replaces one at the same place; an earlier one is not taken."""
        if moment.position > self.last.position:
            self._moments.append(moment, keep)
        elif moment.position == self.last.position:
            self._moments.replace_last(moment)

    def nearest(self, epoch: float, batches: int) -> Moment:
        """Return the stored moment nearest to `epoch`, which may have a fraction, at `batches` to an epoch."""
        return min(self._moments, key=lambda moment: abs(moment.epoch + moment.batch / batches - epoch))

    def forget_after(self, epoch: int, batch: int) -> None:
        """Forget moments later than this; the run goes on from here another way."""
        kept = sum(1 for moment in self._moments if moment.position <= (epoch, batch))
        self._moments.cut(max(1, kept))
