"""What a library does once, or for the page alone, is no training."""

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from bakeoff.contenders.svm.estimator import SVMClassifier
from bakeoff.engine.local import LocalEngine
from tests.unit.contenders.first_fits import first_fits
from tests.unit.contenders.recording import steps_of
from tests.unit.engine.recorder import submit


@pytest.fixture(scope="module")
def told(engine: LocalEngine) -> dict[str, list[list[float]]]:
    """Return what the first two fits of either network have cost, in a process that had not trained any."""
    costs: dict[str, list[list[float]]] = submit(engine, "first fits", first_fits).end().result
    return costs


@pytest.mark.parametrize("module", ["keras_mlp", "torch_mlp"])
def test_a_networks_start_is_told_apart_from_its_training(told: dict[str, list[list[float]]], module: str) -> None:
    """Keras' graph is traced in each fit; what PyTorch's first optimiser imports, it has imported with its module."""
    (startup, training, first_step), (_startup, again, _first) = told[module]
    assert (startup > training) == (module == "keras_mlp")
    assert training < 3 * again
    assert first_step < 0.5 * training  # kernels are still made in the first epoch of a process


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
