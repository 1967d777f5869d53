"""Why a support vector machine answers one row as it does: the sum that its decision value is."""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import is_classifier

from bakeoff.contenders.explanations import KernelSum
from bakeoff.contenders.svm.inside import dense_coefficients, kernel_of, pair_parts


def explain(machine: Any, X: NDArray[Any]) -> KernelSum:
    """Return the decision value of one row; of more than two classes that of the two likeliest against each other."""
    alike = kernel_of(machine)(X)[0]
    if is_classifier(machine):
        pair, weights, intercept = _pair(machine, X)
        return KernelSum(pair, machine.support_, alike, weights, intercept)
    return KernelSum(
        None, machine.support_, alike, dense_coefficients(machine.dual_coef_)[0], float(machine.intercept_[0])
    )


def _pair(machine: Any, X: NDArray[Any]) -> tuple[tuple[int, int], NDArray[np.float64], float]:
    """Return the two classes that are up against each other, each vector's weight in that decision, and its intercept.

    One machine stands between each two classes; the one shown is that of the answer and of the next likely class.
    """
    given = machine.predict_proba(X)[0]
    answer, other = np.argsort(-given, kind="stable")[:2].tolist()
    codes = (int(machine.classes_[answer]), int(machine.classes_[other]))
    low, high = sorted((answer, other))
    dual_coef, n_support, intercepts = pair_parts(machine)
    ends = np.cumsum(n_support)
    parts = [slice(end - count, end) for end, count in zip(ends, n_support, strict=True)]
    weights = np.zeros(len(machine.support_))
    weights[parts[low]] = dual_coef[high - 1, parts[low]]
    weights[parts[high]] = dual_coef[low, parts[high]]
    intercept = float(intercepts[list(itertools.combinations(range(len(ends)), 2)).index((low, high))])
    sign = 1.0 if answer == low else -1.0
    return codes, sign * weights, sign * intercept
