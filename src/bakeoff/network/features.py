"""Input features of a point: seven functions of its two coordinates."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.network.settings import Feature

REACH = 6.0
"""The plane goes from -REACH to REACH along both axes."""

FUNCTIONS: dict[Feature, Callable[[NDArray[np.float32], NDArray[np.float32]], NDArray[np.float32]]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1_sq": lambda x1, x2: x1 * x1,
    "x2_sq": lambda x1, x2: x2 * x2,
    "x1x2": lambda x1, x2: x1 * x2,
    "sin_x1": lambda x1, x2: np.sin(x1),
    "sin_x2": lambda x1, x2: np.sin(x2),
}


def featurise(points: NDArray[np.float32], names: Sequence[Feature]) -> NDArray[np.float32]:
    """Return what the network is told of points.

    Parameters
    ----------
    points : ndarray of shape (n, 2), float32
    names : sequence of str
        Keys of `FUNCTIONS`.

    Returns
    -------
    ndarray of shape (n, len(names)), float32
    """
    return np.column_stack([FUNCTIONS[name](points[:, 0], points[:, 1]) for name in names]).astype(np.float32)


def plane_grid(resolution: int) -> NDArray[np.float32]:
    """Return the middles of resolution x resolution cells of the plane, row by row from the highest x₂.

    Returns
    -------
    ndarray of shape (resolution ** 2, 2), float32
    """
    half = REACH / resolution
    axis = np.linspace(-REACH + half, REACH - half, resolution, dtype=np.float32)
    across, up = np.meshgrid(axis, axis[::-1])
    return np.column_stack([across.ravel(), up.ravel()])
