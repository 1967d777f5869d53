"""Scikit-learn's random forests, grown a few trees at a time so that they can report."""

import functools
import numbers
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn import config_context
from sklearn.base import is_classifier
from sklearn.callback import with_callbacks
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.utils import check_array, check_random_state
from sklearn.utils.validation import validate_data

from bakeoff.contenders.explanations import GrownTree, TreeVotes
from bakeoff.contenders.grown import grown
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scikit_learn_private import check_parameters
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores, report_sizes, some_rows
from bakeoff.contenders.temperature import FLOOR_OF_SHARES, TemperatureMixin

CHUNK_SECONDS = 0.2
"""How long one part of a forest should take to grow: each part checks the data anew, for about a thousandth of that
to a few hundredths."""


class _Watched:
    """Rows whose scores are followed while a forest grows; each tree answers for them once."""

    def __init__(self, X: Any, y: ArrayLike) -> None:
        self.given = X
        self.rows = check_array(X, dtype=np.float32, accept_sparse="csr", ensure_all_finite=False)
        self.truth = np.asarray(y)
        self._sum: Any = 0.0
        self._n_trees = 0

    def answers(self, trees: list[Any], method: str) -> NDArray[np.float64]:
        """Return the mean answer of `trees`, by their `method`; only those beyond the last call's are asked."""
        for tree in trees[self._n_trees :]:
            self._sum = self._sum + getattr(tree, method)(self.rows, check_input=False)
        self._n_trees = len(trees)
        return np.asarray(self._sum / self._n_trees)


