"""k nearest neighbours: scikit-learn's own, which says whom it asked."""

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_iris
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders.k_nearest.estimator import NearestClassifier, NearestRegressor
from bakeoff.errors import SettingError
from tests.unit.contenders.recording import steps_of

CASES = [(NearestClassifier, KNeighborsClassifier, load_iris), (NearestRegressor, KNeighborsRegressor, load_diabetes)]


@pytest.mark.parametrize("kind", [NearestClassifier, NearestRegressor])
def test_scikit_learn_finds_nothing_to_complain_of(kind):
    check_estimator(kind(), on_skip=None)


@pytest.mark.parametrize(("ours", "theirs", "load"), CASES)
@pytest.mark.parametrize("weights", ["uniform", "distance"])
def test_it_answers_as_scikit_learns_own_and_reports_its_scores(ours, theirs, load, weights):
    X, y = load(return_X_y=True)
    mine, reference = ours(7, weights=weights), theirs(7, weights=weights).fit(X[::2], y[::2])
    (step,) = steps_of(mine, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    np.testing.assert_array_equal(mine.predict(X), reference.predict(X))
    assert step.validation_score == pytest.approx(reference.score(X[1::2], y[1::2]))
    assert step.train_score == pytest.approx(reference.score(X[::2], y[::2]))


@pytest.mark.parametrize("weights", ["uniform", "distance"])
@pytest.mark.parametrize("place", [0, 1])
def test_its_answer_is_the_weighted_mean_of_the_rows_it_names(weights, place):
    X, y = load_diabetes(return_X_y=True)
    model = NearestRegressor(9, weights=weights).fit(X[::2], y[::2])  # row 0 is one of them, row 1 is not
    found = model.explain(X[place : place + 1])
    assert found.weights.sum() == pytest.approx(1.0)
    assert found.weights @ y[::2][found.rows] == pytest.approx(model.predict(X[place : place + 1])[0])
    np.testing.assert_allclose(found.distances, np.linalg.norm(X[::2][found.rows] - X[place], axis=1))


def test_more_neighbours_than_rows_are_refused_in_a_sentence():
    X, y = load_iris(return_X_y=True)
    with pytest.raises(SettingError, match=r"^200 neighbours are to be asked, but there are 150 training rows; set"):
        NearestClassifier(200).fit(X, y)
