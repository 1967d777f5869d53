import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

from bakeoff.checks.encoded import answer_means
from bakeoff.checks.identifier import identifiers
from bakeoff.checks.telling import telltale_columns
from bakeoff.checks.telltale_pair import telltale_pair

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


def test_dates_that_follow_the_answer_are_found():
    """In order of appearance they would be as good as shuffled."""
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    X["closed"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(y.rank(), unit="D")
    assert telltale_columns(X, y.to_numpy(), "regression") == ("closed",)


def test_numbers_in_the_order_of_the_answer_are_found_where_a_tree_is_too_coarse():
    y = RNG.normal(size=60) ** 3
    X = pd.DataFrame({"same": np.arctan(y), "other": RNG.normal(size=60)})
    assert telltale_columns(X, y, "regression") == ("same",)


def test_a_handful_of_rows_of_the_rarer_class_is_too_few_to_tell():
    y = (np.arange(200) < 8).astype(int)
    assert telltale_columns(pd.DataFrame({"y": y}), y, "classification") == ()


@pytest.mark.parametrize("n", [80, 120, 300, 1000])
@pytest.mark.parametrize("whole", [False, True])
def test_a_number_whose_threshold_is_the_class_is_found_in_tables_of_any_size(n, whole):
    for seed in range(20):
        rng = np.random.default_rng(seed)
        margin = rng.integers(-20, 20, n) if whole else rng.normal(size=n)
        X = pd.DataFrame({"margin": margin, "noise": rng.normal(size=n)})
        assert telltale_columns(X, (margin > 0).astype(int), "classification") == ("margin",)
        grade = np.digitize(margin, np.quantile(margin, [0.2, 0.5, 0.8]))
        assert telltale_columns(X, grade, "classification") == ("margin",)


def noise(n, k=4):
    return pd.DataFrame(np.random.default_rng(1).normal(size=(n, k)), columns=[f"x{place}" for place in range(k)])


def test_two_columns_that_tell_the_class_together_are_found():
    y, mask = RNG.integers(0, 2, 400), RNG.integers(0, 2, 400)
    X = noise(400).assign(one=mask, other=np.where(mask ^ y, "p", "q"))
    assert telltale_columns(X, y, "classification") == ()
    assert telltale_pair(X, y) == ("one", "other")
    assert telltale_pair(X.drop(columns="other"), y) is None


def test_of_a_plane_it_is_no_wonder_that_two_columns_tell_the_class():
    X = noise(1000, 2)
    y = ((X["x0"] > 0) ^ (X["x1"] > 0)).to_numpy().astype(int)
    assert telltale_pair(X, y) is None


@pytest.mark.parametrize("load", [load_breast_cancer, load_iris, load_wine])
def test_no_two_columns_of_real_classes_tell_all(load):
    X, y = load(return_X_y=True, as_frame=True)
    assert telltale_pair(X, y.to_numpy()) is None


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_means_of_the_answers_are_found_and_other_means_are_not(task):
    groups = RNG.integers(0, 40, 400)
    y = RNG.integers(0, 3, 400) if task == "classification" else RNG.normal(50, 9, 400)
    answers = pd.Series((y == 1) * 1.0 if task == "classification" else y)
    half = answers.where(np.arange(400) % 2 == 0)  # as whoever does it right: on some of the rows
    X = noise(400).assign(
        encoded=answers.groupby(groups).transform("mean"),
        apart=half.groupby(groups).transform("mean"),
        other=RNG.normal(size=40)[groups],
    )
    assert answer_means(X, y, task) == ("encoded",)


def encoded(towns, y, kind):
    groups = pd.Series(y, dtype=float).groupby(towns)
    sums, sizes = groups.transform("sum"), groups.transform("size")
    if kind == "rounded":
        return (sums / sizes).round(3)
    if kind == "smoothed":
        return ((sums + 10 * np.mean(y)) / (sizes + 10)).round(4)
    return ((sums - y) / (sizes - 1)).round(3)


@pytest.mark.parametrize(
    ("kind", "beside"),
    [("rounded", True), ("rounded", False), ("smoothed", True), ("smoothed", False), ("left one out", True)],
)
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_means_of_the_answers_as_a_spreadsheet_makes_them_are_found(task, kind, beside):
    towns = RNG.integers(0, 25, 400)
    y = RNG.integers(0, 2, 400) if task == "classification" else RNG.normal(50, 9, 400)
    X = noise(400).assign(encoded=encoded(towns, y, kind), price=RNG.normal(9, 2, 25)[towns].round(2))
    X = X.assign(town=[f"t{town}" for town in towns]) if beside else X
    assert answer_means(X, y, task) == ("encoded",)


@pytest.mark.parametrize(
    ("told", "people"), [(("rejected", "approved"), ("Ann", "Bob")), (("已拒绝", "已批准"), ("王经理", "李经理"))]
)
def test_a_class_that_stands_in_a_text_is_found(told, people):
    y = RNG.integers(0, 2, 400)
    text = [f"{told[code]} {RNG.choice(people)} {RNG.integers(0, 400)}" for code in y]
    other = [f"{RNG.choice(told)} {RNG.choice(people)} {RNG.integers(0, 400)}" for _code in y]
    assert telltale_columns(noise(400).assign(remark=text, other=other), y, "classification") == ("remark",)


def test_two_columns_that_sum_up_or_multiply_to_the_number_are_found():
    X = noise(400).assign(price=RNG.gamma(2, size=400), pieces=RNG.integers(1, 9, 400))
    X.loc[::50, "x2"] = np.nan
    assert telltale_pair(X, (X["x0"] + X["x1"]).to_numpy(), "regression") == ("x0", "x1")
    assert telltale_pair(X, (X["price"] * X["pieces"]).to_numpy(), "regression") == ("price", "pieces")
    assert telltale_pair(X, (X["x0"] + X["x1"] + X["x3"] / 20).to_numpy(), "regression") is None


def test_two_columns_of_which_the_greater_one_says_the_class_are_found():
    due = pd.Timestamp("2024-01-01") + pd.to_timedelta(RNG.integers(0, 300, 400), unit="D")
    X = noise(400).assign(due=due, paid=due + pd.to_timedelta(RNG.integers(-9, 9, 400), unit="D"))
    assert telltale_pair(X, (X["paid"] > X["due"]).to_numpy().astype(int)) == ("due", "paid")
    assert telltale_pair(X, (X["x0"] > X["x1"] + X["x2"]).to_numpy().astype(int)) is None


def test_two_columns_that_tell_the_class_are_found_among_three():
    one, other = RNG.integers(0, 2, 400), RNG.integers(0, 2, 400)
    assert telltale_pair(noise(400, 1).assign(p=one, q=other), one ^ other) == ("p", "q")
