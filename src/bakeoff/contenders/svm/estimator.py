"""Scikit-learn's support vector machines, with calibrated probabilities and a report at the end.

Libsvm goes through rows and support vectors one pair at a time. A batch of rows against all support vectors is one
matrix product, which a processor does ten times as fast; the values differ by rounding alone.
"""

import itertools
from collections.abc import Callable
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse
from sklearn.base import is_classifier
from sklearn.callback import with_callbacks

from bakeoff.contenders.explanations import KernelSum
from bakeoff.contenders.progress import ReportingMixin, answering
from bakeoff.contenders.scores import codes, measures, scored, some_of
from bakeoff.contenders.svm import fast
from bakeoff.contenders.svm.calibration import MOST_ROWS, probabilities, scores, winners
from bakeoff.contenders.svm.halted import halted
from bakeoff.contenders.svm.inside import OpenSVC, OpenSVR, dense_coefficients, kernel_of, pair_parts
from bakeoff.contenders.temperature import TemperatureMixin
from bakeoff.contenders.weighed_texts import WeighedTextsMixin

CACHE_MB = 500


class _FinalReport(WeighedTextsMixin, ReportingMixin):
    """Reports when all is done; where somebody watches, and the fit was quick, also how it stood earlier."""

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        calibrate: bool = True,
        texts: int | None = None,
    ) -> Self:
        """Fit the machine and make its probabilities; score it on the validation rows, if given.

        Training rows with the same number in `groups` are held out together where that is needed to make
        probabilities, and those with a number below 0 never. Without `calibrate` probabilities are those of the
        decision values as they are. Columns from number `texts` on are of texts, see `WeighedTextsMixin`.
        """
        with self._training(None if self._watched else 1):
            self._solve(self._weighed(X, y, texts), y, sample_weight)
            if self._watched:
                self._rehearse(X, y, sample_weight, X_val, y_val)
            if calibrate:
                with self._stopwatch.paused("calibration"):
                    self._calibrate(X, y, X_val=X_val, y_val=y_val, groups=groups, sample_weight=sample_weight)
            self._report_at_the_end(X, y, X_val, y_val)
        return self

    def _rehearse(self, X: ArrayLike, y: ArrayLike, weights: Any, X_val: Any, y_val: Any) -> None:
        """Report what the solver had come to earlier on, if seeing that is cheap."""
        fit_seconds = self._stopwatch.cpu_seconds
        with self._stopwatch.paused():
            earlier = [
                (halt, measures(scored(halt.machine, *some_of(X, np.ravel(y))), scored(halt.machine, X_val, y_val)))
                for halt in halted(self, X, y, fit_seconds, weights)
            ]
        self._total = len(earlier) + 1
        for place, (halt, measured) in enumerate(earlier, start=1):
            seconds = halt.cpu_seconds, halt.cpu_seconds
            self._report(place, seconds, answering(halt.machine), **measured)

    def explain(self, X: Any) -> KernelSum:
        """Return the sum that the decision value of one row is."""
        return explain(self, self._seen(X) if issparse(X) else np.asarray(X))

    def _solve(self, X: Any, y: Any, weights: Any) -> None:
        super().fit(X, y, weights)

    def _calibrate(self, *rows: Any, **more: Any) -> None:
        """Nothing to do where there are no probabilities."""


