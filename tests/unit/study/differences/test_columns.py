import math

import numpy as np
import pandas as pd

from bakeoff.datasets import Dataset, NoOptions, datasets
from bakeoff.study.differences.columns import Span, columns_of, words

N = 40


def table(texts=(), **columns):
    frame = pd.DataFrame(columns)
    return Dataset(X=frame, y=np.zeros(N), task="regression", feature_names=tuple(columns), text_features=tuple(texts))


def columns(data: Dataset):
    return columns_of(data, np.arange(len(data.y)))


def test_numbers_are_parted_between_neighbours_and_said_in_few_digits():
    (width,) = columns(table(width=np.repeat([1.0, 1.4, 1.7, 2.5], 10)))
    assert width.codes.tolist() == np.repeat([0, 1, 2, 3], 10).tolist()
    assert width.cuts == ("1", "1.5", "2")
    assert words([width], {0: Span(above=0, up_to=1)}) == ("width: 1 to 1.5",)
    assert words([width], {0: Span(above=1)}) == ("width: above 1.5",)
    assert words([width], {0: Span(up_to=2)}) == ("width: up to 2",)


def test_many_numbers_are_cut_into_parts_of_about_as_many_rows():
    numbers = np.random.default_rng(0).normal(size=5000)
    data = Dataset(X=pd.DataFrame({"x": numbers}), y=np.zeros(5000), task="regression", feature_names=("x",))
    (column,) = columns(data)
    sizes = np.bincount(column.codes.astype(int))
    assert len(sizes) == 128
    assert sizes.max() <= 45
    cuts = [float(cut.replace("−", "-")) for cut in column.cuts]
    assert np.searchsorted(cuts, numbers).tolist() == column.codes.tolist()  # the words part the rows as the codes do


def test_missing_numbers_are_named():
    (age,) = columns(table(age=[math.nan] * 10 + list(range(30))))
    assert np.isnan(age.codes[:10]).all()
    assert words([age], {0: Span(up_to=3)}) == ("age: up to 3, or missing",)
    assert words([age], {0: Span(up_to=3, missing=False)}) == ("age: up to 3",)
    assert words([age], {0: Span(above=math.inf)}) == ("age: missing",)
    assert words([age], {0: Span(missing=False)}) == ("age: not missing",)


def test_categories_are_named_one_by_one():
    own = columns(table(colour=["red"] * 15 + ["green"] * 14 + ["blue"] * 10 + [None]))
    assert [column.value for column in own] == ["red", "green", "blue", "missing"]
    assert words(own, {0: Span(above=0)}) == ("colour: red",)
    assert words(own, {0: Span(up_to=0), 2: Span(up_to=0)}) == ("colour: not red, blue",)


def test_two_values_make_one_column_and_one_value_none():
    own = columns(table(new=[True] * 25 + [False] * 15, floors=[1] * 20 + [2] * 20, same=["a"] * N))
    assert [(column.name, column.value) for column in own] == [("new", "True"), ("floors", "1"), ("same", "a")]


def test_dates_are_parted_by_days():
    (day,) = columns(table(day=pd.date_range("2024-01-01", periods=N)))
    assert words([day], {0: Span(above=9)}) == ("day: above 2024-01-10",)


def test_texts_are_parted_by_their_words_and_length():
    own = columns(table(texts=["review"], review=["good book"] * 15 + ["a bad, long book"] * 25))
    assert [column.name for column in own] == ["Words of “review”", "review"]
    good = own[-1]
    assert words(own, {1: Span(above=0)}) == ("review: “good”",)
    assert words(own, {1: Span(up_to=0)}) == ("review: not “good”",)
    assert good.codes.sum() == 15


def test_texts_of_rare_words_have_their_length_alone():
    own = columns(table(texts=["review"], review=[f"word{n}" for n in range(N)]))
    assert [(column.name, column.cuts) for column in own] == [("Words of “review”", ())]


def test_pictures_have_their_truth_in_words_and_their_looks_in_none():
    data = datasets()["digits"].load(NoOptions())
    own = columns_of(data, np.arange(300))
    assert [column.value for column in own[:10]] == [str(digit) for digit in range(10)]
    assert words(own, {3: Span(above=0), 12: Span(up_to=50)}) == ("Truth: 3", "Looks: like these")
    assert len(own) == 18
