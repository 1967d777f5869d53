"""Agreement of contenders: the share of equal answers, and the rows on which they differ most."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.metrics import cohen_kappa_score

from bakeoff.evaluation.base import Prediction
from bakeoff.fields import Task


def agreement(predictions: Mapping[str, Prediction]) -> pd.DataFrame:
    """Return the share of rows that each two contenders give the same class; index and columns are the contenders."""
    return _pairwise(predictions, lambda own, other: float(np.mean(own == other)))


def kappa(predictions: Mapping[str, Prediction]) -> pd.DataFrame:
    """Return Cohen's kappa (1960) of each two contenders: agreement beyond what chance would give.

    Two that give all rows one and the same class agree wholly, so that is 1.
    """
    return _pairwise(
        predictions,
        lambda own, other: 1.0 if np.array_equal(own, other) else float(cohen_kappa_score(own, other)),
    )


def disagreement(predictions: Mapping[str, Prediction], task: Task) -> NDArray[np.float64]:
    """Return how much contenders are at odds over each row.

    Returns
    -------
    ndarray of shape (n_rows,)
        Entropy of their votes in bits, 0 if all agree; for numbers the standard deviation of their answers, in
        the target's unit.
    """
    answers = np.stack([prediction.values for prediction in predictions.values()])
    if task == "regression":
        return np.asarray(answers.std(axis=0), dtype=np.float64)
    votes = np.stack([(answers == code).sum(axis=0) for code in np.unique(answers)])
    return np.asarray(stats.entropy(votes, base=2, axis=0), dtype=np.float64)


def most_contested(predictions: Mapping[str, Prediction], task: Task, n: int = 20) -> NDArray[np.intp]:
    """Return the places of the `n` rows that contenders are most at odds over, the worst first; agreed ones never."""
    contested = disagreement(predictions, task)
    order = np.argsort(-contested, kind="stable")[:n]
    return order[contested[order] > 0]


def _pairwise(
    predictions: Mapping[str, Prediction], measure: Callable[[NDArray[Any], NDArray[Any]], float]
) -> pd.DataFrame:
    names = list(predictions)
    table = [[measure(predictions[name].values, predictions[other].values) for other in names] for name in names]
    return pd.DataFrame(table, index=names, columns=names)
