"""The plane as each layer of a network bends it, until a straight line is enough."""

from dataclasses import dataclass

import numpy as np

from bakeoff.features.learn.features.models import SCALE, line, network
from bakeoff.features.learn.network import Floats, forward
from bakeoff.network.features import REACH
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings

_LINES, _PER_LINE = 11, 41


@dataclass(frozen=True, eq=False)
class Bent:
    """One layer's numbers, many for each point, seen in two directions.

    The first is the one that a straight line on these numbers asks about: its border is at 0. The second is the one in
    which the points differ most besides. Both are divided by the largest distance.
    """

    points: Floats  # (n_points, 2)
    grid: Floats  # (n_lines, n_places, 2): lines that are straight and upright or level in the plane
    right: int  # number of held-out points that the straight line predicts correctly


def bent(settings: LabSettings, hidden: tuple[int, ...]) -> tuple[Bent, ...]:
    """Return the plane itself, and what each hidden layer makes of it.

    The straight line is logistic regression, behind the last layer the network's own.
    """
    points = make_points(settings)
    answered, plain = network(settings, hidden), line(settings)
    layers = forward(answered.network, np.concatenate([points.X, _grid()]) / SCALE).inputs[:-1]
    lines = [(plain.weights * SCALE, plain.bias), *answered.lines]
    stages: list[Bent] = []
    for numbers, (weights, bias), right in zip(layers, lines, (plain.right, *answered.line_right), strict=True):
        before = stages[-1].points[:, 1] if stages else np.asarray(points.X[:, 1], np.float64)
        seen = _seen(numbers, len(points.X), weights, bias, before)
        n = len(points.X)
        stages.append(Bent(seen[:n], seen[n:].reshape(-1, _PER_LINE, 2), right))
    return tuple(stages)


def _grid() -> Floats:
    along, across = np.linspace(-REACH, REACH, _PER_LINE), np.linspace(-REACH, REACH, _LINES)
    upright = np.stack(np.broadcast_arrays(across[:, None], along), axis=-1)
    return np.concatenate([upright, upright[..., ::-1]]).reshape(-1, 2)


def _seen(numbers: Floats, n_points: int, weights: Floats, bias: float, before: Floats) -> Floats:
    """Return numbers in two directions; the second is turned so that points stay above or below, as they were."""
    length = np.linalg.norm(weights)
    rest = numbers - np.outer(numbers @ weights, weights) / length**2
    rest = rest - rest[:n_points].mean(axis=0)
    second = np.linalg.svd(rest[:n_points], full_matrices=False)[2][0]
    up = rest @ second
    up *= np.sign(up[:n_points] @ before) or 1.0
    seen = np.stack([(numbers @ weights + bias) / length, up], axis=1)
    return np.asarray(seen / np.abs(seen).max(), np.float64)
