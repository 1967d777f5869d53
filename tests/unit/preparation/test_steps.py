"""Compression and polynomial features, each against scikit-learn's own."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures, StandardScaler

from bakeoff.datasets import dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare
from bakeoff.preparation.preview import before_after
from bakeoff.preparation.splits import take
from bakeoff.preparation.steps import n_polynomial, parted
from bakeoff.race.preprocessing_text import effects_text
from bakeoff.race.regions import grid, placed_on
from bakeoff.spec import BakeoffSpec


def prepared(name: str, transform: dict, **rules):
    return prepare(BakeoffSpec(dataset=name, transform=transform, rules=rules))


def raw(done, part: str):
    return take(done.data.X, getattr(done, f"rows_{part}"))


@pytest.mark.parametrize("name", ["digits", "breast_cancer"])
def test_pca_is_scikit_learns_fitted_on_the_training_part_alone(name):
    done = prepared(name, {"components": 12}, seed=4)
    own = make_pipeline(StandardScaler(), PCA(12, svd_solver="full")).fit(raw(done, "train"))
    for part, X in (("train", done.X_train), ("validation", done.X_validation), ("test", done.X_test)):
        np.testing.assert_allclose(X, own.transform(raw(done, part)), atol=2e-3 if name == "digits" else 1e-8)
    assert done.feature_names_out == tuple(f"Component {number}" for number in range(1, 13))
    share = 100 * own[-1].explained_variance_ratio_.sum()
    assert effects_text(done.effects)[-1] == (
        f"PCA keeps 12 of {done.data.X.shape[1]} components, {share:.1f} % of the variance of the training part."
    )


def test_rows_that_smote_makes_up_change_no_component():
    plain, more = (prepared("breast_cancer", {"components": 5, "smote": smote}) for smote in (False, True))
    assert len(more.X_train) > len(plain.X_train)
    np.testing.assert_allclose(more.X_test, plain.X_test, atol=1e-12)


def test_no_more_components_are_kept_than_there_are():
    done = prepared("iris", {"components": 40})
    assert done.X_train.shape[1] == 4
    assert (
        effects_text(done.effects)[-1] == "PCA keeps 4 of 4 components, 100.0 % of the variance of the training part."
    )


@pytest.mark.parametrize(("scale", "scaler"), [("standard", StandardScaler), ("minmax", MinMaxScaler)])
def test_polynomial_features_are_scikit_learns_scaled_once_more(scale, scaler):
    done = prepared("diabetes", {"degree": 2}, scale=scale)
    numbers = [SimpleImputer(strategy="median"), scaler()]
    own = make_pipeline(*numbers, PolynomialFeatures(2, include_bias=False), scaler()).fit(raw(done, "train"))
    np.testing.assert_allclose(done.X_test, own.transform(raw(done, "test")), atol=1e-10)
    first, second = done.data.feature_names[:2]
    assert {first, f"{first}²", f"{first} × {second}"} <= set(done.feature_names_out)
    assert len(done.feature_names_out) == done.X_train.shape[1] == n_polynomial(10, 2) == 65


def test_without_scaling_the_products_are_as_they_are():
    done = prepared("iris", {"degree": 3}, scale="none")
    own = PolynomialFeatures(3, include_bias=False).fit_transform(raw(done, "test"))
    np.testing.assert_allclose(done.X_test, own, rtol=1e-12)
    assert effects_text(done.effects)[-1] == "Products up to degree 3 make 34 features of 4."


def test_components_come_before_their_products():
    done = prepared("digits", {"components": 5, "degree": 2})
    _columns, steps = parted(done.pipeline)
    assert list(steps) == ["pca", "polynomial", "scale"]
    assert done.feature_names_out[5:7] == ("Component 1²", "Component 1 × Component 2")
    np.testing.assert_allclose(done.X_train.mean(axis=0), 0, atol=1e-4)


def test_too_many_products_are_refused_with_the_mend():
    with pytest.raises(DatasetError) as caught:
        prepared("breast_cancer", {"degree": 3})
    assert str(caught.value) == (
        "Degree 3 of 30 features would make 5,455 of them; at most 2,500 are possible with so many rows. "
        "Take a lower degree, or fewer components."
    )
    assert prepared("breast_cancer", {"degree": 3, "components": 5}).X_train.shape[1] == 55


@pytest.mark.parametrize("transform", [{"degree": 2}, {"components": 1}, {"copies": 1}])
def test_a_plane_stays_the_plane_whatever_becomes_of_its_rows(transform):
    done = prepared("moons", transform)
    plane = placed_on(done, 5)[0]
    assert not plane.projected
    assert plane.axis_names == ("x1", "x2")
    corner = done.data.X.iloc[:1].assign(x1=plane.x[0], x2=plane.y[0])
    np.testing.assert_allclose(grid(done, plane)[0], done.pipeline.transform(corner)[0])


@pytest.mark.parametrize("name", ["digits", "iris", "moons", "diabetes"])
def test_the_default_transforms_nothing(name):
    done, plain = prepared(name, {}), prepare(BakeoffSpec(dataset=name))
    assert parted(done.pipeline)[1] == {}
    np.testing.assert_array_equal(done.X_train, plain.X_train)
    assert done.effects == plain.effects
    assert effects_text(done.effects) == ()


def test_a_setting_without_effect_changes_nothing():
    done, plain = prepared("iris", {"shift": 0.4, "noise": 2}), prepare(BakeoffSpec(dataset="iris"))
    np.testing.assert_array_equal(done.X_train, plain.X_train)


# --- before and after ---


def test_the_kept_variance_is_that_of_all_components():
    spec = BakeoffSpec(dataset="digits", transform={"components": 20})
    done = prepare(spec)
    found = before_after(done.data, spec)
    own = PCA(svd_solver="full").fit(StandardScaler().fit_transform(raw(done, "train")))
    np.testing.assert_allclose(found.shares, own.explained_variance_ratio_, atol=1e-5)
    assert (found.kept, found.n_rows) == (20, len(done.rows_train))
    assert effects_text(found.effects) == effects_text(done.effects) != ()


def test_pictures_are_made_anew_from_their_components():
    spec = BakeoffSpec(dataset="digits", transform={"components": 64})
    found = before_after(dataset("digits").load(None), spec)
    assert found.pictures.before.shape == (10, 6, 64)
    np.testing.assert_allclose(found.pictures.compressed.astype(int), found.pictures.before, atol=1)
    few = before_after(dataset("digits").load(None), spec.replace("transform.components", 2)).pictures
    assert np.abs(few.compressed.astype(float) - few.before).mean() > 2


def test_what_is_added_to_a_table_is_marked():
    spec = BakeoffSpec(dataset={"name": "moons", "options": {"rows": 400}}, transform={"copies": 2})
    found = before_after(dataset("moons").load(spec.dataset.options), spec)
    before, after = (points for _title, points in found.points)
    assert not before.made.any()
    assert after.made.sum() == 2 * len(before.rows)
    np.testing.assert_array_equal(after.rows[~after.made], before.rows)
