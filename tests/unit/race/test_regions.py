import numpy as np
import pandas as pd
import pytest
from scipy.linalg import eigh
from sklearn.covariance import empirical_covariance, shrunk_covariance
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import NearestCentroid
from sklearn.tree import DecisionTreeClassifier

from bakeoff.datasets import Dataset
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.preparation.projection import SHRINKAGE, Projection
from bakeoff.race.regions import grid, placed_on, regions
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="module")
def moons():
    return prepare(BakeoffSpec(dataset="moons"))


@pytest.fixture(scope="module")
def iris():
    return prepare(BakeoffSpec(dataset="iris"))


def test_two_numbers_are_their_own_plane_in_their_own_units(moons):
    plane = placed_on(moons, resolution=50)[0]
    assert not plane.projected
    assert plane.axis_names == moons.data.feature_names
    assert (len(plane.x), len(plane.y)) == (50, 50)
    raw = np.asarray(moons.data.X)[moons.rows_test]
    assert (plane.rows_x, plane.rows_y) == (pytest.approx(raw[:, 0]), pytest.approx(raw[:, 1]))
    assert plane.rows_target.tolist() == moons.y_test.tolist()


def test_the_plane_holds_every_row_with_room_around(moons):
    plane = placed_on(moons)[0]
    raw = np.asarray(moons.data.X)
    assert plane.x[0] < raw[:, 0].min() < raw[:, 0].max() < plane.x[-1]
    assert plane.y[0] < raw[:, 1].min() < raw[:, 1].max() < plane.y[-1]


def test_the_grid_is_preprocessed_as_rows_are(moons):
    plane = placed_on(moons, resolution=7)[0]
    found = grid(moons, plane)
    point = pd.DataFrame([[plane.x[2], plane.y[5]]], columns=list(moons.data.feature_names))
    assert found[5 * 7 + 2] == pytest.approx(moons.pipeline.transform(point)[0])


def discriminants(X, y):
    """Return the generalised eigenvectors of the scatter between and the shrunk one within classes, best first."""
    X = X - X.mean(axis=0)
    codes, counts = np.unique(y, return_counts=True)
    means = np.stack([X[y == code].mean(axis=0) for code in codes])
    between = (means * (counts / len(y))[:, None]).T @ means
    within = empirical_covariance(X - means[np.searchsorted(codes, y)], assume_centered=True)
    return eigh(between, shrunk_covariance(within, SHRINKAGE) + 1e-12 * np.eye(len(within)))[1].T[::-1]


@pytest.mark.parametrize("name", ["iris", "digits", "wine"])
def test_classes_of_many_features_are_seen_on_the_plane_of_the_two_linear_discriminants(name):
    prepared = prepare(BakeoffSpec(dataset=name))
    X = prepared.X_train.astype(np.float64)
    found = Projection.parting(X, prepared.y_train)
    known = discriminants(X, prepared.y_train)[:2]  # scaled as scipy does it: a class spreads by 1
    assert np.abs(np.sum(found.axes * known, axis=1)) == pytest.approx(np.linalg.norm(known, axis=1) ** 2, rel=1e-5)
    assert placed_on(prepared)[0].axis_names == ("First discriminant", "Second discriminant")


def test_two_classes_have_one_discriminant_and_then_what_varies_most_of_the_rest():
    prepared = prepare(BakeoffSpec(dataset="breast_cancer"))
    X = prepared.X_train.astype(np.float64)
    found = Projection.parting(X, prepared.y_train)
    (first, *_others) = discriminants(X, prepared.y_train)
    assert abs(found.axes[0] @ first) == pytest.approx(np.linalg.norm(first) ** 2)
    one = first / np.linalg.norm(first)
    rest = X - X.mean(axis=0)
    rest = rest - np.outer(rest @ one, one)
    assert np.abs(found.axes[1]) == pytest.approx(np.abs(PCA(n_components=1).fit(rest).components_[0]), abs=1e-6)


def test_numbers_are_seen_on_the_first_two_principal_components():
    prepared = prepare(BakeoffSpec(dataset="diabetes"))
    plane = placed_on(prepared)[0]
    known = PCA(n_components=2).fit(prepared.X_train)
    expected = known.transform(prepared.X_test)
    assert plane.projected
    assert np.abs(plane.rows_x) == pytest.approx(np.abs(expected[:, 0]))
    assert np.abs(plane.rows_y) == pytest.approx(np.abs(expected[:, 1]))
    assert plane.share == pytest.approx(known.explained_variance_ratio_.sum())


