import pytest

from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="session")
def raced(engine):
    return run(BakeoffSpec(dataset="moons", contenders=["linear", "svm"]), engine)


@pytest.fixture(scope="session")
def diabetes(engine):
    return run(BakeoffSpec(dataset="diabetes", contenders=["svm", "decision_tree"]), engine)
