import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from bakeoff.datasets import Dataset
from bakeoff.evaluation.preparation import prepare, prepare_dataset
from bakeoff.evaluation.regions import grid, plane_of, regions
from bakeoff.spec import BakeoffSpec, Rules


@pytest.fixture(scope="module")
def moons():
    return prepare(BakeoffSpec(dataset="moons"))


@pytest.fixture(scope="module")
def iris():
    return prepare(BakeoffSpec(dataset="iris"))


def test_two_numbers_are_their_own_plane_in_their_own_units(moons):
    plane = plane_of(moons, resolution=50)
    assert not plane.projected
    assert plane.axis_names == moons.data.feature_names
    assert (len(plane.x), len(plane.y)) == (50, 50)
    raw = np.asarray(moons.data.X)[moons.rows_test]
    assert (plane.rows_x, plane.rows_y) == (pytest.approx(raw[:, 0]), pytest.approx(raw[:, 1]))
    assert plane.rows_target.tolist() == moons.y_test.tolist()


def test_the_plane_holds_every_row_with_room_around(moons):
    plane = plane_of(moons)
    raw = np.asarray(moons.data.X)
    assert plane.x[0] < raw[:, 0].min() < raw[:, 0].max() < plane.x[-1]
    assert plane.y[0] < raw[:, 1].min() < raw[:, 1].max() < plane.y[-1]


def test_the_grid_is_preprocessed_as_rows_are(moons):
    plane = plane_of(moons, resolution=7)
    found = grid(moons, plane)
    point = pd.DataFrame([[plane.x[2], plane.y[5]]], columns=list(moons.data.feature_names))
    assert found[5 * 7 + 2] == pytest.approx(moons.pipeline.transform(point)[0])


def test_more_features_are_seen_on_the_first_two_principal_components(iris):
    plane = plane_of(iris)
    assert plane.projected
    expected = PCA(n_components=2).fit(iris.X_train).transform(iris.X_test)
    assert np.abs(plane.rows_x) == pytest.approx(np.abs(expected[:, 0]))
    assert np.abs(plane.rows_y) == pytest.approx(np.abs(expected[:, 1]))


def test_the_grid_of_a_projection_lies_on_the_plane_through_the_mean(iris):
    plane = plane_of(iris, resolution=9)
    found = grid(iris, plane)
    pca = PCA().fit(iris.X_train)
    coordinates = pca.transform(found)
    assert coordinates[:, 2:] == pytest.approx(0, abs=1e-9)
    assert np.unique(np.abs(coordinates[:, 0]).round(6)) == pytest.approx(np.unique(np.abs(plane.x).round(6)), abs=1e-5)


def test_regions_are_what_the_model_answers_there(moons):
    model = LogisticRegression().fit(moons.X_train, moons.y_train)
    plane = plane_of(moons, resolution=20)
    found = regions(model, moons, plane)
    point = pd.DataFrame([[plane.x[3], plane.y[17]]], columns=list(moons.data.feature_names))
    probabilities = model.predict_proba(moons.pipeline.transform(point))[0]
    assert found.answer[17, 3] == probabilities.argmax()
    assert found.confidence[17, 3] == pytest.approx(probabilities.max())
    assert (found.answer.dtype, found.confidence.dtype) == (np.int16, np.float32)


def test_regions_name_classes_by_the_data_sets_codes(iris):
    kept = iris.y_train != 0
    model = DecisionTreeClassifier(random_state=0).fit(iris.X_train[kept], iris.y_train[kept])
    assert set(np.unique(regions(model, iris, plane_of(iris)).answer)) == {1, 2}


def test_regions_of_numbers_have_no_confidence():
    prepared = prepare(BakeoffSpec(dataset="diabetes"))
    model = LinearRegression().fit(prepared.X_train, prepared.y_train)
    plane = plane_of(prepared, resolution=10)
    found = regions(model, prepared, plane)
    assert found.confidence is None
    assert found.answer == pytest.approx(model.predict(grid(prepared, plane)).reshape(10, 10), rel=1e-5)


def table(n_features, n_rows=40):
    rng = np.random.default_rng(0)
    X = pd.DataFrame(rng.normal(size=(n_rows, n_features)), columns=[f"f{k}" for k in range(n_features)])
    y = np.arange(n_rows) % 2
    return Dataset(X, y, "classification", tuple(X.columns), ("no", "yes"), "answer")


def test_one_feature_has_a_plane_too():
    prepared = prepare_dataset(table(1), Rules(), "one column")
    plane = plane_of(prepared, resolution=5)
    found = grid(prepared, plane)
    assert found.shape == (25, 1)
    assert len(np.unique(found.round(9))) == 5


def test_two_columns_with_a_category_are_projected():
    data = table(2)
    X = data.X.assign(f1=np.where(data.y, "a", "b"))
    prepared = prepare_dataset(
        Dataset(X, data.y, "classification", ("f0", "f1"), ("no", "yes"), "answer"), Rules(), "mixed"
    )
    assert plane_of(prepared).projected


def test_at_most_a_thousand_rows_are_shown_and_the_same_each_time():
    prepared = prepare_dataset(table(2, n_rows=3000), Rules(test_share=0.5), "many rows")
    first, again = plane_of(prepared), plane_of(prepared)
    assert len(first.rows_x) == len(first.rows_target) == 1000
    assert first.rows_x.tolist() == again.rows_x.tolist()
    assert first.rows_x.tolist() != plane_of(prepared, seed=1).rows_x.tolist()


def test_pictures_keep_their_small_floats():
    prepared = prepare(BakeoffSpec(dataset="digits"))
    assert grid(prepared, plane_of(prepared, resolution=4)).dtype == prepared.X_train.dtype
