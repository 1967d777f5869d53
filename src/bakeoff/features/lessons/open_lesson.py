"""A lesson as a link has it, opened: what it is, or why it is none."""

from bakeoff.errors import BakeoffError
from bakeoff.lesson.book import lesson_in
from bakeoff.lesson.opened import OpenLesson


def open_lesson(code: str) -> OpenLesson:
    """Return the lesson of a link's text, or why there is none."""
    try:
        return OpenLesson(code, lesson_in(code))
    except BakeoffError as error:
        return OpenLesson(code, None, str(error))
