import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec

IRIS = BakeoffSpec(dataset="iris", contenders={"decision_tree": {}, "svm": {}, "dummy": {}})


@pytest.fixture(scope="session")
def iris_report(engine: LocalEngine) -> Report:
    return run(IRIS, engine)
