"""Common part of LightGBM and XGBoost: check the rows, report rounds, stop early, answer.

A backend grows and cuts the trees with its own library; this module imports none. The trees are those of a plain fit.
"""

import functools
import numbers
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix, issparse
from scipy.sparse import vstack as sparse_vstack
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin, is_classifier
from sklearn.callback import with_callbacks
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from bakeoff.contenders.explanations import GrowingSum
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.scikit_learn_private import checked_weights
from bakeoff.contenders.scores import class_scores, codes, measures, number_scores, report_sizes, some_rows
from bakeoff.contenders.temperature import TemperatureMixin, scaled
from bakeoff.contenders.traits import NetworkFile
from bakeoff.text import _

TRAIN_ROWS, VALIDATION_ROWS = 500, 1000
"""Largest numbers of rows that a report scores; early stopping scores all validation rows."""

LOOKING_SHARE = 0.03
"""Share of the training time that scores may take between the rounds."""

Answers = NDArray[np.float64]
AfterRound = Callable[[Any, int, float | None], bool]
"""Takes the model, its number of rounds and the validation loss if there is one; returns whether to stop."""


@dataclass
class _FollowedFit:
    """State of a fit that is followed.

    Attributes
    ----------
    sizes : set of int
        Numbers of rounds that are reported.
    rows, truth, n_train : array
        Rows that are scored, training rows first, each asked once of every tree.
    raw, scored_rounds
        Sums of the trees of so many rounds.
    due : dict of int to (float, float)
        Rounds to report, with the CPU and wall seconds of training by then.
    """

    sizes: set[int]
    rows: Any = None
    truth: Any = None
    n_train: int = 0
    raw: Any = None
    scored_rounds: int = 0
    due: dict[int, tuple[float, float]] = field(default_factory=dict)
    rounds: int = 0
    best_rounds: int = 0
    best_loss: float = np.inf
    looked_seconds: float = 0.0
    last_look_seconds: float = 0.0


