"""The loss surface of a network as the lab has it: trained here, and the loss all over a plane through its end.

After Li et al., *Visualizing the loss landscape of neural nets* (NeurIPS 2018). A network of a hundred weights has a
surface over a hundred directions. A plane through the point where its training ended, spanned by two of them, can be
drawn.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.training import Trained, as_vector, losses_at, train
from bakeoff.features.learn.network import Network
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings

Array = NDArray[np.float64]

SIDE = 41
_MARGIN = 0.25


@dataclass(frozen=True, eq=False)
class WeightPlane:
    """A plane through the end of a training.

    Attributes
    ----------
    directions : ndarray of shape (2, n_weights)
    path : ndarray of shape (epochs + 1, 2)
        The kept weights' places on it, as far along each direction; those that lie beside it, straight below them.
    held : float
        Share of the path's variance that the plane holds.
    """

    directions: Array
    path: Array
    held: float


@dataclass(frozen=True, eq=False)
class Landscape:
    """The loss all over a plane."""

    across: Array  # (SIDE,): how far along each direction
    up: Array  # (SIDE,): how far along each direction
    losses: Array  # (SIDE, SIDE): from the lowest `up`, each row from the lowest `across`


def principal(trained: Trained) -> WeightPlane:
    """Return the plane of the two directions in which the kept weights vary most (section 7.2), towards the end."""
    centred = trained.weights - trained.weights.mean(axis=0)
    _left, _sizes, directions = np.linalg.svd(centred, full_matrices=False)
    towards_end = directions[:2] @ (trained.weights[-1] - trained.weights[0])
    return plane(trained, directions[:2] * np.where(towards_end < 0, -1.0, 1.0)[:, None])


def random(trained: Trained, seed: int) -> WeightPlane:
    """Return the plane of two random directions, each filter as long as the network's own (section 4).

    A unit's filter is what comes into it; biases stay as they are.
    """
    rng = np.random.default_rng(seed)
    return plane(trained, np.array([_filter_normalised(trained.network, rng) for _way in range(2)]))


def _filter_normalised(network: Network, rng: np.random.Generator) -> Array:
    parts = []
    for weights, biases in zip(network.weights, network.biases, strict=True):
        drawn = rng.standard_normal(weights.shape)
        scale = np.linalg.norm(weights, axis=0) / np.linalg.norm(drawn, axis=0)
        parts += [(drawn * scale).ravel(), np.zeros_like(biases)]
    return np.concatenate(parts)


def plane(trained: Trained, directions: Array) -> WeightPlane:
    """Return the plane of two directions through the end, with the kept weights' places on it by least squares."""
    away = trained.weights - trained.weights[-1]
    path = np.linalg.lstsq(directions.T, away.T, rcond=None)[0].T
    centred = away - away.mean(axis=0)
    beside = centred - (path - path.mean(axis=0)) @ directions
    total = float((centred**2).sum())
    return WeightPlane(directions, path, 1 - float((beside**2).sum()) / total if total else 1.0)


def landscape(
    trained: Trained, on: WeightPlane, X: NDArray[Any], target: NDArray[Any], *, reach: float = 0.0, tell: Tell = untold
) -> Landscape:
    """Return the rows' mean loss all over a plane, to five digits: in float32, which takes half the time.

    Parameters
    ----------
    on : Plane
    X : ndarray of shape (n_rows, n_features)
    target : ndarray of shape (n_rows,)
        0 or 1.
    reach : float
        How far to go from the end at least; beyond it as far as the path, and a quarter more.
    tell : callable
        Told now and then what share is done.
    """
    across, up = (_axis(on.path[:, axis], reach) for axis in range(2))
    places = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    vectors = as_vector(trained.network) + places @ on.directions
    losses = losses_at(trained.network, vectors.astype(np.float32), X, target, tell).astype(float)
    return Landscape(across, up, losses.reshape(SIDE, SIDE))


def _axis(path: Array, reach: float) -> Array:
    low, high = min(float(path.min()), -reach), max(float(path.max()), reach)
    room = _MARGIN * (high - low) or 1.0
    return np.linspace(low - room, high + room, SIDE)


PlaneKind = Literal["principal", "random"]

EPOCHS = 60
_TRAINED = 0.4  # of the time that all of it takes


@dataclass(frozen=True, eq=False)
class OwnSurface:
    """A network's surface, and how it was asked for."""

    settings: LabSettings
    kind: PlaneKind
    trained: Trained
    plane: WeightPlane
    ground: Landscape
    n_rows: int  # training rows


def own_surface(settings: LabSettings, kind: PlaneKind, seed: int, tell: Tell = untold) -> OwnSurface:
    """Train a network on the lab's points, and return its loss all over a plane."""
    X, target = _training_rows(settings)
    trained = train(
        X,
        target,
        [layer.units for layer in settings.layers],
        BY_NAME[settings.optimizer],
        settings.learning_rate,
        epochs=EPOCHS,
        batch=settings.batch_size,
        tell=lambda share: tell(_TRAINED * share),
    )
    plane, reach = (random(trained, seed), 1.0) if kind == "random" else (principal(trained), 0.0)
    ground = landscape(
        trained, plane, X, target, reach=reach, tell=lambda share: tell(_TRAINED + (1 - _TRAINED) * share)
    )
    return OwnSurface(settings, kind, trained, plane, ground, len(X))


def _training_rows(settings: LabSettings) -> tuple[NDArray[np.float64], NDArray[Any]]:
    points = make_points(settings)
    return points.X[points.train].astype(float), points.target[points.train]
