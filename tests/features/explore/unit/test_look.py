import dataclasses

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, dataset
from bakeoff.features.explore.look import EXAMPLES, MOST_COLUMNS, SAMPLE, look
from bakeoff.features.explore.maps import components
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.rules import Rules


def load(name, **options):
    info = dataset(name)
    return info.load(info.options(**options))


def looked(data, rules=None):
    return look(data, rules or Rules(), "It", lambda _words: None)


@pytest.mark.parametrize("name", ["iris", "diabetes", "digits", "moons"])
def test_only_the_training_part_is_looked_at(name):
    data = load(name)
    prepared = prepare_dataset(data, Rules(), name)
    spoilt = np.array(data.X, dtype=float)
    spoilt[np.concatenate([prepared.rows_test, prepared.rows_validation])] = 1e6
    found, other = looked(data), looked(dataclasses.replace(data, X=spoilt))
    assert found.target.tolist() == prepared.y_train.tolist()
    assert (found.n_validation, found.n_test) == (len(prepared.y_validation), len(prepared.y_test))
    assert found.components.scores == pytest.approx(other.components.scores)
    assert str(found.columns) == str(other.columns)
    for mine, theirs in zip(found.pictures, other.pictures, strict=True):
        assert (mine.mean == theirs.mean).all()


def test_the_map_is_of_rows_as_the_models_see_them():
    data = load("breast_cancer")
    expected = components(prepare_dataset(data, Rules(), "It").X_train)
    assert looked(data).components.scores == pytest.approx(expected.scores, abs=1e-4)


def test_many_rows_are_sampled_the_same_each_time():
    data = load("moons", rows=5000)
    found = looked(data)
    assert len(found.sample.y) == len(found.components.scores) == SAMPLE
    assert sum(column.bars.sum() for column in found.columns) == 2 * len(found.target)
    assert found.sample.X.equals(looked(data).sample.X)


def test_pictures_have_their_mean_and_some_examples():
    data = load("digits")
    train = prepare_dataset(data, Rules(), "It").rows_train
    X, y = np.asarray(data.X)[train], data.y[train]
    found = looked(data)
    assert [one.group for one in found.pictures] == list(data.class_names)
    for code, one in enumerate(found.pictures):
        assert one.n == (y == code).sum()
        assert one.mean.ravel() == pytest.approx(X[y == code].mean(axis=0))
        assert one.examples.reshape(EXAMPLES, -1).tolist() == X[y == code][:EXAMPLES].tolist()
    assert (found.columns, found.dependence, found.terms) == ((), None, {})


def test_a_table_with_everything_in_it_is_looked_at():
    rng, n = np.random.default_rng(0), 300
    X = pd.DataFrame(
        {
            "size": np.where(np.arange(n) % 7 == 0, np.nan, rng.normal(size=n)),
            "town": rng.choice(["Bonn", "Ulm", None], n),
            "day": pd.date_range("2024-01-01", periods=n),
            "said": [f"the {'good' if place % 2 else 'bad'} one" for place in range(n)],
        }
    )
    price = np.arange(n) % 2 + rng.normal(scale=0.01, size=n)
    data = Dataset(X, price, "regression", tuple(X), (), "Price", text_features=("said",))
    found = looked(data)
    assert [column.kind for column in found.columns] == ["number", "category", "date", "text"]
    low, high = found.terms["said"]
    assert (low.terms[0], high.terms[0]) in {("bad", "good"), ("the bad", "the good"), ("bad one", "good one")}
    assert found.dependence.names == ("size", "town", "day")


def test_of_many_columns_the_first_are_shown():
    X = pd.DataFrame(np.random.default_rng(0).normal(size=(50, 100)), columns=[f"c{place}" for place in range(100)])
    found = looked(Dataset(X, np.arange(50) % 2, "classification", tuple(X), ("a", "b"), "y"))
    assert (found.n_columns, len(found.columns), len(found.sample.feature_names)) == (100, MOST_COLUMNS, MOST_COLUMNS)
    assert found.components.scores.shape[1] == min(50, len(found.target))
