from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, dataset
from bakeoff.datasets.fingerprint import fingerprint


@pytest.fixture
def table() -> Dataset:
    frame = pd.DataFrame({"size": [1.0, 2.5, np.nan], "colour": ["red", None, "blue"], "count": [1, 2, 3]})
    return Dataset(frame, np.array([0, 1, 0]), "classification", tuple(frame.columns), ("no", "yes"), "Bought")


def test_it_is_a_sha256_and_the_same_for_the_same_data(table):
    assert len(fingerprint(table)) == 64
    assert int(fingerprint(table), 16) >= 0
    assert fingerprint(table) == fingerprint(replace(table, X=table.X.copy(), y=table.y.copy()))


def test_any_change_changes_it(table):
    def with_cell(row, column, value):
        frame = table.X.copy()
        frame.loc[row, column] = value
        return replace(table, X=frame)

    changed = [
        with_cell(0, "size", 1.0000001),
        with_cell(0, "colour", "reds"),
        with_cell(1, "colour", "None"),
        with_cell(2, "count", 4),
        replace(table, y=np.array([0, 1, 1])),
        replace(table, class_names=("yes", "no")),
        replace(table, feature_names=("size", "colour", "number")),
        replace(table, target_name="Sold"),
        replace(table, X=table.X.iloc[[1, 0, 2]]),
        replace(table, X=table.X.astype({"count": np.float64})),
        replace(table, official_test_rows=1),
    ]
    assert len({fingerprint(one) for one in [table, *changed]}) == len(changed) + 1


def test_the_layout_in_memory_does_not_matter():
    data = dataset("digits").load(None)
    assert fingerprint(replace(data, X=np.asfortranarray(data.X))) == fingerprint(data)
    assert fingerprint(replace(data, y=data.y.astype(">i8"))) == fingerprint(data)


def test_options_of_a_made_up_set_show_in_it():
    info = dataset("moons")
    assert fingerprint(info.load(info.options())) != fingerprint(info.load(info.options(seed=1)))
