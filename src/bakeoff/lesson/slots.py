"""Places on pages where lessons are done, and where features meet; each record here is one of `Feature.adds`.

Those of a chapter's page stand beside `bakeoff.lesson.chapter.Chapter`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bakeoff.fields import Task
from bakeoff.lesson.opened import OpenLesson, Place
from bakeoff.lesson.run import LessonRun

Action = Callable[[], None] | None


@dataclass(frozen=True)
class LessonOpening:
    """Reading of the lesson that an address holds.

    Attributes
    ----------
    open : callable
        ``open(code)`` returns the lesson of a link's text, or why there is none.
    """

    open: Callable[[str], OpenLesson]


@dataclass(frozen=True)
class LessonBar:
    """Bar above a page on which lessons are done.

    Attributes
    ----------
    show : callable
        ``show(address, run, again, leave)`` shows the lesson of a `bakeoff.web.address.Address`, as
        `bakeoff.web.lesson_places.lesson_on_top`.
    """

    show: Callable[[Any, LessonRun | None, Action, Action], Callable[[LessonRun | None], None]]


@dataclass(frozen=True)
class LessonSource:
    """Page as it is now, of which a lesson can be made.

    Attributes
    ----------
    state : mapping of str to str
        What the page is set to, as its link has it.
    run : Measured or None
        What is on show, see `bakeoff.lesson.moment`.
    task : {"classification", "regression"}
        What its data ask for.
    subjects : mapping of str to str
        What conditions can be of, and what that is called.
    controls : mapping of str to str
        What the lesson can leave out, and what that is called.
    hide : callable or None
        Shows the choice of what is left out, where the page itself keeps that.
    """

    place: Place
    state: Mapping[str, str]
    run: Any
    task: Task
    subjects: Mapping[str, str]
    controls: Mapping[str, str] = field(default_factory=dict)
    hide: Action = None


@dataclass(frozen=True)
class LessonForm:
    """Form that makes a lesson of a page.

    Attributes
    ----------
    show : callable
        ``show(source)`` shows it, as `bakeoff.web.lesson_places.lesson_making`.
    """

    show: Callable[[LessonSource], Callable[[Any], None] | None]


@dataclass(frozen=True)
class LessonWayBack:
    """Way from a lesson back to where a learner came from.

    Attributes
    ----------
    show : callable
        ``show(owner, identity)`` shows it, if the visitor came to the lesson of this `Lesson.identity` from there.
    """

    show: Callable[[str, str], None]
