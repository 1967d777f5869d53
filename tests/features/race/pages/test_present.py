"""A race shown to a room, run as Streamlit runs it."""

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page.present import titles
from tests.features.race.pages.test_race_page import IRIS
from tests.pages.steps import draft, query, ran, texts

pytestmark = pytest.mark.usefixtures("empty_home")


def press(app: AppTest, key: str) -> AppTest:
    return ran(app.button(key=f"present-{key}").click().run())


def test_a_race_is_shown_step_by_step_and_nothing_else(visit):
    app = visit(**IRIS, present="1")
    assert texts(app.header) == ["Who wins on Iris?"]
    assert not app.toggle
    assert not [button for button in app.button if button.key == "present-back"]
    press(app, "next")
    race = draft(app).race
    assert race.wait(60)
    ran(app.run())
    verdict = race.run.report.verdict
    assert texts(app.header) == [verdict.sentence]
    clock, *others = [texts(press(app, "next").header)[0] for _step in range(3)]
    assert clock.endswith("is done first, by CPU time.")
    assert others == [verdict.sentence, "Why do they answer so?"]
    assert query(app)["present"] == str(len(titles()))
    (table,) = (
        block.proto.body for block in app.get("html") if '<table class="bakeoff-parts-beside' in block.proto.body
    )
    assert all(said in table for said in ("Decision tree", "Support vector machine", "Petal width", "Its answer"))
    assert "Dummy" not in table
    assert not [button for button in app.button if button.key == "present-next"]
    press(app, "back")
    assert query(app)["present"] == "4"
    again = visit(**query(app))
    assert texts(again.header) == [verdict.sentence]
    press(app, "leave")
    assert "present" not in query(app)
    assert draft(app).race is race
    assert app.button(key="change-setup")


@pytest.mark.parametrize("step", ["0", "6", "soon", "-1"])
def test_a_step_that_is_none_is_the_first(visit, step):
    app = visit(**IRIS, present=step)
    assert draft(app).present == 1
    assert texts(app.header) == ["Who wins on Iris?"]
    assert not app.warning


def test_a_link_to_a_late_step_of_no_race_begins_with_the_data(visit):
    app = visit(**IRIS, present="4")
    assert texts(app.header) == ["Who wins on Iris?"]
    assert app.button(key="present-next").label == "Start race"
