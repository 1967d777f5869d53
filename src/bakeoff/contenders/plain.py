"""Gives an estimator that knows nothing of races what a race asks for: a clock, a step and probabilities."""

from typing import Any, Self

import cloudpickle
import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, clone, is_classifier
from sklearn.callback import with_callbacks
from sklearn.utils.validation import has_fit_parameter

from bakeoff.contenders.log_target import learner
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.temperature import TemperatureMixin


class _Plain(ReportingMixin, BaseEstimator):
    """Fits another estimator in one step, and scores it on the validation rows."""

    classes_: NDArray[Any]

    def __init__(self, estimator: Any) -> None:
        self.estimator = estimator

    def __getstate__(self) -> Any:
        """Pickle the class of the estimator with it: it may stand in a notebook, which no other process can import."""
        return cloudpickle.dumps(vars(self))

    def __setstate__(self, state: bytes) -> None:
        self.__dict__.update(cloudpickle.loads(state))

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
        """Fit a copy of the estimator, weighed if it can be."""
        with self._training(1):
            weighs = sample_weight is not None and has_fit_parameter(self.estimator, "sample_weight")
            more = {"sample_weight": sample_weight} if weighs else {}
            self.estimator_ = clone(self.estimator).fit(X, y, **more)
            if hasattr(self.estimator_, "classes_"):
                self.classes_ = self.estimator_.classes_
            self._report_at_the_end(X, y, X_val, y_val)
        return self

    def predict(self, X: Any) -> Any:
        """Return what the fitted estimator answers."""
        return self.estimator_.predict(X)

    def predict_proba(self, X: Any) -> NDArray[Any]:
        """Return a classifier's probabilities, else a softmax of its decision values, else 1 for its answer."""
        model = self.estimator_
        if hasattr(model, "predict_proba"):
            return np.asarray(model.predict_proba(X))
        if hasattr(model, "decision_function"):
            scores = np.asarray(model.decision_function(X), dtype=np.float64)
            return np.asarray(softmax(scores if scores.ndim > 1 else np.c_[np.zeros_like(scores), scores], axis=1))
        return np.asarray(np.ravel(model.predict(X))[:, None] == self.classes_, dtype=np.float64)


class PlainClassifier(ClassifierMixin, TemperatureMixin, _Plain):
    """A classifier of any package."""


class PlainRegressor(RegressorMixin, _Plain):
    """A regressor of any package."""


def taking_part(estimator: Any) -> Any:
    """Return an estimator as it can race: itself, if it reports and takes validation rows."""
    if isinstance(estimator, ReportingMixin) or has_fit_parameter(estimator, "X_val"):
        return estimator
    return (PlainClassifier if is_classifier(estimator) else PlainRegressor)(estimator)


def within(estimator: Any) -> Any:
    """Return the fitted estimator that `taking_part` was given."""
    estimator = learner(estimator)
    return estimator.estimator_ if isinstance(estimator, _Plain) else estimator
