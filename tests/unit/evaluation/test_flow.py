import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.feature_selection import VarianceThreshold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PolynomialFeatures

from bakeoff.datasets import Dataset, dataset
from bakeoff.evaluation.flow import Lane, flow, planned
from bakeoff.evaluation.preparation import features, fit_pipeline, prepare_dataset
from bakeoff.spec import Rules

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
    found = flow(prepared.pipeline, mixed.feature_names, prepared.X_train.shape[1])
    assert {lane.columns: lane.steps for lane in found.lanes} == {
        ("size", "weight"): (FILL, SCALE),
        ("day",): ("Split into days, year, month, weekday, hour", FILL, SCALE),
        ("town",): ("Fill gaps with the commonest", "One feature a category, the rare share one"),
        ("said", "meant"): ("Weigh the words of each by TF-IDF", "Compress each by truncated SVD", SCALE),
    }
    assert sum(lane.features for lane in found.lanes) == found.features == len(prepared.feature_names_out)
    assert [lane.features for lane in found.lanes if lane.columns == ("town",)] == [3]
    assert found.then == ()


def test_what_comes_behind_the_columns_is_done_to_all(mixed):
    X = features(mixed)
    columns = fit_pipeline(mixed, X, Rules(scale="none"))
    steps = [("polynomial", PolynomialFeatures(2)), ("pca", PCA(3)), ("filter", VarianceThreshold())]
    more = Pipeline([("columns", columns), *steps]).fit(X)
    found = flow(more, mixed.feature_names, 3)
    assert found.then == ("Polynomial features of degree 2", "Compress by PCA to 3 components", "VarianceThreshold")
    assert found.features == 3
    assert found.lanes[0] == Lane(("size", "weight"), (FILL,), 2)


def test_pixels_go_one_way():
    info = dataset("digits")
    data = info.load(info.options())
    fitted = fit_pipeline(data, data.X, Rules(scale="minmax"))
    assert flow(fitted, data.feature_names, 64).lanes == (Lane(data.feature_names, ("Scale from 0 to 1",), 64),)
    more = Pipeline([("columns", fitted), ("pca", PCA(5))]).fit(data.X)
    found = flow(more, data.feature_names, 5)
    assert (found.lanes[0].steps, found.then) == (("Scale from 0 to 1",), ("Compress by PCA to 5 components",))


def test_what_is_planned_is_what_is_done(mixed):
    kinds = {"size": "number", "weight": "number", "town": "category", "day": "date", "said": "text", "meant": "text"}
    done = flow(prepare_dataset(mixed, Rules(), "It").pipeline, mixed.feature_names, 0)
    plan = planned(kinds, Rules())
    assert [(lane.columns, lane.steps) for lane in plan.lanes] == [(lane.columns, lane.steps) for lane in done.lanes]
    assert {lane.features for lane in plan.lanes} | {plan.features} == {None}
