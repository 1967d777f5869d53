"""Sliders against second sources: scipy's matrix functions and densities, and known distributions."""

import numpy as np
import pytest
from scipy.linalg import expm, logm
from scipy.stats import kstest, multivariate_normal, special_ortho_group
from sklearn.preprocessing import QuantileTransformer, StandardScaler

from bakeoff import link
from bakeoff.datasets import dataset
from bakeoff.errors import DatasetError, SettingError
from bakeoff.preparation import prepared as preparing
from bakeoff.preparation.prepared import prepare, prepare_parts
from bakeoff.preparation.preview import before_after
from bakeoff.preparation.sliders import JunkFeatures, PartialRotation, noisy_labels, smoothed_target
from bakeoff.preparation.splits import Parts, take
from bakeoff.race.preprocessing_text import effects_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.transform import Transform

ALL = {"junk": 1.5, "rotation": 0.4, "smooth": 0.1, "label_noise": 0.2}


def prepared(name: str, **transform):
    return prepare(BakeoffSpec(dataset=name, transform=transform))


@pytest.fixture(scope="module")
def cells():
    data = dataset("breast_cancer").load(None)
    return StandardScaler().fit_transform(data.X)


def test_junk_imitates_real_columns_and_says_nothing():
    X = np.random.default_rng(0).normal([5.0, -1.0, 0.0], [2.0, 0.1, 1.0], (20_000, 3))
    junk = JunkFeatures(3.0).fit(X)
    made = junk.transform(X)[:, 3:]
    assert made.shape == (20_000, 9)
    assert kstest((made - junk.means_) / junk.spreads_, "norm", axis=0).pvalue.min() > 0.001
    assert {round(mean) for mean in junk.means_} <= {5, -1, 0}
    deviations = X.std(axis=0)[[np.abs(X.mean(axis=0) - mean).argmin() for mean in junk.means_]]
    np.testing.assert_allclose(junk.spreads_, deviations, rtol=0.03)
    correlations = np.corrcoef(np.hstack([X, made]).T) - np.eye(12)
    assert np.abs(correlations).max() < 0.035


def test_a_row_has_the_same_junk_whenever_it_is_transformed_and_more_contains_less(cells):
    some, more = (JunkFeatures(share).fit(cells) for share in (0.5, 2.0))
    whole = more.transform(cells)
    np.testing.assert_array_equal(more.transform(cells[7:8])[0], whole[7])
    np.testing.assert_array_equal(some.transform(cells), whole[:, :45])
    assert not np.isclose(JunkFeatures(0.5, seed=1).fit(cells).transform(cells)[:, 30:], whole[:, 30:45]).any()


def test_junk_of_a_rare_category_has_its_standard_deviation():
    X = np.zeros((100, 1))
    X[:10] = 1.0
    assert JunkFeatures(1.0).fit(X).spreads_[0] == pytest.approx(X.std())


@pytest.mark.parametrize("share", [0.2, 0.7, 1.0])
def test_rotation_is_scipys_power_of_a_rotation_behind_scikit_learns_quantiles(cells, share):
    found = PartialRotation(share, seed=3).fit(cells[:300]).transform(cells)
    whole = special_ortho_group.rvs(30, random_state=3)
    normal = QuantileTransformer(n_quantiles=300, output_distribution="normal", random_state=3).fit(cells[:300])
    np.testing.assert_allclose(found, normal.transform(cells) @ expm(share * logm(whole)).real, atol=1e-9)


def test_columns_with_two_values_are_not_rotated(cells):
    X = np.hstack([cells[:, :2], cells[:, :1] > 0])
    rotation = PartialRotation(1.0).fit(X)
    assert rotation.rotated_.tolist() == [0, 1]
    np.testing.assert_array_equal(rotation.transform(X)[:, 2], X[:, 2])
    for columns in (X[:, :1], X[:, 2:]):
        assert PartialRotation(0.5).fit(columns).transform(columns).shape == columns.shape


@pytest.mark.parametrize("width", [0.05, 0.5])
def test_smoothed_targets_are_the_kernel_means_of_scipys_densities(cells, width, monkeypatch):
    X, y = cells[:150, :4], cells[:150, 5]
    covariance = width * np.cov(X.T, bias=True)
    weights = np.array([multivariate_normal(row, covariance).pdf(X) for row in X])
    np.testing.assert_allclose(smoothed_target(X, y, width, False), weights @ y / weights.sum(axis=1), rtol=1e-9)
    codes = np.digitize(y, [-0.5, 0.5])
    monkeypatch.setattr("bakeoff.preparation.sliders._CHUNK", 1000)
    expected = np.stack([weights[:, codes == code].sum(axis=1) for code in range(3)]).argmax(axis=0)
    np.testing.assert_array_equal(smoothed_target(X, codes, width, True), expected)


