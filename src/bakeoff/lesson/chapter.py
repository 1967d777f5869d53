"""Chapters of Learn: the record of one, all that features add, and what others add to their pages."""

import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from bakeoff.refusals import unknown
from bakeoff.service.kernel import added
from bakeoff.text import _, declare


@dataclass(frozen=True)
class Ending:
    """One way to complete "It works because …".

    Attributes
    ----------
    mistake : str
        Sentence on what is wrong with it; empty for the right one.
    """

    text: str
    mistake: str = ""

    def __post_init__(self) -> None:
        declare(self, "text", "mistake")


@dataclass(frozen=True)
class Chapter:
    """One chapter of Learn, as its folder's ``info.py`` declares it.

    Attributes
    ----------
    name : str
        The folder's, and its place in the address.
    number : int
        Its place in the order, from 1.
    question : str
        What it answers, in one line.
    able : str
        What a learner can do after it, one sentence in the imperative.
    minutes : int
        About how long it takes.
    steps : int
        Number of its steps; 0 if it has none.
    goal : str
        What is to be reached at its end, one sentence in the imperative.
    icon : str
        Material symbol, as Streamlit writes it.
    hard : str
        A second, harder goal; empty if there is none.
    because, hard_because : tuple of Ending
        Endings of "It works because …", one of them right, which is to be completed before the goal counts as reached.
    """

    name: str
    number: int
    title: str
    question: str
    able: str
    minutes: int
    steps: int
    goal: str
    icon: str
    hard: str = ""
    because: tuple[Ending, ...] = ()
    hard_because: tuple[Ending, ...] = ()

    def __post_init__(self) -> None:
        declare(self, "title", "question", "able", "goal", "hard")

    @property
    def levels(self) -> Mapping[str, str]:
        """The goals, the easy one first, by the name under which each is stored."""
        return {self.name: self.goal} | ({f"{self.name}-hard": self.hard} if self.hard else {})

    @property
    def endings(self) -> Mapping[str, tuple[Ending, ...]]:
        """The endings of each goal's sentence, by the goal's name as in `levels`."""
        return {self.name: self.because, f"{self.name}-hard": self.hard_because}


@dataclass(frozen=True)
class ChapterTop:
    """Part above Learn, such as the lesson that the address holds; it may choose the chapter there."""

    show: Callable[[], None]


@dataclass(frozen=True)
class ChapterQuestions:
    """Questions around a chapter.

    Attributes
    ----------
    ask : callable
        ``ask(chapter)`` asks those that are due. It returns ``now`` if the chapter waits for them, ``later`` if some
        follow once its goal is reached.
    closed : callable
        Returns the chapters whose questions are still open, so that nothing may tell their answers.
    """

    ask: Callable[[Chapter], Literal["now", "later", ""]]
    closed: Callable[[], Collection[str]] = frozenset


def closed_chapters() -> set[str]:
    """Return the chapters whose questions this visitor has still to answer; no page tells them the answers."""
    return {name for questions in added(ChapterQuestions) for name in questions.closed()}


@functools.cache
def chapters() -> Mapping[str, Chapter]:
    """Return every chapter by name, in their order."""
    records = sorted(added(Chapter), key=lambda record: record.number)
    return MappingProxyType({record.name: record for record in records})


def chapter(name: str) -> Chapter:
    """Return the chapter called `name`; raises SettingError, with the nearest name, if there is none."""
    if name not in chapters():
        raise unknown(name, chapters(), _("chapter"))
    return chapters()[name]
