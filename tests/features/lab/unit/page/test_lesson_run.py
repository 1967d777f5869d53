from types import SimpleNamespace

import pytest

from bakeoff.features.lab.page import lesson_run as looked_at
from bakeoff.features.lab.page.lesson_run import lesson_run
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings

SMALL, LARGE = LabSettings(layers="1:tanh"), LabSettings(layers="8:tanh")
LATEST = SimpleNamespace(epoch=3, batch=0, playing=True, test_loss=0.01)


class Lab:
    """A lab that another thread sets to other settings between two looks at it."""

    id = "lab"

    def __init__(self, *settings: LabSettings) -> None:
        self._settings = list(settings)
        self.points = make_points(SMALL)
        self.state = SimpleNamespace(latest=LATEST, job="lab/1")

    @property
    def settings(self) -> LabSettings:
        return self._settings.pop(0)


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    monkeypatch.setattr(looked_at, "labs", lambda: SimpleNamespace(is_of=lambda id, owner: True))
    monkeypatch.setattr(looked_at, "visitor", lambda: SimpleNamespace(owner="me"))


def test_settings_and_picture_are_of_the_same_run():
    run = lesson_run(Lab(LARGE, LARGE))
    assert run.moment.settings is LARGE
    assert run.moment.snapshot is LATEST
    assert (run.name, run.trained, run.moving) == ("lab/1", True, True)


def test_nothing_is_told_while_one_run_gives_way_to_another():
    assert lesson_run(Lab(LARGE, SMALL)) is None