@dataclass(eq=False, repr=False, kw_only=True)
class BoostedTrees(ReportingMixin, BaseEstimator):
    """Boosted trees of another library on one thread.

    Parameters
    ----------
    n_estimators : int
        Number of rounds.
    early_stopping_rounds : int or None
        Stop when the validation loss has not improved for so many rounds, and keep the best round. Without a
        validation set all rounds are kept.

    Attributes
    ----------
    booster_ : object
        The fitted model of the library.
    n_rounds_ : int
        Number of its rounds.
    """

    n_estimators: int = 100
    early_stopping_rounds: int | None = None
    random_state: Any = None

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = tags.input_tags.allow_nan = True
        return tags

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
        """Grow the trees; score them on the validation rows, if given, on the way."""
        rows, target = validate_data(
            self, X, y, accept_sparse="csr", ensure_all_finite="allow-nan", dtype=(np.float64, np.float32)
        )
        weights = checked_weights(sample_weight, rows)
        self.sparse_ = issparse(rows)
        target = self._learnt(target)
        with self._training(self.n_estimators):
            with self._stopwatch.paused():
                held = None if X_val is None or y_val is None else self._held(X_val, y_val)
                early = held is not None and self.early_stopping_rounds is not None
                self._watch = self._begun_watch(rows, target, held, early)
            try:
                after = self._after_round if self._followed or early else None
                booster = self._grow(rows, target, weights, held if early else None, after)
                if self._followed:
                    self._report_the_rest(booster)
                self.n_rounds_ = (early and self._watch.best_rounds) or self._watch.rounds or self.n_estimators
                self.booster_ = self._cut(booster, self.n_rounds_)
            finally:
                del self._watch
        return self

    def _seed(self) -> int:
        whole = isinstance(self.random_state, numbers.Integral)
        return int(self.random_state if whole else check_random_state(self.random_state).randint(2**31 - 1))

    def _learnt(self, target: Any) -> NDArray[Any]:
        """Return the target as the library takes it."""
        raise NotImplementedError

    def _held(self, X: Any, y: Any) -> tuple[Any, NDArray[Any]] | None:
        """Return validation rows and their target; the library refuses classes that the training rows lack."""
        raise NotImplementedError

    def _begun_watch(self, rows: Any, target: Any, held: Any, early: bool) -> _FollowedFit:
        if not self._followed:
            return _FollowedFit(set())
        sizes = set(range(1, self.n_estimators + 1) if early else report_sizes(self.n_estimators))
        train = some_rows(len(target), TRAIN_ROWS)
        if held is None:
            return _FollowedFit(sizes, self._followed_rows(rows[train]), target[train], len(train))
        some = some_rows(len(held[1]), len(held[1]) if early else VALIDATION_ROWS)
        both = (sparse_vstack if self.sparse_ else np.vstack)((rows[train], held[0][some]))
        return _FollowedFit(
            sizes, self._followed_rows(both), np.concatenate([target[train], held[1][some]]), len(train)
        )

    def _after_round(self, booster: Any, rounds: int, loss: float | None) -> bool:
        """Take note of one round; return whether to stop."""
        watch, spent = self._watch, (self._stopwatch.cpu_seconds, self._stopwatch.wall_seconds)
        watch.rounds = rounds
        if loss is not None and loss < watch.best_loss:
            watch.best_loss, watch.best_rounds = loss, rounds
        stop = loss is not None and rounds - watch.best_rounds >= (self.early_stopping_rounds or np.inf)
        if rounds in watch.sizes:
            watch.due[rounds] = spent
            if watch.looked_seconds + watch.last_look_seconds < LOOKING_SHARE * spent[1]:
                stop |= self._look(booster)
        return stop

    def _report_the_rest(self, booster: Any) -> None:
        spent = (self._stopwatch.cpu_seconds, self._stopwatch.wall_seconds)
        if self._watch.rounds not in self._watch.sizes:
            self._watch.due[self._watch.rounds] = spent
        self._look(booster)

    def _look(self, booster: Any) -> bool:
        """Report what is due; return whether a callback asks to stop."""
        watch, started, stop = self._watch, time.perf_counter(), False
        with self._stopwatch.paused():
            for rounds, spent in watch.due.items():
                answers = functools.partial(self._answers, booster, rounds)
                stop |= self._report(rounds, spent, answers, **self._scores(booster, rounds))
        watch.due.clear()
        watch.last_look_seconds = time.perf_counter() - started
        watch.looked_seconds += watch.last_look_seconds
        return stop

    def _scores(self, booster: Any, rounds: int) -> dict[str, float]:
        watch, n = self._watch, self._watch.n_train
        if rounds > watch.scored_rounds:
            watch.raw = self._raw(booster, watch.rows, watch.scored_rounds, rounds, watch.raw)
            watch.scored_rounds = rounds
        raw = np.asarray(watch.raw, dtype=np.float64)
        held = self._measured(raw[n:], watch.truth[n:]) if len(raw) > n else None
        return measures(self._measured(raw[:n], watch.truth[:n]), held)

    def _rows(self, X: Any) -> Any:
        """Return rows as sparse as those it was fitted to: XGBoost takes an absent number for a missing one."""
        rows = validate_data(
            self,
            X,
            reset=False,
            accept_sparse="csr",
            ensure_all_finite="allow-nan",
            dtype=(np.float64, np.float32),
        )
        if self.sparse_:
            return csr_matrix(rows)
        return rows.toarray() if issparse(rows) else rows

    def _answers(self, booster: Any, rounds: int, X: Any) -> Answers:
        """Return probabilities of all classes, or numbers, after so many rounds."""
        answers = np.asarray(self._answered(booster, self._rows(X), rounds))
        if is_classifier(self) and answers.ndim == 1:
            answers = np.vstack([1.0 - answers, answers]).T
        return np.asarray(answers, dtype=np.float64)

    def explain(self, X: ArrayLike) -> GrowingSum:
        """Return the answer to one row after 1, 2, 4, ... rounds, and all."""
        sizes = sorted({*(2**power for power in range(self.n_rounds_.bit_length())), self.n_rounds_})
        answers = np.array([self._answers(self.booster_, size, X)[0] for size in sizes])
        if (scale := getattr(self, "scale_", 1.0)) != 1.0:
            answers = scaled(answers, scale)
        classes = tuple(map(int, self.classes_)) if is_classifier(self) else ()
        return GrowingSum(tuple(sizes), answers, classes)

    def network_file(self) -> NetworkFile:
        """Return the model as the library writes it, and the Python that opens it."""
        raise NotImplementedError

    def _measured(self, raw: Answers, truth: NDArray[Any]) -> tuple[float, float]:
        """Return loss and score of sums of trees."""
        raise NotImplementedError

    def _grow(self, rows: Any, target: NDArray[Any], weights: Any, held: Any, after: AfterRound | None) -> Any:
        """Return the library's model of all rounds."""
        raise NotImplementedError

    def _cut(self, booster: Any, rounds: int) -> Any:
        """Return the model of the first rounds."""
        raise NotImplementedError

    def _raw(self, booster: Any, rows: Any, first: int, last: int, before: Any) -> Any:
        """Return the sums of the trees up to the round `last`; `before` are those up to the round `first`."""
        raise NotImplementedError

    def _followed_rows(self, rows: Any) -> Any:
        """Return rows as `_raw` takes them."""
        return rows

    def _answered(self, booster: Any, rows: Any, rounds: int) -> Any:
        """Return what the library predicts with the first rounds."""
        raise NotImplementedError


