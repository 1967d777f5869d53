"""Places on the page of a race where features meet; each record here is one of `Feature.adds`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.text import declare

LeftOpen = Literal["judge", "why", "data"]
"""What a verdict leaves open: who is better, why the winner answers so, or whether there is anything to learn."""

Question = Literal["won", "err", "trust", "why", "home"]
"""Tab of a finished race: who won, where they err, can they be trusted, why this answer, save and export."""


@dataclass(frozen=True)
class RaceView:
    """One way to look closer at a finished race.

    Attributes
    ----------
    key : str
        Name that stays the same whatever the language.
    show : callable
        Draws it; called only while it is the one that is open.
    order : int
        Its place among the views of its question; the race page's own are 10 apart.
    """

    question: Question
    key: str
    title: str
    show: Callable[[], None]
    order: int


@dataclass(frozen=True)
class RaceViews:
    """Views of a finished race.

    Attributes
    ----------
    views : callable
        ``views(run, race)`` yields those that this race has.
    """

    views: Callable[[Run, FinishedRace], Iterable[RaceView]]


@dataclass(frozen=True)
class RaceLink:
    """Way from one of the tabs of a finished race to a page that goes on with its question.

    Attributes
    ----------
    show : callable
        ``show(run, race)`` shows it, if this race has it.
    """

    question: Question
    show: Callable[[Run, FinishedRace], None]


@dataclass(frozen=True)
class RowView:
    """View of one held-out row of a finished race.

    Attributes
    ----------
    show : callable
        ``show(run, place)`` shows the row at a position in the test set, over the page.
    """

    show: Callable[[Run, int], None]


@dataclass(frozen=True)
class NextStep:
    """Button behind the verdict of a race.

    Attributes
    ----------
    show : callable
        ``show(race, left_open, kind)`` shows it, if it has something to do with what the verdict leaves open; `kind` is
        Streamlit's, of the button that is the next step.
    order : int
        Its place among the buttons.
    """

    show: Callable[[Race, LeftOpen, Literal["primary", "secondary"]], None]
    order: int


@dataclass(frozen=True)
class Experiment:
    """Experiment on why a contender won a race.

    Attributes
    ----------
    name : str
        As `WhyStatement.experiment`.
    statement : callable
        ``statement(run, race)`` returns what it says of a race, None if it was not tried.
    lead : callable
        ``lead(run, race)`` returns what shows the way to it, None if it cannot be tried on this race. That is called
        with whether it was tried.
    order : int
        Its place on the card.
    """

    name: str
    statement: Callable[[Run, FinishedRace], WhyStatement | None]
    lead: Callable[[Run, FinishedRace], Callable[[bool], None] | None]
    order: int


@dataclass(frozen=True)
class PresentStep:
    """Step of the race that is shown to a room, behind the verdict.

    Attributes
    ----------
    show : callable
        ``show(run, race)`` shows it.
    """

    title: str
    show: Callable[[Run, FinishedRace], None]

    def __post_init__(self) -> None:
        declare(self, "title")
