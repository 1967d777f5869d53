"""Contributions of real contenders: that they add up, and what they are against the definition."""

import itertools
import math

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes

from bakeoff.datasets import Dataset
from bakeoff.features.ask.contributions import contributions
from bakeoff.features.ask.mixing import Mixer
from bakeoff.features.ask.shapley import enumerated
from bakeoff.race.predicting import predict
from tests.features.ask.unit.subjects import fitted

ALL = ("decision_tree", "svm", "random_forest", "linear", "k_nearest")


@pytest.fixture(scope="module")
def cancer():
    source = load_breast_cancer()
    names, y = tuple(source.feature_names), source.target.astype(np.int64)
    data = Dataset(source.data, y, "classification", names, ("malignant", "benign"), "diagnosis")
    return fitted(data, *ALL)


@pytest.fixture(scope="module")
def numbers():
    source = load_diabetes()
    return fitted(Dataset(source.data, source.target, "regression", tuple(source.feature_names), (), "progress"), *ALL)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("subject", ["cancer", "numbers"])
def test_they_add_up_to_the_answer_less_the_mean_answer(subject, name, request):
    subject = request.getfixturevalue(subject)
    row = subject.example(2).row
    found = contributions(subject, row, name, 2)
    shown = subject.predict([row])[name]
    expected = shown.values if shown.probabilities is None else shown.probabilities[0]
    np.testing.assert_allclose(found.answer, expected)
    np.testing.assert_allclose(found.parts.sum(axis=0), found.answer - found.base, atol=1e-9 * np.abs(expected).max())
    exact = name in ("decision_tree", "random_forest")
    assert (found.walks == 0) == exact
    assert exact == (not found.errors.any())


@pytest.mark.parametrize("name", ["decision_tree", "svm"])
def test_dates_and_texts_of_sparse_rows_have_a_part_too(dated, name):
    row = dated.example(0).row
    found = contributions(dated, row, name, 2)
    answer = dated.predict([row])[name].probabilities[0]
    np.testing.assert_allclose(found.base + found.parts.sum(axis=0), answer)
    text = [column.name for column in dated.sheet.columns].index("text")
    assert np.abs(found.parts[:, 1]).argmax() == text
    assert found.walks == 0


@pytest.mark.parametrize("name", ["decision_tree", "svm"])
def test_a_category_and_a_truth_value_are_a_player_each_whatever_the_contender(mixed, name):
    """By the definition, on raw rows: all coalitions of the table's own columns."""
    row = mixed.example(0).row
    others = mixed.rows(Mixer(mixed, row).numbers)
    value = {}
    for size in range(5):
        for some in map(frozenset, itertools.combinations(range(4), size)):
            rows = [tuple(row[at] if at in some else one[at] for at in range(4)) for one in others]
            value[some] = mixed.predict(rows)[name].probabilities.mean(axis=0)
    for player, part in enumerate(contributions(mixed, row, name, 2).parts):
        without = [some for some in value if player not in some]
        weights = [math.factorial(len(some)) * math.factorial(3 - len(some)) / 24 for some in without]
        gains = [value[some | {player}] - value[some] for some in without]
        np.testing.assert_allclose(part, np.average(gains, axis=0, weights=weights), atol=1e-9)


def test_a_linear_models_are_its_weights_times_how_far_the_row_is_from_the_mean(numbers):
    row = numbers.example(0).row
    found = contributions(numbers, row, "linear", 2)
    mixer = Mixer(numbers, row)
    expected = numbers.models["linear"].coef_ * (mixer.x - mixer.background.mean(axis=0))
    np.testing.assert_allclose(found.parts[:, 0], expected, atol=1e-9)
    np.testing.assert_allclose(found.errors, 0, atol=1e-9)
    assert not found.more


def test_drawn_ones_are_near_the_exact_ones_by_their_errors(numbers):
    row = numbers.example(1).row
    mixer = Mixer(numbers, row)

    def game(masks, others):
        return predict(numbers.models["svm"], mixer.rows(masks, others), numbers.prepared).values[:, None]

    exact = enumerated(game, 10, len(mixer.numbers)).parts
    found = contributions(numbers, row, "svm", 8)
    assert found.walks == 2 * 8 * found.n_background
    assert np.abs(found.parts - exact).max() < 4 * found.errors.max()
    assert np.corrcoef(found.parts[:, 0], exact[:, 0])[0, 1] > 0.99


def test_a_calibrated_forest_is_no_longer_a_mean_of_trees(cancer):
    row, forest = cancer.example(0).row, cancer.models["random_forest"]
    assert forest.trees() is not None
    forest.scale_ = 1.7
    try:
        found = contributions(cancer, row, "random_forest", 2)
    finally:
        del forest.scale_
    assert forest.trees() is not None
    assert found.walks > 0
    np.testing.assert_allclose(found.parts.sum(axis=0), found.answer - found.base, atol=1e-9)


def test_a_calibrated_tree_is_exact_all_the_same(mixed):
    row, tree = mixed.example(0).row, mixed.models["decision_tree"]
    tree.scale_ = 0.5
    try:
        found = contributions(mixed, row, "decision_tree", 2)
        answer = mixed.predict([row])["decision_tree"].probabilities[0]
    finally:
        del tree.scale_
    assert found.walks == 0
    np.testing.assert_allclose(found.base + found.parts.sum(axis=0), answer)
