import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, dataset
from bakeoff.matrix import rows_as_made
from bakeoff.preparation.columns import features, fit_pipeline, fit_transform
from bakeoff.rules import Rules

MIXED = pd.DataFrame(
    {
        "height": [1.5, np.nan, 1.8, 1.7],
        "born": pd.to_datetime(["2001-01-02", "1999-05-06", None, "2010-10-10"]),
        "town": ["Ulm", "Bonn", None, "Ulm"],
        "said": ["it rains again", "it is dry", "rain and rain", "dry as dust"],
    }
)


def mixed() -> Dataset:
    return Dataset(MIXED, np.arange(4.0), "regression", tuple(MIXED), text_features=("said",))


def dense(made) -> np.ndarray:
    rows = rows_as_made(made)
    return rows.toarray() if hasattr(rows, "toarray") else rows


@pytest.mark.parametrize("scale", ["standard", "minmax", "none"])
@pytest.mark.parametrize("name", ["digits", "mixed"])
def test_rows_made_while_fitting_are_those_that_the_fitted_pipeline_makes_of_them(name, scale):
    data = mixed() if name == "mixed" else dataset(name).load(dataset(name).options())
    X, rules = features(data), Rules(scale=scale)

    fitted, made = fit_transform(data, X, rules)

    np.testing.assert_array_equal(dense(made), dense(fitted.transform(X)))
    np.testing.assert_array_equal(dense(made), dense(fit_pipeline(data, X, rules).transform(X)))
