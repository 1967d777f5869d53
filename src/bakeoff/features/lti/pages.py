"""The small pages between a platform and a lesson, as HTML without Streamlit: some stand in a platform's frame."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from bakeoff.html import Template
from bakeoff.lesson.bank import bank
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.lesson import MOST_LESSONS, MOST_TITLE, chapter_lesson
from bakeoff.service.events import CHAPTER
from bakeoff.text import _, language, languages

_SUBMIT = "document.forms[0].submit()"
SUBMIT_HASH = f"'sha256-{base64.b64encode(hashlib.sha256(_SUBMIT.encode()).digest()).decode()}'"
_PAGE = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))


def _page(kind: str, title: str, **values: object) -> str:
    return _PAGE(kind=kind, title=title, tag=languages()[language()].tag, **values)


def refusal(why: str) -> str:
    """Return the page that says why something is refused."""
    return _page("refusal", _("This did not open"), why=why)


def framed(url: str) -> str:
    """Return the page with a link that opens the activity in a window of its own."""
    return _page("framed", _("Bakeoff opens in a new window"), url=url)


def course(lessons: Sequence[tuple[str, str, bool]]) -> str:
    """Return the list of a course: title and address of each lesson, and if it is reached."""
    return _page("course", _("Your course"), lessons=lessons)


def choice(action: str, token: str) -> str:
    """Return the form by which a teacher chooses a lesson, or several in order."""
    ready = [(name, _("{title} ({n} min)", title=_(each.title), n=each.minutes)) for name, each in bank().items()]
    levels = [
        (f"{CHAPTER}{level}", _("{number}. {title}", number=record.number, title=chapter_lesson(level).title))
        for record in chapters().values()
        for level in record.levels
    ]
    groups = [(_("Ready lessons"), ready), (_("Chapters of Learn"), levels)]
    values = {"action": action, "token": token, "groups": groups, "n": MOST_LESSONS, "most_title": MOST_TITLE}
    return _page("choice", _("Choose a lesson"), **values)


def answer(url: str, token: str) -> str:
    """Return the page that sends a teacher's choice to the platform."""
    return _page("answer", _("Back to your course"), url=url, token=token, submit=_SUBMIT)
