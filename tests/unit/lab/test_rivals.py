import numpy as np
import pytest
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.lab.features import plane_grid
from bakeoff.lab.points import make_points
from bakeoff.lab.rivals import RIVALS, Request, disagreement, fit
from bakeoff.lab.settings import LabSettings


@pytest.mark.parametrize("name", RIVALS)
@pytest.mark.parametrize("state", [LabSettings(), LabSettings(data="spiral", classes=4), LabSettings(data="plane")])
def test_every_rival_draws_what_every_task_asks(name, state):
    points = make_points(state)
    drawn = fit(Request(name, points))
    assert drawn.output.shape == ((2, 80, 80) if points.n_classes > 2 else (80, 80))
    assert drawn.output.dtype == np.uint8
    assert 1 / (points.n_classes or 2) < drawn.test_score <= 1
    assert drawn.cpu_seconds > 0


def test_a_tree_draws_and_scores_as_scikit_learns_own():
    points = make_points(LabSettings(data="spiral", classes=3))
    tree = DecisionTreeClassifier(random_state=0).fit(points.X[points.train], points.target[points.train])
    drawn = fit(Request("decision_tree", points))
    np.testing.assert_array_equal(drawn.output[0].ravel(), tree.predict(plane_grid(80)))
    assert drawn.test_score == tree.score(points.X[~points.train], points.target[~points.train])


def test_a_tree_of_numbers_scores_as_scikit_learns_own():
    points = make_points(LabSettings(data="multi_gauss", points=1000))
    tree = DecisionTreeRegressor(random_state=0).fit(points.X[points.train], points.target[points.train])
    drawn = fit(Request("decision_tree", points))
    assert drawn.test_score == pytest.approx(tree.score(points.X[~points.train], points.target[~points.train]))


def test_an_svm_is_as_right_as_scikit_learns_own():
    points = make_points(LabSettings(data="moons", noise=0.2))
    svm = SVC().fit(points.X[points.train], points.target[points.train])
    score = svm.score(points.X[~points.train], points.target[~points.train])
    assert fit(Request("svm", points)).test_score == pytest.approx(score, abs=0.01)


def test_the_map_has_a_bit_for_each_contender_that_answers_otherwise():
    first, second, third = (
        np.full((80, 80), 200, np.uint8),
        np.full((80, 80), 130, np.uint8),
        np.zeros((80, 80), np.uint8),
    )
    third[:, :40] = 255
    plane = disagreement([first, second, third], n_classes=2)
    assert set(plane[:, :40].ravel()) == {0}
    assert set(plane[:, 40:].ravel()) == {0b100}


def test_of_many_classes_the_answers_are_compared_not_how_sure_they_are():
    first, second = np.zeros((2, 80, 80), np.uint8), np.zeros((2, 80, 80), np.uint8)
    second[0, 3, 4], second[1] = 2, 99
    plane = disagreement([first, second], n_classes=3)
    assert (plane.sum(), plane[3, 4]) == (2, 2)
