import contextlib
import dataclasses
from collections.abc import Iterator

import pytest

from bakeoff.engine.local import LocalEngine
from bakeoff.race.outcome import Result
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.text import SOURCE, speaking
from tests.unit.export.bare import BarePython


@pytest.fixture(scope="session")
def bare_python() -> Iterator[BarePython]:
    with contextlib.closing(BarePython()) as python:
        yield python


@pytest.fixture(scope="session")
def report(engine: LocalEngine) -> Report:
    """Return a real race on iris, in which one more contender is said to have failed with markup in its message."""
    chosen = {"decision_tree": {"max_depth": 2}, "svm": {}, "random_forest": {"n_estimators": 5}, "dummy": {}}
    spec = BakeoffSpec(dataset="iris", contenders=chosen)
    with speaking(SOURCE):  # whatever the test speaks that asks for it first
        return _with_one_failed(run(spec, engine))


def _with_one_failed(found: Report) -> Report:
    failed = Result("random_forest", "failed", "No </script><b>tree</b> & no wood.", (), None)
    results = {**found.results, "random_forest": failed}
    answers = {name: one for name, one in found.answers.items() if name != "random_forest"}
    report = dataclasses.replace(found, results=results, answers=answers)
    assert report.verdict is not None  # worked out once, in the language that is spoken then
    return report
