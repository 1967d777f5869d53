import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import Dataset, dataset
from bakeoff.figures.data import (
    MOST_ROWS,
    PICTURES,
    class_balance,
    class_balance_frame,
    data_figure,
    picture_rows,
)
from bakeoff.figures.style import class_colour, class_marker, rgb
from tests.unit.figures.png_reader import pixels


def load(name, **options):
    info = dataset(name)
    return info.load(info.options(**options))


def points(trace):
    return np.column_stack([trace.x, trace.y])


def test_two_columns_are_drawn_as_they_are():
    data = load("moons")
    figure = data_figure(data, "Moons")
    for code, trace in enumerate(figure.data):
        assert points(trace) == pytest.approx(np.asarray(data.X)[data.y == code], rel=1e-6)
        assert (trace.name, trace.marker.color, trace.marker.symbol) == (
            data.class_names[code],
            class_colour(code),
            class_marker(code),
        )
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == data.feature_names
    assert figure.layout.title.text == "Moons"


def test_more_columns_are_drawn_on_their_principal_components():
    data = load("iris")
    expected = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(data.X))
    figure = data_figure(data)
    for code, trace in enumerate(figure.data):
        assert np.abs(points(trace)) == pytest.approx(np.abs(expected[data.y == code]), abs=1e-6)
    assert figure.layout.xaxis.title.text == "First principal component"


def test_numbers_to_be_predicted_are_a_colour():
    data = load("diabetes")
    (trace,) = data_figure(data).data
    assert list(trace.marker.color) == data.y.tolist()
    assert trace.marker.colorbar.title.text == data.target_name
    assert trace.marker.colorbar.title.side == "right"  # above the bar it takes a phone's width from the plot


def test_categories_and_gaps_are_drawn_too():
    X = pd.DataFrame({"a": [1.0, np.nan, 3.0, 4.0], "b": ["u", "v", "u", "w"], "c": [0.0, 1.0, 0.0, np.nan]})
    data = dataclasses.replace(load("moons"), X=X, y=np.array([0, 1, 0, 1]), feature_names=("a", "b", "c"))
    drawn = np.concatenate([points(trace) for trace in data_figure(data).data])
    assert len(drawn) == 4
    assert np.isfinite(drawn).all()


def test_of_many_rows_a_part_is_drawn_the_same_each_time():
    data = load("moons", rows=5000)
    figure = data_figure(data)
    assert sum(len(trace.x) for trace in figure.data) == MOST_ROWS
    assert figure == data_figure(data)
    for code, trace in enumerate(figure.data):
        known = np.asarray(data.X)[data.y == code].astype(np.float32)
        assert set(map(tuple, points(trace).tolist())) <= set(map(tuple, known.tolist()))


def test_pictures_stand_in_a_line_a_class():
    data = load("digits")
    rows = picture_rows(data)
    assert rows.shape == (10, PICTURES)
    assert [set(data.y[line]) for line in rows] == [{code} for code in range(10)]
    figure = data_figure(data)
    assert list(figure.layout.yaxis.ticktext) == list(data.class_names)
    assert np.array(figure.data[0].z).tolist() == rows.tolist()


def test_a_picture_is_ink_in_its_classes_colour():
    data = load("digits")
    found = pixels(data_figure(data).layout.images[0].source)
    height, width = data.image_shape
    row, column = 3, 5
    tile = found[row * (height + 2) + 1 :, column * (width + 2) + 1 :][:height, :width]
    picture = np.asarray(data.X)[picture_rows(data)[row, column]].reshape(height, width)
    assert (tile[..., :3] == rgb(class_colour(row))).all()
    assert tile[..., 3] == pytest.approx(picture.astype(float) * 255 / 16, abs=0.51)


def test_a_class_with_few_pictures_leaves_the_rest_clear():
    data = load("digits")
    kept = np.concatenate([np.flatnonzero(data.y == 0)[:2], np.flatnonzero(data.y == 1)])
    few = dataclasses.replace(data, X=np.asarray(data.X)[kept], y=data.y[kept], class_names=("0", "1"))
    assert (picture_rows(few)[0] >= 0).sum() == 2
    found = pixels(data_figure(few).layout.images[0].source)
    assert found[: data.image_shape[0] + 2, 2 * (data.image_shape[1] + 2) :, 3].max() == 0


def test_bars_are_rows_per_class_in_the_classes_colours():
    data = load("breast_cancer")
    (bars,) = class_balance(data).data
    assert dict(zip(bars.x, bars.y, strict=True)) == class_balance_frame(data).set_index("class")["rows"].to_dict()
    assert bars.y.sum() == len(data.y)
    assert list(bars.marker.color) == [class_colour(0), class_colour(1)]
    assert class_balance(data).layout.title.text == "569 rows; the largest class has 63 % of them"


def test_bars_of_numbers_are_a_histogram():
    data = load("diabetes")
    (bars,) = class_balance(data).data
    frame = class_balance_frame(data)
    assert list(bars.y) == frame["rows"].tolist() == np.histogram(data.y, bins=len(frame))[0].tolist()
    assert class_balance(data).layout.xaxis.title.text == data.target_name


def test_dates_gaps_and_long_texts_have_a_place_without_a_column_for_each_text():
    rng, n = np.random.default_rng(0), 3000
    X = pd.DataFrame(
        {
            "day": pd.date_range("2024-01-01", periods=n),
            "size": np.where(np.arange(n) % 7 == 0, np.nan, rng.normal(size=n)),
            "gap": np.full(n, np.nan),
            "town": [f"town {number % 900}" for number in range(n)],
            "said": [f"no two are alike, {number}" for number in range(n)],
        }
    )
    X.loc[3, "day"] = pd.NaT
    data = Dataset(X, np.arange(n) % 2, "classification", tuple(X), ("a", "b"), "Class", text_features=("said",))
    drawn = np.concatenate([points(trace) for trace in data_figure(data).data])
    assert len(drawn) == 2000
    assert np.isfinite(drawn).all()


def test_texts_alone_lie_by_their_strongest_two_components():
    said = pd.DataFrame(
        {"said": ["good fine good", "bad poor", "good", "poor bad poor", "fine day", "", "bad day"] * 3}
    )
    y = np.arange(len(said)) % 2
    data = Dataset(said, y, "classification", ("said",), ("a", "b"), "Class", text_features=("said",))
    weights = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform(said["said"])
    expected = TruncatedSVD(2, random_state=0).fit_transform(weights)
    figure = data_figure(data)
    for code, trace in enumerate(figure.data):
        np.testing.assert_allclose(points(trace), expected[y == code], atol=1e-6)
    assert figure.layout.xaxis.title.text == "First component of the words"
    first, second = figure.data
    assert (first.customdata[0], second.customdata[0]) == ("good fine good", "bad poor")
    tagged = dataclasses.replace(data, X="<i>" + said + "</i>")
    assert "<i>" not in data_figure(tagged).data[0].customdata[0]
    empty = Dataset(said.assign(said=""), y, "classification", ("said",), ("a", "b"), "Class", text_features=("said",))
    assert not any(points(trace).any() for trace in data_figure(empty).data)
