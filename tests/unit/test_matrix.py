import numpy as np
import pytest
from scipy import sparse

from bakeoff import matrix

X = np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 0.5], [1.0, 1.0, 0.0]])


@pytest.mark.parametrize("given", [X, sparse.csr_matrix(X)], ids=["dense", "sparse"])
def test_sparse_matrices_are_treated_as_dense_ones_are(given):
    np.testing.assert_array_equal(matrix.dense(given), X)
    np.testing.assert_allclose(matrix.deviations(given), X.std(axis=0))
    np.testing.assert_allclose(matrix.squared_lengths(given), (X**2).sum(axis=1))
    assert matrix.of_zeros_and_ones(given).tolist() == [0, 1]
    np.testing.assert_array_equal(matrix.dense(matrix.stacked([given, given])), np.concatenate([X, X]))


def test_the_least_that_is_there_at_all():
    signed = sparse.csr_matrix([[0.0, 3.0, -1.0, 0.0], [0.5, 2.0, 1.0, 0.0]])
    assert matrix.least_there(signed).tolist() == [0.5, 2.0, 0.0, 0.0]
    assert matrix.least_there(X).tolist() == [0.0, 0.0, 0.0]


def test_what_is_made_stays_as_sparse_as_it_is():
    assert matrix.rows_as_made(sparse.coo_array(X)).format == "csr"
    assert isinstance(matrix.rows_as_made([[1.0]]), np.ndarray)
