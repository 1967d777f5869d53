"""What scikit-learn's SVMs keep to themselves is still there, does what it did, and is used in one module."""

import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris, make_regression
from sklearn.svm import SVC, SVR

from bakeoff.contenders.svm.inside import READ_FROM, OpenSVC, OpenSVR, kernel_of, pair_parts

ROOT = Path(__file__).parents[4]
PRIVATE = re.compile(r"\._(dense|sparse|dual_coef|n_support|intercept|gamma|validate_for_predict|num_iter|prob[AB])")
X, Y = load_iris(return_X_y=True)


def test_it_was_read_from_the_version_that_is_pinned():
    assert f"scikit-learn=={READ_FROM}" in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()


def test_no_other_module_goes_this_way():
    package = ROOT / "src/bakeoff"
    users = {path for path in package.rglob("*.py") if PRIVATE.search(path.read_text(encoding="utf-8"))}
    assert users == {package / "contenders/svm/inside.py"}


@pytest.mark.parametrize("classes", [2, 3])
def test_another_librarys_machine_is_taken_over_for_every_answer(classes):
    rows, y = X[classes > Y], Y[classes > Y]

    class Elsewhere(OpenSVC):
        def solved(self, given, codes, weights):
            return SVC().fit(given, codes)  # scikit-learn's own in the part of the other library

    ours, theirs = Elsewhere().fit(rows, y), SVC().fit(rows, y)
    np.testing.assert_array_equal(ours.decision_function(rows), theirs.decision_function(rows))
    assert ours.n_iter_.tolist() == theirs.n_iter_.tolist()


def test_decision_values_can_be_replaced_and_are_asked_for_one_against_one():
    asked = []

    class Watched(OpenSVC):
        def pair_values(self, given):
            asked.append(given.shape)
            return np.zeros((len(given), 3))

    machine = Watched(decision_function_shape="ovo").fit(X, Y)
    assert not machine.decision_function(X[:5]).any()
    assert asked == [(5, 4)]


@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly", "sigmoid"])
def test_kernel_and_parts_make_up_the_decision_of_two_classes(kernel):
    rows, y = X[Y > 0], Y[Y > 0]
    machine = SVC(kernel=kernel).fit(rows, y)
    coef, counts, intercept = pair_parts(machine)
    assert counts.sum() == len(machine.support_)
    values = kernel_of(machine)(rows) @ coef[0] + intercept[0]
    np.testing.assert_allclose(-values, machine.decision_function(rows), atol=1e-9)


def test_rows_are_checked_as_predict_checks_them():
    machine = OpenSVC().fit(X, Y)
    with pytest.raises(ValueError, match="4 features"):
        machine.checked(X[:, :2])
    np.testing.assert_array_equal(machine.checked(X), X)


def test_the_target_is_changed_after_it_was_checked():
    rows, y = make_regression(80, 3, random_state=0)

    class Halved(OpenSVR):
        def solve(self, fit, target):
            fit(target / 2)

    np.testing.assert_array_equal(Halved().fit(rows, y).predict(rows), SVR().fit(rows, y / 2).predict(rows))
    with pytest.raises(ValueError, match="NaN"):
        Halved().fit(rows, np.full(80, np.nan))
