"""Probabilities from an SVM's decision values, by temperature scaling.

C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: On calibration of modern neural networks. ICML 2017.
One positive number stretches the decision values before the softmax, so the order of the classes, and
with it the predicted class, stays as it is.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold

MOST_ROWS = 1000
FOLDS = 5


def columns(decisions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return decision values with one column per class; for two classes those are 0 and the value."""
    return decisions if decisions.ndim == 2 else np.column_stack([np.zeros_like(decisions), decisions])


def winners(decisions: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the class code that the machine predicts; of two, a value of exactly 0 is the second."""
    return decisions.argmax(axis=1) if decisions.ndim == 2 else (decisions >= 0).astype(np.intp)


def probabilities(decisions: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return the softmax of the scaled decision values.

    Parameters
    ----------
    decisions : ndarray of shape (n_rows,) for two classes, else (n_rows, n_classes)
    scale : float
        From `fit_scale`.

    Returns
    -------
    ndarray of shape (n_rows, n_classes)
        The largest of each row is that of the predicted class; where rounding made it a tie, by one unit in
        the last place.
    """
    result: NDArray[np.float64] = softmax(scale * columns(decisions), axis=1)
    winner = winners(decisions)
    tied = np.flatnonzero(result.argmax(axis=1) != winner)
    result[tied, winner[tied]] = np.nextafter(result[tied].max(axis=1), 2.0)
    return result


def log_loss(scale: float, decisions: NDArray[np.float64], codes: NDArray[np.intp]) -> float:
    """Return the mean log loss of the scaled decision values, against smoothed truth.

    The truth is smoothed as J. Platt (1999) does for his sigmoid: by the rule of succession a row's own class
    has probability (n + 1) / (n + k) for n rows and k classes. Without it, separable rows would ask for an
    infinite scale, and the first mistake after that would cost infinitely much.
    """
    values = columns(decisions)
    n_rows, n_classes = values.shape
    log_p = log_softmax(scale * values, axis=1)
    of_truth = log_p[np.arange(n_rows), codes]
    return float(-(n_rows * of_truth + log_p.sum(axis=1)).mean() / (n_rows + n_classes))


def fit_scale(decisions: NDArray[np.float64], codes: NDArray[np.intp]) -> float:
    """Return the scale with the least `log_loss`; the loss is convex, so there is one."""
    found = minimize_scalar(
        lambda log_scale: log_loss(np.exp(log_scale), decisions, codes), bounds=(-7.0, 7.0), options={"xatol": 1e-6}
    )
    return float(np.exp(found.x))


def out_of_fold(
    machine: Any, X: Any, codes: NDArray[np.intp], weights: NDArray[np.float64], rng: np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.intp]] | None:
    """Return decision values for rows that the machine that gives them has not seen, and their codes.

    Parameters
    ----------
    machine : sklearn.svm.SVC
        Fitted anew on every fold.
    X : ndarray or sparse matrix of shape (n_rows, n_features)
    codes : ndarray of shape (n_rows,)
    weights : ndarray of shape (n_rows,)
        Row weights for fitting; rows of weight 0 are left out.
    rng : RandomState
        Draws the at most `MOST_ROWS` rows and their folds.

    Returns
    -------
    (decisions, codes) or None
        Classes with fewer than `FOLDS` rows among those drawn are left out, and the codes of the others closed
        up; None if fewer than two classes remain.
    """
    rows = rng.permutation(np.flatnonzero(weights > 0))[:MOST_ROWS]
    rows = rows[np.bincount(codes[rows])[codes[rows]] >= FOLDS]
    kept, places = np.unique(codes[rows], return_inverse=True)
    if len(kept) < 2:
        return None
    decisions = np.empty(len(rows) if len(kept) == 2 else (len(rows), len(kept)))
    for seen, unseen in StratifiedKFold(FOLDS).split(rows, places):
        machine.fit(X[rows[seen]], places[seen], weights[rows[seen]])
        decisions[unseen] = machine.decision_function(X[rows[unseen]])
    return decisions, places
