"""The chapter on language, vision and medicine, walked to its goal."""

from tests.app.steps import chapter, texts, worked_out


def test_a_threshold_far_below_one_half_reaches_the_goal():
    app = chapter("uses")
    app.radio(key="learn-uses-words").set_value("praise")
    app.radio(key="learn-uses-pixels").set_value("few")
    app.radio(key="learn-uses-costs").set_value("lower")
    worked_out(app.run())
    app.text_input(key="learn-uses-sentence").set_value("qwertz <b>bad</b>")
    worked_out(app.run())
    assert any("qwertz" in text for text in texts(app.caption))
    app.segmented_control(key="learn-uses-ratio").set_value(50)
    app.slider(key="learn-uses-threshold").set_value(0.5)
    assert not worked_out(app.run()).success
    app.slider(key="learn-uses-threshold").set_value(0.12)
    assert texts(worked_out(app.run()).success) == ["Reached."]
