"""What a chapter shows of its jobs: how far they are, that they can be stopped, and what came of them before."""

import pytest

from bakeoff.features.learn.descent.page import own_network
from tests.features.learn.unit.sample_work import never, refused
from tests.pages.steps import answered, chapter, ran, read, texts, worked_out

STOP, AGAIN = "learn-descent-surface-stop", "learn-descent-surface-again"


@pytest.fixture
def app():
    return answered(chapter("descent"), plane="high")


def unending(settings, kind, seed):
    return never(str(settings))


def hopeless(settings, kind, seed):
    return refused(str(settings))


def labels(app):
    return [button.label for button in app.button]


def test_it_can_be_stopped_and_begun_again_and_what_was_there_stays(app, monkeypatch):
    worked_out(app.run())
    assert "This plane captures" in read(app.info)
    assert any("training rows at 41 × 41 places" in text for text in texts(app.caption))
    monkeypatch.setattr(own_network, "own_surface", unending)
    app.selectbox(key="learn-descent-net-data").set_value("circle")
    ran(app.run())
    assert "Stop" in labels(app)
    assert any("training rows at 41 × 41 places" in text for text in texts(app.caption))  # of what was there before
    assert "This plane captures" not in read(app.info)  # and nothing is told of what is not there yet
    app.button(key=STOP).click()
    ran(app.run())
    assert "Stopped." in texts(app.warning)
    app.button(key=AGAIN).click()
    ran(app.run())
    assert not app.warning
    monkeypatch.undo()
    worked_out(app.run())
    assert "This plane captures" in read(app.info)


def test_back_to_what_was_there_costs_nothing(app):
    worked_out(app.run())
    before = read(app.info)
    for data in ("xor", "moons"):
        app.selectbox(key="learn-descent-net-data").set_value(data)
        if data == "xor":
            worked_out(app.run())
            assert read(app.info) != before
    ran(app.run())
    assert "Stop" not in labels(app)
    assert read(app.info) == before


def test_a_job_that_fails_says_why(app, monkeypatch):
    monkeypatch.setattr(own_network, "own_surface", hopeless)
    worked_out(app.run())
    assert "There are no such rows." in texts(app.warning)
    monkeypatch.undo()
    app.button(key=AGAIN).click()
    worked_out(app.run())
    assert not app.warning
