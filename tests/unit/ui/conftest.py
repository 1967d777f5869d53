import dataclasses

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.race.outcome import Result
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="session")
def report(engine: LocalEngine) -> Report:
    """Return a real race on iris, in which one more contender is said to have failed with markup in its message."""
    chosen = {"decision_tree": {"max_depth": 1}, "svm": {}, "dummy": {}}
    found = run(BakeoffSpec(dataset="iris", contenders=chosen), engine)
    failed = Result("random_forest", "failed", 'No <b>"tree"</b> & no wood.', (), None)
    return dataclasses.replace(found, results={**found.results, "random_forest": failed})
