"""The chapter on generalising, walked to its goal."""

from tests.app.steps import chapter, texts, worked_out


def test_more_rows_keep_a_high_degree_from_overfitting():
    app = chapter("generalising")
    app.radio(key="learn-generalising-degree").set_value("part")
    app.radio(key="learn-generalising-luck").set_value("always")
    worked_out(app.run())
    assert len(app.info) == 2
    app.slider(key="learn-generalising-d").set_value(15)
    assert not worked_out(app.run()).success
    app.select_slider(key="learn-generalising-rows").set_value(256)
    assert texts(worked_out(app.run()).success) == ["Reached."]
