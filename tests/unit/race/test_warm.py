"""Jobs start with all that a race on a table imports."""

import subprocess
import sys

import numpy as np

from bakeoff import BakeoffSpec
from bakeoff.preparation import prepared

SCRIPT = """
import importlib, sys
from bakeoff.race.engines import _modules
for name in _modules((), ["decision_tree"]):
    importlib.import_module(name)
from bakeoff.contenders.decision_tree.estimator import TreeClassifier
from bakeoff.race.job import RaceEntry, train
from bakeoff.spec import BakeoffSpec

class Channel:
    waited_seconds = 0.0
    emit = lambda self, body: None
    poll = lambda self, timeout=0.0: None

there = set(sys.modules)
train(RaceEntry(BakeoffSpec(dataset="iris", contenders=["decision_tree"]), "decision_tree", watched=True), Channel())
print(sorted(set(sys.modules) - there))
"""


def test_nothing_is_imported_in_the_midst_of_a_job():
    out = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert out == "[]\n"


def test_what_was_prepared_ahead_is_what_is_prepared_otherwise(monkeypatch):
    monkeypatch.setattr(prepared, "_ahead", {})
    usual, other = BakeoffSpec(dataset="iris"), BakeoffSpec(dataset="iris", rules={"seed": 1})
    otherwise = prepared.prepare(usual)
    prepared.prepare_ahead(usual)
    ahead = prepared.prepare(BakeoffSpec(dataset="iris", contenders=["svm"]))
    assert ahead is prepared.prepare(usual)
    assert ahead is not otherwise
    assert np.array_equal(ahead.X_train, otherwise.X_train)
    assert np.array_equal(ahead.y_test, otherwise.y_test)
    assert not np.array_equal(prepared.prepare(other).rows_test, ahead.rows_test)
