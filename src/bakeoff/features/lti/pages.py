"""The small pages between a platform and a lesson, as HTML without Streamlit: some stand in a platform's frame."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from bakeoff.html import Markup, Template
from bakeoff.lesson.lesson import MOST_TITLE
from bakeoff.text import _, language, languages

_SCRIPTS = {
    "answer": "document.forms[0].submit()",
    "registered": "(window.opener || window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*')",
} | {
    kind: Path(__file__).with_name(name).read_text(encoding="utf-8")
    for kind, name in (("choice", "choice.js"), ("framed", "storage.js"), ("returned", "storage.js"))
}
"""Script of each kind of page that has one."""
HASHES = " ".join(
    f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in _SCRIPTS.values()
)
_PAGE = Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))


def _page(kind: str, title: str, **values: object) -> str:
    common = {"kind": kind, "title": title, "tag": languages()[language()].tag, "storage": {}}
    return _PAGE(**common | {"script": Markup(_SCRIPTS.get(kind, ""))} | values)


def refusal(why: str) -> str:
    """Return the page that says why something is refused."""
    return _page("refusal", _("This did not open"), why=why)


def registered(name: str) -> str:
    """Return the page that has a platform close the frame of a registration."""
    return _page("registered", _("Registered"), name=name)


def framed(url: str, storage: Mapping[str, str] | None = None) -> str:
    """Return the page with a link that opens the activity in a window, unless the platform stores the launch."""
    return _page("framed", _("Bakeoff opens in a new window"), url=url, storage=storage or {})


def returned(action: str, state: str, storage: Mapping[str, str]) -> str:
    """Return the page that goes on with what the platform has stored of the launch."""
    return _page("returned", _("Open the lesson"), storage=storage, action=action, state=state)


def course(lessons: Sequence[tuple[str, str, bool]]) -> str:
    """Return the list of a course: title and address of each lesson, and if it is reached."""
    return _page("course", _("Your course"), lessons=lessons)


def choice(**values: object) -> str:
    """Return the form by which a teacher chooses a lesson, or several in order."""
    return _page("choice", _("Choose lessons"), most_title=MOST_TITLE, **values)


def answer(url: str, token: str) -> str:
    """Return the page that sends a teacher's choice to the platform."""
    return _page("answer", _("Back to your course"), url=url, token=token)
