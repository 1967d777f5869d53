"""The chapter on losses, from the first question to its goal."""

from bakeoff.learn.loss.outlier import HEIGHT, REACH
from tests.app.steps import chapter, read, texts, worked_out

ANSWERS = {
    "number": "3",
    "probability": "50",
    "classes": "0",
    "unit": "4",
    "network": "cross_entropy",
    "outlier": "mse",
}


def answered():
    app = chapter("loss")
    for question, code in ANSWERS.items():
        app.radio(key=f"learn-loss-{question}").set_value(code)
    return worked_out(app.run())


def told(app) -> str:
    return read(app.info)


def test_nothing_is_told_before_it_is_asked():
    app = chapter("loss")
    assert not app.info
    assert not app.slider
    assert len(app.radio) == len(ANSWERS)


def test_every_answer_is_told_with_what_was_measured():
    said = told(answered())
    assert "**3 times.**" in said
    assert "from 2 to 6" in said
    assert "**50.5 times**" in said
    assert "−0.99:" in said  # p - 1
    assert "add up to 0**" in said
    assert "cross-entropy needs **50 steps** and the squared error **224**: 4.5 times as many" in said
    assert "95 % right after **158 steps**; the squared error has 73.3 % right after all 1,000" in said


def test_what_is_set_is_what_is_told():
    app = answered()
    app.select_slider(key="learn-loss-start").set_value(0.999)
    app.select_slider(key="learn-loss-misled").set_value(0)
    app.slider(key="learn-loss-logit-1").set_value(0.0)
    app.slider(key="learn-loss-logit-3").set_value(0.0)
    said = told(worked_out(app.run()))
    assert "squared error **1,824**" in said
    assert "after **101 steps**, the squared error after **179**: 1.8 times" in said
    assert "0.333, −0.667, 0.333" in said
    assert "= 1.099" in said  # ln 3


def test_the_goal_is_reached_far_up_or_down_and_far_out_alone():
    app = answered()
    assert not app.success
    app.slider(key="learn-loss-outlier-y").set_value(-HEIGHT)
    assert not worked_out(app.run()).success
    app.slider(key="learn-loss-outlier-x").set_value(REACH)
    worked_out(app.run())
    assert "Reached." in texts(app.success)
    app.query_params.clear()
