"""Scikit-learn's dummies, which report once, at the end."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike
from sklearn.callback import with_callbacks
from sklearn.dummy import DummyClassifier, DummyRegressor

from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores


class BaselineClassifier(ReportingMixin, DummyClassifier):
    """Scikit-learn's DummyClassifier: the classes' shares as probabilities, the most frequent as answer."""

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
    ) -> Self:
        """Count the classes."""
        with self._training(1):
            super().fit(X, y, sample_weight)
            with self._stopwatch.paused():
                measured = measures(self._scores(X, y), self._scores(X_val, y_val))
            self._report(1, **measured)
        return self

    def _scores(self, X: Any, y: Any) -> tuple[float, float] | None:
        if y is None or np.asarray(y).ndim > 1:
            return None
        return class_scores(self.predict_proba(X), codes(self.classes_, y))


class BaselineRegressor(ReportingMixin, DummyRegressor):
    """Scikit-learn's DummyRegressor: always the mean."""

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
    ) -> Self:
        """Take the mean."""
        with self._training(1):
            super().fit(X, y, sample_weight)
            with self._stopwatch.paused():
                measured = measures(self._scores(X, y), self._scores(X_val, y_val))
            self._report(1, **measured)
        return self

    def _scores(self, X: Any, y: Any) -> tuple[float, float] | None:
        if y is None or np.asarray(y).ndim > 1:
            return None
        return number_scores(self.predict(X), np.asarray(y, dtype=float))
