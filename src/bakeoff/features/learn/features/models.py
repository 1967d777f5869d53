"""A straight line, a tree and a network on the same points: what each answers, and how many held-out points are right.

Line and tree are the contenders themselves, scikit-learn's logistic regression and CART; the network is trained by
Adam on all training points at once, by the gradients that the chapter on backward propagation takes apart.
"""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.training import train
from bakeoff.features.learn.network import Floats, Network, forward
from bakeoff.network.features import featurise, plane_grid
from bakeoff.network.messages import OUTPUT_RESOLUTION
from bakeoff.network.pictures import neuron_picture, output_picture
from bakeoff.network.points import Points, make_points
from bakeoff.network.settings import Feature, LabSettings

LINE, TREE, NETWORK = "linear", "decision_tree", "keras_mlp"
"""The contenders that the three models are."""
COORDINATES: tuple[Feature, ...] = ("x1", "x2")
UNITS = 8
EPOCHS = 400
RATE = 0.05
SCALE = 3.0
"""Brings coordinates of the plane to about the size of 1, as a network wants its inputs."""
_REMEMBERED = 64


@dataclass(frozen=True, eq=False)
class ModelAnswers:
    """Predictions of a model fitted to the training points."""

    plane: NDArray[np.uint8]  # (80, 80): over the plane, as `bakeoff.network.messages.Snapshot.output`
    right: int  # number of held-out points that it predicts correctly
    size: int  # number of learnt parameters; of a tree, its leaves


@dataclass(frozen=True, eq=False)
class LineAnswers(ModelAnswers):
    """Predictions of a straight line."""

    weights: Floats  # (n_features,)
    bias: float


@dataclass(frozen=True, eq=False)
class NetworkAnswers(ModelAnswers):
    """Predictions of a network.

    Attributes
    ----------
    units : tuple of ndarray of shape (n_units, 80, 80), uint8
        Output of each hidden unit over the plane, from -1 to 1, by layer.
    lines : tuple of (weights, bias)
        For each hidden layer: a straight line on its units alone; behind the last one, the network's own last layer.
    line_right : tuple of int
        Number of held-out points that each of these predicts correctly.
    """

    network: Network
    units: tuple[NDArray[np.uint8], ...]
    lines: tuple[tuple[Floats, float], ...]
    line_right: tuple[int, ...]


def held_out(points: Points) -> int:
    """Return how many points nothing is learnt from."""
    return int((~points.train).sum())


@functools.lru_cache(maxsize=_REMEMBERED)
def line(settings: LabSettings, names: tuple[Feature, ...] = COORDINATES) -> LineAnswers:
    """Fit logistic regression to features of the points of two classes; raises SettingError if there are none."""
    points = make_points(settings)
    X = featurise(points.X, names)
    fitted = _fitted(LINE, X, points)
    plane = _picture(fitted, featurise(plane_grid(OUTPUT_RESOLUTION), names))
    weights = np.asarray(fitted.coef_[0], np.float64)
    return LineAnswers(plane, _right(fitted, X, points), len(weights) + 1, weights, float(fitted.intercept_[0]))


@functools.lru_cache(maxsize=_REMEMBERED)
def tree(settings: LabSettings) -> ModelAnswers:
    """Grow a decision tree on the points of two classes; raises SettingError if there are none."""
    points = make_points(settings)
    fitted = _fitted(TREE, points.X, points)
    leaves = contender(TREE).sizes(fitted)["leaves"]
    return ModelAnswers(_picture(fitted, plane_grid(OUTPUT_RESOLUTION)), _right(fitted, points.X, points), leaves)


@functools.lru_cache(maxsize=_REMEMBERED)
def network(settings: LabSettings, hidden: tuple[int, ...] = (UNITS,)) -> NetworkAnswers:
    """Train a tanh network on the points of two classes; raises SettingError if there are none."""
    points = make_points(settings)
    X, kept = points.X / SCALE, points.train
    trained = train(
        X[kept], points.target[kept], hidden, BY_NAME["adam"], RATE, epochs=EPOCHS, batch=int(kept.sum())
    ).network
    seen, over = forward(trained, X), forward(trained, plane_grid(OUTPUT_RESOLUTION) / SCALE)
    answer = over.answer[:, 0]
    units = (neuron_picture([("tanh", layer.astype(np.float32))], OUTPUT_RESOLUTION) for layer in over.inputs[1:-1])
    right = int(((seen.answer[:, 0] > 0.5) == (points.target == 1))[~kept].sum())
    *first, _last = seen.inputs[1:-1]
    fitted = [(layer, _fitted(LINE, layer, points)) for layer in first]
    return NetworkAnswers(
        output_picture(np.column_stack([1 - answer, answer]), OUTPUT_RESOLUTION),
        right,
        sum(part.size for part in (*trained.weights, *trained.biases)),
        trained,
        tuple(units),
        (
            *((model.coef_[0], float(model.intercept_[0])) for _layer, model in fitted),
            (trained.weights[-1][:, 0], float(trained.biases[-1][0])),
        ),
        (*(_right(model, layer, points) for layer, model in fitted), right),
    )


def _fitted(name: str, X: NDArray[Any], points: Points) -> Any:
    """Return a contender as it comes, fitted to the training rows of X."""
    info = contender(name)
    return info.build(info.hyperparameters(), "classification", 0).fit(X[points.train], points.target[points.train])


def _right(fitted: Any, X: NDArray[Any], points: Points) -> int:
    return int((fitted.predict(X) == points.target)[~points.train].sum())


def _picture(fitted: Any, X: NDArray[Any]) -> NDArray[np.uint8]:
    return output_picture(fitted.predict_proba(X), OUTPUT_RESOLUTION)
