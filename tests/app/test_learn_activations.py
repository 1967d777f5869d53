"""The chapter on activations, from the first question to its goal.

What a thousand steps come to hangs on how a machine's processor adds, so that is measured here as well.
"""

from bakeoff.learn.activations.sums import SumsLook, looks
from tests.app.steps import chapter, read, texts, worked_out

ANSWERS = {"curve": "little", "sums": "more", "dead": "most", "deep": "more", "learning": "tanh"}


def answered():
    app = chapter("activations")
    for question, code in ANSWERS.items():
        app.radio(key=f"learn-activations-{question}").set_value(code)
    return worked_out(app.run())


def told(app) -> str:
    return read(app.info)


def dead(n: int) -> str:
    return f"{n} dead unit{'' if n == 1 else 's'}"


def after_all_steps(activation: str, rate: float) -> SumsLook:
    return looks(activation, rate)[1000]


def test_nothing_is_told_before_it_is_asked():
    app = chapter("activations")
    assert not app.info
    assert not app.selectbox
    assert len(app.radio) == len(ANSWERS)


def test_every_answer_is_told_with_what_was_measured():
    said = told(answered())
    assert "σ′(4) = 0.018; of tanh it is 0.0013." in said
    flat, (first, second) = after_all_steps("tanh", 1.0).flat[0], after_all_steps("relu", 3.0).dead
    assert flat > 0.7
    assert f"Tanh, layer 1: **{100 * flat:.1f} %** of the sums are saturated after 1,000 steps, 20.3 % before" in said
    assert second > 1
    assert f"{dead(first)} in layer 1 and **{dead(second)}** in layer 2" in said
    assert "**33,000 times** in 8 layers of sigmoid" in said
    assert "after 5 steps. ReLU needs 15 with He’s, and 81 with Glorot’s." in said
    assert "The sigmoid’s network has 11.0 % after all 150" in said


def test_what_is_set_is_what_is_told():
    app = answered()
    app.selectbox(key="learn-activations-of").set_value("relu")
    app.select_slider(key="learn-activations-moment").set_value(0)
    app.selectbox(key="learn-activations-dead-of").set_value("tanh")
    app.select_slider(key="learn-activations-layers").set_value(2)
    said = told(worked_out(app.run()))
    assert "ReLU, layer 1: **49.6 %** of the sums are saturated after 0 steps, 49.6 % before" in said
    first, second = after_all_steps("tanh", 3.0).dead
    assert f"Tanh at a rate of 3: {dead(first)} in layer 1 and **{dead(second)}** in layer 2" in said
    assert "Sigmoid, Glorot, 2 layers" in said


def test_the_goal_is_reached_by_eight_layers_of_relu_with_he():
    app = answered()
    assert not app.success
    app.select_slider(key="learn-activations-layers").set_value(8)
    app.selectbox(key="learn-activations-deep-of").set_value("relu")
    assert not worked_out(app.run()).success  # Glorot's weights are too small for it
    app.button_group(key="learn-activations-start").set_value("he")
    worked_out(app.run())
    assert "Reached." in texts(app.success)
    app.query_params.clear()
