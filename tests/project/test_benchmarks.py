"""What benchmarks play by simulation, which nobody runs every day, on the package as it is."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def sizing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    module = importlib.import_module("sizing")
    monkeypatch.setattr(module, "WARM_MINUTES", 0.5)
    monkeypatch.setattr(module, "MINUTES", 1.5)
    return module


def test_a_machine_serves_whoever_comes_and_a_crowd_waits_for_longer(sizing):
    few, crowd = (sizing.played(2, 20.0, visitors).took for visitors in (5, 60))
    assert len(few) > 5  # each of them has come again
    assert np.median(few) < sizing.WITHIN_SECONDS < np.median(crowd)
