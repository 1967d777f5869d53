"""Honest probabilities by temperature scaling: one number, fitted on rows that a model has not seen.

C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: On calibration of modern neural networks. ICML 2017.
The number multiplies each class's score before the softmax; it is the inverse of the temperature. Scores are logarithms
of probabilities, unless the model has better ones. No answer changes, for the order of the classes stays.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.base import clone
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.utils import check_array, check_random_state

from bakeoff.contenders.scores import codes

FOLDS = 5
ENOUGH_UNSEEN = 200
"""With so many validation rows the scale is fitted on them; with fewer, rows held out fold by fold tell more.

Measured on an SVM, mean log loss on the test part: iris (23 validation rows) .140 and .125, wine (27) .072 and .058,
moons (150) .112 and .110, digits (270) .123 and .121.
"""
PRIOR_ROWS = 2.0
"""Rows that count as being of all classes alike, so that no probability becomes 0 or 1; for two classes J. Platt's."""

FLOOR_OF_SHARES = 0.005
"""Least probability that is counted from shares of rows or of trees, where 0 means no more than that few were seen.

Measured on a tree of depth 5, mean log loss with floors of .05, .005 and .000001: moons .180, .176 and .228, digits
1.025, .997 and 1.153; on a forest of 100 trees: blobs .310, .296 and .341, digits .100, .105 and .117.
"""

Scores = NDArray[np.float64]


def log_loss(scale: float, scores: Scores, truth: NDArray[np.intp]) -> float:
    """Return the mean log loss of the softmax of the scaled `scores`, with `PRIOR_ROWS` of unknown class besides.

    Without these, separable rows would ask for an infinite scale, and the first mistake after that would cost
    infinitely much (J. Platt: Probabilistic outputs for support vector machines, 1999).

    Parameters
    ----------
    scores : ndarray of shape (n_rows, n_classes)
    truth : ndarray of shape (n_rows,)
        Class codes.
    """
    log_p = log_softmax(scale * scores, axis=1)
    of_truth = log_p[np.arange(len(truth)), truth].sum()
    return float(-(of_truth + PRIOR_ROWS * log_p.mean()) / (len(truth) + PRIOR_ROWS))


def fit_scale(scores: Scores, truth: NDArray[np.intp]) -> float:
    """Return the scale with the least `log_loss`; the loss is convex, so there is one."""
    optimum = minimize_scalar(
        lambda log_scale: log_loss(np.exp(log_scale), scores, truth), bounds=(-7.0, 7.0), options={"xatol": 1e-6}
    )
    return float(np.exp(optimum.x))


