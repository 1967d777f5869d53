"""The chapter of gradient descent, walked to its goal."""

from bakeoff.ui.learn.descent.knobs import nearest_alpha
from tests.app.steps import new_app, ran, texts

PREDICTIONS = {
    "rate": "across",
    "momentum": "smaller",
    "race": "adam",
    "turned": "plain",
    "noise": "around",
    "plane": "high",
}


def opened():
    app = new_app().run()
    app.switch_page("pages/learn/learn.py")
    app.query_params["chapter"] = "descent"
    return ran(app.run())


def answer(app, **answers):
    for name, code in answers.items():
        app.radio(key=f"learn-descent-{name}").set_value(code)
    return ran(app.run())


def reached(app, rate):
    app.select_slider(key="learn-descent-goal-alpha").set_value(nearest_alpha(rate))
    return texts(ran(app.run()).success) == ["Reached."]


def told(app):
    return " ".join(texts(app.info))


def test_nothing_is_shown_before_it_was_predicted():
    app = opened()
    assert len(app.radio) == len(PREDICTIONS)
    assert not app.info
    assert not app.success


def test_every_step_tells_measured_numbers_and_the_goal_is_reached_by_its_rate_alone():
    app = answer(opened(), **PREDICTIONS)
    said = told(app)
    assert len(app.info) == 6
    assert "α" in said
    assert "SGD, Momentum, Nesterov need as many steps as before" in said
    assert "Adagrad after 3 steps" in said
    assert "this plane holds 9" in said
    assert not app.success
    limit = 2 / 30
    assert [reached(app, rate) for rate in (0.9 * limit, 1.1 * limit, limit)] == [False, False, True]


def test_a_steeper_valley_has_another_limit():
    app = opened()
    app.select_slider(key="learn-descent-goal-condition").set_value(100)
    assert not reached(app, 2 / 30)
    assert reached(app, 2 / 100)
