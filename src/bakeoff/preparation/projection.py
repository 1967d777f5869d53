"""Planes that rows of many features are seen on, and the rows of large data that are enough for them."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, eigh, solve_triangular, svd
from scipy.sparse import issparse
from sklearn.decomposition import PCA

from bakeoff.matrix import Matrix

FITTED_ROWS = 5000
SHRINKAGE = 0.1
COMPRESSED = 50
"""Principal components that sparse rows are looked at by."""


@dataclass(frozen=True)
class Projection:
    """Two axes through the mean.

    Attributes
    ----------
    mean : ndarray of shape (n_features,)
    axes : ndarray of shape (2, n_features)
        Signed as scikit-learn's PCA signs them: the largest entry is positive. Zero for an axis that data of one
        feature does not have.
    share : float
        Share of the variance that lies within the plane.
    """

    mean: NDArray[Any]
    axes: NDArray[Any]
    share: float

    @classmethod
    def of(cls, X: Matrix) -> Self:
        """Return the plane of the first two principal components of `X`, or of 5,000 of its rows if there are more."""
        X = X[some(X.shape[0], FITTED_ROWS, 0)]
        if issparse(X):
            pca = _compression(X)
            return cls.of(pca.transform(X))._of_all(pca)
        mean = X.mean(axis=0)
        return cls._through(mean, X - mean, _principal(X - mean))

    @classmethod
    def parting(cls, X: Matrix, y: NDArray[np.int64]) -> Self:
        """Return the plane that holds the classes furthest apart for how much each spreads.

        The first two linear discriminants (Fisher 1936, Rao 1948), the covariance within the classes shrunk by a tenth
        to that of a ball, so that it can be inverted. Two classes have one discriminant; the second axis is then the
        first principal component of all that it leaves out.

        Parameters
        ----------
        X : ndarray or CSR matrix of shape (n_rows, n_features)
            Of more than 5,000 rows so many are looked at; of sparse ones the first 50 principal components.
        y : ndarray of int of shape (n_rows,)
            Class codes.
        """
        rows = some(X.shape[0], FITTED_ROWS, 0)
        X, y = X[rows], y[rows]
        if issparse(X):
            pca = _compression(X)
            return cls.parting(pca.transform(X), y)._of_all(pca)
        mean = X.mean(axis=0)
        axes = _discriminants(X - mean, y)
        if len(axes) < 2:
            known = _square(axes)
            rest = (X - mean) - (X - mean) @ known.T @ known
            axes = np.concatenate([axes, _square(np.concatenate([known, _principal(rest)]))[len(axes) :]])[:2]
        return cls._through(mean, X - mean, axes)

    @classmethod
    def _through(cls, mean: NDArray[Any], centred: NDArray[Any], directions: NDArray[Any]) -> Self:
        signs = np.sign(np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1))
        axes = np.zeros((2, len(mean)), dtype=centred.dtype)
        axes[: len(directions)] = directions * signs
        whole = float((centred.astype(np.float64) ** 2).sum())
        within = float(((centred @ _square(axes).T).astype(np.float64) ** 2).sum())
        return cls(mean, axes, min(1.0, within / whole) if whole else 1.0)

    def _of_all(self, pca: PCA) -> Self:
        """Return a plane through components as one through the features that they are made of."""
        mean, kept = self.mean @ pca.components_ + pca.mean_, float(pca.explained_variance_ratio_.sum())
        return replace(self, mean=mean, axes=self.axes @ pca.components_, share=self.share * kept)

    def flatten(self, X: Matrix) -> NDArray[Any]:
        """Return where rows lie on the plane."""
        if issparse(X):
            return np.asarray(X @ self.axes.T - self.mean @ self.axes.T)
        return np.asarray((X - self.mean) @ self.axes.T)


def _compression(X: Matrix) -> PCA:
    """Fit the principal components that sparse rows are looked at by, without filling in their zeros."""
    return PCA(max(1, min(COMPRESSED, min(X.shape) - 1)), random_state=0).fit(X)


def _principal(centred: NDArray[Any]) -> NDArray[Any]:
    """Return the first two principal axes, or the one that there is.

    The two eigenvectors of the covariance alone: on pictures a third of the time that PCA takes for all.
    """
    n_features = centred.shape[1]
    _, vectors = eigh(centred.T @ centred, subset_by_index=[max(0, n_features - 2), n_features - 1])
    return np.asarray(vectors.T[::-1])


def _discriminants(centred: NDArray[Any], y: NDArray[np.int64]) -> NDArray[Any]:
    """Return the first one or two linear discriminants, along which a class spreads by 1; none if none parts them."""
    codes, counts = np.unique(y, return_counts=True)
    means = np.stack([centred[y == code].mean(axis=0) for code in codes])
    inner = centred - means[np.searchsorted(codes, y)]
    within = inner.T @ inner / len(y)
    ball = np.trace(within) / len(within)
    shrunk = (1 - SHRINKAGE) * within + (SHRINKAGE * ball + 1e-12) * np.eye(len(within), dtype=within.dtype)
    root = cholesky(shrunk, lower=True)
    between = solve_triangular(root, (means * np.sqrt(counts / len(y))[:, None]).T, lower=True)
    directions, strengths, _ = svd(between, full_matrices=False)
    kept = min(2, len(codes) - 1, int(np.sum(strengths > 1e-9 * max(1.0, strengths[0]))))
    if not kept:
        return np.empty((0, len(within)), dtype=centred.dtype)
    return np.asarray(solve_triangular(root, directions[:, :kept], lower=True, trans="T").T)


def _square(axes: NDArray[Any]) -> NDArray[Any]:
    """Return axes at right angles, of length 1, that span the same plane."""
    return np.asarray(np.linalg.qr(axes.T)[0].T)


def some(n: int, most: int, seed: int) -> NDArray[np.intp]:
    """Return `n` row numbers, or a random `most` of them in order."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, most, replace=False))
