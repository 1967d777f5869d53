import itertools

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.significance import holm
from bakeoff.evaluation.slices import slice_table, slices, with_lengths

N = 400


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    colour = pd.Series(rng.choice(["red", "green", None], N), dtype="str")
    return pd.DataFrame({"age": rng.normal(40, 10, N), "colour": colour, "new": rng.random(N) > 0.5, "same": 1})


@pytest.fixture(scope="module")
def answers(people):
    """Return a class target, one contender that is right at random, and one that fails on red."""
    rng = np.random.default_rng(1)
    target = rng.integers(0, 2, N)
    steady = np.where(rng.random(N) < 0.9, target, 1 - target)
    return target, {"steady": Prediction(steady), "blind": Prediction(np.where(people["colour"] == "red", 0, steady))}


def test_numbers_are_cut_at_quartiles_and_other_values_one_by_one(people):
    found = {(one.column, one.value): one.rows for one in slices(people)}
    ages = [rows for (column, _value), rows in found.items() if column == "age"]
    assert [rows.sum() for rows in ages] == [100, 100, 100, 100]
    assert np.sum(ages, axis=0).tolist() == [1] * N
    assert (found["colour", "red"] == (people["colour"] == "red")).all()
    assert (found["colour", "missing"] == people["colour"].isna()).all()
    assert {value for column, value in found if column == "new"} == {"True", "False"}
    assert not [value for column, value in found if column == "same"]


def test_the_edges_of_prices_are_written_out():
    prices = pd.DataFrame({"price": np.linspace(100_000, 500_000, N)})
    edges = ["100,000", "200,000", "300,000", "400,000", "500,000"]
    assert [one.value for one in slices(prices)] == [f"{low} to {high}" for low, high in itertools.pairwise(edges)]


def test_slices_too_small_to_show_anything_are_left_out():
    X = pd.DataFrame({"rare": ["x"] * 9 + ["y"] * 91})
    assert list(slices(X)) == []


def test_scores_are_those_of_the_slices_rows(people, answers):
    target, predictions = answers
    table = slice_table(people, target, predictions, "classification")
    row = table[(table["value"] == "red") & (table["contender"] == "blind")].iloc[0]
    red, right = people["colour"] == "red", predictions["blind"].values == target
    assert (row["n"], row["score"], row["elsewhere"]) == (red.sum(), right[red].mean(), right[~red].mean())


def test_only_the_slice_that_a_contender_fails_on_is_weak(people, answers):
    target, predictions = answers
    table = slice_table(people, target, predictions, "classification")
    weak = table[table["weak"]]
    assert weak[["value", "contender"]].to_numpy().tolist() == [["red", "blind"]]


def test_p_values_are_scipys_corrected_by_holm(people, answers):
    target, predictions = answers
    table = slice_table(people, target, predictions, "classification")
    raw = []
    for one in slices(people):
        for prediction in predictions.values():
            right = prediction.values == target
            counts = [[np.sum(right[rows]), np.sum(~right[rows])] for rows in (one.rows, ~one.rows)]
            raw.append(stats.fisher_exact(counts, alternative="less").pvalue)
    assert table["p_elsewhere"].tolist() == pytest.approx(holm(raw))


def test_numbers_are_judged_by_squared_errors(people):
    rng = np.random.default_rng(2)
    target = rng.normal(size=N)
    noise = rng.normal(0, 0.3, N)
    predictions = {
        "steady": Prediction(target + noise),
        "blind": Prediction(target + noise * np.where(people["new"], 5, 1)),
    }
    table = slice_table(people, target, predictions, "regression")
    row = table[(table["column"] == "new") & (table["value"] == "True") & (table["contender"] == "blind")].iloc[0]
    new = people["new"].to_numpy()
    errors = (predictions["blind"].values - target) ** 2
    raw = stats.ttest_ind(errors[new], errors[~new], equal_var=False, alternative="greater").pvalue
    assert row["score"] == pytest.approx(errors[new].mean())
    assert row["p_elsewhere"] == pytest.approx(raw * len(table))
    assert row["weak"]


def test_chance_alone_makes_hardly_a_slice_weak(people):
    rng = np.random.default_rng(3)
    target = np.zeros(N, dtype=int)
    false = 0
    for _ in range(20):
        found = {name: Prediction((rng.random(N) < 0.3).astype(int)) for name in "ab"}
        table = slice_table(people, target, found, "classification")
        false += bool(table["weak"].any())
    assert false <= stats.binom.ppf(0.9995, 20, 0.1)


def test_a_table_without_slices_is_empty():
    X = pd.DataFrame({"same": [1, 1, 1]})
    table = slice_table(X, np.zeros(3), {"a": Prediction(np.zeros(3))}, "regression")
    assert table.empty
    assert "weak" in table


def test_dates_are_cut_at_their_quartiles_and_texts_by_how_long_they_are():
    days = pd.Series(pd.date_range("2024-01-01", periods=80)).sample(frac=1, random_state=0, ignore_index=True)
    texts = ["word " * (1 + place % 40) for place in range(80)]
    found = list(slices(with_lengths(pd.DataFrame({"day": days, "text": texts}), ["text"])))
    assert [one.column for one in found] == ["day"] * 4 + ["Words of “text”"] * 4
    assert [int(one.rows.sum()) for one in found[:4]] == [20] * 4
    assert found[0].value == "2024-01-01 to 2024-01-20"
    first = np.array([len(text.split()) for text in texts])[found[4].rows]
    assert first.max() <= 11
