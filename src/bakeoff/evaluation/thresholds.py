"""Effect of a threshold for the answer "yes": confusion, precision, recall and cost."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

STEPS = 100


def threshold_table(
    positive: NDArray[np.bool_],
    probability: NDArray[np.float64],
    false_positive_cost: float = 1.0,
    false_negative_cost: float = 1.0,
    thresholds: NDArray[np.float64] | None = None,
) -> pd.DataFrame:
    """Return what comes of each threshold; the answer is "yes" where the probability is not below it.

    Parameters
    ----------
    positive : ndarray of bool of shape (n_rows,)
        Whether the row is of the class in question.
    probability : ndarray of shape (n_rows,)
        The contender's probability of that.
    false_positive_cost, false_negative_cost : float
        What a "yes" costs that should be a "no", and a "no" that should be a "yes"; right answers are free.
    thresholds : ndarray, optional
        Default: 0, 0.01 ... 1.

    Returns
    -------
    DataFrame
        Index ``threshold``; columns ``true_positives``, ``false_positives``, ``false_negatives``,
        ``true_negatives``, ``precision``, ``recall``, ``f1``, ``false_positive_rate`` and ``cost`` (of all rows
        together). A ratio with nothing below the line is NaN.
    """
    asked = np.linspace(0, 1, STEPS + 1) if thresholds is None else np.asarray(thresholds, dtype=float)
    hits, alarms = _at_least(probability[positive], asked), _at_least(probability[~positive], asked)
    misses, rejections = int(positive.sum()) - hits, int((~positive).sum()) - alarms
    return pd.DataFrame(
        {
            "true_positives": hits,
            "false_positives": alarms,
            "false_negatives": misses,
            "true_negatives": rejections,
            "precision": _ratio(hits, hits + alarms),
            "recall": _ratio(hits, hits + misses),
            "f1": _ratio(2 * hits, 2 * hits + alarms + misses),
            "false_positive_rate": _ratio(alarms, alarms + rejections),
            "cost": false_positive_cost * alarms + false_negative_cost * misses,
        },
        index=pd.Index(asked, name="threshold"),
    )


def cheapest(table: pd.DataFrame) -> float:
    """Return the threshold with the least cost; of several the middle one, which is the safest."""
    least = table.index[table["cost"] == table["cost"].min()]
    return float(least[len(least) // 2])


def _at_least(values: NDArray[np.float64], thresholds: NDArray[np.float64]) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = len(values) - np.searchsorted(np.sort(values), thresholds, side="left")
    return counts


def _ratio(above: NDArray[np.int64], below: NDArray[np.int64]) -> NDArray[np.float64]:
    ratio: NDArray[np.float64] = np.divide(above, below, out=np.full(len(below), np.nan), where=below != 0)
    return ratio
