"""Training rows as tensors, from which a compiled loop takes a batch: dense, or as sparse as texts are."""

from collections.abc import Sequence
from typing import Any, Protocol

import tensorflow as tf
from scipy.sparse import csr_matrix, issparse

from bakeoff.matrix import Matrix


class Rows(Protocol):
    """Rows that a graph takes some of; what it takes is a tensor, or a SparseTensor, of shape (n_taken, n_features)."""

    def gather(self, places: Any) -> Any:
        """Return the rows at these places."""

    def part(self, start: Any, stop: Any) -> Any:
        """Return the rows from one place up to another."""


class DenseRows:
    """Rows of a tensor of shape (n_rows, n_features)."""

    def __init__(self, X: Any) -> None:
        self._X = X

    def gather(self, places: Any) -> Any:
        """Return the rows at these places."""
        return tf.gather(self._X, places)

    def part(self, start: Any, stop: Any) -> Any:
        """Return the rows from one place up to another."""
        return self._X[start:stop]


class SparseRows:
    """Rows of a CSR matrix, whose zeros are never filled in."""

    def __init__(self, values: Any, columns: Any, ends: Any, width: int) -> None:
        self._values = values
        self._columns = columns
        self._ends = ends
        self._width = width

    def gather(self, places: Any) -> Any:
        """Return the rows at these places."""
        starts, lengths = tf.gather(self._ends, places), self._lengths(places)
        rows = tf.repeat(tf.range(tf.size(places, tf.int64)), lengths)
        before = tf.cumsum(lengths, exclusive=True)
        entries = tf.range(tf.reduce_sum(lengths)) + tf.repeat(starts - before, lengths)
        indices = tf.stack([rows, tf.gather(self._columns, entries)], axis=1)
        shape = [tf.size(places, tf.int64), tf.constant(self._width, tf.int64)]
        return tf.SparseTensor(indices, tf.gather(self._values, entries), tf.stack(shape))

    def _lengths(self, places: Any) -> Any:
        return tf.gather(self._ends, places + 1) - tf.gather(self._ends, places)

    def part(self, start: Any, stop: Any) -> Any:
        """Return the rows from one place up to another."""
        return self.gather(tf.range(start, stop))


def tensors_of(X: Matrix) -> tuple[Any, ...]:
    """Return rows as tensors, which a graph is handed and makes `rows_of` again."""
    if issparse(X):
        return tf.constant(X.data), tf.constant(X.indices, tf.int64), tf.constant(X.indptr, tf.int64)
    return (tf.constant(X),)


def rows_of(tensors: Sequence[Any], width: int) -> Rows:
    """Return rows of `width` features as a graph takes some of them."""
    if len(tensors) == 1:
        return DenseRows(tensors[0])
    values, columns, ends = tensors
    return SparseRows(values, columns, ends, width)


def product(X: Any, kernel: Any) -> Any:
    """Return the matrix product of rows, which may be sparse, and a kernel."""
    return tf.sparse.sparse_dense_matmul(X, kernel) if isinstance(X, tf.SparseTensor) else tf.matmul(X, kernel)


def sparse_tensor(X: csr_matrix, n_rows: int) -> Any:
    """Return a CSR matrix as a SparseTensor, with empty rows at its end up to `n_rows`."""
    entries = X.tocoo()
    indices = tf.stack([tf.constant(entries.row, tf.int64), tf.constant(entries.col, tf.int64)], axis=1)
    return tf.sparse.reorder(tf.SparseTensor(indices, X.data, (n_rows, X.shape[1])))
