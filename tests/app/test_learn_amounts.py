"""The chapter on more and less data, walked to its goal."""

from bakeoff.learn.amounts.components import MOST, fewest
from tests.app.steps import chapter, texts, worked_out


def test_the_fewest_components_are_found():
    app = chapter("amounts")
    app.radio(key="learn-amounts-copies").set_value("moved")
    app.radio(key="learn-amounts-components").set_value("few")
    worked_out(app.run())
    assert len(app.info) == 2
    for components in (MOST, fewest() + 1, fewest() - 1):
        app.slider(key="learn-amounts-fewest").set_value(components)
        assert not worked_out(app.run()).success
    app.slider(key="learn-amounts-fewest").set_value(fewest())
    assert texts(worked_out(app.run()).success) == ["Reached."]
