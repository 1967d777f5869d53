"""The chapter on generalising, walked to its goal."""

from tests.app.steps import chapter, read, texts, worked_out


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


def test_the_test_part_is_opened_once_for_the_first_solution():
    app = worked_out(chapter("generalising"))
    assert "test part**, opened" not in read(app.markdown)
    app.select_slider(key="learn-generalising-rows").set_value(256)
    opened = "opened once for your first solution: it misses 1,000 new points by 0.267."
    assert opened in read(worked_out(app.run()).markdown)
    app.select_slider(key="learn-generalising-decay").set_value(1.0)
    assert opened in read(worked_out(app.run()).markdown)
    app.slider(key="learn-generalising-d2").set_value(3)
    assert opened in read(worked_out(app.run()).markdown)
