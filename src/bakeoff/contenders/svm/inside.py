"""Private parts of scikit-learn's SVMs that Bakeoff needs; no other module uses them.

`tests/unit/contenders/svm/test_inside.py` fails when a name here has changed. Each was read from `READ_FROM`.
"""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.metrics.pairwise import pairwise_kernels
from sklearn.svm import SVC, SVR

READ_FROM = "1.9.1"
"""The version of scikit-learn."""


class OpenSVC(SVC):
    """Scikit-learn's SVC, whose solver and whose decision values a subclass may replace."""

    def solved(self, X: NDArray[np.float64], codes: NDArray[np.intp], weights: NDArray[np.float64]) -> Any | None:
        """Return another library's machine fitted to rows that were checked; None: scikit-learn is to solve them.

        Parameters
        ----------
        X : ndarray of shape (n_rows, n_features)
        codes : ndarray of shape (n_rows,)
            Places of the rows' classes in ``classes_``.
        weights : ndarray of shape (n_rows,), or empty if all rows count alike
        """
        return None

    def pair_values(self, X: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Return the one-vs-one values, shape (n_rows, n_pairs); None: scikit-learn is to work them out."""
        return None

    def checked(self, X: Any) -> Any:
        """Return rows as they are answered, or say what is wrong with them, as ``predict`` does."""
        return self._validate_for_predict(X)

    def _dense_fit(self, X: NDArray[np.float64], y: NDArray[Any], weights: Any, *more: Any, **named: Any) -> None:
        machine = self.solved(X, y.astype(np.intp), weights)
        if machine is None:
            super()._dense_fit(X, y, weights, *more, **named)
            return
        sign = -1 if len(self.classes_) == 2 else 1  # scikit-learn turns those of two classes round after this
        self.support_ = machine.support_.astype(np.int32)
        self.support_vectors_ = np.ascontiguousarray(machine.support_vectors_)
        self._n_support = machine.n_support_.astype(np.int32)
        self.dual_coef_ = np.ascontiguousarray(sign * machine.dual_coef_)
        self.intercept_ = sign * machine.intercept_
        self._num_iter = machine.n_iter_
        self.fit_status_ = machine.fit_status_
        self._probA = self._probB = np.empty(0)

    def _sparse_decision_function(self, X: Any) -> NDArray[np.float64]:
        values = self.pair_values(X)
        return np.asarray(super()._sparse_decision_function(X)) if values is None else values

    def _dense_decision_function(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        values = self.pair_values(X)
        return np.asarray(super()._dense_decision_function(X)) if values is None else values


class OpenSVR(SVR):
    """Scikit-learn's SVR, whose target a subclass may change once scikit-learn has checked it."""

    def solve(self, fit: Callable[[NDArray[np.float64]], None], target: NDArray[np.float64]) -> None:
        """Fit the machine by ``fit(target)`` to checked numbers."""
        fit(target)

    def _dense_fit(self, X: Any, y: NDArray[np.float64], *more: Any, **named: Any) -> None:
        fit = super()._dense_fit
        self.solve(lambda target: fit(X, target, *more, **named), y)

    def _sparse_fit(self, X: Any, y: NDArray[np.float64], *more: Any, **named: Any) -> None:
        fit = super()._sparse_fit
        self.solve(lambda target: fit(X, target, *more, **named), y)


def kernel_of(machine: Any) -> Callable[[Any], NDArray[np.float64]]:
    """Return the function from rows to their kernel values with each support vector of a fitted machine."""
    options = {"gamma": machine._gamma, "degree": machine.degree, "coef0": machine.coef0}
    return functools.partial(
        pairwise_kernels, Y=machine.support_vectors_, metric=machine.kernel, filter_params=True, **options
    )


def pair_parts(machine: Any) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.float64]]:
    """Return what the one-vs-one values of a fitted SVC are made of, before those of two classes are turned round.

    Returns
    -------
    dual_coef : ndarray of shape (n_classes - 1, n_vectors)
    n_support : ndarray of shape (n_classes,)
    intercept : ndarray of shape (n_pairs,)
    """
    return dense_coefficients(machine._dual_coef_), machine._n_support, machine._intercept_


def dense_coefficients(dual_coef: Any) -> NDArray[np.float64]:
    """Return what scikit-learn keeps as a sparse matrix, without any zeros, where the rows are sparse."""
    return np.asarray(dual_coef.toarray() if issparse(dual_coef) else dual_coef)
