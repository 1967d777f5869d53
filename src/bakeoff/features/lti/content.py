"""Content that a platform can open: ready lessons, chapters of Learn, and courses of several, by their names."""

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bakeoff.errors import SettingError
from bakeoff.lesson.bank import bank
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.lesson import MOST_LESSONS, Lesson, chapter_lesson
from bakeoff.service.events import CHAPTER
from bakeoff.text import _

PARAMETER = "lessons"
"""Custom parameter of a link in the platform: the names, separated by spaces."""


def names() -> Sequence[str]:
    """Return every name, ready lessons first."""
    return (*bank(), *(f"{CHAPTER}{level}" for record in chapters().values() for level in record.levels))


def lesson_named(name: str) -> Lesson:
    """Return a lesson in the reader's language."""
    return chapter_lesson(name.removeprefix(CHAPTER)) if name.startswith(CHAPTER) else bank()[name].lesson()


@functools.cache
def by_identity() -> Mapping[str, str]:
    """Return the name of each lesson by its identity."""
    return MappingProxyType({lesson_named(name).identity: name for name in names()})


def course(given: str) -> tuple[str, ...]:
    """Return the names in a text, in their order.

    Raises
    ------
    SettingError
        If there is none, or one is wrong: one sentence.
    """
    wanted = tuple(dict.fromkeys(given.replace(",", " ").split()))
    if not 1 <= len(wanted) <= MOST_LESSONS:
        raise SettingError(_("This link names no lesson. Its teacher can choose one in the learning platform."))
    for name in wanted:
        if name not in names():
            raise SettingError(
                _("This link names the lesson “{name}”, which is not here. Its teacher can choose another.", name=name)
            )
    return wanted
