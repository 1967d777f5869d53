"""Steps of tests in the classroom."""

from streamlit.testing.v1 import AppTest

from bakeoff.features.lessons.room import Room
from tests.pages.steps import new_app, ran

CLASS = "pages/lessons/class.py"


def opened(**asked: str) -> AppTest:
    """Return the classroom as a new visitor has it."""
    app = new_app().run()
    app.switch_page(CLASS)
    for name, value in asked.items():
        app.query_params[name] = value
    return ran(app.run())


def button(app: AppTest, label: str):
    (pressed,) = [each for each in app.button if each.label == label]
    return pressed


def learner(room: Room, name: str) -> AppTest:
    app = opened(room=room.code)
    app.text_input(key="class-name").set_value(name)
    return ran(button(app, "Join").click().run())
