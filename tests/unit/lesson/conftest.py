"""Real runs that lessons are measured on."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.lesson.moment import LabMoment
from bakeoff.network.messages import Snapshot
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec

NOTHING = np.zeros((0, 0))
SNAPSHOT = Snapshot(1, 3, 0, 0, 3, 0, True, 20.0, 0.1, 2, 0.5, 0.5, 0.9, 0.9, (), (), NOTHING, NOTHING, NOTHING)


@pytest.fixture
def make_moment() -> Callable[..., LabMoment]:
    """Return a function that makes up a lab's moment, of which only what is named matters."""

    def make(settings: LabSettings | None = None, **shown: float) -> LabMoment:
        return LabMoment(settings or LabSettings(), make_points(LabSettings()), replace(SNAPSHOT, **shown))

    return make


@pytest.fixture(scope="session")
def raced(engine: LocalEngine) -> Report:
    """Return what came of a real race on wine, in which somebody beats somebody."""
    contenders = {"decision_tree": {"max_depth": 1}, "svm": {}, "random_forest": {"n_estimators": 20}, "dummy": {}}
    spec = BakeoffSpec(dataset="wine", contenders=contenders, rules={"leave_out": ["Proline"], "test_share": 0.5})
    race = Race(spec, engine)
    assert race.wait(60)
    return race.run.report
