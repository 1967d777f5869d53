"""Columns that are left out and rows that repeat one another: in the race, and in the judge's folds."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError, SettingError
from bakeoff.fields import names_from_text, to_text
from bakeoff.link import from_query, to_query
from bakeoff.preparation.prepared import prepare, prepare_dataset
from bakeoff.preparation.repeated_rows import row_keys, usable_rows
from bakeoff.preparation.splits import take
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.folds import folds
from bakeoff.study.plan import Plan

RNG = np.random.default_rng(0)
ONCE = pd.DataFrame({"a": RNG.normal(size=60), "b": RNG.normal(size=60), "c": list("xyz") * 20})
TWO = np.tile([0, 1], 30)
DATA = Dataset(ONCE, TWO, "classification", tuple(ONCE), ("no", "yes"), "Answer")
THRICE = replace(DATA, X=pd.concat([ONCE] * 3, ignore_index=True), y=np.tile(TWO, 3))


def prepared(data, **rules):
    return prepare_dataset(data, Rules(**rules), "Mine")


def parts(one):
    return [one.rows_train, one.rows_validation, one.rows_test]


def test_nobody_learns_from_what_is_left_out_and_the_rows_stay_where_they_are():
    whole, found = prepared(DATA), prepared(DATA, leave_out=("b",))
    assert found.feature_names_out == ("a", "c_x", "c_y", "c_z")
    np.testing.assert_array_equal(found.X_test, np.delete(whole.X_test, 1, axis=1))
    for one, other in zip(parts(whole), parts(found), strict=True):
        np.testing.assert_array_equal(one, other)
    assert preprocessing_text(Rules(leave_out=("b",)), found)[0] == "Left out: b."


def test_it_is_the_same_as_a_table_without_the_column():
    without = replace(DATA, X=ONCE[["a", "c"]], feature_names=("a", "c"))
    np.testing.assert_array_equal(prepared(without).X_train, prepared(DATA, leave_out=("b",)).X_train)


def test_a_plane_of_two_numbers_is_left_one():
    spec = BakeoffSpec(dataset="moons", rules={"leave_out": ("x2",)})
    assert prepare(spec).X_train.shape[1] == 1


@pytest.mark.parametrize(
    ("leave_out", "why"),
    [
        (("bb",), "Mine has no column “bb” to leave out; did you mean “b”?"),
        (("wholly else",), "Mine has no column “wholly else” to leave out; its columns are a, b, c."),
        (("a", "b", "c"), "Mine: every column is left out, so nothing is there to learn from."),
    ],
)
def test_what_cannot_be_left_out_is_refused_in_one_sentence(leave_out, why):
    with pytest.raises(DatasetError) as caught:
        prepared(DATA, leave_out=leave_out)
    assert str(caught.value) == why


def test_pictures_have_no_columns_to_leave_out():
    with pytest.raises(DatasetError, match="which have no columns to leave out"):
        prepare(BakeoffSpec(dataset="digits", rules={"leave_out": ("x",)}))


def test_of_rows_that_repeat_one_another_the_first_is_used():
    found = prepared(THRICE, unique=True)
    used = np.concatenate(parts(found))
    assert sorted(used) == list(range(60))
    rows = [take(THRICE.X, part) for part in (np.concatenate(parts(found)[:2]), found.rows_test)]
    assert rows[0].merge(rows[1]).empty
    assert "Of rows that are the same only the first is used." in preprocessing_text(Rules(unique=True), found)


def test_pandas_finds_the_same_repetitions():
    X = pd.DataFrame({"n": RNG.integers(0, 3, 400).astype(float), "w": RNG.choice(list("pq"), 400)})
    X.loc[::7, "n"] = np.nan
    data = Dataset(X, RNG.integers(0, 2, 400), "classification", ("n", "w"), ("no", "yes"))
    expected = np.flatnonzero(~X.assign(y=data.y).duplicated().to_numpy())
    np.testing.assert_array_equal(usable_rows(data, Rules(unique=True)), expected)


def test_rows_that_differ_in_what_is_left_out_alone_repeat_one_another():
    data = replace(THRICE, X=THRICE.X.assign(ticket=np.arange(180)), feature_names=("a", "b", "c", "ticket"))
    assert len(usable_rows(data, Rules(unique=True))) == 180
    assert len(usable_rows(data, Rules(unique=True, leave_out=("ticket",)))) == 60


def test_the_same_features_with_another_answer_are_another_row():
    X = np.zeros((4, 3), dtype=np.uint8)
    assert len(set(row_keys(X, np.array([0, 1, 0, 1])))) == 2


def test_of_an_official_test_part_the_rows_to_learn_from_are_taken_away():
    new = pd.DataFrame({"a": [9.0], "b": [9.0], "c": ["x"]})
    X, y = pd.concat([ONCE, ONCE[:5], new], ignore_index=True), np.concatenate([TWO, TWO[:5], [1]])
    data = replace(DATA, X=X, y=y, official_test_rows=6)
    np.testing.assert_array_equal(prepared(data, unique=True).rows_test, [65])
    with pytest.raises(DatasetError, match="every row of its test part repeats a row to learn from"):
        prepared(replace(THRICE, official_test_rows=60), unique=True)


def test_the_judges_folds_use_each_row_once():
    tested = [test for _rest, test in folds(THRICE, Rules(unique=True), Plan(folds=5, repeats=1), "Mine")]
    assert sorted(np.concatenate(tested)) == list(range(60))


@given(st.lists(st.text(min_size=1), max_size=4))
def test_column_names_come_through_a_link_whatever_they_are(names):
    assert names_from_text(to_text(tuple(names))) == tuple(names)


def test_a_link_carries_them():
    spec = BakeoffSpec(dataset="wine", rules={"leave_out": ["Hue", "a, b"], "unique": True})
    assert to_query(spec)["rules.leave_out"] == 'Hue,"a, b"'
    assert from_query(to_query(spec)) == (spec, ())
    assert BakeoffSpec.from_json(spec.to_json()) == spec
    assert spec.replace("rules.leave_out", "Hue").rules.leave_out == ("Hue",)
    with pytest.raises(SettingError):
        spec.replace("rules.unique", "perhaps")


def test_another_data_set_starts_with_all_of_its_columns_and_rows():
    spec = BakeoffSpec(dataset="wine", rules={"leave_out": ("Hue",), "unique": True, "seed": 7})
    assert spec.replace("dataset", "iris").rules == Rules(seed=7)
    assert spec.replace("dataset", "wine") == spec
