"""Records of the concept inventory: a question whose wrong options are named wrong ideas, and what refutes them."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bakeoff.evaluation.notation import quantity
from bakeoff.lesson.opened import Place
from bakeoff.text import _, declare, declared

Theme = Literal["comparing", "learning"]
THEMES: Mapping[Theme, str] = {
    "comparing": declared("Comparing models"),
    "learning": declared("How models learn"),
}


@dataclass(frozen=True)
class Idea:
    """A wrong idea, what is so instead, and a work that describes or refutes it."""

    name: str
    feedback: str
    source: str

    def __post_init__(self) -> None:
        declare(self, "name", "feedback")


class Claim(NamedTuple):
    """A prediction of an option: the bar with this number lies between `low` and `high`."""

    bar: int
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True)
class Outcome:
    """Result of an experiment: two to four labelled numbers in one unit, and what each option predicts of them.

    The right option's claim is the first.
    """

    bars: tuple[tuple[str, float], ...]
    sentence: str
    claims: tuple[Claim, Claim, Claim, Claim]
    unit: str = "%"

    def holds(self, option: int) -> bool:
        """Return whether this option's prediction has come true."""
        claim = self.claims[option]
        return claim.low <= self.bars[claim.bar][1] <= claim.high

    @property
    def refutes(self) -> frozenset[int]:
        """Wrong options, 1 to 3, that it contradicts."""
        return frozenset(option for option in (1, 2, 3) if not self.holds(option))

    def write(self, value: float) -> str:
        """Write a number with its unit."""
        number = quantity(round(value, 1) if self.unit else value)
        return _("{number} %", number=number) if self.unit == "%" else number


class Posed(NamedTuple):
    """A question as a learner gets it: options in drawn order, and each one's number; 0 is right."""

    sentence: str
    options: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Concept:
    """A question of the inventory.

    Attributes
    ----------
    options : tuple of str
        The right one first, then one for each idea; all about equally long.
    explanation, experiment : str
        Why the right option is right; what is measured.
    run : callable
        ``run(seed)`` measures it, in at most ten seconds.
    draw : callable
        Returns values for the places in the question and its options.
    query : mapping of str to str
        Settings of a similar race or lab, as in a link; empty if there is none.
    """

    name: str
    theme: Theme
    chapter: str
    question: str
    options: tuple[str, str, str, str]
    ideas: tuple[Idea, Idea, Idea]
    explanation: str
    experiment: str
    run: Callable[[int], Outcome]
    draw: Callable[[random.Random], Mapping[str, object]] = lambda _rng: {}
    query: Mapping[str, str] = field(default_factory=dict)
    place: Place = "race"

    def __post_init__(self) -> None:
        declare(self, "question", "options", "explanation", "experiment")
