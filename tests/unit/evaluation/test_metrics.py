import warnings

import numpy as np
import pytest
from sklearn import metrics as sk

from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import METRICS, confusion, deciding, evaluate, metrics, score
from bakeoff.fields import knobs
from bakeoff.rules import Rules
from tests.unit.evaluation.scored_examples import classification, reference, regression


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


def test_every_metric_of_the_task_is_there_and_the_first_is_the_usual_one():
    target, prediction = classification(3)
    assert list(evaluate(target, prediction, "classification", 3)) == [one.name for one in metrics("classification")]
    usual = [deciding("auto", task).name for task in ("classification", "regression")]
    assert usual == ["accuracy", "r2"]


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


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_score_is_one_of_the_metrics_alone(metric):
    target, prediction = classification(3) if metric.task == "classification" else regression()
    expected = evaluate(target, prediction, metric.task, 3)[metric.name].value
    assert score(target, prediction, metric, 3) == pytest.approx(expected, rel=1e-12)


def test_a_score_of_probabilities_is_not_known_without_them():
    target, prediction = classification(3)
    bare = Prediction(prediction.values)
    assert np.isnan(score(target, bare, deciding("log_loss", "classification"), 3))


def test_what_decides_is_a_metric_of_the_task():
    assert deciding("mcc", "classification").name == "mcc"
    with pytest.raises(SettingError, match="Unknown metric “mcc”"):
        deciding("mcc", "regression")


@pytest.mark.parametrize("metric", METRICS, ids=lambda one: one.name)
def test_every_metric_can_be_set_to_decide_under_its_name(metric):
    (knob,) = (one for one in knobs(Rules) if one.name == "metric")
    assert metric.name in knob.choices(metric.task)
    assert [task for task in ("classification", "regression") if metric.name in knob.choices(task)] == [metric.task]


def test_gain_grows_as_the_score_gets_better():
    accuracy, loss = deciding("accuracy", "classification"), deciding("log_loss", "classification")
    assert accuracy.gain(0.9) > accuracy.gain(0.8) > accuracy.gain(float("nan"))
    assert loss.gain(0.1) > loss.gain(0.2) > loss.gain(float("nan"))
    assert loss.gain(loss.gain(0.1)) == 0.1


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
    assert score(target, Prediction(values), deciding("r2", "regression")) == sk.r2_score(target, values) == expected


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
