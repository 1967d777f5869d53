"""The chapter of forward propagation, gone through to its goal."""

from bakeoff.learn.forward.exclusive_or import SOLUTION
from bakeoff.ui.components.learn.network import PictureState, picture_state
from tests.app.steps import chapter, ran, texts

XOR = "learn-forward-xor"


def said(app) -> str:
    return " ".join([*texts(app.markdown), *texts(app.info)])


def test_a_prediction_comes_before_what_becomes_of_a_louder_layer():
    app = chapter("forward")
    assert "gaps between them grow" not in said(app)
    app.radio(key="learn-forward-louder").set_value("other")
    ran(app.run())
    assert "gaps between them grow" in said(app)
    assert "As you predicted" not in said(app)
    app.radio(key="learn-forward-louder").set_value("surer")
    assert "As you predicted" in said(ran(app.run()))


def test_the_goal_is_found_reached_by_itself(monkeypatch):
    app = chapter("forward")
    assert "2 of 4 rows are answered right." in said(app)
    assert not app.success

    def state(task, way, *, key):
        return PictureState(SOLUTION) if key == XOR else picture_state(task, way, key=key)

    monkeypatch.setattr("bakeoff.ui.learn.forward.page.picture_state", state)
    app.radio(key="learn-forward-louder").set_value("same")
    ran(app.run())
    assert "4 of 4 rows are answered right." in said(app)
    assert "Reached." in texts(app.success)
