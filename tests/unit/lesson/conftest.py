"""Real runs that lessons are measured on."""

from collections.abc import Callable

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.lesson.moment import LabMoment
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from tests.snapshots import snapshot


@pytest.fixture
def make_moment() -> Callable[..., LabMoment]:
    """Return a function that makes up a lab's moment, of which only what is named matters."""

    def make(settings: LabSettings | None = None, **shown: float) -> LabMoment:
        return LabMoment(settings or LabSettings(), make_points(LabSettings()), snapshot(**shown))

    return make


@pytest.fixture(scope="session")
def raced(engine: LocalEngine) -> Report:
    """Return what came of a real race on wine, in which somebody beats somebody."""
    contenders = {"decision_tree": {"max_depth": 1}, "svm": {}, "random_forest": {"n_estimators": 20}, "dummy": {}}
    spec = BakeoffSpec(dataset="wine", contenders=contenders, rules={"leave_out": ["Proline"], "test_share": 0.5})
    race = Race(spec, engine)
    assert race.wait(60)
    return race.run.report
