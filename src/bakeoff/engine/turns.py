"""Whose turn it is among owners who want the same slots."""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

TURN_SECONDS = 3.0
"""For how long, all its jobs taken together, an owner keeps slots for certain while others wait who hold fewer."""
LATER_TURN_SECONDS = 0.05
"""For how long a job keeps its slot at a time once its owner has had that: it is one of many or a long one, and what is
short, which is over within a first turn, need not wait for it (multilevel feedback; Corbató, Merwin-Daggett and Daley
1962)."""
PATIENCE_SECONDS = 1.0
"""How much longer an owner waits who has had that turn: those who have long jobs need not change all the time."""


class Ledger:
    """What owners have had of the slots, since they last had no job.

    Parameters
    ----------
    first : float
        For how many seconds in all an owner keeps slots for certain; infinity where none is ever held back.
    """

    def __init__(self, first: float = TURN_SECONDS) -> None:
        self._first = first
        self._seconds: dict[str, float] = defaultdict(float)
        self.served: dict[str, int] = {}  # the later an owner was given a slot, the larger

    def give(self, owner: str) -> None:
        """Take note that an owner is given a slot."""
        self.served[owner] = max(self.served.values(), default=0) + 1

    def add(self, owner: str, seconds: float) -> None:
        """Take note that an owner has had a slot for so long."""
        self._seconds[owner] += seconds

    def turn(self, owner: str, more: float = 0.0) -> float:
        """Return for how many seconds the next job of an owner keeps its slot, who has had them for `more` besides."""
        return max(LATER_TURN_SECONDS, self._first - self._seconds.get(owner, 0.0) - more)

    def patience(self, owner: str, more: float = 0.0) -> float:
        """Return how much longer than its turn a job keeps its slot where it is this owner who waits for one."""
        return PATIENCE_SECONDS if self._first - self._seconds.get(owner, 0.0) - more <= 0 else 0.0

    def forget(self, there: Collection[str]) -> None:
        """Forget all owners but those who have a job."""
        self.served = {owner: turn for owner, turn in self.served.items() if owner in there}
        self._seconds = defaultdict(float, {owner: had for owner, had in self._seconds.items() if owner in there})

    def copy(self) -> "Ledger":
        """Return another that goes on from here."""
        other = Ledger(self._first)
        other.served, other._seconds = dict(self.served), defaultdict(float, self._seconds)
        return other


def in_turns(jobs: Iterable[tuple[str, str]], held: Mapping[str, int], served: Mapping[str, int]) -> list[str]:
    """Return jobs in the order in which they will get a slot, if nothing else happens.

    Whoever holds the fewest slots is next; of these whoever was served longest ago, or has not been yet and came
    first. The jobs of one owner keep their order.

    Parameters
    ----------
    jobs : iterable of (job, owner)
    held : mapping of owner to int
        How many slots each holds.
    served : mapping of owner to int
        A number that is larger the later the owner was given a slot; none for one that was given none.

    Examples
    --------
    >>> in_turns([("a1", "a"), ("a2", "a"), ("b1", "b")], held={}, served={"a": 0})
    ['b1', 'a1', 'a2']
    """
    queues: dict[str, deque[str]] = {}
    for job, owner in jobs:
        queues.setdefault(owner, deque()).append(job)
    slots, turn = Counter(held), dict(served)
    order: list[str] = []
    while queues:
        owner = min(queues, key=lambda candidate: (slots[candidate], turn.get(candidate, -1)))
        order.append(queues[owner].popleft())
        slots[owner] += 1
        turn[owner] = max(turn.values(), default=0) + 1
        if not queues[owner]:
            del queues[owner]
    return order


def to_pause(
    owner: str, running: Sequence[tuple[str, str, float]], held: Mapping[str, int]
) -> tuple[str, float] | None:
    """Return the job that is to make room for one of `owner`, and in how many seconds, or None if nobody holds more.

    Of those whose turn is over that of whoever holds the most slots, and of these the one that is over the longest.

    Parameters
    ----------
    owner : str
    running : sequence of (job, owner, seconds)
        Those that may be held back, and how long each still keeps its slot for certain; below 0 where that is over.
    held : mapping of owner to int

    Examples
    --------
    >>> to_pause("b", [("a1", "a", -5.0), ("a2", "a", -9.0), ("c1", "c", -7.0)], held={"a": 2, "c": 1})
    ('a2', 0.0)
    >>> to_pause("b", [("a1", "a", 2.0), ("a2", "a", 0.5)], held={"a": 2})
    ('a2', 0.5)
    >>> to_pause("b", [("a1", "a", -5.0)], held={"a": 1, "b": 1}) is None
    True
    """
    richer = [job for job in running if held.get(job[1], 0) > held.get(owner, 0)]
    if not richer:
        return None
    over = [job for job in richer if job[2] <= 0]
    if over:
        return max(over, key=lambda job: (held[job[1]], -job[2]))[0], 0.0
    soonest = min(richer, key=lambda job: job[2])
    return soonest[0], soonest[2]
