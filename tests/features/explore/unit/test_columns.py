import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import dataset
from bakeoff.features.explore.columns import BINS, as_numbers, kind_of, look_at_column
from bakeoff.preparation.columns import features


def looked(values, kind=None, groups=None, n_groups=1):
    series = pd.Series(values)
    groups = np.zeros(len(series), dtype=np.int64) if groups is None else np.asarray(groups)
    return look_at_column("a", series, kind or kind_of("a", series, ()), groups, n_groups)


def test_bins_of_numbers_are_numpys_histogram_of_each_class():
    info = dataset("iris")
    data = info.load(info.options())
    for name, values in features(data).items():
        found = look_at_column(name, values, kind_of(name, values, ()), data.y, 3)
        assert found.bars.shape == (3, BINS)
        edges = np.histogram_bin_edges(values, BINS)
        for code in range(3):
            assert found.bars[code].tolist() == np.histogram(values[data.y == code], edges)[0].tolist()
        assert (found.distinct, found.missing) == (values.nunique(), 0)


def test_missing_values_are_counted_and_are_in_no_bar():
    found = looked([1.0, np.nan, 2.0, np.nan])
    assert (found.missing, found.distinct, found.bars.sum(), found.labels) == (2, 2, 2, ("1", "2"))


def test_a_column_without_a_value_has_no_bar():
    found = looked([np.nan, np.nan])
    assert (found.bars.shape, found.labels, found.missing) == ((1, 0), (), 2)


def test_a_constant_column_has_one_bar():
    assert looked([5, 5, 5]).bars.tolist() == [[3]]


def test_categories_come_commonest_first_and_the_rare_share_the_last():
    words = [f"w{place}" for place in range(20) for _ in range(40 - place)]
    found = looked(words)
    counts = pd.Series(words).value_counts()
    assert found.labels == (*counts.index[: BINS - 1], "all others")
    assert found.bars[0].tolist() == [*counts.iloc[: BINS - 1], counts.iloc[BINS - 1 :].sum()]


def test_each_group_has_its_own_bars():
    assert looked(["u", "v", "u", None], groups=[0, 0, 1, 1], n_groups=2).bars.tolist() == [[1, 1], [1, 0]]


def test_true_and_false_are_categories():
    assert looked([True, False, True]).labels == ("True", "False")


def test_dates_are_days_and_texts_are_counted_words():
    days = pd.Series(pd.to_datetime(["2024-03-01 00:00", None, "2024-03-03 12:00"]))
    assert as_numbers(days, "date") == pytest.approx([0, np.nan, 2.5], nan_ok=True)
    assert looked(days).labels == ("2024-03-01", "2024-03-03")
    assert as_numbers(pd.Series(["a b", None, ""]), "text") == pytest.approx([2, np.nan, 0], nan_ok=True)
    assert kind_of("a", pd.Series(["a b"]), ("a",)) == "text"
