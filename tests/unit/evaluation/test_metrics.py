import warnings

import numpy as np
import pytest
from scored_examples import classification, reference, regression
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import METRICS, confusion, evaluate, headline, metrics, score


@pytest.mark.parametrize("n_classes", [2, 3, 10])
@pytest.mark.parametrize("ties", [False, True])
def test_classification_metrics_are_scikit_learns(n_classes, ties):
    target, prediction = classification(n_classes, ties=ties)
    found = evaluate(target, prediction, "classification", n_classes)
    expected = reference(target, prediction, n_classes)
    assert {name: one.value for name, one in found.items()} == pytest.approx(expected, rel=1e-12)


def test_regression_metrics_are_scikit_learns():
    target, prediction = regression()
    found = evaluate(target, prediction, "regression")
    expected = {
        "r2": sk.r2_score(target, prediction.values),
        "rmse": sk.root_mean_squared_error(target, prediction.values),
        "mae": sk.mean_absolute_error(target, prediction.values),
    }
    assert {name: one.value for name, one in found.items()} == pytest.approx(expected, rel=1e-12)


def test_every_metric_of_the_task_is_there_and_the_first_is_the_headline():
    target, prediction = classification(3)
    assert list(evaluate(target, prediction, "classification", 3)) == [one.name for one in metrics("classification")]
    assert (headline("classification").name, headline("regression").name) == ("accuracy", "r2")


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_a_metric_says_what_it_is(metric):
    assert metric.help.endswith(".")
    assert metric.docs.startswith("https://")
    assert metric.label
    assert metric.short


@pytest.mark.parametrize("metric", metrics("classification"), ids=lambda one: one.name)
def test_a_perfect_answer_is_the_best_there_can_be(metric):
    target = np.array([0, 1, 2, 0, 1, 2])
    found = evaluate(target, Prediction(target, np.eye(3)[target]), "classification", 3)[metric.name]
    assert found.value == pytest.approx(1.0 if metric.greater_is_better else 0.0, abs=1e-15)


def test_score_is_the_headline_alone():
    target, prediction = classification(3)
    assert score(target, prediction.values, "classification") == sk.accuracy_score(target, prediction.values)
    target, prediction = regression()
    assert score(target, prediction.values, "regression") == pytest.approx(sk.r2_score(target, prediction.values))


def test_confusion_has_the_truth_in_rows():
    target, values = np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0])
    assert confusion(target, values, 3).tolist() == sk.confusion_matrix(target, values, labels=[0, 1, 2]).tolist()


def test_without_probabilities_their_metrics_are_left_out():
    target, prediction = classification(3)
    found = evaluate(target, Prediction(prediction.values), "classification", 3)
    assert list(found) == ["accuracy", "balanced_accuracy", "f1", "mcc"]


def test_a_class_without_test_rows_is_left_out_of_averages():
    target, prediction = classification(3, ties=True)
    kept = target != 1
    target, prediction = target[kept], Prediction(prediction.values[kept], prediction.probabilities[kept])
    found = evaluate(target, prediction, "classification", 3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns of the class that is answered but never true
        assert found["balanced_accuracy"].value == sk.balanced_accuracy_score(target, prediction.values)
    assert found["f1"].value == pytest.approx(sk.f1_score(target, prediction.values, average="macro"))
    each = [sk.roc_auc_score(target == code, prediction.probabilities[:, code]) for code in (0, 2)]
    assert found["roc_auc"].value == pytest.approx(np.mean(each))
    each = [sk.average_precision_score(target == code, prediction.probabilities[:, code]) for code in (0, 2)]
    assert found["average_precision"].value == pytest.approx(np.mean(each))
    expected = sk.log_loss(target, prediction.probabilities, labels=[0, 1, 2])
    assert found["log_loss"].value == pytest.approx(expected)


def test_with_one_class_in_the_test_part_what_needs_two_is_not_known():
    target = np.zeros(20, dtype=np.int64)
    found = evaluate(target, Prediction(target, np.tile([0.8, 0.2], (20, 1))), "classification", 2)
    assert np.isnan([found["roc_auc"].value, found["roc_auc"].low, found["roc_auc"].high]).all()
    assert found["accuracy"].value == 1.0
    assert found["mcc"].value == 0.0


@pytest.mark.parametrize(("answer", "expected"), [(3.0, 1.0), (4.0, 0.0)])
def test_r2_of_a_constant_target_is_as_scikit_learn_has_it(answer, expected):
    target, values = np.full(10, 3.0), np.full(10, answer)
    assert score(target, values, "regression") == sk.r2_score(target, values) == expected


def test_sure_and_wrong_is_a_finite_log_loss():
    target = np.array([0, 1])
    found = evaluate(target, Prediction(target, np.array([[0.0, 1.0], [0.0, 1.0]])), "classification", 2)
    assert found["log_loss"].value == pytest.approx(sk.log_loss(target, [[0.0, 1.0], [0.0, 1.0]]))


def test_same_seed_same_interval_and_another_seed_another():
    target, prediction = classification(3)
    first, again, other = (evaluate(target, prediction, "classification", 3, seed) for seed in (1, 1, 2))
    assert first == again
    assert first["f1"].value == other["f1"].value
    assert first["f1"].low != other["f1"].low
