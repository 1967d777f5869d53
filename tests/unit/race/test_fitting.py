from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.validation import has_fit_parameter

from bakeoff.contenders import contender, contenders
from bakeoff.contenders.svm.halted import halted
from bakeoff.datasets import dataset
from bakeoff.datasets.base import NoOptions
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare, prepare_parts
from bakeoff.preparation.splits import Parts
from bakeoff.race.fitting import WARM_UP_ROWS, fit, warm_up
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.unit.contenders.recording import Recording

FITS = []


class Noting(BaseEstimator):
    """Notes what it is fitted to, and can refuse it."""

    def __init__(self, error=None):
        self.error = error

    def fit(self, X, y):
        FITS.append((self, X, y))
        if self.error is not None:
            raise self.error


@pytest.fixture
def prepared():
    FITS.clear()
    y = np.zeros(500, dtype=int)
    y[-1] = 1
    return SimpleNamespace(X_train=np.arange(1000.0).reshape(500, 2), y_train=y)


def test_a_copy_is_fitted_to_a_few_rows_of_all_classes(prepared):
    estimator = Noting()
    warm_up(estimator, prepared)
    ((copy, X, y),) = FITS
    assert copy is not estimator
    assert (len(X), set(y)) == (WARM_UP_ROWS + 1, {0, 1})


def test_an_error_of_the_copy_is_left_to_the_fit_itself(prepared):
    warm_up(Noting(ValueError("too few rows")), prepared)
    assert len(FITS) == 1


@pytest.mark.parametrize("name", ["svm", "linear", "lightgbm", "xgboost", "decision_tree"])
def test_training_rows_of_one_class_are_refused_in_a_sentence(name):
    if contender(name).missing:
        pytest.skip(contender(name).missing)
    iris, rows = dataset("iris").load(NoOptions()), np.arange(50)  # all setosa
    prepared = prepare_parts(iris, Rules(), Parts(rows[:40], rows[:0], rows[40:]))
    estimator = contender(name).estimator(contender(name).hyperparameters(), "classification", 0)
    with pytest.raises(DatasetError, match="All training rows are of one class"):
        fit(estimator, prepared, Rules())


WEIGHED = [name for name, record in contenders().items() if record.takes_weights(None)]


def fitted(name, data, **rules):
    if contender(name).missing:
        pytest.skip(contender(name).missing)
    settings = contender(name).hyperparameters.parse({"epochs": 3} if name.endswith("_mlp") else {})
    estimator = contender(name).estimator(settings, data.task, 0)
    fit(estimator, data, Rules(**rules))
    return estimator


@pytest.fixture(scope="module")
def uneven():
    return prepare(BakeoffSpec(dataset="wine", rules={"class_weight": "balanced", "weight_by": "Proline"}))


@pytest.mark.parametrize("name", contenders())
def test_each_contender_says_if_it_takes_weights(name, uneven):
    estimator = contender(name).build(contender(name).hyperparameters(), "classification", 0)
    assert has_fit_parameter(estimator, "sample_weight") == (name in WEIGHED)
    weighed, alike = (fitted(name, data) for data in (uneven, replace(uneven, weights=None)))
    differ = not np.array_equal(*(model.predict_proba(uneven.X_test) for model in (weighed, alike)))
    assert differ == (name in WEIGHED)
    assert set(contenders()) - set(WEIGHED) == {"k_nearest", "dummy"}


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("linear", LogisticRegression(max_iter=1000, class_weight="balanced")),
        ("decision_tree", DecisionTreeClassifier(random_state=0, class_weight="balanced")),
        ("random_forest", RandomForestClassifier(random_state=0, class_weight="balanced")),
    ],
)
def test_balanced_classes_are_those_of_scikit_learn(name, theirs):
    data = prepare(BakeoffSpec(dataset="breast_cancer", rules={"class_weight": "balanced"}))
    expected = theirs.fit(data.X_train, data.y_train).predict_proba(data.X_test)
    np.testing.assert_allclose(fitted(name, data).predict_proba(data.X_test), expected, atol=1e-9)


@pytest.mark.parametrize("name", ["decision_tree", "linear"])
def test_a_row_of_weight_two_is_two_rows(name):
    data = prepare(BakeoffSpec(dataset="diabetes"))
    times = np.random.default_rng(0).integers(0, 4, len(data.y_train))
    repeated = replace(data, X_train=data.X_train.repeat(times, axis=0), y_train=data.y_train.repeat(times))
    weighed = fitted(name, replace(data, weights=times)).predict(data.X_test)
    np.testing.assert_allclose(weighed, fitted(name, repeated).predict(data.X_test))


@pytest.mark.parametrize("name", ["linear", "random_forest", "svm", "boosting", "lightgbm", "xgboost", "torch_mlp"])
def test_watching_a_weighted_fit_changes_nothing(name, uneven):
    plain = fitted(name, uneven)
    watched, recording = clone(plain), Recording()
    recording.watches = True
    watched.set_callbacks(recording)
    fit(watched, uneven, Rules())
    np.testing.assert_array_equal(watched.predict_proba(uneven.X_test), plain.predict_proba(uneven.X_test))
    assert recording.steps


def test_earlier_states_of_a_weighted_machine_are_those_of_its_own_fit(uneven):
    machine = fitted("svm", uneven)
    *_earlier, last = halted(machine, uneven.X_train, uneven.y_train, 1.0, uneven.weights)
    again = clone(machine).set_params(max_iter=last.iterations)
    with pytest.warns(ConvergenceWarning):
        again.fit(uneven.X_train, uneven.y_train, uneven.weights, calibrate=False)
    np.testing.assert_array_equal(last.machine.dual_coef_, again.dual_coef_)


def test_held_out_rows_calibrate_a_machine_that_was_weighted_alike(uneven):
    data = replace(uneven, X_validation=None, y_validation=None)
    scales = {fitted("svm", part).scale_ for part in (data, replace(data, weights=None))}
    assert len(scales) == 2


def test_one_step_of_a_weighted_network_is_the_gradient_of_its_weighted_loss():
    pytest.importorskip("torch")
    from bakeoff.contenders.torch_mlp.estimator import TorchMLPRegressor
    from bakeoff.contenders.torch_mlp.network import build_model

    X, y, weights = np.array([[1.0], [2.0], [4.0]]), np.array([1.0, 0.0, 2.0]), np.array([0.0, 1.0, 3.0])
    settings = {"hidden": (), "optimizer": "sgd", "learning_rate": 0.1, "epochs": 1}
    network = TorchMLPRegressor(**settings, l2=0.0, early_stopping=False, random_state=0)
    kernel = build_model(network._settings(), network._problem(X, y, None, None))[0].weight.item()
    network.fit(X, y, weights)
    error = kernel * X[:, 0] - (y - y.mean()) / y.std()
    assert network.model_[0].weight.item() == pytest.approx(kernel - 0.1 * (weights * 2 * error * X[:, 0]).mean())
    assert network.model_[0].bias.item() == pytest.approx(-0.1 * (weights * 2 * error).mean())
