import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.network.features import featurise, plane_grid
from bakeoff.network.points import make_points, painted_from_text, painted_to_text
from bakeoff.network.settings import FEATURES, LabSettings
from bakeoff.network.tables import numeric_columns

HALF_A_STEP = 6 / (2**16 - 1) + 1e-6

painted = st.lists(st.tuples(st.floats(-6, 6), st.floats(-6, 6), st.integers(0, 4)), max_size=60)


def paint(*points: tuple[float, float, int]) -> LabSettings:
    X, codes = np.array([point[:2] for point in points], float).reshape(-1, 2), [point[2] for point in points]
    return LabSettings(data="painted", painted=painted_to_text(X, np.array(codes, int)))


@pytest.mark.parametrize("data", ["circle", "xor", "gauss", "spiral", "moons", "plane", "multi_gauss"])
def test_presets_fill_the_plane(data):
    points = make_points(LabSettings(data=data, points=200, train_share=0.3))
    assert points.X.shape == (200, 2)
    assert points.train.sum() == 60
    assert np.abs(points.X).max() <= 6.5
    assert np.ptp(points.X, axis=0).min() > 4
    assert points.n_classes == (0 if data in ("plane", "multi_gauss") else 2)


def test_the_same_seed_gives_the_same_points_and_another_one_others():
    first, again, other = (make_points(LabSettings(data_seed=seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.X, again.X)
    np.testing.assert_array_equal(first.target, again.target)
    assert not np.array_equal(first.X, other.X)


@pytest.mark.parametrize("data", ["gauss", "spiral"])
def test_there_may_be_five_classes(data):
    points = make_points(LabSettings(data=data, classes=5))
    assert set(points.target) == set(range(5))
    assert points.n_classes == 5


def test_the_plane_of_the_playground():
    points = make_points(LabSettings(data="plane"))
    np.testing.assert_allclose(points.target, points.X.sum(axis=1) / 10, atol=1e-6)


@given(painted)
def test_painted_points_come_back_from_their_text(drawn):
    X, codes = np.array([one[:2] for one in drawn], float).reshape(-1, 2), np.array([one[2] for one in drawn], int)
    X_back, codes_back = painted_from_text(painted_to_text(X, codes))
    np.testing.assert_allclose(X_back, X, atol=HALF_A_STEP)
    np.testing.assert_array_equal(codes_back, codes)
    assert painted_to_text(X_back, codes_back) == painted_to_text(X, codes)


def test_two_thousand_painted_points_fit_into_the_setting():
    rng = np.random.default_rng(0)
    text = painted_to_text(rng.uniform(-6, 6, (2000, 2)), rng.integers(0, 5, 2000))
    assert make_points(LabSettings(data="painted", painted=text)).X.shape == (2000, 2)


def test_two_columns_of_a_table_in_their_own_units():
    points = make_points(LabSettings(data="table", table="iris", column_y="Petal width (cm)"))
    assert (points.x.name, points.y.name) == ("Sepal length (cm)", "Petal width (cm)")
    assert points.class_names == ("Setosa", "Versicolor", "Virginica")
    np.testing.assert_allclose([points.X.min(), points.X.max()], [-5, 5], atol=1e-5)
    width = (points.X[:, 1] + 6) / 12 * (points.y.high - points.y.low) + points.y.low
    np.testing.assert_allclose([width.min(), width.max()], [0.1, 2.5], atol=1e-5)  # Fisher's own table
    assert "Petal width (cm)" in numeric_columns("iris")


def test_a_table_of_numbers_is_scaled_to_what_can_be_drawn():
    points = make_points(LabSettings(data="table", table="diabetes", points=2000))
    assert points.n_classes == 0
    np.testing.assert_allclose([points.target.min(), points.target.max()], [-1, 1], atol=1e-6)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (paint(), "no points"),
        (paint((0, 0, 1), (1, 1, 1)), "All points are of one class"),
        (paint((0, 0, 0), (1, 1, 1)), "All training points are of one class"),
        (LabSettings(data="painted", painted="abc"), "damaged"),
        (LabSettings(data="painted", painted="€"), "damaged"),
        (LabSettings(data="table", table="digits"), "Digits has 10 classes"),
        (LabSettings(data="table", column_x="Sepal lenght (cm)"), "did you mean “Sepal length"),
        (
            LabSettings(data="table", column_x="Sepal length (cm)", column_y="Sepal length (cm)"),
            "two different columns",
        ),
    ],
)
def test_what_cannot_be_learnt_is_said_in_one_sentence(state, said):
    with pytest.raises(BakeoffError, match=said):
        make_points(state)


@pytest.mark.parametrize(
    ("X", "codes", "said"),
    [
        ([[0.0, 0.0]], [5], "class from 0 to 4"),
        ([[np.nan, 0.0]], [0], "no place"),
        (np.zeros((2001, 2)), np.zeros(2001), "too many"),
    ],
)
def test_what_cannot_be_painted_is_refused(X, codes, said):
    with pytest.raises(SettingError, match=said):
        painted_to_text(np.array(X), np.array(codes, int))


def test_the_seven_features():
    told = featurise(np.array([[2.0, -3.0]], np.float32), FEATURES)
    np.testing.assert_allclose(told, [[2, -3, 4, 9, -6, np.sin(2), np.sin(-3)]], rtol=1e-6)


def test_the_grid_begins_at_the_upper_left():
    grid = plane_grid(20)
    np.testing.assert_allclose(grid[[0, 1, 19, -1]], [[-5.7, 5.7], [-5.1, 5.7], [5.7, 5.7], [5.7, -5.7]], atol=1e-6)
