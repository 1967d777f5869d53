"""What reaches the goal of the chapter: three slanting lines of points, close beside one another."""

import numpy as np

from bakeoff.features.lab.points import painted_to_text


def slanting(apart: float = 0.6, each: int = 40, seed: int = 0) -> str:
    """Return the points as painted text; the middle line is of the other class."""
    rng = np.random.default_rng(seed)
    along, place = rng.uniform(-4.5, 4.5, 3 * each), np.repeat([-1, 0, 1], each)
    X = np.column_stack([along - place * apart / 2, along + place * apart / 2]) + rng.uniform(-0.1, 0.1, (3 * each, 2))
    return painted_to_text(X, (place == 0).astype(int))
