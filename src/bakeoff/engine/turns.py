"""Whose turn it is among owners who want the same slots."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

TURN_SECONDS = 3.0
"""How long a job keeps its slot for certain while others wait who hold fewer."""
LATER_TURN_SECONDS = 0.25
"""The same for a job that has had such a turn, was held back and goes on: it is long, and what is short, which is over
within its first turn, need not wait for it (multilevel feedback; Corbató, Merwin-Daggett and Daley 1962)."""


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


def to_pause(owner: str, running: Sequence[tuple[str, str, float]], held: Mapping[str, int]) -> str | None:
    """Return the job that is to make room for one of `owner`, or None if nobody holds more slots.

    Parameters
    ----------
    owner : str
    running : sequence of (job, owner, seconds)
        Those that have had their turn, and for how long each has had its slot beyond that.
    held : mapping of owner to int

    Examples
    --------
    >>> to_pause("b", [("a1", "a", 5.0), ("a2", "a", 9.0), ("c1", "c", 7.0)], held={"a": 2, "c": 1})
    'a2'
    >>> to_pause("b", [("a1", "a", 5.0)], held={"a": 1, "b": 1}) is None
    True
    """
    richer = [job for job in running if held.get(job[1], 0) > held.get(owner, 0)]
    return max(richer, key=lambda job: (held.get(job[1], 0), job[2]))[0] if richer else None