def softmax_of(scores: NDArray[np.float64], scale: float, winners: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the softmax of scaled scores, of which the largest of each row is that of its winner.

    Where it would be another's, by rounding or since the scores say otherwise, the two change places.
    """
    result: NDArray[np.float64] = softmax(scale * scores, axis=1)
    first = result.argmax(axis=1)
    rows = np.flatnonzero(first != winners)
    largest = result[rows, first[rows]]
    result[rows, first[rows]] = result[rows, winners[rows]]
    result[rows, winners[rows]] = np.nextafter(largest, 2.0)  # so that the winner comes first of equals, too
    return result


def scaled(probabilities: NDArray[np.float64], scale: float, floor: float = 1e-30) -> NDArray[np.float64]:
    """Return probabilities made surer, by a scale above 1, or less sure; shape (n_rows, n_classes).

    Those below `floor` are taken for it: no scale could lift one of 0.

    Examples
    --------
    >>> scaled(np.array([[0.8, 0.2]]), 2.0).round(3)
    array([[0.941, 0.059]])
    """
    return softmax_of(logarithms(probabilities, floor), scale, np.asarray(probabilities).argmax(axis=1))


def logarithms(probabilities: NDArray[np.float64], floor: float) -> NDArray[np.float64]:
    """Return the logarithms of probabilities, those below `floor` taken for it."""
    return np.log(np.clip(np.asarray(probabilities, dtype=np.float64), floor, None))


class TemperatureMixin:
    """Gives a classifier probabilities that can be calibrated once it is fitted.

    Attributes
    ----------
    scale_ : float
        What scores are multiplied with before the softmax; 1 if nobody has calibrated it.
    floor : float
        Probabilities below it are taken for it before they are scaled.
    """

    scale_: float = 1.0
    floor: float = 1e-30
    calibration_cpu_seconds_: float
    _most_held_out: int | None = None
    classes_: NDArray[Any]

    @contextmanager
    def _training(self, total: int | None) -> Iterator[None]:
        vars(self).pop("scale_", None)
        with super()._training(total):  # type: ignore[misc]
            yield

    def predict_proba(self, X: Any) -> Any:
        """Return the probability of each class, in the order of `classes_`; shape (n_rows, n_classes)."""
        chances = super().predict_proba(X)  # type: ignore[misc]
        return chances if self.scale_ == 1.0 else scaled(chances, self.scale_, self.floor)

    def class_scores(self, X: Any) -> Scores:
        """Return the score of each class, before scaling; shape (n_rows, n_classes)."""
        return logarithms(super().predict_proba(X), self.floor)  # type: ignore[misc]

    def calibrate(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Fit the scale on the validation rows, if there are `ENOUGH_UNSEEN`, else on training rows held out in turn.

        Parameters
        ----------
        X, y : array-like
            What it was fitted to.
        groups : array-like of shape (n_rows,), optional
            Rows of X with the same number are held out together; those with a number below 0, which were made up of
            others, never.
        sample_weight : array-like of shape (n_rows,), optional
            What rows of X counted in the fit, and count where others are held out. The scale counts rows alike.
        """
        start = time.process_time()
        seen = self._validation_scores(X_val, y_val) or self._held_out_scores(X, y, groups, sample_weight)
        self.scale_ = 1.0 if seen is None else fit_scale(*seen)
        self.calibration_cpu_seconds_ = time.process_time() - start
        return self

    def _validation_scores(self, X: Any, y: Any) -> tuple[Scores, NDArray[np.intp]] | None:
        """Return scores and class codes of the validation rows; None if these are too few."""
        if X is None or y is None or len(y) < ENOUGH_UNSEEN:
            return None
        places = codes(self.classes_, y)
        known = places >= 0
        return (self.class_scores(X)[known], places[known]) if len(np.unique(places[known])) > 1 else None

    def _held_out_scores(
        self, X: Any, y: Any, groups: Any, weights: Any = None
    ) -> tuple[Scores, NDArray[np.intp]] | None:
        """Return scores and class codes of rows that the estimator that gives them has not seen; None if too few.

        Classes with fewer than `FOLDS` rows are left out, and the codes of the others closed up.
        """
        X = X if hasattr(X, "iloc") else check_array(X, accept_sparse="csr", ensure_all_finite=False)
        truth = np.asarray(y).ravel()
        groups = np.arange(len(truth)) if groups is None else np.asarray(groups)
        rows = self._rows_to_hold_out(truth, groups)
        kept, places = np.unique(truth[rows], return_inverse=True)
        if len(kept) < 2:
            return None
        scores = np.full((len(rows), len(kept)), np.nan)
        for seen, unseen in folds(places, groups[rows]):
            machine: Any = clone(self).set_callbacks()
            more = {} if weights is None else {"sample_weight": np.asarray(weights)[rows[seen]]}
            self._fit_to_the_others(machine, _rows_of(X, rows[seen]), truth[rows[seen]], **more)
            if len(machine.classes_) == len(kept):
                scores[unseen] = machine.class_scores(_rows_of(X, rows[unseen]))
        told = np.isfinite(scores).all(axis=1)
        return (scores[told], places[told]) if len(np.unique(places[told])) > 1 else None

    def _rows_to_hold_out(self, truth: NDArray[Any], groups: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the rows that take part in the folds, in a random order."""
        random_state = check_random_state(getattr(self, "random_state", 0))
        rows = random_state.permutation(np.flatnonzero(self._may_hold_out(truth, groups)))[: self._most_held_out]
        _kept, places, counts = np.unique(truth[rows], return_inverse=True, return_counts=True)
        many: NDArray[np.intp] = rows[counts[places] >= FOLDS]
        return many

    def _may_hold_out(self, truth: NDArray[Any], groups: NDArray[np.int64]) -> NDArray[np.bool_]:
        return groups >= 0

    def _fit_to_the_others(self, machine: Any, X: Any, y: NDArray[Any], **weights: Any) -> None:
        """Fit an estimator of the same kind to all rows but those that are held out."""
        texts = getattr(self, "first_of_texts", None)
        machine.fit(X, y, **weights, **({} if texts is None else {"texts": texts}))


def _rows_of(X: Any, places: NDArray[np.intp]) -> Any:
    """Return some rows of a data frame, or of an array, sparse or not."""
    return X.iloc[places] if hasattr(X, "iloc") else X[places]


def folds(places: NDArray[np.intp], groups: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield the rows that are seen and those that are not, of each fold; none if there are too few groups."""
    if len(np.unique(groups)) == len(groups):
        yield from StratifiedKFold(FOLDS).split(places, places)
    elif len(np.unique(groups)) >= FOLDS:
        yield from StratifiedGroupKFold(FOLDS).split(places, places, groups)
