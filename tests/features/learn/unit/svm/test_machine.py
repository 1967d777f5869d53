"""What is in a support vector machine, against SVC, the Karush-Kuhn-Tucker conditions and other solvers."""

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.svm import SVC, LinearSVC

from bakeoff.features.learn.svm.goal import clouds, gauss, moons
from bakeoff.features.learn.svm.machine import fit, kernel_of, over_plane

SETTINGS = [("linear", 0.01, 1.0), ("linear", 1.0, 1.0), ("rbf", 0.1, 0.3), ("rbf", 10.0, 0.3), ("rbf", 100.0, 10.0)]


@pytest.mark.parametrize(("kernel", "C", "gamma"), SETTINGS)
def test_it_decides_as_svc_does(kernel, C, gamma):
    points = moons()
    theirs = SVC(kernel=kernel, C=C, gamma=gamma, tol=1e-8).fit(points.X, points.y)
    own = fit(points.X, points.y, kernel=kernel, C=C, gamma=gamma)
    places = np.random.default_rng(0).uniform(-6, 6, (500, 2))
    assert own.decision(places) == pytest.approx(theirs.decision_function(places), abs=1e-9)
    assert own.support.tolist() == sorted(theirs.support_)
    held = points.validation
    assert own.right(*held) == round(points.n_validation * theirs.score(*held))
    if kernel == "linear":
        assert own.weights == pytest.approx(theirs.coef_[0])
        assert own.width == pytest.approx(2 / np.linalg.norm(theirs.coef_))


@pytest.mark.parametrize(("kernel", "C", "gamma"), SETTINGS)
def test_the_conditions_of_an_optimum_hold(kernel, C, gamma):
    points = clouds()
    own = fit(points.X, points.y, kernel=kernel, C=C, gamma=gamma)
    alpha, apart = own.alpha, own.sign * own.decision(points.X)
    assert ((alpha >= 0) & (alpha <= C)).all()
    assert alpha @ own.sign == pytest.approx(0, abs=1e-6 * C)
    outside, at_most = alpha == 0, np.isin(np.arange(len(alpha)), own.at_most)
    on_edge = ~outside & ~at_most
    assert outside.any()
    assert (apart[outside] >= 1 - 1e-6).all()
    assert apart[on_edge] == pytest.approx(np.ones(on_edge.sum()), abs=1e-6)
    assert (apart[at_most] <= 1 + 1e-6).all()
    assert own.primal == pytest.approx(own.dual, rel=1e-6)


def test_the_widest_street_is_as_wide_as_the_classes_hulls_are_apart():
    """The distance of the hulls is found by another solver, from weights of the points that sum to 1 in each class."""
    points = gauss()
    zeros, ones = points.X[points.y == 0], points.X[points.y == 1]
    cut = len(zeros)

    def square(weights):
        return ((weights[:cut] @ zeros - weights[cut:] @ ones) ** 2).sum()

    start = np.concatenate([np.full(len(part), 1 / len(part)) for part in (zeros, ones)])
    sums = [{"type": "eq", "fun": lambda w: w[:cut].sum() - 1}, {"type": "eq", "fun": lambda w: w[cut:].sum() - 1}]
    solved = minimize(square, start, bounds=[(0, 1)] * len(start), constraints=sums, options={"ftol": 1e-14})
    assert fit(points.X, points.y, C=1e3).width == pytest.approx(np.sqrt(solved.fun), rel=1e-5)


def test_what_is_made_small_is_no_smaller_for_another_solver():
    points = clouds()
    own = fit(points.X, points.y, C=0.1)
    theirs = minimize(_primal, np.zeros(3), args=(points.X, own.sign, 0.1), method="Nelder-Mead", tol=1e-10)
    assert own.primal == pytest.approx(theirs.fun, rel=1e-6)
    assert own.primal == pytest.approx(_primal([*own.weights, own.bias], points.X, own.sign, 0.1))
    near = LinearSVC(loss="hinge", C=0.1, intercept_scaling=100, max_iter=10**6, random_state=0).fit(points.X, points.y)
    assert own.weights == pytest.approx(near.coef_[0], rel=0.02)


def _primal(solution, X, sign, C):
    weights, bias = np.asarray(solution[:2]), solution[2]
    return weights @ weights / 2 + C * np.maximum(0, 1 - sign * (X @ weights + bias)).sum()


def test_the_kernel_falls_with_distance():
    X = np.array([[0.0, 0.0], [3.0, 4.0]])
    assert kernel_of(X, X, "rbf", 0.1) == pytest.approx(np.exp(-0.1 * np.array([[0, 25], [25, 0]])))


def test_the_plane_is_read_from_below_row_by_row():
    axis, values = over_plane(lambda X: X[:, 0] + 10 * X[:, 1], 1.0, 3)
    assert axis.tolist() == [-1, 0, 1]
    assert values.tolist() == [[-11, -10, -9], [-1, 0, 1], [9, 10, 11]]
