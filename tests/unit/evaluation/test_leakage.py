import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

from bakeoff.evaluation.leakage import identifiers, repeated_rows, telltale_columns

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("load", [load_breast_cancer, load_iris, load_wine])
def test_no_column_of_real_classes_tells_all(load):
    X, y = load(return_X_y=True, as_frame=True)
    assert telltale_columns(X, y.to_numpy(), "classification") == ()


@pytest.mark.parametrize(
    "leak",
    [
        lambda y: np.where(y == 1, "benign", "malignant"),
        lambda y: np.where(y == 1, 3.5, np.nan),
        lambda y: y + RNG.normal(0, 0.01, len(y)),
    ],
    ids=["other name", "missing where", "noisy copy"],
)
def test_a_column_that_is_the_class_in_disguise_is_found(leak):
    X, y = load_breast_cancer(return_X_y=True, as_frame=True)
    X["leak"] = leak(y.to_numpy())
    assert telltale_columns(X, y.to_numpy(), "classification") == ("leak",)


def test_a_column_that_is_the_number_in_another_unit_is_found():
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    assert telltale_columns(X, y.to_numpy(), "regression") == ()
    X["log"] = np.log(y)
    assert telltale_columns(X, y.to_numpy(), "regression") == ("log",)


def test_of_a_constant_target_nothing_can_be_told():
    X = pd.DataFrame({"x": np.arange(100.0)})
    assert telltale_columns(X, np.zeros(100, dtype=int), "classification") == ()
    assert telltale_columns(X, np.zeros(100), "regression") == ()


def test_a_handful_of_rows_is_too_few_to_tell():
    y = np.tile([0, 1], 20)
    assert telltale_columns(pd.DataFrame({"y": y}), y, "classification") == ()


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("row", np.arange(100), True),
        ("shuffled", RNG.permutation(100), True),
        ("customer_id", RNG.choice(10**6, 100, replace=False), True),
        ("name", [f"n{k}" for k in range(100)], True),
        ("price", RNG.choice(10**6, 100, replace=False), False),
        ("size", RNG.normal(size=100), False),
        ("sorted", np.sort(RNG.normal(size=100)), False),
        ("house", RNG.integers(0, 50, 100), False),
        ("when", pd.date_range("2020", periods=100), False),
        ("gaps", np.append(np.arange(99.0), np.nan), False),
    ],
)
def test_identifiers_number_or_name_every_row(name, values, expected):
    assert (identifiers(pd.DataFrame({name: values})) == (name,)) == expected


def test_repeated_rows_are_those_equal_in_every_value():
    learnt = pd.DataFrame({"a": [1.0, 2.0, np.nan], "b": ["x", "y", None]})
    test = pd.DataFrame({"a": [2.0, 2.0, np.nan], "b": ["y", "x", None]})
    assert repeated_rows(learnt, test).tolist() == [True, False, True]
    pictures = np.array([[1, 2], [3, 4]], dtype=np.uint8)
    assert repeated_rows(pictures, pictures[::-1]).all()
    assert not repeated_rows(pictures, pictures.T).any()
