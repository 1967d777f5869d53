import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.preparation.encoders import DateParts
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.preprocessing_text import preprocessing_text
from bakeoff.rules import Rules

TIMES = pd.DataFrame({"when": pd.to_datetime(["2024-02-29 06:00", "2024-03-03 18:00", None, "2025-01-01 06:00"])})


def test_dates_become_their_parts():
    parts = DateParts().fit(TIMES)
    assert list(parts.get_feature_names_out()) == [
        "when: days", "when: year", "when: month", "when: day", "when: weekday", "when: hour",
    ]  # fmt: skip
    found = parts.transform(TIMES)
    np.testing.assert_array_equal(found[:2], [[0, 2024, 2, 29, 3, 6], [3.5, 2024, 3, 3, 6, 18]])
    assert np.isnan(found[2]).all()


def test_parts_that_never_differ_in_training_are_left_out():
    days = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=5), "same": pd.Timestamp("2024-01-01")})
    parts = DateParts().fit(days)
    assert list(parts.get_feature_names_out()) == ["day: days", "day: day", "day: weekday", "same: days"]
    later = days.assign(day=days["day"] + pd.Timedelta(days=366))
    np.testing.assert_array_equal(parts.transform(later)[:, 0], np.arange(366, 371))


@pytest.fixture
def everything() -> Dataset:
    rng, rows = np.random.default_rng(0), 300
    town = rng.choice(["Köln", "Bonn"], rows).astype(object)
    town[:8] = list("abcdefgh")  # of eight, some are in the training part
    X = pd.DataFrame(
        {
            "size": rng.normal(size=rows),
            "town": pd.Series(town, dtype="str"),
            "born": pd.date_range("2020-01-01", periods=rows, freq="D").to_series(index=range(rows)),
            "said": rng.choice(["a red rose", "the blue sea", "green grass here"], rows),
        }
    )
    X.loc[5, ["born", "said", "town"]] = [pd.NaT, np.nan, np.nan]
    return Dataset(
        X, rng.integers(0, 2, rows), "classification", tuple(X), ("no", "yes"), "Answer", text_features=("said",)
    )


def test_every_kind_of_column_is_prepared_by_what_the_training_part_shows(everything):
    prepared = prepare_dataset(everything, Rules(), "Mine")
    assert all(np.isfinite(part.data).all() for part in (prepared.X_train, prepared.X_test))
    names = prepared.feature_names_out
    assert {name.split(":")[0].split("_")[0] for name in names} == {"size", "born", "town", "said"}
    days = prepared.X_train[:, [names.index("born: days")]].toarray()
    assert (days.mean(), days.std()) == (pytest.approx(0), pytest.approx(1))
    assert list(preprocessing_text(Rules(), prepared)) == [
        "Dates become numbers: days since the first, year, month, day, day of the week, hour.",
        "Missing numbers are filled with the median of the training part.",
        "Numbers are scaled to mean 0 and variance 1, as measured on the training part.",
        "Missing categories are filled with the most frequent one of the training part.",
        "Each category becomes a column of its own, 1 where it applies and 0 elsewhere.",
        "Categories that are rare in the training part share one column.",
        "Texts become numbers: TF-IDF of words, pairs of words and runs of 3 to 5 characters.",
    ]


def test_a_category_that_training_never_saw_counts_as_rare(everything):
    prepared = prepare_dataset(everything, Rules(), "Mine")
    new = everything.X.iloc[:1].assign(town="Atlantis")
    column = prepared.feature_names_out.index("town_infrequent_sklearn")
    assert prepared.pipeline.transform(new)[0, column] == 1
