"""Places on pages where lessons are done, and where features meet; each record here is one of `Feature.adds`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bakeoff.fields import Task
from bakeoff.lesson.chapter import Chapter
from bakeoff.lesson.measures.base import Place
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.run import LessonRun


class ShowBar(Protocol):
    """Shows the lesson that is open on a page: what it asks for, or what is wrong with the link to it."""

    def __call__(
        self,
        address: Any,
        run: LessonRun | None = None,
        *,
        again: Callable[[], None] | None = None,
        leave: Callable[[], None] | None = None,
    ) -> Any:
        """Show it above a page with this `bakeoff.web.address.Address`; return the place of the goal beside it.

        `again` has a run that is there begin anew, and `leave` has the page show what the lesson has left out, where
        the page does not do so by itself.
        """


@dataclass(frozen=True)
class LessonBar:
    """Bar above a page on which lessons are done.

    Attributes
    ----------
    goal : callable
        ``goal(place, address, run)`` shows where the run on show stands with the lesson's goal, and keeps what came of
        it; nothing without a lesson. It costs little enough to be shown with every picture of a lab.
    """

    on_top: ShowBar
    goal: Callable[[Any, Any, LessonRun | None], None]


class GoalForm(Protocol):
    """Goal of a lesson that is being made."""

    def show(self, run: Measured | None) -> None:
        """Show how a run stands to it."""


class ShowForm(Protocol):
    """Shows, folded, what makes a lesson of a page; returns its goal as soon as there is one."""

    def __call__(
        self,
        place: Place,
        state: Mapping[str, str],
        run: Measured | None,
        *,
        task: Task,
        subjects: Mapping[str, str],
        controls: Mapping[str, str] | None = None,
        hide: Callable[[], None] | None = None,
    ) -> GoalForm | None:
        """Show it.

        Parameters
        ----------
        state : mapping of str to str
            What the page is set to, as its link has it.
        run : LabMoment, Report, Record or None
            What is on show.
        task : {"classification", "regression"}
            What its data ask for.
        subjects, controls : mapping of str to str
            What conditions can be of, and what the lesson can leave out; and what each is called.
        hide : callable, optional
            Shows the choice of what is left out, where the page itself keeps that.
        """


@dataclass(frozen=True)
class LessonForm:
    """Form that makes a lesson of a page as it is now."""

    show: ShowForm


@dataclass(frozen=True)
class ChapterTop:
    """What stands above Learn, such as the lesson that the address holds; it may choose the chapter there."""

    show: Callable[[], None]


@dataclass(frozen=True)
class ChapterQuestions:
    """Questions around a chapter.

    Attributes
    ----------
    ask : callable
        ``ask(chapter)`` asks those that are due; returns whether the chapter waits for them.
    are_due : callable
        ``are_due(chapter)`` returns whether more follow once the goal is reached.
    """

    ask: Callable[[Chapter], bool]
    are_due: Callable[[Chapter], bool]


@dataclass(frozen=True)
class LessonWayBack:
    """Way from a lesson back to where a learner came from.

    Attributes
    ----------
    show : callable
        ``show(owner, key)`` shows it, if the visitor came to the lesson with this key from there.
    """

    show: Callable[[str, str], None]
