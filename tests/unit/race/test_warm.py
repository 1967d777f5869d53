"""Jobs start with all that a race on a table imports."""

import subprocess
import sys

SCRIPT = """
import importlib, sys
from bakeoff.race.race import _modules
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
