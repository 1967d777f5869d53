import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, dataset
from bakeoff.preparation.columns import fit_pipeline
from bakeoff.preparation.pipeline_diagram import ColumnPath, diagram_of, planned, transformed
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.preparation.steps import parted
from bakeoff.rules import Rules
from bakeoff.transform import Transform

FILL, SCALE = "Fill gaps with the median", "Scale to mean 0, variance 1"


@pytest.fixture(scope="module")
def mixed():
    rng, n = np.random.default_rng(0), 80
    X = pd.DataFrame(
        {
            "size": rng.normal(size=n),
            "weight": rng.normal(size=n),
            "town": rng.choice(["Bonn", "Ulm", "Kiel"], n),
            "day": pd.date_range("2024-01-01", periods=n),
            "said": [f"text {place % 9} of it" for place in range(n)],
            "meant": [f"word {place % 7} in it" for place in range(n)],
        }
    )
    return Dataset(X, np.arange(n) % 2, "classification", tuple(X), ("a", "b"), "y", text_features=("said", "meant"))


def test_every_column_goes_one_way_and_the_features_add_up(mixed):
    prepared = prepare_dataset(mixed, Rules(), "It")
    found = diagram_of(prepared.pipeline, mixed.feature_names, prepared.X_train.shape[1])
    assert {lane.columns: lane.steps for lane in found.lanes} == {
        ("size", "weight"): (FILL, SCALE),
        ("day",): ("Split into days, year, month, weekday, hour", FILL, SCALE),
        ("town",): ("Fill gaps with the commonest", "One feature a category, the rare share one"),
        ("said", "meant"): ("Weigh words, pairs of words and runs of characters by TF-IDF",),
    }
    assert sum(lane.features for lane in found.lanes) == found.features == len(prepared.feature_names_out)
    assert [lane.features for lane in found.lanes if lane.columns == ("town",)] == [3]
    assert found.then == ()


@pytest.mark.parametrize("settings", [{}, {"components": 3}, {"degree": 2}, {"components": 500, "degree": 2}])
def test_what_comes_behind_the_columns_is_done_to_all(mixed, settings):
    transform = Transform(**settings)
    prepared = prepare_dataset(mixed, Rules(), "It", transform)
    before = diagram_of(prepared.columns, mixed.feature_names, prepare_dataset(mixed, Rules(), "It").X_train.shape[1])
    found = transformed(before, Rules(), transform, len(prepared.y_train))
    assert found.features == prepared.X_train.shape[1]
    assert len(found.then) == len(parted(prepared.pipeline)[1])  # of texts products alone are compressed before
    assert (found.then[-1:] == (SCALE,)) == ("degree" in settings)
    assert transformed(planned({"size": "number"}, Rules()), Rules(), transform).features is None


def test_sliders_come_first_but_on_pixels():
    transform = Transform(junk=0.5, rotation=0.25, components=3)
    for name, done in (("wine", 3), ("digits", 1)):
        data = dataset(name).load(None)
        prepared = prepare_dataset(data, Rules(), "It", transform)
        before = diagram_of(prepared.columns, data.feature_names, data.X.shape[1])
        found = transformed(before, Rules(), transform, pictures=name == "digits")
        assert len(found.then) == len(parted(prepared.pipeline)[1]) == done
        assert found.features == 3
    assert transformed(planned({"x": "number"}, Rules()), Rules(), transform).then[:2] == (
        "Add 50 % junk features",
        "Rotate by 25 %",
    )


def test_pixels_go_one_way():
    info = dataset("digits")
    data = info.load(info.options())
    fitted = fit_pipeline(data, data.X, Rules(scale="minmax"))
    assert diagram_of(fitted, data.feature_names, 64).lanes == (
        ColumnPath(data.feature_names, ("Scale from 0 to 1",), 64),
    )


def test_what_is_planned_is_what_is_done(mixed):
    kinds = {"size": "number", "weight": "number", "town": "category", "day": "date", "said": "text", "meant": "text"}
    done = diagram_of(prepare_dataset(mixed, Rules(), "It").pipeline, mixed.feature_names, 0)
    plan = planned(kinds, Rules())
    assert [(lane.columns, lane.steps) for lane in plan.lanes] == [(lane.columns, lane.steps) for lane in done.lanes]
    assert {lane.features for lane in plan.lanes} | {plan.features} == {None}
