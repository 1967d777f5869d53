"""Evens out classes with SMOTE, by imbalanced-learn."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import DatasetError, NotInstalledError
from bakeoff.matrix import Matrix, rows_as_made
from bakeoff.text import _
from bakeoff.transform import smote_missing

NEIGHBOURS = 5


def oversampled(X: Matrix, y: NDArray[Any], class_names: tuple[str, ...], seed: int) -> tuple[Any, Any]:
    """Return rows and classes, and behind them made-up rows, so that every class has as many as the largest.

    A made-up row lies at random between a row and one of its five nearest of the same class; of fewer if the smallest
    class has fewer.

    N. V. Chawla, K. W. Bowyer, L. O. Hall, W. P. Kegelmeyer: SMOTE: synthetic minority over-sampling technique.
    Journal of Artificial Intelligence Research 16, 2002.

    Parameters
    ----------
    X : ndarray or CSR matrix of shape (n_rows, n_features)
        Preprocessed features.
    y : ndarray of shape (n_rows,)
        Class codes.

    Raises
    ------
    NotInstalledError
        If imbalanced-learn is not there.
    DatasetError
        If a class has a single row.
    """
    if missing := smote_missing():
        raise NotInstalledError(missing)
    from imblearn.over_sampling import SMOTE

    codes, counts = np.unique(y, return_counts=True)
    if counts.min() < 2:
        raise DatasetError(
            _(
                "The class “{name}” has one row to train on, and SMOTE needs two or more. Add rows of it, or balance "
                "no classes.",
                name=class_names[codes[counts.argmin()]],
            )
        )
    smote = SMOTE(k_neighbors=min(NEIGHBOURS, int(counts.min()) - 1), random_state=seed)
    evened_X, evened_y = smote.fit_resample(X, y)
    return rows_as_made(evened_X).astype(X.dtype, copy=False), evened_y
