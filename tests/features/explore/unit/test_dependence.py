import numpy as np
import pandas as pd
import pytest
from scipy.stats import pearsonr
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

from bakeoff.datasets import Dataset, dataset
from bakeoff.features.explore.dependence import MOST_CORRELATED, dependence
from bakeoff.preparation.columns import features


def table(name):
    info = dataset(name)
    data = info.load(info.options())
    return Dataset(features(data), data.y, data.task, data.feature_names, data.class_names, data.target_name)


@pytest.mark.parametrize(("name", "measure"), [("iris", mutual_info_classif), ("diabetes", mutual_info_regression)])
def test_information_is_scikit_learns(name, measure):
    data = table(name)
    found = dependence(data)
    expected = measure(np.asarray(data.X), data.y, discrete_features=False, n_neighbors=3, random_state=0)
    assert found.names == data.feature_names
    assert found.information == pytest.approx(expected)


def test_a_categorys_information_is_the_closed_form():
    rng = np.random.default_rng(0)
    y = rng.integers(0, 2, 4000)
    X = pd.DataFrame({"copy": np.where(y == 1, "b", "a"), "noise": rng.choice(["u", "v", None], 4000)})
    found = dependence(Dataset(X, y, "classification", ("copy", "noise"), ("0", "1"), "y"))
    share = y.mean()
    entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
    assert found.information == pytest.approx([entropy, 0], abs=2e-3)
    assert found.correlated == ()
    assert found.correlations.shape == (0, 0)


def test_correlations_are_pearsons_of_rows_with_both_values_the_target_last():
    data = table("diabetes")
    X = data.X.copy()
    X.iloc[::7, 3] = np.nan
    found = dependence(Dataset(X, data.y, "regression", data.feature_names, (), data.target_name))
    assert found.correlated == (*data.feature_names, data.target_name)
    known = X.iloc[:, 3].notna()
    assert found.correlations[3, 2] == pytest.approx(pearsonr(X.iloc[:, 3][known], X.iloc[:, 2][known]).statistic)
    assert found.correlations[2, -1] == pytest.approx(pearsonr(X.iloc[:, 2], data.y).statistic)
    assert np.diag(found.correlations) == pytest.approx(1)


def test_of_many_columns_those_that_say_most_are_correlated_in_their_order():
    data = table("breast_cancer")
    found = dependence(data)
    order = np.argsort(-found.information, kind="stable")[:MOST_CORRELATED]
    assert found.correlated == tuple(data.feature_names[place] for place in sorted(order))


def test_a_handful_of_rows_and_a_constant_column_are_no_trouble():
    X = pd.DataFrame({"same": [1.0, 1.0, 1.0], "gone": [np.nan] * 3, "x": [1.0, 2.0, 3.0]})
    found = dependence(Dataset(X, np.array([0, 1, 1]), "classification", tuple(X), ("a", "b"), "y"))
    assert np.isfinite(found.information).all()
    assert np.isnan(found.correlations[0]).all()


def test_only_texts_leave_nothing_to_measure():
    X = pd.DataFrame({"said": ["a b", "c d"]})
    found = dependence(
        Dataset(X, np.array([0, 1]), "classification", ("said",), ("a", "b"), "y", text_features=("said",))
    )
    assert found.names == ()
