"""A lesson as a link has it, opened: what it is, or why it is none."""

from bakeoff.errors import BakeoffError
from bakeoff.lesson.book import KeptLessons
from bakeoff.lesson.code import is_short, unpack
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.opened import OpenLesson
from bakeoff.service.kernel import database


def open_lesson(code: str) -> OpenLesson:
    """Return the lesson of a link's text, or why there is none."""
    try:
        return OpenLesson(code, lesson_in(code))
    except BakeoffError as error:
        return OpenLesson(code, None, str(error))


def lesson_in(code: str) -> Lesson:
    """Read a link's text: all of a lesson, or the short name of one that this server keeps.

    Raises
    ------
    SettingError
        If it is none.
    HistoryError
        If the server's database can not be asked.
    """
    return KeptLessons(database()).get(code) if is_short(code) else unpack(code)
