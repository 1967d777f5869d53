"""Places on the page of a race where features meet; each record here is one of `Feature.adds`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bakeoff.evaluation.base import Finding
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import WhyStatement
from bakeoff.race.race import Race
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.text import declare

LeftOpen = Literal["judge", "why", "data"]
"""Question that a verdict leaves open: who is better, why the winner answers so, or if there is anything to learn."""

ButtonKind = Literal["primary", "secondary"]
"""Streamlit's kind of the button that is the next step: primary unless another race has been set up."""

Question = Literal["won", "err", "trust", "why", "home"]
"""Tab of a finished race: who won, where they err, can they be trusted, why this answer, save and export."""


@dataclass(frozen=True)
class RaceSource:
    """Place, beside the server's own races, where a link's race may be.

    Attributes
    ----------
    find : callable
        ``find(id)`` returns the race, or None.
    """

    find: Callable[[str], Race | None]


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
    """Way from a tab of a finished race to a page that goes on with its question.

    Attributes
    ----------
    show : callable
        ``show(run, race)`` shows it, if this race has it.
    """

    question: Question
    show: Callable[[Run, FinishedRace], None]


@dataclass(frozen=True)
class RowView:
    """View of one held-out row of a finished race, in a dialog over the page.

    Attributes
    ----------
    show : callable
        ``show(run, place)`` shows the row at a position in the test set.
    """

    show: Callable[[Run, int], None]


@dataclass(frozen=True)
class DataLink:
    """Way from the data of a race that is set up to a page that shows them otherwise.

    Attributes
    ----------
    show : callable
        ``show(spec)`` shows it, if the page has these data.
    """

    show: Callable[[BakeoffSpec], None]


@dataclass(frozen=True)
class SetUpPart:
    """Part of what else can be done with a race's set-up.

    Attributes
    ----------
    show : callable
        Shows it, folded, on the page of `bakeoff.web.draft.race_draft`.
    """

    show: Callable[[], None]


@dataclass(frozen=True)
class RaceNote:
    """Note above a race.

    Attributes
    ----------
    show : callable
        ``show(race)`` shows it, if there is something to say of this race.
    """

    show: Callable[[Race], None]


@dataclass(frozen=True)
class FindingLink:
    """Way from a warning to a page about what it warns of.

    Attributes
    ----------
    show : callable
        ``show(finding)`` shows it, if there is such a page.
    """

    show: Callable[[Finding], None]


@dataclass(frozen=True)
class UnderVerdict:
    """Block between the verdict of a finished race and its leaderboard.

    Attributes
    ----------
    show : callable
        ``show(run, race)`` shows it, if this race has it.
    """

    show: Callable[[Run, FinishedRace], None]


@dataclass(frozen=True)
class NextStep:
    """Button behind the verdict of a race.

    Attributes
    ----------
    show : callable
        ``show(race, left_open, kind)`` shows it, if it has something to do with what the verdict leaves open.
    order : int
        Its place among the buttons; the race page's own are at 20 and 40.
    leads : callable, optional
        ``leads(race)`` says whether it comes before what the verdict leaves open: no other button is primary then.
    """

    show: Callable[[Race, LeftOpen, ButtonKind], None]
    order: int
    leads: Callable[[Race], bool] | None = None


@dataclass(frozen=True)
class Experiment:
    """Experiment on why a contender won one race.

    Attributes
    ----------
    name : str
        As `WhyStatement.experiment`.
    statement : WhyStatement or None
        Its finding; None if it was not tried.
    lead : callable or None
        ``lead(tried)`` shows the way to it; None if it cannot be tried on this race.
    """

    name: str
    statement: WhyStatement | None
    lead: Callable[[bool], None] | None


@dataclass(frozen=True)
class Experiments:
    """Experiments on why a contender won.

    Attributes
    ----------
    of : callable
        ``of(run, race)`` yields those of a race, as far as this visitor has tried them.
    """

    of: Callable[[Run, FinishedRace], Iterable[Experiment]]


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
