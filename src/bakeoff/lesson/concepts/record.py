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
    """A wrong idea on record.

    Attributes
    ----------
    feedback : str
        For a learner who chose its option: what is wrong, and what is so instead. At most three sentences.
    source : str
        Work that describes the idea or refutes it.
    """

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
    """What an experiment has measured.

    Attributes
    ----------
    bars : sequence of (str, float)
        Two to four labels, each with its number.
    sentence : str
        What came out, in numbers.
    claims : sequence of Claim
        What each option predicts, the right one first.
    unit : str
        Of all bars; empty for none.
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
        """Wrong options, 1 to 3, whose predictions have not come true."""
        return frozenset(option for option in (1, 2, 3) if not self.holds(option))

    def write(self, value: float) -> str:
        """Write a number with its unit."""
        number = quantity(round(value, 1) if self.unit else value)
        return _("{number} %", number=number) if self.unit == "%" else number


class Posed(NamedTuple):
    """A question as a learner gets it.

    Attributes
    ----------
    options : tuple of str
        In the order that was drawn.
    numbers : tuple of int
        Each option's own number: 0 is right, 1 to 3 are the wrong ideas in the record's order.
    """

    sentence: str
    options: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Concept:
    """A question of the inventory.

    Attributes
    ----------
    chapter : str
        Chapter of Learn that teaches it.
    options : tuple of str
        The right one first; all four about equally long.
    ideas : tuple of Idea
        One for each wrong option, in their order.
    explanation : str
        Why the right option is right.
    experiment : str
        What is measured, in one sentence.
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
