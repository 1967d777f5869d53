"""Weights of the training rows: from a column, and so that all classes count alike."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.rules import Rules
from bakeoff.text import _, enumerated

MOST_NAMED = 8


def weights_by(data: Dataset, rules: Rules, title: str = "") -> NDArray[np.float64] | None:
    """Return the weight of each row of a data set; None if the rules name no column of weights.

    Parameters
    ----------
    title : str
        Of the data set, for the message.

    Raises
    ------
    DatasetError
        If there is no such column, or a row has no number of 0 or more in it.
    """
    name = rules.weight_by
    if not name:
        return None
    if not data.columns:
        raise DatasetError(_("{title} has no columns with row weights; leave “Row weights” empty.", title=title))
    if name not in data.columns:
        raise DatasetError(
            _(
                "{title} has no column “{column}” with row weights; choose one of {known}.",
                title=title,
                column=name,
                known=enumerated(data.columns, MOST_NAMED),
            )
        )
    weights = pd.to_numeric(data.column(name), errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    usable = np.isfinite(weights) & (weights >= 0)
    if not usable.all():
        raise DatasetError(
            _(
                "{title}: row {row} has no number of 0 or more in “{column}”, so it has no weight. Correct it, or "
                "choose another column of row weights.",
                title=title,
                column=name,
                row=int(usable.argmin()) + 1,
            )
        )
    return weights


def training_weights(
    data: Dataset, rules: Rules, real: NDArray[np.int64], y: NDArray[Any]
) -> NDArray[np.float64] | None:
    """Return what each training row counts; None if all count alike.

    Parameters
    ----------
    real : ndarray of shape (n_real,)
        Rows of the data set that the first training rows are, or were copied from; SMOTE made up those behind.
    y : ndarray of shape (n_rows,)
        Targets of all training rows.

    Raises
    ------
    DatasetError
        If all training rows of a class weigh 0.
    """
    column, classes = weights_by(data, rules), data.task == "classification"
    balanced = classes and rules.class_weight == "balanced"
    if column is None and not balanced:
        return None
    own = np.ones(len(real)) if column is None else column[real]
    for code in np.unique(y[: len(real)]) if classes else ():
        if not own[y[: len(real)] == code].any():
            raise DatasetError(
                _(
                    "All training rows of “{name}” have weight 0 in “{column}”, so that class cannot be learnt. Choose "
                    "another column of row weights, or another split.",
                    name=data.class_names[int(code)],
                    column=rules.weight_by,
                )
            )
    if not own.any():
        raise DatasetError(
            _(
                "All training rows have weight 0 in “{column}”; choose another column of row weights.",
                column=rules.weight_by,
            )
        )
    return row_weights(own, y, balanced)


def row_weights(own: NDArray[np.float64], y: NDArray[Any], balanced: bool) -> NDArray[np.float64]:
    """Return the weights of training rows, of mean 1.

    Parameters
    ----------
    own : ndarray of shape (n_real,)
        Weights of the first rows. The rows behind them, which SMOTE made up, weigh as much as their class on average.
    y : ndarray of shape (n_rows,)
        Class codes, or numbers.
    balanced : bool
        Whether every class is to count as much as any other.
    """
    means = {code: own[y[: len(own)] == code].mean() for code in np.unique(y[len(own) :])}
    weights = np.concatenate([own, [means[code] for code in y[len(own) :]]])
    weights = weights / weights.mean()
    if balanced:
        sums = np.bincount(y, weights)
        weights = weights * (len(y) / (np.count_nonzero(sums) * sums[y]))
    return np.asarray(weights)
