"""Scikit-learn's dummies, which report once, at the end."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import with_callbacks
from sklearn.dummy import DummyClassifier, DummyRegressor

from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores


class _ReportAtTheEnd(ReportingMixin):
    """Reports once, when all is done."""

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
        """Take the mean, or count the classes."""
        with self._training(1):
            super().fit(X, y, sample_weight)
            with self._stopwatch.paused():
                measured = measures(self._scored(X, y), self._scored(X_val, y_val))
            self._report(1, **measured)
        return self

    def _scored(self, X: Any, y: Any) -> tuple[float, float] | None:
        return None if X is None or y is None or np.asarray(y).ndim > 1 else self._scores(X, np.asarray(y))

    def _scores(self, X: Any, truth: NDArray[Any]) -> tuple[float, float]:
        raise NotImplementedError


class BaselineClassifier(_ReportAtTheEnd, DummyClassifier):
    """Scikit-learn's DummyClassifier: the classes' shares as probabilities, the most frequent as answer."""

    def _scores(self, X: Any, truth: NDArray[Any]) -> tuple[float, float]:
        return class_scores(self.predict_proba(X), codes(self.classes_, truth))


class BaselineRegressor(_ReportAtTheEnd, DummyRegressor):
    """Scikit-learn's DummyRegressor: always the mean."""

    def _scores(self, X: Any, truth: NDArray[Any]) -> tuple[float, float]:
        return number_scores(self.predict(X), truth)
