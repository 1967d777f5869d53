"""The points of the chapter, and what is to be painted: points that the network alone can part."""

import functools
from typing import Literal

import numpy as np

from bakeoff.features.learn.features.models import UNITS, held_out, line, network, tree
from bakeoff.network.features import REACH
from bakeoff.network.point_settings import Data
from bakeoff.network.points import make_points, painted_to_text
from bakeoff.network.settings import LabSettings, SmallLayer

Start = Literal["clouds", "ring", "stripes", "nothing"]
"""Start of a painting; the stripes are upright, of both classes in turn."""
LEAST_HELD_OUT = 40
LEAST_RIGHT, MOST_RIGHT, HARD_RIGHT = 0.9, 0.75, 0.6
DEEP = (UNITS, UNITS)
"""Units of each hidden layer for the spiral."""
_N_STRIPES = 8
_N_STRIPED = 240


def _settings(data: Data, points: int, noise: float, layers: int = 1) -> LabSettings:
    hidden = (SmallLayer(units=UNITS, activation="tanh"),) * layers
    return LabSettings(data=data, points=points, noise=noise, layers=hidden, show_test=True)


CLOUDS = _settings("gauss", 160, 0.2)
RING = _settings("circle", 160, 0.1)
EXCLUSIVE_OR = _settings("xor", 160, 0.1)
SPIRAL = _settings("spiral", 500, 0.0, len(DEEP))


def painted(text: str) -> LabSettings:
    """Return the lab's settings for painted points, written by `bakeoff.network.points.painted_to_text`."""
    return _settings("painted", 10, 0.0).replace("painted", text)


@functools.cache
def start(name: Start) -> str:
    """Return points that a painting can begin with, as painted text."""
    if name == "nothing":
        return ""
    if name == "stripes":
        X = np.random.default_rng(0).uniform(-REACH, REACH, (_N_STRIPED, 2))
        return painted_to_text(X, np.floor((X[:, 0] + REACH) / (2 * REACH) * _N_STRIPES).astype(int) % 2)
    points = make_points(_settings("gauss", 100, 0.3) if name == "clouds" else _settings("circle", 120, 0.2))
    return painted_to_text(points.X, points.target)


def reached(settings: LabSettings, most: float = MOST_RIGHT) -> bool:
    """Return whether the network alone parts the points; raises SettingError if nothing can be learnt from them."""
    n = held_out(make_points(settings))
    return (
        n >= LEAST_HELD_OUT
        and network(settings).right >= LEAST_RIGHT * n
        and max(line(settings).right, tree(settings).right) <= most * n
    )
