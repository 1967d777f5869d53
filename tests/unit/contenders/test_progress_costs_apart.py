"""What a library does once, or for the page alone, is no training."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from bakeoff.contenders.progress import Stopwatch
from bakeoff.contenders.svm.estimator import SVMClassifier
from bakeoff.engine.local import LocalEngine
from tests.unit.contenders.first_fits import first_fits
from tests.unit.contenders.recording import steps_of
from tests.unit.engine.recorder import submit

TRIALS = 5
"""What a library does once costs as much in every process; what the machine has others do in between, in some."""


class Told:
    """What the first two fits of either network have cost, each time in a process that had not trained any."""

    def __init__(self, engine: LocalEngine) -> None:
        self._engine = engine
        self._costs: list[dict[str, list[list[float]]]] = []

    def of(self, module: str) -> Iterator[list[list[float]]]:
        """Give a network's costs, of one process after another."""
        for trial in range(TRIALS):
            if trial == len(self._costs):
                self._costs.append(submit(self._engine, f"first fits {trial}", first_fits).end().result)
            yield self._costs[trial][module]


@pytest.fixture(scope="module")
def told(engine: LocalEngine) -> Told:
    return Told(engine)


def apart(costs: list[list[float]], *, traced: bool) -> bool:
    (startup, training, first_step), (_startup, again, _first) = costs
    # Kernels are still made in the first epoch of a process.
    return (startup > training) is traced and training < 3 * again and first_step < 0.5 * training


@pytest.mark.parametrize("module", ["keras_mlp", "torch_mlp"])
def test_a_networks_start_is_told_apart_from_its_training(told: Told, module: str) -> None:
    """Keras' graph is traced in each fit; what PyTorch's first optimiser imports, it has imported with its module."""
    assert any(apart(costs, traced=module == "keras_mlp") for costs in told.of(module))


def test_probabilities_and_scores_for_the_page_are_counted_by_themselves() -> None:
    X, X_val, y, y_val = train_test_split(*load_digits(return_X_y=True), random_state=0)
    by_held_out = SVMClassifier(random_state=0).fit(X, y)
    on_validation = SVMClassifier(random_state=0)
    steps_of(on_validation, X, y, X_val=X_val, y_val=y_val)
    assert by_held_out.scoring_cpu_seconds_ == 0.0 < on_validation.scoring_cpu_seconds_
    assert by_held_out.calibration_cpu_seconds_ > 2 * on_validation.calibration_cpu_seconds_ > 0.0
    unseen = SVMClassifier(random_state=0).fit(X, y, calibrate=False)
    assert unseen.calibration_cpu_seconds_ == 0.0
    np.testing.assert_array_equal(unseen.decision_function(X_val), on_validation.decision_function(X_val))


def test_a_pause_within_a_pause_is_left_out_once():
    watch = Stopwatch()
    with watch.paused():
        with watch.paused("calibration"):
            sum(range(100_000))
        sum(range(100_000))
    assert all(watch.apart[what] > 0 for what in ("calibration", "scoring"))
    assert 0 <= watch.cpu_seconds <= time.process_time() - sum(watch.apart.values())
