"""A target on a log scale: a regressor learns the logarithm, and its answers are brought back to the target's unit."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin

LARGEST = 300.0
"""Logarithms above it are taken for it, so that squares of answers stay finite."""


class LogTarget(RegressorMixin, BaseEstimator):
    """An `Estimator` that hands another one the logarithm of a positive target.

    Steps of its fit have losses and scores on the log scale; what they answer is in the target's unit.
    """

    def __init__(self, regressor: Any) -> None:
        self.regressor = regressor

    def fit(self, X: Any, y: ArrayLike, *, X_val: Any = None, y_val: ArrayLike | None = None, **more: Any) -> Self:
        """Fit the regressor."""
        held = None if y_val is None else np.log(y_val)
        self.regressor.fit(X, np.log(y), X_val=X_val, y_val=held, **more)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """Return numbers in the target's unit."""
        return _back(self.regressor.predict(X))

    def set_callbacks(self, *callbacks: Any) -> Self:
        """Register callbacks for each step of the next fit."""
        self.regressor.set_callbacks(*map(_InItsUnit, callbacks))
        return self

    def __getattr__(self, name: str) -> Any:
        """Return a cost of the regressor's fit."""
        if name.endswith("_seconds_") and "regressor" in vars(self):
            return getattr(self.regressor, name)
        raise AttributeError(name)


class _InItsUnit:
    """A callback that is given answers in the target's unit."""

    def __init__(self, callback: Any) -> None:
        self._callback = callback
        self.watches = getattr(callback, "watches", False)
        self.setup, self.teardown = callback.setup, callback.teardown
        self.on_fit_task_begin = callback.on_fit_task_begin

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: Any = None, **more: Any) -> Any:
        """Pass on the end of a step."""
        if metadata and (answers := metadata.get("answers")):
            metadata = metadata | {"answers": lambda X: _back(answers(X))}
        return self._callback.on_fit_task_end(estimator, context, metadata=metadata, **more)


def _back(logarithms: ArrayLike) -> NDArray[np.float64]:
    return np.exp(np.minimum(np.asarray(logarithms, dtype=np.float64), LARGEST))


def as_learnt(estimator: Any, y: Any) -> tuple[Any, Any]:
    """Return the estimator that learns, and targets as it learns them."""
    return (estimator.regressor, np.log(y)) if isinstance(estimator, LogTarget) else (estimator, y)


def learner(estimator: Any) -> Any:
    """Return the estimator that learns."""
    return estimator.regressor if isinstance(estimator, LogTarget) else estimator
