"""Features of rows as a matrix that may be sparse, as those of texts are: what NumPy's own functions do not take."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = Any
"""An ndarray, or a sparse matrix in CSR form; shape (n_rows, n_features)."""


def dense(X: Matrix) -> NDArray[Any]:
    """Return a matrix as an ndarray: of sparse ones only a few rows, or few columns, at a time."""
    return np.asarray(X.toarray() if sparse.issparse(X) else X)


def rows_as_made(X: Matrix) -> Matrix:
    """Return what a fitted preprocessing has made as CSR if it is sparse, else as an ndarray."""
    return sparse.csr_matrix(X) if sparse.issparse(X) else np.asarray(X)


def stacked(parts: Sequence[Matrix]) -> Matrix:
    """Return matrices one beneath the other."""
    if any(map(sparse.issparse, parts)):
        return sparse.vstack(parts, format="csr")
    return np.concatenate(parts)


def deviations(X: Matrix) -> NDArray[np.float64]:
    """Return the standard deviation of each column; shape (n_features,)."""
    if not sparse.issparse(X):
        return np.asarray(X.std(axis=0, dtype=np.float64))
    mean = np.asarray(X.mean(axis=0, dtype=np.float64)).ravel()
    squares = np.asarray(X.multiply(X).mean(axis=0, dtype=np.float64)).ravel()
    return np.asarray(np.sqrt(np.maximum(squares - mean**2, 0.0)))


def squared_lengths(X: Matrix) -> NDArray[Any]:
    """Return the squared length of each row; shape (n_rows,)."""
    if sparse.issparse(X):
        return np.asarray(X.multiply(X).sum(axis=1)).ravel()
    return np.asarray(np.einsum("ij,ij->i", X, X))


def of_zeros_and_ones(X: Matrix) -> NDArray[np.intp]:
    """Return the places of the columns that hold nothing else."""
    if not sparse.issparse(X):
        return np.flatnonzero(((X == 0) | (X == 1)).all(axis=0))
    others = sparse.csr_matrix(((X.data != 0) & (X.data != 1), X.indices, X.indptr), shape=X.shape)
    return np.flatnonzero(np.asarray(others.sum(axis=0)).ravel() == 0)


def least_there(X: Matrix) -> NDArray[np.float64]:
    """Return the least number in each sparse column that is not 0; 0 for one with negative numbers, or with none."""
    least = np.full(X.shape[1], np.inf)
    if sparse.issparse(X):
        np.minimum.at(least, X.indices[X.data != 0], X.data[X.data != 0])
    return np.where(np.isfinite(least) & (least > 0), least, 0.0)
