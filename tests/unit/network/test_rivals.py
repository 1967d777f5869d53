import numpy as np
import pytest
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.network.features import plane_grid
from bakeoff.network.points import make_points
from bakeoff.network.rivals import RIVALS, Request, disagreement, fit
from bakeoff.network.settings import LabSettings


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


def plane_of(answer: int, **otherwise: int) -> np.ndarray:
    """A plane of one answer, but for some of its rows."""
    plane = np.full((80, 80), answer, np.uint8)
    for row, other in otherwise.items():
        plane[int(row[1:])] = other
    return plane


def test_the_map_tells_who_stands_alone_the_network_too():
    network, tree, svm, forest = (
        plane_of(200, r1=0, r4=0),
        plane_of(130, r2=0, r4=0),
        plane_of(255, r3=0),
        plane_of(190),
    )
    plane = disagreement([network, tree, svm, forest], n_classes=2)
    assert [set(row) for row in plane[:6]] == [{0}, {1}, {2}, {3}, {5}, {0}]


def test_of_many_classes_the_answers_are_compared_not_how_sure_they_are():
    outputs = np.zeros((4, 2, 80, 80), np.uint8)
    outputs[1, 0, 3, 4], outputs[1, 1] = 2, 99
    outputs[:, 0, 5, 5] = 0, 1, 2, 2
    plane = disagreement(list(outputs), n_classes=3)
    assert (plane[3, 4], plane[5, 5]) == (2, 5)
    assert np.count_nonzero(plane) == 2
