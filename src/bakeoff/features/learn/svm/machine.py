"""A support vector machine of two classes with all that is in it: multipliers, slack, margin.

scikit-learn's ``SVC`` finds the multipliers; all else is computed from them. Symbols as in Hastie, Tibshirani and
Friedman, *The Elements of Statistical Learning*, 2nd edition, sections 12.2 and 12.3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.svm import SVC

Kernel = Literal["linear", "rbf"]
Numbers = NDArray[np.float64]
_PRECISION = 1e-8  # to which libsvm solves
_ROUNDED = 1e-6  # of C: a multiplier this near to it is at it


@dataclass(frozen=True, eq=False)
class Machine:
    """A fitted machine: its rows, their classes as -1 and 1, its settings, and each row's multiplier, from 0 to C."""

    X: Numbers
    sign: Numbers
    kernel: Kernel
    C: float
    gamma: float
    alpha: Numbers
    bias: float

    @property
    def support(self) -> NDArray[np.int64]:
        """The rows of the support vectors."""
        return np.flatnonzero(self.alpha)

    @property
    def at_most(self) -> NDArray[np.int64]:
        """The support vectors whose multiplier is as large as C lets it be."""
        return np.flatnonzero(self.alpha >= self.C * (1 - _ROUNDED))

    @property
    def weights(self) -> Numbers:
        """The weights of the features, with the kernel "linear"."""
        return (self.alpha * self.sign) @ self.X

    @property
    def norm(self) -> float:
        """Length of the weights in the space where the border is flat."""
        weighed = self.alpha * self.sign
        return float(np.sqrt(weighed @ kernel_of(self.X, self.X, self.kernel, self.gamma) @ weighed))

    @property
    def width(self) -> float:
        """Width of the street: 2 / norm."""
        return 2 / self.norm

    @property
    def slack(self) -> Numbers:
        """The hinge loss of each training row: how far it lies on the wrong side of its edge of the street."""
        return np.maximum(0.0, 1 - self.sign * self.decision(self.X))

    @property
    def primal(self) -> float:
        """Value that training minimises: half the squared norm, plus C times the sum of the slacks."""
        return self.norm**2 / 2 + self.C * float(self.slack.sum())

    @property
    def dual(self) -> float:
        """Value that the multipliers maximise; at the optimum it equals the primal."""
        return float(self.alpha.sum()) - self.norm**2 / 2

    def decision(self, X: Numbers) -> Numbers:
        """Return f(x) of each row: 0 on the border, -1 and 1 on the edges of the street."""
        support = self.support
        kernels = kernel_of(X, self.X[support], self.kernel, self.gamma)
        return np.asarray(kernels @ (self.alpha * self.sign)[support] + self.bias)

    def right(self, X: Numbers, y: NDArray[Any]) -> int:
        """Return how many rows, of classes 0 and 1, are answered rightly."""
        return int(((self.decision(X) > 0) == (y == 1)).sum())


def kernel_of(X: Numbers, other: Numbers, kernel: Kernel, gamma: float) -> Numbers:
    """Return the kernel of each row with each other row."""
    products = X @ other.T
    if kernel == "linear":
        return products
    distances = (X**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * products
    return np.asarray(np.exp(-gamma * np.maximum(distances, 0)))


def fit(X: Numbers, y: NDArray[Any], *, kernel: Kernel = "linear", C: float = 1.0, gamma: float = 1.0) -> Machine:
    """Fit ``SVC`` to rows of classes 0 and 1, more precisely than it does by itself."""
    fitted = SVC(kernel=kernel, C=C, gamma=gamma, tol=_PRECISION).fit(X, y)
    alpha = np.zeros(len(X))
    alpha[fitted.support_] = np.abs(fitted.dual_coef_[0])
    return Machine(X, np.where(y == 1, 1.0, -1.0), kernel, C, gamma, alpha, float(fitted.intercept_[0]))


Decision = Callable[[Numbers], Numbers]


def over_plane(decision: Decision, reach: float, steps: int) -> tuple[Numbers, Numbers]:
    """Return an axis from -reach to reach, and what is decided at each place of the plane, row by row from below."""
    axis = np.linspace(-reach, reach, steps)
    across, up = np.meshgrid(axis, axis)
    return axis, decision(np.column_stack([across.ravel(), up.ravel()])).reshape(steps, steps)
