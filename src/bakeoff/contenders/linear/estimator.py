"""Scikit-learn's logistic and ridge regression, which report each iteration, or once at the end."""

import math
import warnings
from collections.abc import Callable
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone
from sklearn.callback import with_callbacks
from sklearn.linear_model import LogisticRegression, Ridge

from bakeoff.contenders.explanations import Coefficients, FeatureSum
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import measures, scored, some_of
from bakeoff.contenders.temperature import TemperatureMixin
from bakeoff.contenders.weighed_texts import WeighedTextsMixin

SHORT_FIT = 200_000
"""Cells of training rows up to which a fit is timed alone and then repeated to report its iterations.

Following a fit costs as much as a short fit itself, outside our own code: scikit-learn copies its model each time.
"""


class _Iterations:
    """A callback that tells the number of each iteration of a solver, and the model as it is then."""

    def __init__(self, told: Callable[[int, Any], None]) -> None:
        self._told = told
        self._done = 0

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to prepare."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to clean up."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing to do yet."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, fitted_estimator: Any = None) -> None:
        """Tell one iteration; the last one of a solver is empty and has no model, and the root is the whole fit."""
        if fitted_estimator is None or context.parent is None:
            return
        self._done += 1
        self._told(self._done, fitted_estimator)


class LinearClassifier(TemperatureMixin, WeighedTextsMixin, ReportingMixin, LogisticRegression):
    """Scikit-learn's LogisticRegression, reporting each iteration of its solver.

    A solver without iterations that can be seen, any but lbfgs, is reported once it is done.
    """

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        texts: int | None = None,
    ) -> Self:
        """Solve, as scikit-learn does; score it on the validation rows, if given, at every iteration.

        Columns from number `texts` on are of texts, see `WeighedTextsMixin`.
        """
        with self._training(self.max_iter):
            X = self._weighed(X, y, texts)
            solver = LogisticRegression(**self.get_params())
            followed = self._followed and self.solver == "lbfgs"
            short = hasattr(X, "shape") and math.prod(X.shape) <= SHORT_FIT
            if followed and not short:
                solver.set_callbacks(self._follow(X, y, self._seen(X_val), y_val))
            solver.fit(X, y, sample_weight)
            for name, learnt in vars(solver.set_callbacks()).items():
                setattr(self, name, learnt)
            if followed and short:
                self._repeat(clone(solver), X, y, sample_weight, self._seen(X_val), y_val)
        return self

    def _repeat(self, solver: LogisticRegression, X: Any, y: Any, sample_weight: Any, X_val: Any, y_val: Any) -> None:
        """Fit again to report each iteration with its share of the time that the first fit took."""
        watch, iterations = self._stopwatch, max(1, int(np.max(self.n_iter_)))
        cpu, wall = watch.cpu_seconds / iterations, watch.wall_seconds / iterations
        with watch.paused(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the first fit has given them
            follow = self._follow(X, y, X_val, y_val, lambda index: (cpu * index, wall * index))
            solver.set_callbacks(follow).fit(X, y, sample_weight)

    def _follow(
        self, X: Any, y: Any, X_val: Any, y_val: Any, spent: Callable[[int], tuple[float, float]] | None = None
    ) -> _Iterations:
        """Return a callback for the solver, given rows as seen, which reports its iterations as those of this model.

        `spent` returns the CPU and wall seconds up to an iteration; without it the stopwatch is read.
        """
        with self._stopwatch.paused():
            some = some_of(X, y)

        def told(index: int, model: Any) -> None:
            with self._stopwatch.paused():
                measured = measures(scored(model, *some), scored(model, X_val, y_val))
            self._report(index, spent and spent(index), lambda rows: model.predict_proba(self._seen(rows)), **measured)

        return _Iterations(told)

    def explain(self, X: ArrayLike) -> FeatureSum:
        """Return the log-odds of the answer against the next likely class, feature by feature."""
        given = self.predict_proba(X)[0]
        answer, other = np.argsort(-given, kind="stable")[:2].tolist()
        weights, intercepts = self._by_class()
        contest = (int(self.classes_[answer]), int(self.classes_[other]))
        of_seen = weights[answer] - weights[other]
        return FeatureSum(contest, of_seen * self._factors(X), float(intercepts[answer] - intercepts[other]))

    def decision_function(self, X: Any) -> Any:
        """Return the log-odds of each class; of two classes those of the second."""
        return super().decision_function(self._seen(X))

    def _by_class(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return weights and intercept of each class; of two the first has none."""
        if len(self.classes_) > 2:
            return self.coef_, self.intercept_
        return np.vstack([np.zeros_like(self.coef_), self.coef_]), np.append(0.0, self.intercept_)

    def drawing(self) -> Coefficients:
        """Return the weights of each class, of two those of the second."""
        return Coefficients((self.coef_ * self._factors()).T, tuple(map(int, self.classes_[-len(self.coef_) :])))


class LinearRegressor(WeighedTextsMixin, ReportingMixin, Ridge):
    """Scikit-learn's Ridge, which reports once, at the end: its equations are solved in one step."""

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        texts: int | None = None,
    ) -> Self:
        """Solve the equations; score it on the validation rows, if given.

        Columns from number `texts` on are of texts, see `WeighedTextsMixin`.
        """
        with self._training(1):
            super().fit(self._weighed(X, y, texts), y, sample_weight)
            self._report_at_the_end(X, y, X_val, y_val)
        return self

    def explain(self, X: ArrayLike) -> FeatureSum:
        """Return the number, feature by feature."""
        return FeatureSum(None, np.ravel(self.coef_) * self._factors(X), float(np.ravel(self.intercept_)[0]))

    def drawing(self) -> Coefficients:
        """Return the weights."""
        return Coefficients(np.reshape(self.coef_ * self._factors(), (-1, 1)), ())
