"""Exact contributions in trees, against what the shap package says of them, and against all coalitions one by one."""

import itertools
import json
import math

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier

from bakeoff.contenders.grown import grown
from bakeoff.features.ask.tree_shapley import tree_contributions
from tests.features.ask.unit.shap_reference import MODELS, STORED, answers, fitted

REFERENCE = json.loads(STORED.read_text(encoding="utf-8"))


def trees_of(model):
    classes = getattr(model, "classes_", None)
    return [grown(tree.tree_, classes) for tree in getattr(model, "estimators_", [model])]


def one_by_one(value, n):
    """Return Shapley values by their definition."""
    total = 0
    for player in range(n):
        others = [one for one in range(n) if one != player]
        part = 0
        for size in range(n):
            weight = math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
            for some in itertools.combinations(others, size):
                part = part + weight * (value({*some, player}) - value(set(some)))
        total = [*total, part] if player else [part]
    return np.array(total)


@pytest.mark.parametrize("name", MODELS)
def test_they_are_the_shap_packages(name):
    model, background, rows = fitted(name)
    n = rows.shape[1]
    for row, expected in zip(rows, REFERENCE[name], strict=True):
        found = tree_contributions(trees_of(model), row, background, np.arange(n), n)
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("name", ["tree", "tree of numbers", "forest of numbers"])
def test_they_are_what_the_definition_says_also_of_features_that_go_together(name):
    model, background, rows = fitted(name)
    n = 4
    owners = np.arange(rows.shape[1]) % n
    for row in rows:

        def value(coalition, row=row):
            mixed = np.where(np.isin(owners, list(coalition)), row, background[:20])
            return answers(model, mixed).mean(axis=0)

        found = tree_contributions(trees_of(model), row, background[:20], owners, n)
        np.testing.assert_allclose(found, one_by_one(value, n), rtol=0, atol=1e-9)


def test_more_players_than_bits_in_a_word_add_up_to_the_answer():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 150))
    y = X[:, :100].sum(axis=1) + X[:, 130] ** 2
    model = RandomForestRegressor(10, random_state=0).fit(X, y)
    found = tree_contributions(trees_of(model), X[0], X[100:130], np.arange(150), 150)
    expected = model.predict(X[:1]) - model.predict(X[100:130]).mean()
    np.testing.assert_allclose(found.sum(axis=0), expected)
    assert np.count_nonzero(found[128:]) > 5


def test_what_is_alike_in_all_rows_belongs_to_nobody():
    X, y = load_iris(return_X_y=True)
    model = DecisionTreeClassifier(random_state=0).fit(X, y)
    background = X[40:60].copy()
    background[:, 2] = X[120, 2]
    whole = tree_contributions(trees_of(model), X[120], background, np.arange(4), 4)
    assert not whole[2].any()
    without = tree_contributions(trees_of(model), X[120], background, np.array([0, 1, -1, 2]), 3)
    np.testing.assert_allclose(without, whole[[0, 1, 3]], atol=1e-12)
