"""Scikit-learn's histogram gradient boosting, which reports while it grows.

Inside its own loop the library asks a ``scoring`` function after every round how good the model is, and ends when it
has not become better for a while. Ours takes the time, looks at the model now and then, and says that it has become
better, or, if a callback asks to stop, that it has not; so the trees are those of a plain fit.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import with_callbacks
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from bakeoff.contenders.boosting.columns import DenseColumnsClassifierMixin, DenseColumnsMixin
from bakeoff.contenders.explanations import GrowingSum
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores, report_sizes, some_of
from bakeoff.contenders.temperature import TemperatureMixin, scaled

TRAIN_ROWS = 500
"""Largest number of training rows that are scored: the cost is in proportion to rows and trees."""

LOOKING_SHARE = 0.03
"""Share of the training time that may go on looking at the model in between: a look goes through all trees so far."""

Answers = NDArray[np.float64]


@dataclass
class _Watch:
    """State of a fit that reports its progress.

    Attributes
    ----------
    sizes : set of int
        Numbers of rounds that are reported.
    parts : tuple of (rows, target)
        Training rows and the validation set, None where there is none.
    due : dict of int to (float, float)
        Rounds reached but not reported yet, with the CPU and wall seconds of training by then.
    looked_seconds, last_look_seconds : float
        Wall seconds of all evaluations, and of the last one.
    """

    sizes: set[int]
    parts: tuple[tuple[Any, Any], tuple[Any, Any]]
    due: dict[int, tuple[float, float]] = field(default_factory=dict)
    looked_seconds: float = 0.0
    last_look_seconds: float = 0.0


class _RoundReports(ReportingMixin):
    """Reports rounds at `report_sizes`; with early stopping or a warm start of its own nothing but the end."""

    max_iter: int
    n_iter_: int
    _watch: _Watch
    _chosen: Callable[[Any, Any], Any]
    _seen: Callable[[Any], Any]

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
        """Grow the trees, as scikit-learn does; score them on the validation rows, if given, on the way."""
        with self._training(self.max_iter):
            X = self._chosen(X, y)
            X_val = None if X_val is None else self._seen(X_val)
            if self._followed and self.early_stopping is False and not self.warm_start:
                with self._followed_by(X, y, X_val, y_val):
                    super().fit(X, y, sample_weight)
            else:
                super().fit(X, y, sample_weight)
        return self

    @contextmanager
    def _followed_by(self, X: Any, y: Any, X_val: Any, y_val: Any) -> Iterator[None]:
        """Make the library call back after each round, then restore the state of a plain fit."""
        names = ("early_stopping", "scoring", "n_iter_no_change", "tol", "validation_fraction")
        given = {name: getattr(self, name) for name in names}
        with self._stopwatch.paused():
            self._watch = _Watch(set(report_sizes(self.max_iter)), (some_of(X, y, TRAIN_ROWS), (X_val, y_val)))
        self.early_stopping, self.scoring, self.n_iter_no_change = True, type(self)._hear, 1
        self.tol, self.validation_fraction = 0.0, None
        try:
            yield
        finally:
            del self._watch
            for name, value in given.items():
                setattr(self, name, value)
        self.do_early_stopping_, self.train_score_, self.validation_score_ = False, np.array([]), np.array([])

    def _hear(self, _X: Any, _y: Any, sample_weight: Any = None) -> float:
        """Take note of one round; scikit-learn's scoring function, for which more rounds are always better."""
        watch, rounds, spent = self._watch, self.n_iter_, (self._stopwatch.cpu_seconds, self._stopwatch.wall_seconds)
        if rounds not in watch.sizes:
            return float(rounds)
        watch.due[rounds] = spent
        affordable = watch.looked_seconds + watch.last_look_seconds < LOOKING_SHARE * spent[1]
        stop = (affordable or rounds == self.max_iter) and self._look()
        return -1.0 if stop else float(rounds)

    def _look(self) -> bool:
        """Report what is due; return whether a callback asks to stop, which is obeyed at once."""
        watch, started = self._watch, time.perf_counter()
        with self._stopwatch.paused():
            measured = [self._measured(*part) for part in watch.parts]
        stop = False
        for rounds, spent in watch.due.items():
            scores = (None if part is None else part[rounds] for part in measured)
            answers = self._answers_now if rounds == self.n_iter_ else None
            stop |= self._report(rounds, spent, answers, **measures(*scores))
        watch.due.clear()
        watch.last_look_seconds = time.perf_counter() - started
        watch.looked_seconds += watch.last_look_seconds
        return stop

    def _answers_now(self, X: Any) -> Answers:
        """Return the answers to rows after all rounds so far, where ``predict`` would take rows for binned ones."""
        return list(self._staged(self._seen(X)))[-1]

    def _measured(self, X: Any, y: Any) -> dict[int, tuple[float, float]] | None:
        """Return loss and score of rows after each round that is due; None if there are none."""
        if X is None or y is None:
            return None
        due = self._watch.due
        return {rounds: self._scores(a, y) for rounds, a in enumerate(self._staged(X), start=1) if rounds in due}

    def explain(self, X: ArrayLike) -> GrowingSum:
        """Return the answer to one row after 1, 2, 4, ... rounds, and all."""
        sizes = sorted({*(2**power for power in range(self.n_iter_.bit_length())), self.n_iter_})
        staged = [answers[0] for answers in self._staged(self._seen(X))]
        return GrowingSum(tuple(sizes), np.array([staged[size - 1] for size in sizes]), self._codes())

    def _staged(self, X: Any) -> Iterable[Answers]:
        """Yield the answers to rows after each round."""
        raise NotImplementedError

    def _scores(self, answers: Answers, y: Any) -> tuple[float, float]:
        raise NotImplementedError

    def _codes(self) -> tuple[int, ...]:
        raise NotImplementedError


class BoostingClassifier(TemperatureMixin, DenseColumnsClassifierMixin, _RoundReports, HistGradientBoostingClassifier):
    """Scikit-learn's HistGradientBoostingClassifier, reporting while it grows.

    A callback that asks to stop leaves a finished model of fewer rounds. Training scores are those of at most
    `TRAIN_ROWS` rows.
    """

    def _staged(self, X: Any) -> Iterable[Answers]:
        for probabilities in self.staged_predict_proba(X):
            yield probabilities if self.scale_ == 1.0 else scaled(probabilities, self.scale_, self.floor)

    def _scores(self, answers: Answers, y: Any) -> tuple[float, float]:
        return class_scores(answers, codes(self.classes_, y))

    def _codes(self) -> tuple[int, ...]:
        return tuple(map(int, self.classes_))


class BoostingRegressor(DenseColumnsMixin, _RoundReports, HistGradientBoostingRegressor):
    """Scikit-learn's HistGradientBoostingRegressor, reporting while it grows; see `BoostingClassifier`."""

    def _staged(self, X: Any) -> Iterable[Answers]:
        yield from self.staged_predict(X)

    def _scores(self, answers: Answers, y: Any) -> tuple[float, float]:
        return number_scores(answers, np.asarray(y, dtype=np.float64))

    def _codes(self) -> tuple[int, ...]:
        return ()
