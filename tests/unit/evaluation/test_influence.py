"""Each row's contribution to a score, against numerical derivatives of scikit-learn's own scores by row weights."""

import numpy as np
import pytest
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import METRICS, metric_named, score
from tests.unit.evaluation.scored_examples import classification, regression


def of_sklearn(name, target, prediction, weights):
    values, probabilities = prediction.values, prediction.probabilities
    each = range(3)
    one_hot = np.eye(3)[target.astype(int) % 3]
    return {
        "accuracy": lambda: sk.accuracy_score(target, values, sample_weight=weights),
        "balanced_accuracy": lambda: sk.balanced_accuracy_score(target, values, sample_weight=weights),
        "f1": lambda: sk.f1_score(target, values, average="macro", sample_weight=weights),
        "mcc": lambda: sk.matthews_corrcoef(target, values, sample_weight=weights),
        "roc_auc": lambda: np.mean(
            [sk.roc_auc_score(one_hot[:, k], probabilities[:, k], sample_weight=weights) for k in each]
        ),
        "average_precision": lambda: np.mean(
            [sk.average_precision_score(one_hot[:, k], probabilities[:, k], sample_weight=weights) for k in each]
        ),
        "log_loss": lambda: sk.log_loss(target, probabilities, sample_weight=weights),
        "brier": lambda: sk.brier_score_loss(target, probabilities, sample_weight=weights),
        "r2": lambda: 1 - sk.mean_squared_error(target, values, sample_weight=weights) / np.var(target),
        "rmse": lambda: sk.root_mean_squared_error(target, values, sample_weight=weights),
        "mae": lambda: sk.mean_absolute_error(target, values, sample_weight=weights),
    }[name]()


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_a_contribution_is_the_score_and_its_derivative_by_the_rows_weight(metric):
    target, prediction = classification(3, ties=True) if metric.task == "classification" else regression()
    found = metric.influence(target, prediction, 3)
    n, step = len(target), 1e-5
    value = of_sklearn(metric.name, target, prediction, np.ones(n))
    rows = np.random.default_rng(0).choice(n, 15, replace=False)
    if metric.name == "balanced_accuracy":  # a mean over rows once the classes are as large as they are
        assert found.mean() == pytest.approx(value)
        return
    for row in rows:
        up, down = np.ones(n), np.ones(n)
        up[row], down[row] = 1 + step, 1 - step
        slopes = [of_sklearn(metric.name, target, prediction, one) for one in (up, down)]
        slope = (slopes[0] - slopes[1]) / (2 * step)
        assert found[row] == pytest.approx(value + n * slope, abs=1e-4 * max(1, abs(value)))


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_contributions_average_to_the_score(metric):
    target, prediction = classification(3) if metric.task == "classification" else regression()
    found = metric.influence(target, prediction, 3)
    assert found.mean() == pytest.approx(score(target, prediction, metric, 3))


def delong_variance(positive, scores):
    """Sen's structural components, as DeLong, DeLong and Clarke-Pearson (1988) write them, row by row."""
    x, y = scores[positive], scores[~positive]
    psi = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    return psi.mean(axis=1).var(ddof=1) / len(x) + psi.mean(axis=0).var(ddof=1) / len(y)


def test_the_spread_of_contributions_to_the_area_is_delongs():
    target, prediction = classification(2, ties=True)
    found = metric_named("roc_auc").influence(target, prediction, 2)
    sides = [found[target == code] for code in (0, 1)]
    n = len(target)
    variance = sum(len(one) * one.var(ddof=1) * (len(one) / n) ** 2 / len(one) ** 2 for one in sides)
    assert variance == pytest.approx(delong_variance(target == 1, prediction.probabilities[:, 1]))


@pytest.mark.parametrize("name", ["roc_auc", "average_precision", "log_loss", "brier"])
def test_without_probabilities_there_is_no_contribution(name):
    target, prediction = classification(3)
    assert metric_named(name).influence(target, Prediction(prediction.values), 3) is None