def test_a_few_rows_far_out_leave_the_others_their_room_and_stand_at_the_edge():
    X = np.random.default_rng(0).normal(size=(400, 5))
    X[::100] *= 500
    plane = placed_on(
        prepare_dataset(Dataset(X, X[:, 0], "regression", tuple("abcde"), (), "y"), Rules(scale="none"), "five")
    )[0]
    for ends, rows, drawn in zip((plane.x, plane.y), (plane.rows_x, plane.rows_y), plane.drawn_at, strict=True):
        assert ends[-1] - ends[0] < 4 * np.ptp(np.quantile(rows, [0.05, 0.95]))
        assert ends[0] <= drawn.min() <= drawn.max() <= ends[-1]
        inside = (ends[0] < rows) & (rows < ends[-1])
        assert 0.97 < inside.mean() < 1
        assert drawn[inside].tolist() == rows[inside].tolist()


def test_the_share_of_variance_is_that_of_the_training_rows_within_the_plane(iris):
    found = Projection.parting(iris.X_train, iris.y_train)
    square = np.linalg.qr(found.axes.T)[0]
    whole = np.var(iris.X_train, axis=0).sum()
    assert placed_on(iris)[0].share == pytest.approx(np.var(iris.X_train @ square, axis=0).sum() / whole)


def test_the_plane_parts_classes_better_than_principal_components_do():
    """A nearest-centroid rule on the plane, which is what an eye does, errs less often on rows not seen."""
    prepared = prepare(BakeoffSpec(dataset="digits"))
    right = []
    for plane in (Projection.parting(prepared.X_train, prepared.y_train), Projection.of(prepared.X_train)):
        rule = NearestCentroid().fit(plane.flatten(prepared.X_train), prepared.y_train)
        right.append(rule.score(plane.flatten(prepared.X_test), prepared.y_test))
    assert right[0] > right[1] + 0.05


def test_classes_that_nothing_parts_have_a_plane_all_the_same():
    X = np.tile(np.random.default_rng(0).normal(size=(20, 3)), (2, 1))
    found = Projection.parting(X, np.repeat([0, 1], 20))
    assert found.axes @ found.axes.T == pytest.approx(np.eye(2), abs=1e-9)


def test_between_projected_rows_nothing_is_claimed(iris):
    model = LogisticRegression().fit(iris.X_train, iris.y_train)
    assert regions(model, iris, placed_on(iris)[0]) is None


def test_the_rows_shown_are_known_by_their_place_in_the_held_out_part(iris):
    plane = placed_on(iris)[0]
    assert iris.y_test[plane.rows].tolist() == plane.rows_target.tolist()


def test_regions_are_what_the_model_answers_there(moons):
    model = LogisticRegression().fit(moons.X_train, moons.y_train)
    plane = placed_on(moons, resolution=20)[0]
    found = regions(model, moons, plane)
    point = pd.DataFrame([[plane.x[3], plane.y[17]]], columns=list(moons.data.feature_names))
    probabilities = model.predict_proba(moons.pipeline.transform(point))[0]
    assert found.answer[17, 3] == probabilities.argmax()
    assert found.confidence[17, 3] == pytest.approx(probabilities.max())
    assert (found.answer.dtype, found.confidence.dtype) == (np.int16, np.float32)


def test_regions_name_classes_by_the_data_sets_codes(moons):
    kept = moons.y_train != 0
    model = DecisionTreeClassifier(random_state=0).fit(moons.X_train[kept], moons.y_train[kept])
    assert set(np.unique(regions(model, moons, placed_on(moons)[0]).answer)) == {1}


def test_regions_of_numbers_have_no_confidence():
    data = table(2)
    y = np.asarray(data.X).sum(axis=1)
    prepared = prepare_dataset(Dataset(data.X, y, "regression", data.feature_names, (), "sum"), Rules(), "sums")
    model = LinearRegression().fit(prepared.X_train, prepared.y_train)
    plane = placed_on(prepared, resolution=10)[0]
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
    plane = placed_on(prepared, resolution=5)[0]
    assert len(np.unique(plane.rows_x)) > 5
    assert plane.rows_y == pytest.approx(np.zeros(len(plane.rows_y)))


def test_two_columns_with_a_category_are_projected():
    data = table(2)
    X = data.X.assign(f1=np.where(data.y, "a", "b"))
    prepared = prepare_dataset(
        Dataset(X, data.y, "classification", ("f0", "f1"), ("no", "yes"), "answer"), Rules(), "mixed"
    )
    assert placed_on(prepared)[0].projected


def test_at_most_a_thousand_rows_are_shown_and_the_same_each_time():
    prepared = prepare_dataset(table(2, n_rows=3000), Rules(test_share=0.5), "many rows")
    first, again = placed_on(prepared)[0], placed_on(prepared)[0]
    assert len(first.rows_x) == len(first.rows_target) == 1000
    assert first.rows_x.tolist() == again.rows_x.tolist()
    assert first.rows_x.tolist() != placed_on(prepared, seed=1)[0].rows_x.tolist()


def test_pictures_keep_their_small_floats():
    prepared = prepare(BakeoffSpec(dataset="digits"))
    assert Projection.parting(prepared.X_train, prepared.y_train).axes.dtype == prepared.X_train.dtype
