"""The chapter on the support vector machine, walked through to its goal."""

from streamlit.testing.v1 import AppTest

from tests.app.steps import chapter, ran, read, texts


def predicted(app: AppTest, question: str, code: str) -> AppTest:
    app.radio(key=f"learn-svm-guess-{question}").set_value(code)
    return ran(app.run())


def said(app: AppTest) -> str:
    return read(app.info)


def told(app: AppTest) -> str:
    return read(app.markdown)


def kernel(app: AppTest, C: float, gamma: float) -> AppTest:
    app.select_slider(key="learn-svm-kernel-C").set_value(C)
    app.select_slider(key="learn-svm-gamma").set_value(gamma)
    return ran(app.run())


def test_a_street_of_ones_own_is_measured_and_the_widest_is_told_after_a_prediction():
    app = chapter("svm")
    app.slider(key="learn-svm-angle").set_value(0)
    ran(app.run())
    assert "Your street is **0.189** wide." in told(app)
    app.slider(key="learn-svm-offset").set_value(4.0)
    ran(app.run())
    assert "points on the wrong side" in told(app)
    predicted(app, "few", "few")
    assert "As you predicted. The widest street is 1.896 wide, yours 0.000. It touches 3 points" in said(app)
    predicted(app, "alone", "turns")
    assert "The street is 1.8963 wide, and fitted to its 3 support vectors alone 1.8963: the same." in said(app)
    assert "| Point 17 | (−0.27, −0.55) | 0.5562 |" in told(app)


def test_slack_has_a_price_and_a_lift_parts_what_no_line_does():
    app = chapter("svm")
    predicted(app, "price", "narrower")
    assert "At C = 0.001 the street is 11.39 wide, at C = 30 only 1.87" in said(app)
    app.select_slider(key="learn-svm-C").set_value(1.0)
    ran(app.run())
    assert "| Width of the street | 1.96" in told(app)
    assert "| Multipliers at C |" in told(app)
    predicted(app, "line", "half")
    app.slider(key="learn-svm-lift").set_value(100)
    ran(app.run())
    assert (
        "The straight line has 55 of 80 training points right, a flat plane through the lifted points 77 of 80"
        in said(app)
    )


def test_too_close_a_fit_and_its_cure_reach_the_goal():
    app = chapter("svm")
    assert "Fitted too closely: not yet" in told(app)
    predicted(app, "gamma", "half")
    assert "all of 80 training points are right, but only 45 of 80 validation points" in said(app)
    kernel(app, 10.0, 0.3)
    assert not app.success  # cured before it was overfitted
    kernel(app, 10.0, 30.0)
    assert "Fitted too closely: done." in told(app)
    assert not app.success
    kernel(app, 10.0, 0.3)
    assert "Reached." in texts(app.success)
