"""Predictions of a fitted contender, in one form for all, and the time that they take."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.matrix import Matrix
from bakeoff.preparation.prepared import Prepared

TIMED_ROWS = 1000
REPEATS = 7
FEWEST_REPEATS = 3
LONG_SECONDS = 0.05
"""Prediction is not timed again after this long, once it was timed `FEWEST_REPEATS` times."""
MOST_SECONDS = 0.8
"""CPU time that timing may take. A model that needs more is timed on fewer rows."""
PROBE_ROWS = 10


@dataclass(frozen=True)
class Timing:
    """CPU milliseconds to predict 1,000 rows.

    Attributes
    ----------
    median, low, high : float
        Of the times that it was measured: the middle, the least and the most.
    rows : int
        Rows that were timed.
    """

    median: float
    low: float
    high: float
    rows: int


def timed_prediction(estimator: Any, prepared: Prepared) -> tuple[Prediction, Timing]:
    """Predict the test part, and say how much CPU time a thousand rows take.

    A thousand rows of the test part, repeated if it has fewer, are predicted seven times. A slow contender predicts
    them three times, or fewer rows where that would take more than `MOST_SECONDS`. CPU time is the same however busy
    the machine is, and what the first call alone does, such as compiling, is not counted.
    """

    def seconds(n: int) -> float:
        X = prepared.X_test[np.arange(n) % len(prepared.y_test)]
        start = time.process_time()
        predict(estimator, X, prepared)
        return time.process_time() - start

    start = time.process_time()
    prediction = predict(estimator, prepared.X_test, prepared)
    most = MOST_SECONDS / (1 + FEWEST_REPEATS)  # for one of the calls below
    n = TIMED_ROWS
    if n * (time.process_time() - start) > most * len(prepared.y_test):  # slow, or its first call compiles something
        seconds(PROBE_ROWS)
        n = min(n, max(1, int(PROBE_ROWS * most / seconds(PROBE_ROWS))))
    seconds(n)
    spent: list[float] = []
    while len(spent) < (FEWEST_REPEATS if sum(spent) > LONG_SECONDS else REPEATS):
        spent.append(seconds(n))
    milliseconds = 1000 * TIMED_ROWS / n * np.array(spent)
    median, low, high = (float(of(milliseconds)) for of in (np.median, np.min, np.max))
    return prediction, Timing(median, low, high, n)


def predict(estimator: Any, X: Matrix, prepared: Prepared) -> Prediction:
    """Return the estimator's answer for rows of prepared features; of classes see `answered`."""
    if prepared.task == "regression":
        return Prediction(np.asarray(estimator.predict(X), dtype=np.float64))
    return answered(estimator.predict_proba(X), estimator.classes_, prepared)


def answered(given: Any, classes: NDArray[Any], prepared: Prepared) -> Prediction:
    """Return the answers that come of probabilities, for every contender alike.

    It is the most probable class, or the one of least expected cost where the rules say so; the first of equals. A
    class that the training part did not hold gets probability 0.

    Parameters
    ----------
    given : ndarray of shape (n_rows, n_known)
        Probabilities of the `classes`, which are codes.
    """
    probabilities = np.zeros((len(given), len(prepared.class_names)))
    probabilities[:, classes] = given
    if prepared.answer_costs is None:
        return Prediction(probabilities.argmax(axis=1), probabilities)
    expected = np.zeros_like(probabilities)
    for code, costs in enumerate(prepared.answer_costs):  # not by a product of matrices, which rounds by their size
        expected += probabilities[:, [code]] * costs
    return Prediction((expected / largest(prepared.answer_costs)).round(12).argmin(axis=1), probabilities)


def largest(costs: Any) -> float:
    """Return the largest of some costs: expected costs that differ by 1e-12 of it are equals."""
    return float(np.abs(costs).max()) or 1.0
