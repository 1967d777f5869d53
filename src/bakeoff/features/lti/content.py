"""Content that a platform can open: ready lessons, chapters of Learn, teachers' own lessons, and courses of several."""

import functools
from collections.abc import Mapping, Sequence
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
    """Return the names in a text, in their order; raises BakeoffError if there is none, or one is wrong."""
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
    lesson = lesson_in(code := code_in(link))
    return code if is_short(code) else KeptLessons(database()).keep(lesson, owner)


def offers(own: Mapping[str, Lesson]) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Return what a teacher can choose, by kind, the teacher's own lessons first."""
    chapter_offers = [
        _offer(f"{CHAPTER}{level}", chapter_lesson(level), _(record.question), record.minutes, level=hardness)
        for record in chapters().values()
        for level, hardness in zip(
            record.levels, (_("first goal") if record.hard else "", _("hard goal")), strict=False
        )
    ]
    ready = [
        _offer(name, lesson := each.lesson(), lesson.task, each.minutes, notes=_(each.notes))
        for name, each in bank().items()
    ]
    own_offers = [_offer(name, lesson, lesson.task) for name, lesson in own.items()]
    return {_("Your own lessons"): own_offers, _("Ready lessons"): ready, _("Chapters of Learn"): chapter_offers}


def _offer(
    name: str, lesson: Lesson, task: str, minutes: int = 0, level: str = "", notes: str = ""
) -> Mapping[str, str]:
    place = next((_(page.title) for page in added(Page) if page.name == lesson.place), "")
    about = " · ".join(filter(None, (place, level, _("{n} min", n=minutes) if minutes else "")))
    texts = {"name": name, "title": lesson.title, "about": about, "goal": lesson.goal.in_words()}
    return texts | {"task": task.replace("**", ""), "notes": notes.replace("**", "")}
