"""Made-up predictions, and scikit-learn's own scores of them."""

import numpy as np
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction


def classification(n_classes, n=300, seed=0, ties=False):
    """Return a target and a prediction that is right rather often."""
    rng = np.random.default_rng(seed)
    target = rng.integers(0, n_classes, n)
    weights = rng.random((n, n_classes))
    weights[np.arange(n), target] += 0.4
    if ties:
        weights = np.round(weights * 3) + 1
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return target, Prediction(probabilities.argmax(axis=1), probabilities)


def regression(n=200, seed=0):
    rng = np.random.default_rng(seed)
    target = rng.normal(50, 10, n)
    return target, Prediction(target + rng.normal(1, 6, n))


def reference(target, prediction, n_classes):
    """Return scikit-learn's own values."""
    values, probabilities = prediction.values, prediction.probabilities
    shown = probabilities[:, 1] if n_classes == 2 else probabilities
    return {
        "accuracy": sk.accuracy_score(target, values),
        "balanced_accuracy": sk.balanced_accuracy_score(target, values),
        "f1": sk.f1_score(target, values, average="macro"),
        "mcc": sk.matthews_corrcoef(target, values),
        "roc_auc": sk.roc_auc_score(target, shown, multi_class="ovr"),
        "average_precision": sk.average_precision_score(target, shown),
        "log_loss": sk.log_loss(target, probabilities),
        "brier": sk.brier_score_loss(target, shown),
    }
