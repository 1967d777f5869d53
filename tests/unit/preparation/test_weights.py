"""Weights of training rows: of classes, of a column, and of rows that were copied or made up."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.utils import compute_sample_weight

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.transform import Transform

RNG = np.random.default_rng(0)
TABLE = pd.DataFrame({"a": RNG.normal(size=90), "b": RNG.normal(size=90), "times": RNG.integers(0, 5, 90) * 1000})
DATA = Dataset(TABLE, np.repeat([0, 1, 2], [50, 30, 10]), "classification", tuple(TABLE), ("x", "y", "z"), "Answer")


def prepared(data=DATA, transform=None, **rules):
    return prepare_dataset(data, Rules(**rules), "Mine", transform)


def test_all_rows_count_alike_unless_a_rule_says_otherwise():
    assert prepared().weights is None
    assert prepare(BakeoffSpec(dataset="diabetes", rules={"class_weight": "balanced"})).weights is None


def test_balanced_weights_are_those_of_scikit_learn():
    found = prepared(class_weight="balanced")
    np.testing.assert_array_equal(found.weights, compute_sample_weight("balanced", found.y_train))
    assert "Training rows are weighted so that every class counts alike." in preprocessing_text(
        Rules(class_weight="balanced"), found
    )


def test_a_column_weighs_rows_relative_to_their_mean_and_is_not_learnt_from():
    found = prepared(weight_by="times")
    counts = TABLE["times"].to_numpy()[found.rows_train]
    np.testing.assert_allclose(found.weights, counts / counts.mean())
    assert found.feature_names_out == ("a", "b")
    assert "Training rows are weighted by “times”, which nobody learns from." in preprocessing_text(
        Rules(weight_by="times"), found
    )
    np.testing.assert_array_equal(found.X_train, prepared(leave_out=("times",)).X_train)


def test_both_multiply_so_that_every_class_weighs_the_same():
    found = prepared(weight_by="times", class_weight="balanced")
    counts = TABLE["times"].to_numpy()[found.rows_train]
    sums = np.bincount(found.y_train, found.weights)
    np.testing.assert_allclose(sums, len(counts) / 3)
    third = found.y_train == 2
    np.testing.assert_allclose(found.weights[third] / found.weights[third].sum(), counts[third] / counts[third].sum())


def test_copies_weigh_as_their_row_and_made_up_rows_as_their_class_on_average():
    pytest.importorskip("imblearn")
    found = prepared(transform=Transform(copies=1, smote=True), weight_by="times")
    n = len(found.rows_train)
    np.testing.assert_array_equal(found.weights[:n], found.weights[n : 2 * n])
    for code in (1, 2):
        of_class = found.y_train == code
        made_up = found.weights[2 * n :][of_class[2 * n :]]
        np.testing.assert_allclose(made_up, found.weights[: 2 * n][of_class[: 2 * n]].mean())


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (TABLE["times"] - 1, "Mine: row 4 has no number of 0 or more in “times”"),
        (TABLE["times"].where(TABLE.index != 7), "row 8 has no number"),
        (TABLE["times"].astype(float).where(TABLE.index != 7, np.inf), "the column “times” has an infinite number"),
        (TABLE["times"].astype("str").where(TABLE.index != 2, "many"), "row 3 has no number"),
        (TABLE["times"] * 0, "All training rows of “x” have weight 0 in “times”"),
    ],
)
def test_a_column_that_cannot_be_weights_is_refused_in_a_sentence(values, why):
    first = TABLE["times"].to_numpy().argmin()
    with pytest.raises(DatasetError, match=why.replace("row 4", f"row {first + 1}")):
        prepared(replace(DATA, X=TABLE.assign(times=values)), weight_by="times")


def test_numbers_are_refused_if_none_has_a_weight():
    data = replace(DATA, y=RNG.normal(size=90), task="regression", class_names=(), X=TABLE.assign(times=0))
    with pytest.raises(DatasetError, match="All training rows have weight 0 in “times”"):
        prepared(data, weight_by="times")


def test_a_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(DatasetError, match="Mine has no column “c” with row weights; choose one of a, b, times"):
        prepared(weight_by="c")
    with pytest.raises(DatasetError, match="has no columns with row weights"):
        prepare(BakeoffSpec(dataset="digits", rules={"weight_by": "c"}))
