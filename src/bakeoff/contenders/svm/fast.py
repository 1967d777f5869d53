"""The solver of scikit-learn-intelex, for the fits where it was measured faster than scikit-learn's on one core.

CPU seconds on one core, scikit-learn's over theirs, with the default C and gamma:

====================  ======  ======  ======  ======
kernel, features       5,000  10,000  15,000  20,000 rows
====================  ======  ======  ======  ======
RBF, 784 (MNIST)         0.8     1.0     1.0     1.8
RBF, 100                         1.1             2.2
RBF, 20                                          0.6
RBF, 2                                           0.6
linear, 784 (MNIST)      0.3     0.4
====================  ======  ======  ======  ======

Hence the two numbers below. Both solve to a tolerance: of 10,000 answers on MNIST two differed. An exported script fits
by scikit-learn's own solver; a report's environment says whether this one is installed.
"""

import importlib.util
from typing import Any

from numpy.typing import NDArray

MIN_ROWS = 20_000
MIN_FEATURES = 100


def may_pay(rows: int, features: int) -> bool:
    """Return whether data of this size are large enough for it."""
    return rows >= MIN_ROWS and features >= MIN_FEATURES


def pays(machine: Any, X: NDArray[Any]) -> bool:
    """Return whether it is installed and was measured faster for a fit of `machine` on `X`."""
    large = may_pay(X.shape[0], X.shape[1])
    usual = machine.kernel == "rbf" and machine.max_iter == -1
    return large and usual and importlib.util.find_spec("sklearnex") is not None


def fitted(params: dict[str, Any], X: NDArray[Any], y: NDArray[Any], weights: NDArray[Any]) -> Any:
    """Return a fitted ``sklearnex.svm.SVC``.

    Parameters
    ----------
    params : dict
        Of `sklearn.svm.SVC`; class weights are left out, they must be in `weights`.
    X : ndarray of float64, shape (n_rows, n_features)
    y : ndarray of shape (n_rows,)
    weights : ndarray of shape (n_rows,)
    """
    import daal4py
    from sklearnex.svm import SVC

    daal4py.daalinit(1)  # one core, as every contender
    return SVC(**params | {"class_weight": None}).fit(X, y, weights)
