"""The chapter on generalising, walked to its goal."""

from tests.app.steps import chapter, ran, texts


def test_more_rows_keep_a_high_degree_from_overfitting():
    app = chapter("generalising")
    app.radio(key="learn-generalising-degree").set_value("part")
    app.radio(key="learn-generalising-luck").set_value("always")
    ran(app.run())
    assert len(app.info) == 2
    app.slider(key="learn-generalising-d").set_value(15)
    assert not ran(app.run()).success
    app.select_slider(key="learn-generalising-rows").set_value(256)
    assert texts(ran(app.run()).success) == ["Reached."]