def test_label_noise_gives_exactly_that_share_another_class():
    y = np.repeat(np.arange(4), 1000)
    noisy = noisy_labels(y, 0.3, True, 0)
    wrong = noisy[noisy != y]
    assert len(wrong) == 1200
    assert np.bincount(wrong, minlength=4).min() > 250
    less = noisy_labels(y, 0.1, True, 0)
    np.testing.assert_array_equal(less[less != y], noisy[less != y])


def test_noisy_numbers_are_those_of_other_rows():
    y = np.arange(1000.0)
    noisy = noisy_labels(y, 0.25, False, 0)
    assert (noisy != y).sum() == 250
    assert set(noisy) <= set(y)


@pytest.mark.parametrize("name", ["iris", "diabetes"])
def test_no_slider_learns_from_rows_that_are_tested(name):
    data, rules, transform = dataset(name).load(None), Rules(), Transform(**ALL)
    rows = np.random.default_rng(0).permutation(len(data.y))
    parts = Parts(np.sort(rows[:80]), np.sort(rows[80:100]), np.sort(rows[100:]))
    planted = data.X.copy()
    planted.iloc[rows[80:]] = 1e6 + np.arange(len(rows) - 80)[:, None]
    leaky = data.y.copy()
    leaky[rows[80:]] = leaky[rows[0]]
    plain = prepare_parts(data, rules, parts, transform)
    told = prepare_parts(type(data)(**vars(data) | {"X": planted, "y": leaky}), rules, parts, transform)
    np.testing.assert_array_equal(told.X_train, plain.X_train)
    np.testing.assert_array_equal(told.y_train, plain.y_train)
    np.testing.assert_array_equal(told.pipeline.transform(take(data.X, parts.test)), plain.X_test)


def test_only_targets_to_train_on_change():
    plain, changed = prepared("iris"), prepared("iris", label_noise=0.3, smooth=0.5)
    assert (changed.y_train != plain.y_train).mean() > 0.2
    for part in ("y_validation", "y_test"):
        np.testing.assert_array_equal(getattr(changed, part), getattr(plain, part))
    assert effects_text(changed.effects)[-2:] == (
        "The targets of the training rows are smoothed.",
        "30 % of the training rows have a wrong target.",
    )


def test_copies_have_the_wrong_target_of_their_row():
    done = prepared("iris", label_noise=0.3, copies=2)
    rows = len(done.rows_train)
    for copy in (1, 2):
        np.testing.assert_array_equal(done.y_train[:rows], done.y_train[copy * rows : (copy + 1) * rows])


def test_features_are_named_and_the_steps_said():
    done = prepared("iris", junk=0.5, rotation=0.25)
    assert done.feature_names_out == tuple(f"Rotated {number}" for number in range(1, 7))
    assert prepared("iris", junk=0.5).feature_names_out[3:] == ("Petal width (cm)", "Junk 1", "Junk 2")
    assert effects_text(done.effects)[-2:] == (
        "2 junk features imitate the mean and spread of real ones.",
        "6 features are made normal and rotated by 25 % of a random rotation.",
    )


def test_pictures_have_label_noise_alone():
    plain, changed = prepared("digits"), prepared("digits", **ALL)
    np.testing.assert_array_equal(changed.X_train, plain.X_train)
    assert (changed.y_train != plain.y_train).mean() == pytest.approx(0.2, abs=0.001)
    assert not Transform(junk=1, rotation=1, smooth=1).acts("classification", "image")
    assert Transform(label_noise=0.1).acts("classification", "image")


def test_too_many_features_or_rows_are_refused_with_the_mend(monkeypatch):
    monkeypatch.setattr("bakeoff.preparation.steps.MOST_ROTATED", 7)
    with pytest.raises(DatasetError, match="at most 7 features, and here are 8; leave columns out, or add less junk"):
        prepared("iris", junk=1.0, rotation=1.0)
    monkeypatch.setattr(preparing, "MOST_SMOOTHED", 50)
    with pytest.raises(DatasetError, match="at most 50 training rows, and here are 89; train on fewer"):
        prepared("iris", smooth=0.1)
    monkeypatch.setattr("bakeoff.preparation.steps.MOST_NUMBERS", 100)
    with pytest.raises(DatasetError, match="Junk features of 4 real ones would be too many for 89 training rows"):
        prepared("iris", junk=1.0)


def test_a_value_outside_a_sliders_range_is_one_sentence():
    with pytest.raises(SettingError) as refused:
        BakeoffSpec().replace("transform.junk", "4")
    _spec, notes = link.from_query({"transform.junk": "4"})
    assert len(notes) == 1
    assert str(refused.value) in str(notes[0])


def test_components_of_a_preview_are_those_of_junk_as_well():
    spec = BakeoffSpec(dataset="iris", transform={"junk": 1.0, "components": 6})
    found = before_after(dataset("iris").load(None), spec)
    assert len(found.shares) == 8
    assert found.kept == 6
