import numpy as np
import pytest
from sklearn import datasets as sources

from bakeoff.datasets import dataset


def load(name):
    info = dataset(name)
    return info.load(info.options())


@pytest.mark.parametrize("name", ["digits", "iris", "wine", "breast_cancer"])
def test_values_are_those_of_scikit_learn(name):
    X, y = getattr(sources, f"load_{name}")(return_X_y=True)
    np.testing.assert_array_equal(np.asarray(load(name).X), X)
    np.testing.assert_array_equal(load(name).y, y)


def test_diabetes_is_in_real_units_and_scales_to_scikit_learns_own():
    X, y = sources.load_diabetes(return_X_y=True)
    ours = load("diabetes")
    values = ours.X.to_numpy()
    scaled = (values - values.mean(axis=0)) / values.std(axis=0) / np.sqrt(len(values))
    np.testing.assert_allclose(scaled, X, atol=1e-12)
    np.testing.assert_array_equal(ours.y, y)
    assert ours.X["Age (years)"].between(18, 80).all()


@pytest.mark.parametrize("name", ["iris", "digits"])
def test_what_is_changed_of_one_is_not_changed_of_the_next(name):
    changed = load(name)
    values = changed.X.to_numpy(copy=False) if name == "iris" else changed.X
    values.setflags(write=True)
    values[:] = changed.y[:] = 7
    assert len(np.unique(load(name).X)) > 2
    assert len(np.unique(load(name).y)) > 2


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes"])
def test_column_names_are_for_people(name):
    for column in load(name).feature_names:
        assert column[0].isupper()
        assert "_" not in column


@pytest.mark.parametrize("name", ["breast_cancer", "iris"])
def test_class_names_follow_the_codes(name):
    theirs = getattr(sources, f"load_{name}")().target_names
    assert [one.lower() for one in load(name).class_names] == list(theirs)


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer"])
def test_features_are_called_as_scikit_learn_calls_them(name):
    theirs = getattr(sources, f"load_{name}")().feature_names
    assert [one.lower().replace(" ", "_") for one in load(name).feature_names] == [
        one.replace(" ", "_") for one in theirs
    ]
