"""Notes and solution of a ready lesson: for the teacher who chose it, and for nobody else."""

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.bank import bank
from bakeoff.lesson.code import pack
from tests.features.lessons.pages.classroom import CLASS, button, learner, opened
from tests.pages.steps import new_app, query, ran

pytestmark = pytest.mark.usefixtures("empty_home")


def test_a_ready_lesson_is_chosen_with_its_notes_and_its_solution():
    app = opened()
    ran(app.selectbox(key="class-ready").set_value("kernel").run())
    assert app.header[0].value == "A straight line is not enough"
    assert any("Choose the RBF kernel" in each.value for each in app.markdown)
    (link,) = [each.proto for each in app.get("page_link") if each.proto.label == "Open the solution"]
    assert parse_qs(link.query_string)["dataset"] == ["moons"]
    assert "svm.kernel" not in link.query_string  # the default is the solution
    assert button(app, "Open a class for this lesson")


def notes(app: AppTest) -> bool:
    """Tell whether a page has the teacher's notes and the solution; both or neither."""
    labels = [each.proto.label for each in app.get("page_link")]
    (shown,) = {any("Teacher" in each.label for each in app.expander), "Open the solution" in labels}
    return shown


def by_hand(secret: str, asked: dict[str, str]) -> AppTest:
    """Return the classroom at an address, opened in a browser that has been here, in a new tab or after a reload."""
    app = new_app()
    app.session_state["visitor-secret"] = secret
    app.run()
    app.switch_page(CLASS)
    for name, value in asked.items():
        app.query_params[name] = value
    return ran(app.run())


def test_notes_are_for_the_teacher_who_chose_the_lesson_also_in_another_language():
    app = opened()
    ran(app.selectbox(key="class-ready").set_value("kernel").run())
    secret, asked = app.session_state["visitor-secret"], query(app)
    assert notes(app)
    assert notes(by_hand(secret, asked))
    other = by_hand(secret, asked | {"lang": "zh"})
    assert "打开解答" in str([each.proto.label for each in other.get("page_link")])


def test_an_address_alone_shows_no_notes():
    """By hand, or as somebody's teacher has it, or with the proof of another lesson."""
    app = opened()
    ran(app.selectbox(key="class-ready").set_value("kernel").run())
    secret, asked = app.session_state["visitor-secret"], query(app)
    assert not notes(by_hand(secret, {"lesson": asked["lesson"]}))
    assert not notes(opened(lesson=asked["lesson"]))
    assert not notes(opened(**asked))
    assert not notes(by_hand(secret, asked | {"notes": ""}))
    assert not notes(by_hand(secret, asked | {"notes": "é"}))
    other = pack(bank()["beat"].lesson())
    assert not notes(by_hand(secret, asked | {"lesson": other}))
    ran(app.selectbox(key="class-ready").set_value("beat").run())  # a second lesson of a course
    assert notes(app)


def test_who_is_at_a_lesson_in_a_class_sees_no_notes():
    app = opened()
    ran(app.selectbox(key="class-ready").set_value("kernel").run())
    ran(button(app, "Open a class for this lesson").click().run())
    ada = learner(rooms().find(query(app)["room"], "test"), "Ada")
    secret, link = ada.session_state["visitor-secret"], pack(bank()["kernel"].lesson())
    assert not notes(by_hand(secret, {"lesson": link}))
    again = by_hand(secret, {})
    ran(again.selectbox(key="class-ready").set_value("kernel").run())
    assert not notes(again)
