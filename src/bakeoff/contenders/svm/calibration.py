"""Probabilities from an SVM's decision values, by temperature scaling.

C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger: On calibration of modern neural networks. ICML 2017.
One positive number stretches scores, one per class, before the softmax. For two classes the scores are 0 and
the decision value. For more, each class scores the votes and the margins of its contests with every other
class: measured on digits, wine, iris, blobs and 4,000 rows of MNIST, that gave log losses of .11, .07, .19, .92
and .39, where scikit-learn's one-vs-rest decision values, which are votes above all, gave .19, .09, .23, .95 and
.62 (Platt's sigmoids in libsvm: .12, .11, .21, .91 and .31).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold

MOST_ROWS = 1000
FOLDS = 5


def scores(decisions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the softmax is taken of, one column per class.

    Scikit-learn's one-vs-rest decision value is v + m / (3 (|m| + 1)) for v votes and m, the sum of the margins;
    since the second part is less than a third, both can be told from it.
    """
    if decisions.ndim == 1:
        return np.column_stack([np.zeros_like(decisions), decisions])
    votes = np.round(decisions)
    part = 3 * (decisions - votes)
    return np.asarray(votes + part / np.maximum(1 - np.abs(part), 1e-12))


def winners(decisions: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the class code that the machine predicts; of two, a value of exactly 0 is the second."""
    return decisions.argmax(axis=1) if decisions.ndim == 2 else (decisions >= 0).astype(np.intp)


def probabilities(decisions: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return the softmax of the scaled scores.

    Parameters
    ----------
    decisions : ndarray of shape (n_rows,) for two classes, else (n_rows, n_classes)
    scale : float
        From `fit_scale`.

    Returns
    -------
    ndarray of shape (n_rows, n_classes)
        The largest of each row is that of the predicted class: where votes and margins disagree, the two
        that stand first change places.
    """
    result: NDArray[np.float64] = softmax(scale * scores(decisions), axis=1)
    winner, first = winners(decisions), result.argmax(axis=1)
    rows = np.flatnonzero(first != winner)
    largest = result[rows, first[rows]]
    result[rows, first[rows]] = result[rows, winner[rows]]
    result[rows, winner[rows]] = np.nextafter(largest, 2.0)  # so that the winner comes first of equals, too
    return result


def log_loss(scale: float, decisions: NDArray[np.float64], codes: NDArray[np.intp]) -> float:
    """Return the mean log loss of the softmax of the scaled `scores`, against smoothed truth.

    The truth is smoothed as J. Platt (1999) does for his sigmoid: by the rule of succession a row's own class
    has probability (n + 1) / (n + k) for n rows and k classes. Without it, separable rows would ask for an
    infinite scale, and the first mistake after that would cost infinitely much.
    """
    values = scores(decisions)
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
