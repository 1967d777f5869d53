"""Lessons on the pages on which they are done; without the feature of lessons, nothing is shown."""

from collections.abc import Callable
from typing import Any

from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.slots import Action, LessonBar, LessonForm, LessonSource
from bakeoff.service.kernel import added
from bakeoff.web.address import Address
from bakeoff.web.contributions import draw


def lesson_on_top(
    address: Address, run: LessonRun | None = None, *, again: Action = None, leave: Action = None
) -> Callable[[LessonRun | None], None]:
    """Show the lesson that is open: what it asks for, or what is wrong with the link to it.

    Parameters
    ----------
    run : LessonRun, optional
        Race or study on show.
    again : callable, optional
        Has a run that is there begin anew, where the page does not forget it by itself.
    leave : callable, optional
        Has the page show what the lesson has left out, where the page itself keeps that.

    Returns
    -------
    callable
        Shows beside it how a run stands with the goal, and keeps what came of it. It costs little enough to be called
        with every picture of a lab.
    """
    goals = [goal for bar in added(LessonBar) if (goal := draw(bar.show, address, run, again, leave))]

    def show(run: LessonRun | None) -> None:
        for goal in goals:
            draw(goal, run)

    return show


def lesson_making(source: LessonSource) -> Callable[[Any], None] | None:
    """Show, folded, what makes a lesson of a page; return what shows how a run stands with its goal, once it has one.

    That is given a `bakeoff.lesson.moment.Measured` or None. A lab, which moves, calls that with every picture.
    """
    made = [draw(form.show, source) for form in added(LessonForm)]
    return next((show for show in made if show is not None), None)
