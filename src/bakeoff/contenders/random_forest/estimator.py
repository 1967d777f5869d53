"""Scikit-learn's random forests, grown a few trees at a time so that they can report."""

import math
import numbers
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import config_context
from sklearn.callback import with_callbacks
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.utils import check_array, check_random_state
from sklearn.utils.validation import validate_data

from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores, some_rows


def schedule(n_trees: int) -> list[int]:
    """Return the sizes at which a forest of `n_trees` reports: every tree at first, then ever fewer.

    It depends on nothing but the number of trees, so that the same race reports the same steps on any
    machine: steps of one tree up to 16, then of an eighth, at most a fiftieth of the whole.

    Examples
    --------
    >>> schedule(20)
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    >>> len(schedule(100)), len(schedule(1000))
    (58, 71)
    """
    sizes = [1]
    while sizes[-1] < n_trees:
        step = max(1, min(sizes[-1] // 8, math.ceil(n_trees / 50)))
        sizes.append(min(sizes[-1] + step, n_trees))
    return sizes


class _Watched:
    """Rows whose scores are followed while the forest grows; each tree answers for them once.

    Attributes
    ----------
    rows : array or sparse matrix of shape (n_rows, n_features)
        float32, as trees want them.
    truth : ndarray of shape (n_rows,)
    answers : ndarray of shape (n_rows,) or (n_rows, n_classes)
        Sum of the answers of `n_trees` trees.
    """

    def __init__(self, rows: Any, truth: NDArray[Any]) -> None:
        self.rows = check_array(rows, dtype=np.float32, accept_sparse="csr", ensure_all_finite=False)
        self.truth = truth
        self.answers: Any = 0.0
        self.n_trees = 0

    def add(self, trees: list[Any], method: str) -> NDArray[np.float64]:
        """Let new trees answer too; return the mean of all answers so far."""
        for tree in trees:
            self.answers = self.answers + getattr(tree, method)(self.rows, check_input=False)
        self.n_trees += len(trees)
        return np.asarray(self.answers / self.n_trees)


class _GrowthReports(ReportingMixin):
    """Grows a forest along its `schedule`, which gives the very trees that growing it at once gives."""

    def _grow(self, X: Any, y: Any, sample_weight: Any, X_val: Any, y_val: Any) -> None:
        rows, target = validate_data(
            self, X, y, multi_output=True, accept_sparse="csc", dtype=np.float32, ensure_all_finite=False
        )
        watched: list[_Watched | None] = []
        with self._warm() as sizes:
            for size in sizes:
                self.n_estimators = size
                grown = len(getattr(self, "estimators_", ()))
                super().fit(rows, target, sample_weight)  # type: ignore[misc]
                with self._stopwatch.paused():
                    watched = watched or self._watch(rows, target, X_val, y_val)
                    train, validation = (one and self._scores(one, self.estimators_[grown:]) for one in watched)
                if self._report(size, **measures(train, validation)):
                    break
        validate_data(self, X, skip_check_array=True)  # the column names, which `rows` has lost

    @contextmanager
    def _warm(self) -> Iterator[list[int]]:
        """Set the parameters for growing in parts, give the sizes to grow to, and put all back."""
        given = {name: getattr(self, name) for name in ("n_estimators", "warm_start", "random_state")}
        if not self.warm_start:
            self.__dict__.pop("estimators_", None)
        if not isinstance(self.random_state, numbers.Integral):  # each part starts from the same seed
            self.random_state = check_random_state(self.random_state).randint(np.iinfo(np.int32).max)
        grown = len(getattr(self, "estimators_", ()))
        sizes = [size for size in schedule(self.n_estimators) if size > grown] or [self.n_estimators]
        self.warm_start = True
        try:
            with config_context(skip_parameter_validation=True), warnings.catch_warnings():
                # It warns of a second fit on other data; ours is on the same.
                warnings.filterwarnings("ignore", "class_weight presets", UserWarning)
                yield sizes
        finally:
            for name, value in given.items():
                setattr(self, name, value)

    def _watch(self, rows: Any, target: NDArray[Any], X_val: Any, y_val: Any) -> list[_Watched | None]:
        if target.ndim > 1:
            return [None, None]
        some = some_rows(len(target))
        train = _Watched(rows[some], self._truth(target[some]))
        return [train, None if X_val is None or y_val is None else _Watched(X_val, self._truth(y_val))]

    def _truth(self, y: ArrayLike) -> NDArray[Any]:
        raise NotImplementedError

    def _scores(self, watched: _Watched, trees: list[Any]) -> tuple[float, float]:
        raise NotImplementedError


class ForestClassifier(_GrowthReports, RandomForestClassifier):
    """Scikit-learn's RandomForestClassifier, reporting while it grows.

    A callback that asks to stop leaves a finished, smaller forest. Training scores are those of at most
    `bakeoff.contenders.scores.MOST_ROWS` rows. A ``random_state`` that is no number gives other trees than
    scikit-learn's forest would grow from it.
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
    ) -> Self:
        """Grow the forest; score it on the validation rows, if given, on the way."""
        self._validate_params()
        with self._training(self.n_estimators):
            self._grow(X, y, sample_weight, X_val, y_val)
        return self

    def _truth(self, y: ArrayLike) -> NDArray[Any]:
        return codes(self.classes_, y)

    def _scores(self, watched: _Watched, trees: list[Any]) -> tuple[float, float]:
        return class_scores(watched.add(trees, "predict_proba"), watched.truth)


class ForestRegressor(_GrowthReports, RandomForestRegressor):
    """Scikit-learn's RandomForestRegressor, reporting while it grows; see `ForestClassifier`."""

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
        """Grow the forest; score it on the validation rows, if given, on the way."""
        self._validate_params()
        with self._training(self.n_estimators):
            self._grow(X, y, sample_weight, X_val, y_val)
        return self

    def _truth(self, y: ArrayLike) -> NDArray[Any]:
        return np.asarray(y, dtype=np.float64)

    def _scores(self, watched: _Watched, trees: list[Any]) -> tuple[float, float]:
        return number_scores(watched.add(trees, "predict"), watched.truth)
