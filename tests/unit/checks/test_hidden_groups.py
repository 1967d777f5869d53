import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_diabetes, load_iris

from bakeoff.checks import hidden_groups
from bakeoff.checks.base import DoesNotApply, SetUp
from bakeoff.checks.hidden_groups import belonging, neighbours
from bakeoff.datasets import Dataset
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.spec import BakeoffSpec

SPEC = BakeoffSpec(dataset="iris", contenders=["decision_tree"])


def found(X, y, spec=SPEC):
    frame = pd.DataFrame(X).rename(columns=str)
    classes = np.asarray(y).dtype.kind in "ib"
    names = tuple(map(str, np.unique(y))) if classes else ()
    task = "classification" if classes else "regression"
    data = Dataset(frame, np.asarray(y), task, tuple(frame.columns), names, "y")
    return [*hidden_groups.find(SetUp(spec, prepare_dataset(data, spec.rules, "table")))]


def people(order, seed=0):
    """Eight visits of each of 40 people."""
    rng = np.random.default_rng(seed)
    who = np.repeat(np.arange(40), 8)
    X = rng.normal(size=(40, 6))[who] + 0.3 * rng.normal(size=(320, 6))
    y = (rng.normal(size=40)[who] + 0.2 * rng.normal(size=320) > 0).astype(np.int64)
    return X[order], y[order]


BLOCKS = np.arange(320)
VISITS = np.argsort(np.tile(np.arange(8), 40), kind="stable")


def test_people_whose_rows_stand_together_are_found():
    (finding,) = found(*people(BLOCKS))
    assert finding.level == "warning"
    assert finding.what.startswith("Rows up to ")


def test_people_whose_visits_stand_one_beneath_another_are_found():
    (finding,) = found(*people(VISITS))
    assert finding.what.startswith("Rows that stand 40 rows apart")


def test_people_in_any_order_can_not_be_found():
    assert found(*people(np.random.default_rng(1).permutation(320))) == []


def test_a_series_without_a_date_is_found():
    rng = np.random.default_rng(0)
    walk, others = rng.normal(size=400).cumsum(), np.zeros((400, 4))
    for day in range(1, 400):
        others[day] = 0.95 * others[day - 1] + rng.normal(size=4)
    (finding,) = found(np.column_stack([others, walk + 2 * rng.normal(size=400)]), walk)
    assert "times as far off" in finding.what


def test_rows_sorted_by_class_have_no_groups():
    assert found(*load_iris(return_X_y=True)) == []
    X, y = load_diabetes(return_X_y=True)
    assert found(X, y) == []
    order = np.argsort(y)
    assert found(X[order], (y > 140).astype(np.int64)[order]) == []


def test_rows_sorted_by_the_number_to_be_predicted_are_not_looked_at():
    X, y = load_diabetes(return_X_y=True)
    order = np.argsort(y)
    with pytest.raises(DoesNotApply, match="not sorted by the answer"):
        found(X[order], y[order])


def test_a_column_that_names_the_groups_is_enough():
    X, y = people(BLOCKS)
    frame = pd.DataFrame(X).assign(patient=[f"p{who}" for who in np.repeat(np.arange(40), 8)])
    with pytest.raises(DoesNotApply, match="A column says"):
        found(frame, y)


def test_the_nearest_of_equal_rows_is_never_the_row_itself():
    places = neighbours(np.zeros((90, 2)))
    assert places.shape == (90, 80)
    assert not (places == np.arange(90)[:, None]).any()


def test_what_is_told_is_what_is_counted_by_hand():
    X, y = people(BLOCKS)
    nearest = neighbours(X)
    together = belonging(nearest, y.astype(float), classes=True)
    wrong = []
    for row in range(320):
        kept = [place for place in nearest[row] if abs(place - row) > together.place]
        wrong.append(y[kept[0] if kept else nearest[row, -1]] != y[row])
    assert together.off_without == pytest.approx(np.mean(wrong))
