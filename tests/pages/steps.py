"""What the tests of every page do alike: open the app as a new visitor, and see that nothing was raised."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.contenders import contenders
from bakeoff.lesson.chapter import chapters
from bakeoff.web.draft import RaceDraft
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
LEARN = "pages/learn/learn.py"
Case = TypeVar("Case")


def new_app() -> AppTest:
    """Return the app as a new visitor has it, not run yet."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def ran(app: AppTest) -> AppTest:
    """Return the app that has run, and fail if its page raised anything."""
    assert [(one.message, one.stack_trace) for one in app.exception] == []
    return app


def chapter(name: str = "") -> AppTest:
    """Return a chapter of Learn, or without a name all of them, as a new visitor has it."""
    app = new_app().switch_page(LEARN)
    if name:
        app.query_params["chapter"] = name
    return ran(app.run())


def answered(app: AppTest, **codes: str) -> AppTest:
    """Return a chapter whose questions are all answered: by these codes, the others by their first answer."""
    while unanswered := [radio for radio in worked_out(app).radio if radio.value is None]:
        first = unanswered[0]
        question = str(first.key).removeprefix("learn-").partition("-")[2]
        first.set_value(codes.get(question) or next(iter(first.format_func.__self__)))
        ran(app.run())
        for fold in [button for button in app.button if button.key == "learn-descent-open"]:
            fold.click()
            ran(app.run())
    return app


def completed(app: AppTest) -> AppTest:
    """Return a chapter in which "It works because …" of each goal that is met is completed rightly."""
    sentences = {f"learn-{level}-because": ends for one in chapters().values() for level, ends in one.endings.items()}
    for radio in app.radio:
        if radio.key in sentences:
            radio.set_value(str([ending.mistake for ending in sentences[radio.key]].index("")))
    return ran(app.run())


def worked_out(app: AppTest) -> AppTest:
    """Return the app once all that jobs work out for a chapter is there."""

    def over() -> bool:
        if not any(str(button.key).endswith("-stop") for button in ran(app).button):
            return True
        app.run()
        return False

    wait_until(over)
    return app


def draft(app: AppTest) -> RaceDraft:
    return app.session_state["draft"]


def texts(elements: object) -> list[str]:
    return [element.value for element in elements]


def read(elements: object) -> str:
    """Return all texts as one, in which a space that keeps a number and its unit together is like any other."""
    return " ".join(texts(elements)).replace("\u00a0", " ")


def data_shown(app: AppTest) -> str:
    """Return title and size of the data that a race or a study is about, as its set-up shows them."""
    (card,) = [html.proto.body for html in app.get("html") if 'class="bakeoff-data"' in html.proto.body]
    return " ".join(re.sub("<[^>]*>", " ", card).split())


def explained(app: AppTest) -> list[str]:
    """Return the texts whose words can be opened, as they read."""
    shown = [element.proto for element in app.get("bidi_component")]
    found = [json.loads(proto.json)["parts"] for proto in shown if proto.component_name == "bakeoff_glossed"]
    return ["".join(part["text"] for part in parts).replace("\u00a0", " ") for parts in found]


def setting(app: AppTest, kind: str, path: str):
    """Return the widget of the setting at `path`, which is opened first where it is folded away."""
    group = path.partition(".")[0]
    if group in contenders():
        unfold(app, f"open-{group}")
    elif group in ("rules", "transform"):
        unfold(app, group)
        unfold(app, f"{group}-expert")
    return getattr(app, kind)(key=draft(app).key(path))


def listed(app: AppTest) -> dict[str, dict[str, Any]]:
    """Return who is in the list of contenders, and what it shows of each."""
    shown = [element.proto for element in app.get("bidi_component")]
    lists = [json.loads(proto.json)["rows"] for proto in shown if proto.component_name == "bakeoff_contender_list"]
    return {row["name"]: row["contender"] for rows in lists for row in rows if "contender" in row}


def switch(app: AppTest, name: str, *, on: bool) -> None:
    """Switch a contender on or off."""
    draft(app).switch(name, on)
    ran(app.run())


def unfold(app: AppTest, box: str) -> None:
    """Open what is folded away, by its key, and is made only then; AppTest forgets that it is open."""
    app.session_state[box] = True
    ran(app.run())


def query(app: AppTest) -> dict[str, str]:
    return {path: value if isinstance(value, str) else value[0] for path, value in app.query_params.items()}


def asked_of(request: pytest.FixtureRequest, cases: Mapping[str, Case], *always: str) -> dict[str, Case]:
    """Return the cases that the chosen tests of a module are about, by their `name`, and some that all need."""
    calls = [item.callspec for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    names = {*always, *(call.params["name"] for call in calls)}
    return {name: case for name, case in cases.items() if name in names}
