"""Lessons as pages show them: made, opened by somebody else, reached."""

import base64
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from bakeoff.lesson.lesson import Lesson
from tests.pages.steps import new_app, ran

PAGES = {"lab": "pages/lab/lab.py", "race": "pages/race/race.py", "judge": "pages/judge/judge.py"}
CERTIFICATE = "pages/lessons/certificate.py"
HISTORY = "pages/history/history.py"
LAB = {
    "place": "lab",
    "title": "Part the circle",
    "task": "Find a **network**.",
    "state": {"points": "60", "hide": "rivals"},
    "hints": ["Look at the features.", "Take the squares."],
    "goal": {"all_of": [{"measure": "lab.test_loss", "at_most": 10}, {"measure": "lab.epochs", "at_least": 1}]},
}
RACE = {
    "place": "race",
    "title": "Irises",
    "state": {"dataset": "iris", "contenders": "decision_tree,dummy"},
    "goal": {"all_of": [{"measure": "race.score", "of": "decision_tree", "metric": "accuracy", "at_least": 0.8}]},
}
JUDGE = {
    "place": "judge",
    "title": "Judged irises",
    "state": {"dataset": "iris", "contenders": "decision_tree,dummy", "judge.folds": "3", "judge.repeats": "1"},
    "goal": {"all_of": [{"measure": "judge.score", "of": "decision_tree", "metric": "accuracy", "at_least": 0.8}]},
}


def packed(values: Mapping[str, Any], **changed: Any) -> str:
    """Return what a link would hold of something that need be no lesson."""
    text = json.dumps({"version": 1} | dict(values) | changed)
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


def lesson(values: Mapping[str, Any], **changed: Any) -> Lesson:
    return Lesson.parse(dict(values) | changed, "The lesson")


def opened(page: str, **query: str) -> AppTest:
    """Return a page, opened by a new visitor at this address."""
    app = new_app()
    for path, value in query.items():
        app.query_params[path] = value
    return ran(app.switch_page(page).run())


@contextmanager
def in_lab(**query: str) -> Iterator[AppTest]:
    """Give the lab, opened at this address; whatever it runs ends in the end."""
    app = opened(PAGES["lab"], **query)
    try:
        yield app
    finally:
        draft = app.session_state["lab"]
        draft.leave()
        draft.lab.end()


def html(app: AppTest, mark: str) -> str:
    """Return the element of HTML in which something has this class; empty if there is none."""
    return next(
        (
            element.proto.body.replace("\u00a0", " ")
            for element in app.get("html")
            if f'class="{mark}' in element.proto.body
        ),
        "",
    )


def goal(app: AppTest) -> str:
    return html(app, "bakeoff-goal")


def links(app: AppTest) -> dict[str, str]:
    """Return where the page's links lead, with their queries, by what they say."""
    return {link.proto.label: f"{link.proto.page}?{link.proto.query_string}" for link in app.get("page_link")}


def copied(app: AppTest, key: str) -> dict[str, str]:
    """Return the query of the link that a button copies."""
    protos = [element.proto for element in app.get("bidi_component") if key in element.proto.id]
    return {name: values[0] for name, values in parse_qs(json.loads(protos[0].json)["query"]).items()}


def made(app: AppTest, place: str, title: str, numbers: Mapping[str, float]) -> str:
    """Make a lesson of the page as it is, and return what stands for it in its link."""
    app.session_state["more"] = app.session_state[f"{place}-lesson"] = True
    ran(app.run())
    app.text_input(key=f"lesson-{place}-title").set_value(title)
    for key, number in numbers.items():
        app.number_input(key=f"lesson-{place}-{key}-number").set_value(number)
    ran(app.run())
    return copied(app, f"lesson-{place}-link")["lesson"]
