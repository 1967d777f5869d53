"""Content that a platform can open: ready lessons, chapters of Learn, teachers' own lessons, and courses of several."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bakeoff.errors import SettingError
from bakeoff.lesson.bank import bank
from bakeoff.lesson.book import KeptLessons, lesson_in
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.code import code_in, is_short
from bakeoff.lesson.lesson import MOST_LESSONS, Lesson, chapter_lesson
from bakeoff.service.events import CHAPTER
from bakeoff.service.kernel import added, database
from bakeoff.service.slots import Page
from bakeoff.text import _

PARAMETERS = "lessons", "lesson"
"""Custom parameters of a link in the platform, of which the first counts: names, separated by spaces."""


@dataclass(frozen=True)
class Offer:
    """A lesson that a teacher can choose.

    Attributes
    ----------
    name : str
        Its name in a link of the platform.
    about : str
        Where it is done, how hard it is and how long it takes, as far as that is known.
    """

    name: str
    title: str
    about: str
    task: str
    goal: str
    notes: str = ""


def names() -> Sequence[str]:
    """Return every name of what comes with Bakeoff, ready lessons first."""
    return (*bank(), *(f"{CHAPTER}{level}" for record in chapters().values() for level in record.levels))


def lesson_named(name: str) -> Lesson:
    """Return a lesson in the reader's language; one that a teacher made, in the teacher's words."""
    if is_short(name):
        return lesson_in(name)
    return chapter_lesson(name.removeprefix(CHAPTER)) if name.startswith(CHAPTER) else bank()[name].lesson()


@functools.cache
def by_identity() -> Mapping[str, str]:
    """Return the name of each lesson that comes with Bakeoff, by its identity."""
    return MappingProxyType({lesson_named(name).identity: name for name in names()})


def course(given: str) -> tuple[str, ...]:
    """Return the names in a text, in their order.

    Raises
    ------
    SettingError, HistoryError
        If there is none, or one is wrong: one sentence.
    """
    wanted = tuple(dict.fromkeys(given.replace(",", " ").split()))
    if not 1 <= len(wanted) <= MOST_LESSONS:
        raise SettingError(_("This link names no lesson. Its teacher can choose one in the learning platform."))
    for name in wanted:
        if is_short(name):
            lesson_named(name)
        elif name not in names():
            raise SettingError(
                _("This link names the lesson “{name}”, which is not here. Its teacher can choose another.", name=name)
            )
    return wanted


def keep(link: str, owner: str) -> str:
    """Return the short name of the lesson in a link; the server keeps it, so that a platform's link can name it."""
    code = code_in(link)
    lesson = lesson_in(code)
    return code if is_short(code) else KeptLessons(database()).keep(lesson, owner)


def offers(own: Mapping[str, Lesson]) -> Mapping[str, Sequence[Offer]]:
    """Return what a teacher can choose, by kind, the teacher's own lessons first."""
    return {
        _("Your own lessons"): [_offer(name, lesson, lesson.task) for name, lesson in own.items()],
        _("Ready lessons"): [
            _offer(name, lesson := each.lesson(), lesson.task, minutes=each.minutes, notes=_(each.notes))
            for name, each in bank().items()
        ],
        _("Chapters of Learn"): list(_chapters()),
    }


def _chapters() -> Iterator[Offer]:
    for record in chapters().values():
        for level in record.levels:
            hardness = "" if not record.hard else _("first goal") if level == record.name else _("hard goal")
            lesson = chapter_lesson(level)
            yield _offer(f"{CHAPTER}{level}", lesson, _(record.question), minutes=record.minutes, level=hardness)


def _offer(name: str, lesson: Lesson, task: str, *, minutes: int = 0, level: str = "", notes: str = "") -> Offer:
    place = next((_(page.title) for page in added(Page) if page.name == lesson.place), "")
    about = " · ".join(filter(None, (place, level, _("{n} min", n=minutes) if minutes else "")))
    return Offer(name, lesson.title, about, task.replace("**", ""), lesson.goal.in_words(), notes.replace("**", ""))
