"""The network as a `.keras` file: what Keras reads from it is the network on show."""

from pathlib import Path

import keras
import numpy as np
import pytest

from bakeoff.errors import EngineError
from bakeoff.network.commands import StepBatch, StepEpoch
from bakeoff.network.features import featurise, plane_grid
from tests.unit.network.driving import until, wait
from tests.waiting import PATIENCE

ACTIVATIONS = {
    "tanh": np.tanh,
    "relu": lambda values: np.maximum(values, 0),
    "sigmoid": lambda values: 1 / (1 + np.exp(-values)),
}


def forward(snapshot, settings, X):
    """Return what a network of these weights answers, by NumPy alone, in double precision."""
    *hidden, output = zip(snapshot.weights, snapshot.biases, strict=True)
    for layer, (weights, biases) in zip(settings.layers, hidden, strict=True):
        X = ACTIVATIONS[layer.activation](X @ weights.astype(float) + biases)
    X = X @ output[0].astype(float) + output[1]
    if not snapshot.n_classes:
        return X
    shares = np.exp(X - X.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def answers(content: bytes, folder: Path, X):
    """Return what Keras answers, given nothing but the file."""
    path = folder / "network.keras"
    path.write_bytes(content)
    return keras.models.load_model(path).predict(X, verbose=0)


@pytest.mark.parametrize(
    "state",
    [
        {"data": "gauss", "classes": 3, "layers": "4:relu,3:sigmoid", "dropout": 0.2, "features": "x1,x2,sin_x1"},
        {"data": "plane", "regularisation": "l2", "regularisation_rate": 0.001, "optimizer": "adam"},
    ],
)
def test_keras_answers_from_the_file_what_the_weights_on_show_say(lab, tmp_path, state):
    session = lab(**state)
    session.send(StepEpoch())
    session.send(StepBatch())
    shown = until(session, lambda shown: (shown.epoch, shown.batch) == (1, 1))
    grid = featurise(plane_grid(20), session.settings.features)
    expected = forward(shown, session.settings, grid)
    np.testing.assert_allclose(answers(session.keras_file(PATIENCE), tmp_path, grid), expected, atol=1e-6, rtol=0)


def test_a_lab_that_has_ended_starts_again_to_give_its_file(lab, tmp_path):
    session = lab(batch_norm=True)
    session.send(StepEpoch())
    until(session, lambda shown: shown.epoch == 1)
    grid = featurise(plane_grid(20), session.settings.features)
    before = answers(session.keras_file(PATIENCE), tmp_path, grid)
    session.end()
    assert wait(session, lambda: True if session.status == "ended" else None)
    np.testing.assert_array_equal(answers(session.keras_file(PATIENCE), tmp_path, grid), before)


def test_a_file_that_does_not_come_is_told_in_a_sentence(lab):
    with pytest.raises(EngineError, match="did not come within 0 seconds; try again"):
        lab().keras_file(seconds=0)