class SVMClassifier(TemperatureMixin, _FinalReport, OpenSVC):
    """Scikit-learn's SVC, which breaks ties, with probabilities by temperature scaling.

    Predicts as ``SVC(break_ties=True)`` does: with more than two classes it is the class with the largest
    decision value; without it, two classes with equally many votes are settled by their order. So the
    predicted class is always the most probable one. Large fits run on scikit-learn-intelex where it is
    installed, see `bakeoff.contenders.svm.fast`.

    Attributes
    ----------
    scale_ : float
        What the classes' scores are multiplied with before the softmax; 1 if it was not fitted, or could not be
        because fewer than two classes have five rows.
    """

    _most_held_out = MOST_ROWS

    def __init__(
        self,
        *,
        C: float = 1.0,
        kernel: str = "rbf",
        degree: int = 3,
        gamma: float | Literal["scale", "auto"] = "scale",
        coef0: float = 0.0,
        shrinking: bool = True,
        tol: float = 1e-3,
        cache_size: float = CACHE_MB,
        class_weight: Any = None,
        max_iter: int = -1,
        random_state: Any = None,
    ) -> None:
        super().__init__(
            C=C,
            kernel=kernel,
            degree=degree,
            gamma=gamma,
            coef0=coef0,
            shrinking=shrinking,
            tol=tol,
            cache_size=cache_size,
            class_weight=class_weight,
            max_iter=max_iter,
            random_state=random_state,
            break_ties=True,
        )

    _fast: Any = None
    """The fitted machine of scikit-learn-intelex, where that was the faster one."""

    def __getstate__(self) -> dict[str, Any]:
        """Leave the other library's machine behind: scikit-learn can predict from what it found."""
        return {**super().__getstate__(), "_fast": None}

    def _solve(self, X: Any, y: Any, weights: Any) -> None:
        self._fast = None
        super()._solve(X, y, weights)

    def solved(self, X: NDArray[np.float64], codes: NDArray[np.intp], weights: NDArray[np.float64]) -> Any | None:
        """Return the machine of scikit-learn-intelex where that pays, None elsewhere."""
        if fast.pays(self, X):
            both = self.class_weight_[codes] * (weights if len(weights) else 1.0)
            self._fast = fast.fitted(self.get_params(), X, codes, both)
        return self._fast

    def pair_values(self, X: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Return the one-vs-one values, shape (n_rows, n_pairs), a tenth as long as scikit-learn's row by row."""
        if self.kernel not in KERNELS:
            return None
        return values(X, kernel_of(self), *pair_parts(self))

    def _calibrate(self, *rows: Any, **more: Any) -> None:
        self.calibrate(*rows, **more)

    def class_scores(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the votes and margins of each class; shape (n_rows, n_classes)."""
        return scores(self.decision_function(X))

    def _may_hold_out(self, truth: NDArray[Any], groups: NDArray[np.int64]) -> NDArray[np.bool_]:
        return np.asarray(super()._may_hold_out(truth, groups) & (self.class_weight_[codes(self.classes_, truth)] > 0))

    def _fit_to_the_others(self, machine: Any, X: Any, y: NDArray[Any], **weights: Any) -> None:
        machine.fit(X, y, calibrate=False, texts=self.first_of_texts, **weights)

    def decision_function(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the decision values, one per class; for two classes one alone, positive for the second."""
        if self._fast is None:
            return np.asarray(super().decision_function(self._seen(X)))
        return np.asarray(self._fast.decision_function(self.checked(X)))

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the class with the largest decision value."""
        decisions = self.decision_function(X)
        return np.asarray(self.classes_[winners(decisions)])

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the probability of each class.

        Parameters
        ----------
        X : array-like of shape (n_rows, n_features)

        Returns
        -------
        ndarray of shape (n_rows, n_classes)
            One column per class in `classes_`.
        """
        return probabilities(self.decision_function(X), self.scale_)


class SVMRegressor(_FinalReport, OpenSVR):
    """Scikit-learn's SVR on the target scaled to mean 0 and variance 1, which reports once, at the end.

    So C and epsilon mean the same whatever the target's unit; the fitted machine answers in that unit.
    """

    dual_coef_: NDArray[np.float64]
    intercept_: NDArray[np.float64]

    def solve(self, fit: Callable[[NDArray[np.float64]], None], target: NDArray[np.float64]) -> None:
        """Fit the machine to the scaled target, then convert its sum back to the target's unit."""
        mean, scale = target.mean(), target.std() or 1.0
        fit((target - mean) / scale)
        self.dual_coef_ = self.dual_coef_ * scale
        self.intercept_ = self.intercept_ * scale + mean


def explain(machine: Any, X: NDArray[Any]) -> KernelSum:
    """Return the decision value of one row; of more than two classes that of the two likeliest against each other."""
    alike = kernel_of(machine)(X)[0]
    if is_classifier(machine):
        pair, weights, intercept = _pair(machine, X)
        return KernelSum(pair, machine.support_, alike, weights, intercept)
    return KernelSum(
        None, machine.support_, alike, dense_coefficients(machine.dual_coef_)[0], float(machine.intercept_[0])
    )


def _pair(machine: Any, X: NDArray[Any]) -> tuple[tuple[int, int], NDArray[np.float64], float]:
    """Return the two classes that are up against each other, each vector's weight in that decision, and its intercept.

    One machine stands between each two classes; the one shown is that of the answer and of the next likely class.
    """
    given = machine.predict_proba(X)[0]
    answer, other = np.argsort(-given, kind="stable")[:2].tolist()
    codes = (int(machine.classes_[answer]), int(machine.classes_[other]))
    low, high = sorted((answer, other))
    dual_coef, n_support, intercepts = pair_parts(machine)
    ends = np.cumsum(n_support)
    parts = [slice(end - count, end) for end, count in zip(ends, n_support, strict=True)]
    weights = np.zeros(len(machine.support_))
    weights[parts[low]] = dual_coef[high - 1, parts[low]]
    weights[parts[high]] = dual_coef[low, parts[high]]
    intercept = float(intercepts[list(itertools.combinations(range(len(ends)), 2)).index((low, high))])
    sign = 1.0 if answer == low else -1.0
    return codes, sign * weights, sign * intercept


KERNELS = ("rbf", "linear", "poly", "sigmoid")
BATCH_ROWS = 512

Matrix = NDArray[np.float64]


def values(
    X: Matrix, kernel: Callable[[Matrix], Matrix], coefficients: Matrix, counts: NDArray[np.int32], intercepts: Matrix
) -> Matrix:
    """Return the value of each pair of classes for each row.

    Parameters
    ----------
    X : ndarray or CSR matrix of shape (n_rows, n_features)
    kernel : callable
        Returns the kernel of rows with all support vectors, shape (n_rows, n_vectors).
    coefficients : ndarray of shape (n_classes - 1, n_vectors)
        As libsvm holds them: the support vectors by class, and in column ``v`` of class ``i`` that vector's part in
        the decisions of ``i`` against the other classes, in their order.
    counts : ndarray of shape (n_classes,)
        Support vectors of each class.
    intercepts : ndarray of shape (n_classes * (n_classes - 1) / 2,)

    Returns
    -------
    ndarray of shape (n_rows, n_pairs)
        In the order 0-1, 0-2, ..., 1-2, ...; positive for the first class of the two.
    """
    parts = [slice(end - count, end) for end, count in zip(np.cumsum(counts), counts, strict=True)]
    pairs = list(itertools.combinations(range(len(parts)), 2))
    result = np.empty((X.shape[0], len(pairs)))
    for start in range(0, X.shape[0], BATCH_ROWS):
        alike = kernel(X[start : start + BATCH_ROWS])
        sums = [alike[:, part] @ coefficients[:, part].T for part in parts]
        batch = result[start : start + BATCH_ROWS]
        for place, (first, other) in enumerate(pairs):
            batch[:, place] = sums[first][:, other - 1] + sums[other][:, first] + intercepts[place]
    return result
