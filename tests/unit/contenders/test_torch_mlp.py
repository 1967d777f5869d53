"""The PyTorch MLP: scikit-learn's checks, and what it alone has."""

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.preprocessing import scale
from sklearn.utils.estimator_checks import parametrize_with_checks

torch = pytest.importorskip("torch")

from bakeoff.contenders.torch_mlp.estimator import TorchMLPClassifier, TorchMLPRegressor  # noqa: E402
from tests.unit.contenders.recording import NOT_REPEATED, curves, steps_of  # noqa: E402

X, y = scale(load_iris().data), load_iris().target
QUICK = {"epochs": 20, "learning_rate": 0.01}
"""Enough for the scores that scikit-learn's checks ask for."""


@parametrize_with_checks([TorchMLPClassifier(**QUICK)], expected_failed_checks=lambda _estimator: NOT_REPEATED)
def test_scikit_learn_finds_nothing_wrong(estimator, check):
    check(estimator)


@pytest.mark.nightly
@parametrize_with_checks([TorchMLPRegressor(**QUICK)], expected_failed_checks=lambda _estimator: NOT_REPEATED)
def test_scikit_learn_finds_nothing_wrong_with_the_regressor(estimator, check):
    check(estimator)


def test_full_batch_is_one_step_on_all_rows():
    full = steps_of(TorchMLPClassifier(full_batch=True, batch_size=7, epochs=10, random_state=0), X, y)
    large = steps_of(TorchMLPClassifier(batch_size=150, epochs=10, random_state=0), X, y)
    small = steps_of(TorchMLPClassifier(batch_size=7, epochs=10, random_state=0), X, y)
    assert curves(full) == curves(large) != curves(small)


def test_batch_normalisation_bears_a_last_batch_of_one_row():
    model = TorchMLPClassifier(batch_norm=True, batch_size=149, epochs=30, random_state=0).fit(X, y)
    assert model.score(X, y) > 0.6


def test_it_leaves_the_global_generator_alone():
    torch.manual_seed(5)
    before = torch.get_rng_state()
    TorchMLPClassifier(dropout=0.5, epochs=2, random_state=0).fit(X, y)
    assert torch.equal(before, torch.get_rng_state())


def test_its_model_gives_logits():
    model = TorchMLPClassifier(epochs=2, random_state=0).fit(X, y)
    with torch.no_grad():
        probabilities = model.model_(torch.tensor(X, dtype=torch.float32)).softmax(1).numpy()
    assert np.allclose(probabilities, model.predict_proba(X), atol=1e-6)


def test_it_shares_a_process_with_tensorflow():
    pytest.importorskip("tensorflow")  # where triton is installed as well, the process would end here
    assert TorchMLPClassifier(epochs=2, random_state=0).fit(X, y).score(X, y) > 0
