"""The parts of RealMLP, each against a second source: the paper's formulas, PyTorch by hand, differences."""

import math

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import RobustScaler

from bakeoff.contenders import contender
from bakeoff.contenders.mlp_estimator import initial_weights
from bakeoff.contenders.realmlp import REALMLP_NUMBERS, bent, coslog4
from tests.unit.contenders.recording import steps_of

torch = pytest.importorskip("torch")
from torch.nn import functional  # noqa: E402

X, y = load_breast_cancer(return_X_y=True)
X = X[:300].astype(np.float32)
NUMBERS = np.log(X[:, 0] * X[:, 5])

each_backend = pytest.mark.parametrize("backend", ["keras_mlp", "torch_mlp"])


def strong(backend, **settings):
    one, few = contender(backend), {"hidden": "16:mish,8:mish", "early_stopping": False}
    return one.build(one.hyperparameters.parse(REALMLP_NUMBERS | few | settings), "regression", 3)


def test_the_rate_is_zero_between_its_four_cycles_and_full_in_the_middle_of_each():
    ends = [(2**cycle - 1) / 15 for cycle in range(5)]
    middles = [(2 ** (cycle + 0.5) - 1) / 15 for cycle in range(4)]
    np.testing.assert_allclose([*map(coslog4, ends), *map(coslog4, middles)], [0] * 5 + [1] * 4, atol=1e-12)


def test_far_inputs_are_bent_in_to_less_than_three():
    np.testing.assert_allclose(bent(np.array([-1e9, -3, 0, 0.01, 1e9])), [-3, -3 / math.sqrt(2), 0, 0.01, 3], rtol=1e-5)


@each_backend
def test_training_is_that_of_the_neural_tangent_parametrisation_written_out(backend):
    """Its kernels are drawn with variance 1, and the sums divided by the square root of the inputs."""
    epochs, model = 20, strong(backend, epochs=20, batch_size=1000)
    losses = [step.train_loss for step in steps_of(model, X, NUMBERS)]
    rows = torch.tensor(bent(RobustScaler().fit_transform(X)))
    target = torch.tensor(((NUMBERS - NUMBERS.mean()) / NUMBERS.std()).astype(np.float32))
    problem = model._problem(X, NUMBERS, None, None)
    layers = [
        (torch.tensor(kernel * math.sqrt(len(kernel))).requires_grad_(), torch.tensor(bias).requires_grad_())
        for kernel, bias in initial_weights(model._settings(), problem)
    ]
    factors = torch.ones(X.shape[1]).requires_grad_()
    groups = [
        {"params": [kernel for kernel, _bias in layers], "lr": 0.07},
        {"params": [bias for _kernel, bias in layers], "lr": 0.007},
        {"params": [factors], "lr": 0.42},
    ]
    optimizer = torch.optim.Adam(groups, betas=(0.9, 0.95), eps=1e-8)
    expected = []
    for epoch in range(epochs):
        for group, rate in zip(optimizer.param_groups, (0.07, 0.007, 0.42), strict=True):
            group["lr"] = rate * coslog4(epoch / epochs)
        values = rows * factors
        for kernel, bias in layers:
            sums = values @ kernel / math.sqrt(len(kernel)) + bias
            values = functional.mish(sums)
        loss = functional.mse_loss(sums[:, 0], target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        expected.append(float(loss.detach()))
    assert losses == pytest.approx(expected, rel=2e-2)
    assert losses[-1] < 0.5 * losses[0]


@each_backend
def test_its_gradient_is_the_slope_of_its_answers(backend):
    model = strong(backend, epochs=8).fit(X, NUMBERS)
    row = X[:1].astype(np.float64)
    step = 1e-3 * X.std(axis=0)
    ahead, behind = (model.predict(row + sign * np.diag(step)) for sign in (1, -1))
    by_hand, own = (ahead - behind) / 2e-3, model.explain(row).gradient * X.std(axis=0)
    np.testing.assert_allclose(own, by_hand, rtol=0.05, atol=0.02 * np.abs(by_hand).max())


@each_backend
def test_its_first_weights_are_those_of_the_features(backend):
    model = strong(backend, epochs=2, robust_inputs=False).fit(X, NUMBERS)
    hidden = model.explain(X[:1]).activations[0]
    kernel, bias = model.first_weights_, _biases(model)
    sums = torch.tensor(X[:1] @ kernel + bias)
    np.testing.assert_allclose(hidden, functional.mish(sums)[0], rtol=1e-3, atol=1e-3)


def _biases(model):
    if hasattr(model.model_, "layers"):
        return model.model_.layers[1].get_weights()[1]
    return model.model_[1].bias.detach().numpy()


@each_backend
def test_features_of_texts_are_neither_scaled_nor_weighed(backend):
    texts = csr_matrix(np.where(np.median(X, axis=0) < X, X, 0))
    model = strong(backend, epochs=2).fit(texts, NUMBERS, texts=0)
    assert model.robust_ is None
    assert model.first_weights_.shape == (X.shape[1], 16)
    assert np.isfinite(model.predict(texts)).all()
