"""The chapter on the textbook network, walked to its goal."""

from tests.app.steps import chapter, texts, worked_out


def test_batches_make_the_second_listing_as_good_as_the_first():
    app = chapter("textbook")
    assert [code.value.count("Dense(") for code in app.code] == [2, 0]
    app.radio(key="learn-textbook-steps").set_value("ten")
    worked_out(app.run())
    assert any("430 steps against 10" in text for text in texts(app.info))
    assert not app.success
    app.select_slider(key="learn-textbook-batch").set_value(32)
    worked_out(app.run())
    assert texts(app.success) == ["Reached."]
