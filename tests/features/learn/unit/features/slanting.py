"""What reaches the goal of the chapter: slanting lines of points, close beside one another."""

import numpy as np

from bakeoff.network.points import painted_to_text


def slanting(apart: float = 0.6, each: int = 40, seed: int = 0, lines: int = 3) -> str:
    """Return the points as painted text; neighbours are of different classes."""
    rng = np.random.default_rng(seed)
    along, line = rng.uniform(-4.5, 4.5, lines * each), np.repeat(np.arange(lines), each)
    place = line - (lines - 1) / 2
    X = np.column_stack([along - place * apart / 2, along + place * apart / 2]) + rng.uniform(
        -0.1, 0.1, (lines * each, 2)
    )
    return painted_to_text(X, line % 2)