class _Chances(ClassifierMixin):
    """Answers of a classifier before they are calibrated."""

    classes_: NDArray[Any]
    booster_: Any
    n_rounds_: int
    _answers: Callable[[Any, int, Any], Answers]
    _rows: Callable[[Any], Any]

    def predict(self, X: Any) -> Any:
        """Return the most probable class of each row."""
        check_is_fitted(self)
        return self.classes_[self._answers(self.booster_, self.n_rounds_, X).argmax(axis=1)]

    def predict_proba(self, X: Any) -> Answers:
        """Return the probability of each class, in the order of `classes_`; shape (n_rows, n_classes)."""
        check_is_fitted(self)
        return self._answers(self.booster_, self.n_rounds_, X)

    def _learnt(self, target: Any) -> NDArray[Any]:
        check_classification_targets(target)
        self.classes_, places = np.unique(target, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(_("All training rows are of one class; boosted trees need at least two classes."))
        return np.asarray(places)

    def _held(self, X: Any, y: Any) -> tuple[Any, NDArray[Any]] | None:
        places, rows = codes(self.classes_, y), self._rows(X)
        known = places >= 0
        return (rows[known], places[known]) if known.any() else None

    def _measured(self, raw: Answers, truth: NDArray[Any]) -> tuple[float, float]:
        if raw.ndim > 1:
            return class_scores(softmax(raw, axis=1), truth)
        second = expit(raw)
        return class_scores(np.column_stack([1.0 - second, second]), truth)


class BoostedClassifierMixin(TemperatureMixin, _Chances):
    """Makes `BoostedTrees` a classifier.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    """

    def _fit_to_the_others(self, machine: Any, X: Any, y: NDArray[Any], **weights: Any) -> None:
        machine.set_params(n_estimators=self.n_rounds_, early_stopping_rounds=None).fit(X, y, **weights)


class BoostedRegressorMixin(RegressorMixin):
    """Makes `BoostedTrees` a regressor."""

    booster_: Any
    n_rounds_: int
    loss: str
    _answers: Callable[[Any, int, Any], Answers]
    _rows: Callable[[Any], Any]

    def predict(self, X: Any) -> Answers:
        """Return the number predicted for each row; shape (n_rows,)."""
        check_is_fitted(self)
        return self._answers(self.booster_, self.n_rounds_, X)

    def _learnt(self, target: Any) -> NDArray[np.float64]:
        return np.asarray(target, dtype=np.float64)

    def _held(self, X: Any, y: Any) -> tuple[Any, NDArray[Any]] | None:
        return self._rows(X), np.asarray(y, dtype=np.float64)

    def _measured(self, raw: Answers, truth: NDArray[Any]) -> tuple[float, float]:
        error, score = number_scores(raw, truth)
        return (error if self.loss == "squared_error" else float(np.abs(raw - truth).mean())), score
