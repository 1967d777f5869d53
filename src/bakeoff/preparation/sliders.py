"""Sliders that make a task harder for some models: junk features, rotation, a smoother target, label noise.

L. Grinsztajn, E. Oyallon, G. Varoquaux: Why do tree-based models still outperform deep learning on typical tabular
data? NeurIPS 2022. The protocol is that of their code.

The classes and functions use nothing of Bakeoff's: a race's script shows them as they are here.
"""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import schur
from scipy.special import ndtri
from scipy.stats import special_ortho_group
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.preprocessing import QuantileTransformer

QUARTILES = 1.349
"""Distance of a standard normal's quartiles."""
_GOLDEN = 0x9E3779B97F4A7C15
_CHUNK = 4_000_000
"""Distances that smoothing holds in memory at a time."""


class JunkFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Appends normal random columns; each imitates the mean and quartiles of a random real column.

    The numbers are drawn by a hash of the row, so that a row has the same ones whenever it is transformed, and equal
    rows stay equal. More junk contains less junk.

    Parameters
    ----------
    share : float
        Junk columns for each real column.

    Attributes
    ----------
    means_, spreads_ : ndarray of shape (n_junk,)
    """

    def __init__(self, share: float = 1.0, seed: int = 0) -> None:
        self.share = share
        self.seed = seed

    def fit(self, X: NDArray[Any], y: Any = None) -> Self:
        """Measure the columns to imitate."""
        n_columns = X.shape[1]
        copied = np.random.default_rng(self.seed).integers(0, n_columns, round(self.share * n_columns))
        low, high = np.quantile(X, [0.25, 0.75], axis=0)
        spread = np.where(high > low, (high - low) / QUARTILES, X.std(axis=0))  # half of a rare category's are 0
        self.means_, self.spreads_ = X.mean(axis=0)[copied], spread[copied]
        return self

    def transform(self, X: NDArray[Any]) -> NDArray[Any]:
        """Return the rows with their junk behind them."""
        return np.hstack([X, self.means_ + self.spreads_ * hashed_normal(X, len(self.means_), self.seed)])


def hashed_normal(X: NDArray[Any], n: int, seed: int) -> NDArray[np.float64]:
    """Return `n` standard normal numbers for each row, by SplitMix64 (Steele and others 2014): equal for equal rows."""
    bits = np.ascontiguousarray(np.round(X, 9) + 0.0, dtype=np.float64).view(np.uint64)  # 0.0 is added for -0.0
    keys = np.full(len(X), seed, dtype=np.uint64)
    for column in bits.T:
        keys = scrambled((keys + _GOLDEN) ^ column)
    drawn = scrambled(keys[:, None] + _GOLDEN * np.arange(1, n + 1, dtype=np.uint64))
    normal: NDArray[np.float64] = ndtri(((drawn >> 11) + 0.5) / 2**53)
    return normal


def scrambled(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return 64-bit numbers of which each bit hangs on all bits of the given ones."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers


class PartialRotation(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Makes columns normal by their quantiles, and rotates them by a share of a random rotation.

    Columns with two values, as those of categories, stay as they are.

    Parameters
    ----------
    share : float
        0 rotates by nothing, 1 by the whole random rotation Q: the matrix is exp(share · log Q).

    Attributes
    ----------
    rotated_ : ndarray of shape (n_rotated,)
        Places of the rotated columns.
    matrix_ : ndarray of shape (n_rotated, n_rotated)
    """

    def __init__(self, share: float = 1.0, seed: int = 0) -> None:
        self.share = share
        self.seed = seed

    def fit(self, X: NDArray[Any], y: Any = None) -> Self:
        """Learn the quantiles, and draw the rotation."""
        low, high = X.min(axis=0), X.max(axis=0)
        self.rotated_ = np.flatnonzero(((low < X) & (high > X)).any(axis=0))
        n = len(self.rotated_)
        whole = special_ortho_group.rvs(n, random_state=self.seed) if n > 1 else np.eye(n)
        self.matrix_ = partial_rotation(whole, self.share)
        if n:
            self.normal_ = QuantileTransformer(
                n_quantiles=min(1000, len(X)), output_distribution="normal", random_state=self.seed
            ).fit(X[:, self.rotated_])
        return self

    def transform(self, X: NDArray[Any]) -> NDArray[Any]:
        """Return the rows rotated."""
        rotated = X.copy()
        if len(self.rotated_):
            rotated[:, self.rotated_] = self.normal_.transform(X[:, self.rotated_]) @ self.matrix_
        return rotated


def partial_rotation(whole: NDArray[Any], share: float) -> NDArray[Any]:
    """Return exp(share · log Q) of a rotation Q: each of its planes rotated by that share of its angle."""
    triangle, axes = schur(whole, output="complex")  # diagonal, as Q is normal
    rotated: NDArray[Any] = (axes * np.exp(1j * share * np.angle(np.diag(triangle)))) @ axes.conj().T
    return rotated.real


def smoothed_target(X: NDArray[Any], y: NDArray[Any], width: float, classes: bool) -> NDArray[Any]:
    """Return training targets as a Gaussian kernel smooths them: the weighted mean, or the class of most weight.

    Parameters
    ----------
    width : float
        The kernel's covariance, as a share of that of the rows.
    """
    centred = X - X.mean(axis=0)
    _left, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    kept = sizes > 1e-9 * sizes.max(initial=0.0)
    rows = centred @ (axes[kept].T * (np.sqrt(len(X) / width) / sizes[kept]))  # distances in widths of the kernel
    squares = (rows**2).sum(axis=1)
    codes, values = np.unique(y), y[:, None]
    if classes:
        values = y[:, None] == codes
    smoothed = []
    for start in range(0, len(rows), max(1, _CHUNK // len(rows))):
        some = slice(start, start + max(1, _CHUNK // len(rows)))
        weights = np.exp(rows[some] @ rows.T - (squares[some, None] + squares) / 2)
        sums = weights @ values
        smoothed.append(codes[sums.argmax(axis=1)] if classes else sums[:, 0] / weights.sum(axis=1))
    return np.concatenate(smoothed).astype(y.dtype)


def noisy_labels(y: NDArray[Any], share: float, classes: bool, seed: int) -> NDArray[Any]:
    """Return training targets of which a share is wrong: another class, or the number of another row.

    The rows of a smaller share are among those of a larger one.
    """
    rng = np.random.default_rng([seed, len(y)])
    order, noisy = rng.permutation(len(y)), y.copy()
    chosen = order[: round(share * len(y))]
    if not classes:
        noisy[chosen] = y[np.roll(order, -1)[: len(chosen)]]
        return noisy
    codes, places = np.unique(y, return_inverse=True)
    others = 1 + np.floor(rng.random(len(y)) * (len(codes) - 1)).astype(np.int64)
    noisy[chosen] = codes[(places + others)[chosen] % len(codes)]
    return noisy
