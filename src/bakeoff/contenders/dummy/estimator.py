"""Scikit-learn's dummies, which report once, at the end."""

from typing import Self

from numpy.typing import ArrayLike
from sklearn.callback import with_callbacks
from sklearn.dummy import DummyClassifier, DummyRegressor

from bakeoff.contenders.progress import ReportingMixin, answering
from bakeoff.contenders.scores import measures, scored


class _ReportAtTheEnd(ReportingMixin):
    """Reports once, when all is done."""

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
    ) -> Self:
        """Take the mean, or count the classes; no row counts more than another, as none does in a score."""
        with self._training(1):
            super().fit(X, y)
            with self._stopwatch.paused():
                measured = measures(scored(self, X, y), scored(self, X_val, y_val))
            self._report(1, None, answering(self), **measured)
        return self


class BaselineClassifier(_ReportAtTheEnd, DummyClassifier):
    """Scikit-learn's DummyClassifier: the classes' shares as probabilities, the most frequent as answer."""


class BaselineRegressor(_ReportAtTheEnd, DummyRegressor):
    """Scikit-learn's DummyRegressor: always the mean."""
