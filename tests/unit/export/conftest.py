import dataclasses

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.race import Report, Result, run
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="session")
def report(engine: LocalEngine) -> Report:
    """Return a real race on iris, in which one more contender is said to have failed with markup in its message."""
    chosen = {"decision_tree": {"max_depth": 2}, "svm": {}, "random_forest": {"n_estimators": 5}, "dummy": {}}
    spec = BakeoffSpec(dataset="iris", contenders=chosen)
    found = run(spec, engine)
    failed = Result("random_forest", "failed", "No </script><b>tree</b> & no wood.", (), None)
    results = {**found.results, "random_forest": failed}
    answers = {name: one for name, one in found.answers.items() if name != "random_forest"}
    return dataclasses.replace(found, results=results, answers=answers)
