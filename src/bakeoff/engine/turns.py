"""Whose turn it is among owners who want the same slots."""

import math
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

TURN_SECONDS = 3.0
"""For how long, all its jobs taken together, an owner keeps a slot for certain while others wait who hold none."""
LOOK_SECONDS = 1.0
"""Who has had slots for less than that in all, and holds none, is given one at once by who has had more: whoever has
just come soon sees a contender learn. One at a time, as what is held back needs its memory."""
LATER_TURN_SECONDS = 0.05
"""For how long a job keeps its slot at a time once its owner has had that: it is one of many or a long one, and what is
short, which is over within a first turn, comes before it (multilevel feedback; Corbató, Merwin-Daggett, Daley 1962)."""
PATIENCE_SECONDS = 1.0
"""How much longer an owner waits who has had that turn: those who have long jobs need not change all the time."""
MOST_BEFORE = 20
"""To how many slots others come before such an owner who holds none, so that nobody waits for ever."""


class Ledger:
    """Slots and seconds that owners have used since they last had no job.

    Parameters
    ----------
    first : float
        Total seconds for which an owner keeps slots for certain; infinity where no job is ever suspended.
    """

    def __init__(self, first: float = TURN_SECONDS) -> None:
        self._first = first
        self._given = 0
        self._served: dict[str, int] = {}
        self._seconds: dict[str, float] = defaultdict(float)

    def give(self, owner: str) -> None:
        """Take note that an owner is given a slot."""
        self._given += 1
        self._served[owner] = self._given

    def add(self, owner: str, seconds: float) -> None:
        """Take note that an owner has had a slot for so long."""
        self._seconds[owner] += seconds

    def over(self, owner: str) -> bool:
        """Return whether an owner has had the first turn."""
        return self._seconds.get(owner, 0.0) >= self._first

    def turn(self, owner: str) -> float:
        """Return for how many seconds the next job of an owner keeps its slot for certain."""
        return max(LATER_TURN_SECONDS, self._first - self._seconds.get(owner, 0.0))

    def kept(self, turn: float, holder: str, owner: str, held: Mapping[str, int]) -> float:
        """Return for how many seconds a job still keeps its slot from an owner who waits; infinity if it makes no room.

        Who counts as holding more makes room when the turn is over, and at once to who has seen next to nothing yet or
        would then hold no more.

        Parameters
        ----------
        turn : float
            For how long it keeps its slot for certain; below 0 where that is over, infinity if it is never held back.
        holder : str
            Whose job it is.
        owner : str
            Who waits.
        held : mapping of owner to int
            How many slots each holds.
        """
        slots = held.get(owner, 0)
        ahead = self.weight(holder, held.get(holder, 0)) - self.weight(owner, slots)
        if ahead <= 0 or math.isinf(turn):
            return math.inf
        if self.over(owner):
            return turn + PATIENCE_SECONDS
        at_once = ahead > 1 or (slots == 0 and self._comes_first(owner, holder, held))
        return min(turn, 0.0) if at_once else turn

    def _comes_first(self, owner: str, holder: str, held: Mapping[str, int]) -> bool:
        """Return whether an owner has seen next to nothing, the holder has, and nobody waits who made room for such."""
        looked = [name for name, seconds in self._seconds.items() if LOOK_SECONDS <= seconds < self._first]
        return holder in looked and owner not in looked and all(held.get(name, 0) for name in looked)

    def weight(self, owner: str, slots: int) -> int:
        """Return how many slots an owner counts as holding: the fewer, the sooner comes another.

        One more than there are for those who have had the first turn, unless they have none and others came first long.
        """
        if not self.over(owner):
            return slots
        passed_over = slots == 0 and self._given - self._served.get(owner, 0) >= MOST_BEFORE
        return slots if passed_over else slots + 1

    def served(self, owner: str) -> int:
        """Return a number that is larger the later an owner was given a slot; 0 for one that was given none."""
        return self._served.get(owner, 0)

    def forget(self, there: Collection[str]) -> None:
        """Forget all owners but those who have a job."""
        self._served = {owner: turn for owner, turn in self._served.items() if owner in there}
        self._seconds = defaultdict(float, {owner: had for owner, had in self._seconds.items() if owner in there})

    def copy(self) -> "Ledger":
        """Return another that goes on from here."""
        other = Ledger(self._first)
        other._given, other._served = self._given, dict(self._served)
        other._seconds = defaultdict(float, self._seconds)
        return other


def in_turns(jobs: Iterable[tuple[str, str]], held: Mapping[str, int], ledger: Ledger) -> list[str]:
    """Return jobs in the order in which they will get a slot, if nothing else happens.

    Whoever counts as holding the fewest slots is next; of these whoever was served longest ago, or has not been yet and
    came first. The jobs of one owner keep their order.

    Parameters
    ----------
    held : mapping of owner to int
        How many slots each holds.

    Examples
    --------
    >>> ledger = Ledger()
    >>> ledger.give("a")
    >>> in_turns([("a1", "a"), ("a2", "a"), ("b1", "b")], {}, ledger)
    ['b1', 'a1', 'a2']
    """
    queues: dict[str, deque[str]] = {}
    for job, owner in jobs:
        queues.setdefault(owner, deque()).append(job)
    count = Counter({owner: ledger.weight(owner, held.get(owner, 0)) for owner in queues})
    turn = {owner: ledger.served(owner) for owner in queues}
    last = max(turn.values(), default=0)
    order: list[str] = []
    while queues:
        owner = min(queues, key=lambda candidate: (count[candidate], turn[candidate]))
        order.append(queues[owner].popleft())
        count[owner] += 1
        last += 1
        turn[owner] = last
        if not queues[owner]:
            del queues[owner]
    return order


def to_pause(
    owner: str, running: Sequence[tuple[str, str, float]], held: Mapping[str, int], ledger: Ledger
) -> tuple[str, float] | None:
    """Return the job that is to make room for one of `owner`, and in how many seconds, or None if nobody holds more.

    Of those that keep their slot no longer that of whoever counts as holding the most slots, and of these the one whose
    turn is over the longest; or, where none is over, the one that began last, which has the least to show.

    Parameters
    ----------
    running : sequence of (job, owner, seconds)
        Those that may be held back, in the order in which they began, and how long each still keeps its slot for
        certain; below 0 where that is over.

    Examples
    --------
    >>> to_pause("b", [("a1", "a", -5.0), ("a2", "a", -9.0), ("c1", "c", -7.0)], {"a": 2, "c": 1}, Ledger())
    ('a2', 0.0)
    >>> to_pause("b", [("a1", "a", 2.0), ("a2", "a", 1.5)], {"a": 2}, Ledger())
    ('a2', 0.0)
    >>> to_pause("b", [("a1", "a", 2.5), ("c1", "c", 2.0)], {"a": 1, "c": 1}, Ledger())
    ('c1', 2.0)
    >>> to_pause("b", [("a1", "a", -5.0)], {"a": 1, "b": 1}, Ledger()) is None
    True
    """
    kept = {job: ledger.kept(turn, name, owner, held) for job, name, turn in running}
    over = [job for job in reversed(running) if kept[job[0]] <= 0]
    if over:
        return max(over, key=lambda job: (ledger.weight(job[1], held.get(job[1], 0)), max(0.0, -job[2])))[0], 0.0
    soonest = min(kept, key=kept.__getitem__, default=None)
    return None if soonest is None or math.isinf(kept[soonest]) else (soonest, kept[soonest])