class _GrowthReports(ReportingMixin):
    """Grows a forest along its `report_sizes`, which gives the very trees that growing it at once gives."""

    n_estimators: int
    warm_start: bool
    random_state: Any
    _asked: _Watched | None

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
        check_parameters(self)
        self._asked = None
        try:
            with self._training(self.n_estimators):
                self._grow(X, y, sample_weight, X_val, y_val)
        finally:
            del self._asked
        return self

    def _answers_of(self, size: int, X: NDArray[Any]) -> NDArray[np.float64]:
        """Return what the first `size` trees answer; who asks for the same rows again has each tree asked once."""
        if self._asked is None or self._asked.given is not X:
            self._asked = _Watched(X, ())
        return self._asked.answers(self.estimators_[:size], "predict_proba" if is_classifier(self) else "predict")

    def explain(self, X: ArrayLike) -> TreeVotes:
        """Return what each tree answers to one row."""
        row = check_array(X, dtype=np.float32, accept_sparse="csr", ensure_all_finite=False)
        answers = np.array([tree.predict(row)[0] for tree in self.estimators_])
        return TreeVotes(self.classes_[answers.astype(np.intp)] if is_classifier(self) else answers)

    def trees(self) -> tuple[GrownTree, ...] | None:
        """Return the trees, of which the answer is the mean unless it was calibrated."""
        if getattr(self, "scale_", 1.0) != 1.0:
            return None
        classes = self.classes_ if is_classifier(self) else None
        return tuple(grown(tree.tree_, classes) for tree in self.estimators_)

    def _grow(self, X: Any, y: Any, weights: Any, X_val: Any, y_val: Any) -> None:
        rows, target = validate_data(
            self, X, y, multi_output=True, accept_sparse="csc", dtype=np.float32, ensure_all_finite=False
        )
        train = validation = None
        if self._followed:
            with self._stopwatch.paused():
                some = some_rows(len(target))
                train, validation = self._watch(rows[some], target[some]), self._watch(X_val, y_val)
        with self._warm() as sizes:
            self._grow_along(sizes if self._followed else sizes[-1:], (rows, target, weights), (train, validation))
        validate_data(self, X, skip_check_array=True)  # the column names, which `rows` has lost

    def _grow_along(self, sizes: list[int], learnt: tuple[Any, Any, Any], watched: tuple[Any, Any]) -> None:
        """Grow to the last of `sizes`, in parts that take `CHUNK_SECONDS`, and report each size.

        The trees are those of one fit, however they are parted.
        """
        grown, pace = len(getattr(self, "estimators_", ())), 0.0
        while sizes:
            room = max(1, int(CHUNK_SECONDS / pace)) if pace else 1
            now = [size for size in sizes if size <= grown + room] or sizes[:1]
            spent, started = (self._stopwatch.cpu_seconds, self._stopwatch.wall_seconds), time.perf_counter()
            self.n_estimators = now[-1]
            super().fit(*learnt)
            pace = (time.perf_counter() - started) / (now[-1] - grown)
            if self._report_sizes(now, grown, spent, watched):
                return
            grown, sizes = now[-1], sizes[len(now) :]

    def _report_sizes(self, sizes: list[int], grown: int, spent: tuple[float, float], watched: tuple[Any, Any]) -> bool:
        """Report sizes that were grown at once, as if one tree had taken as long as the other; cut off if asked to."""
        both = (spent, (self._stopwatch.cpu_seconds, self._stopwatch.wall_seconds))
        for size in sizes:
            share = (size - grown) / (sizes[-1] - grown)
            cpu, wall = ((1 - share) * before + share * after for before, after in zip(*both, strict=True))
            with self._stopwatch.paused():
                measured = measures(*(None if part is None else self._scores(part, size) for part in watched))
            answers = functools.partial(self._answers_of, size)
            if self._report(size, (cpu, wall), answers, **measured):
                del self.estimators_[size:]
                return True
        return False

    @contextmanager
    def _warm(self) -> Iterator[list[int]]:
        """Set the parameters for growing in parts, give the sizes to grow to, and put all back."""
        given = {name: getattr(self, name) for name in ("n_estimators", "warm_start", "random_state")}
        if not self.warm_start:
            self.__dict__.pop("estimators_", None)
        if not isinstance(self.random_state, numbers.Integral):  # each part starts from the same seed
            self.random_state = check_random_state(self.random_state).randint(np.iinfo(np.int32).max)
        grown = len(getattr(self, "estimators_", ()))
        sizes = [size for size in report_sizes(self.n_estimators) if size > grown] or [self.n_estimators]
        self.warm_start = True
        try:
            with config_context(skip_parameter_validation=True), warnings.catch_warnings():
                # It warns of a second fit on other data; ours is on the same.
                warnings.filterwarnings("ignore", "class_weight presets", UserWarning)
                yield sizes
        finally:
            for name, value in given.items():
                setattr(self, name, value)

    def _watch(self, X: Any, y: Any) -> _Watched | None:
        return None if X is None or y is None or np.asarray(y).ndim > 1 else _Watched(X, y)

    def _scores(self, watched: _Watched, size: int) -> tuple[float, float]:
        """Return loss and score of the first `size` trees."""
        raise NotImplementedError


class ForestClassifier(TemperatureMixin, _GrowthReports, RandomForestClassifier):
    """Scikit-learn's RandomForestClassifier, reporting while it grows.

    A callback that asks to stop leaves a finished, smaller forest. Training scores are those of at most
    `bakeoff.contenders.scores.MOST_ROWS` rows. A ``random_state`` that is no number gives other trees than
    scikit-learn's forest would grow from it.
    """

    floor = FLOOR_OF_SHARES

    def _scores(self, watched: _Watched, size: int) -> tuple[float, float]:
        answers = watched.answers(self.estimators_[:size], "predict_proba")
        return class_scores(answers, codes(self.classes_, watched.truth))


class ForestRegressor(_GrowthReports, RandomForestRegressor):
    """Scikit-learn's RandomForestRegressor, reporting while it grows; see `ForestClassifier`."""

    def _scores(self, watched: _Watched, size: int) -> tuple[float, float]:
        return number_scores(watched.answers(self.estimators_[:size], "predict"), watched.truth)
