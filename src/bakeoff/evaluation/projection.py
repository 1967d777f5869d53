"""The first two principal components, and the rows of large data that are enough for them."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

FITTED_ROWS = 5000


@dataclass(frozen=True)
class Projection:
    """The first two principal axes through the mean.

    Attributes
    ----------
    mean : ndarray of shape (n_features,)
    axes : ndarray of shape (2, n_features)
        Unit vectors, signed as scikit-learn's PCA signs them: the largest entry is positive. Zero for an axis that
        data of one feature does not have.
    """

    mean: NDArray[Any]
    axes: NDArray[Any]

    @classmethod
    def of(cls, X: NDArray[Any]) -> Self:
        """Fit to the rows of `X`, or to 5,000 of them if there are more.

        The two eigenvectors of the covariance alone: on pictures a third of the time that PCA takes for all.
        """
        X = X[some(len(X), FITTED_ROWS, 0)]
        n_features = X.shape[1]
        mean = X.mean(axis=0)
        centred = X - mean
        _, vectors = eigh(centred.T @ centred, subset_by_index=[max(0, n_features - 2), n_features - 1])
        found = vectors.T[::-1]
        signs = np.sign(np.take_along_axis(found, np.abs(found).argmax(axis=1)[:, None], axis=1))
        axes = np.zeros((2, n_features), dtype=X.dtype)
        axes[: len(found)] = found * signs
        return cls(mean, axes)

    def flatten(self, X: NDArray[Any]) -> NDArray[Any]:
        """Return where rows lie on the plane."""
        return np.asarray((X - self.mean) @ self.axes.T)

    def unflatten(self, points: NDArray[Any]) -> NDArray[Any]:
        """Return points of the plane as features."""
        return np.asarray(points.astype(self.mean.dtype) @ self.axes + self.mean)


def some(n: int, most: int, seed: int) -> NDArray[np.intp]:
    """Return `n` row numbers, or a random `most` of them in order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, most, replace=False))
