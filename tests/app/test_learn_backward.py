"""The chapter of backward propagation, gone through to its goal."""

from types import SimpleNamespace

import numpy as np
import pytest

from bakeoff.lab.settings import LabSettings
from bakeoff.learn.backward.exercise import exercise
from bakeoff.learn.backward.gradient import batch_gradient
from bakeoff.learn.network import Weight
from bakeoff.learn.small import small_task
from bakeoff.ui.learn.small_words import fixed
from tests.app.steps import new_app, ran, texts


@pytest.fixture
def app():
    app = new_app().run()
    app.switch_page("pages/learn/learn.py")
    app.query_params["chapter"] = "backward"
    return ran(app.run())


def said(app) -> str:
    return " ".join([*texts(app.markdown), *texts(app.info)])


def predict(app, code: str):
    app.radio(key="learn-backward-direction").set_value(code)
    return ran(app.run())


def test_a_prediction_comes_first_and_is_then_compared_with_what_was_measured(app):
    assert "chain rule" not in said(app)
    assert "It came otherwise" in said(predict(app, "larger"))
    assert "As you predicted" in said(predict(app, "smaller"))
    task = small_task("moons", (3,), "tanh")
    gradient = batch_gradient(task.network, task.X, task.target, Weight(1, 2, 0))
    assert f"is {fixed(gradient)}: the mean of the rows’ own" in said(app)


def test_a_difference_is_compared_with_the_chain_rule(app):
    predict(app, "smaller")
    app.radio(key="learn-backward-difference").set_value("turns")
    ran(app.run())
    task = small_task("moons", (3,), "tanh")
    gradient = fixed(batch_gradient(task.network, task.X, task.target, Weight(1, 2, 0)), 10)
    assert f"| Chain rule | {gradient} |\n| Finite difference | {gradient} |\n| `tf.GradientTape` | – |" in said(app)
    app.select_slider(key="learn-backward-h").set_value(1.0)
    assert f"| Finite difference | {gradient} |" not in said(ran(app.run()))


@pytest.mark.parametrize(("data", "units", "curve"), [("gauss", "8, 8", "relu"), ("circle", "3, 3", "gelu")])
def test_every_network_can_be_gone_through(app, data, units, curve):
    predict(app, "larger")
    for name, value in {"data": data, "units": units, "curve": curve}.items():
        app.selectbox(key=f"learn-backward-{name}").set_value(value)
    app.select_slider(key="learn-backward-steps").set_value(500)
    app.select_slider(key="learn-backward-rate").set_value(3.0)
    app.button(key="learn-backward-new").click()
    assert "rows are answered right" in said(ran(app.run()))


def test_ones_own_network_of_the_lab_can_be_taken_apart(app, monkeypatch):
    settings = LabSettings.parse({"points": 40, "layers": "2:relu", "data": "spiral", "features": "x1,x2,x1x2"})
    task = small_task("moons", (2,), "relu")
    weights = [np.ones((3, 2), np.float32), task.network.weights[1].astype(np.float32)]
    snapshot = SimpleNamespace(weights=weights, biases=[np.ones(2, np.float32)] * 2)
    assert "Your network of the lab" not in app.selectbox(key="learn-backward-data").options
    monkeypatch.setattr("bakeoff.ui.lab.handed.shown_network", lambda: (settings, snapshot))
    app.run()
    app.selectbox(key="learn-backward-data").set_value("own")
    predict(app, "larger")
    assert "of the weight from neuron" in said(app)
    assert len(app.selectbox) == 1  # what is chosen of a network that is made here is gone
    monkeypatch.setattr("bakeoff.ui.lab.handed.shown_network", lambda: (settings.replace("batch_norm", True), snapshot))
    ran(app.run())
    assert len(app.selectbox) == 3


def test_the_goal_is_found_reached_by_itself(app):
    predict(app, "smaller")
    assert "0 of 4 numbers are right" in said(app)
    app.button(key="learn-backward-another").click()
    ran(app.run())
    parts = exercise(1).parts
    app.number_input(key="learn-backward-output-1").set_value(round(parts["output"], 2))
    app.number_input(key="learn-backward-gradient-1").set_value(-parts["gradient"])
    ran(app.run())
    assert "1 of 4 numbers are right" in said(app)
    assert not app.success
    drawn, field = exercise(1), app.number_input(key="learn-backward-gradient-1")
    x = drawn.task.X[drawn.row][drawn.place.source]
    assert f"the input {drawn.task.input_names[drawn.place.source]} times the two numbers above" in field.label
    field.set_value(round(x * round(parts["arriving"], 2) * round(parts["slope"], 2), 3))
    ran(app.run())
    assert "2 of 4 numbers are right" in said(app)
    assert "Reached." in texts(app.success)
