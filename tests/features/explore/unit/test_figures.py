import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset, dataset
from bakeoff.features.explore import figures
from bakeoff.features.explore.dependence import Dependence
from bakeoff.features.explore.figures import _correlations_title
from bakeoff.features.explore.look import look
from bakeoff.features.explore.maps import Components
from bakeoff.features.explore.terms import Terms
from bakeoff.figures.style import class_colour, class_marker
from bakeoff.rules import Rules
from bakeoff.text import speaking


@pytest.fixture(scope="module")
def iris():
    info = dataset("iris")
    return look(info.load(info.options()), Rules(), "Iris", lambda _words: None)


def test_information_is_drawn_with_the_largest_on_top(iris):
    frame = figures.mutual_information_frame(iris.dependence)
    assert frame["nats"].tolist() == sorted(iris.dependence.information, reverse=True)
    figure = figures.mutual_information(iris.dependence, "Species")
    (bars,) = figure.data
    assert list(bars.x)[::-1] == frame["nats"].tolist()
    assert list(bars.customdata)[::-1] == frame["column"].tolist()
    assert figure.layout.title.text == f"“{frame['column'][0]}” says most about “Species”"


def test_features_of_our_data_are_named_in_the_readers_language(iris):
    with speaking("zh"):
        information = figures.mutual_information(iris.dependence, "Species")
        correlations = figures.correlations(iris.dependence)
    assert set(information.data[0].customdata) == {
        "萼片长度（cm）",
        "萼片宽度（cm）",
        "花瓣长度（cm）",
        "花瓣宽度（cm）",
    }
    assert "“花瓣长度（cm）”" in correlations.layout.title.text
    assert set(figures.correlations_frame(iris.dependence)["second"]) <= set(iris.sample.X.columns)


def test_correlations_are_drawn_and_the_strongest_named(iris):
    found = iris.dependence
    figure, frame = figures.correlations(found), figures.correlations_frame(found)
    assert np.asarray(figure.data[0].z) == pytest.approx(found.correlations)
    assert len(frame) == 6
    assert frame["r"].abs().tolist() == sorted(frame["r"].abs(), reverse=True)
    assert "Petal length (cm)” and “Petal width (cm)”, r = 0.97" in figure.layout.title.text
    near = pd.DataFrame({"first": ["a"], "second": ["b"], "r": [-0.998]})
    assert _correlations_title(near).endswith("r = −0.998")  # which is not −1


def test_columns_that_never_change_have_no_correlation_to_name():
    found = Dependence(("a", "b"), np.zeros(2), ("a", "b"), np.full((2, 2), np.nan))
    assert figures.correlations(found).layout.title.text == "Correlations"


def test_rows_by_two_columns_are_each_in_their_classes_colour_and_marker(iris):
    sample = iris.sample
    x, y = sample.feature_names[:2]
    for code, trace in enumerate(figures.two_columns(sample, x, y).data):
        assert np.column_stack([trace.x, trace.y]) == pytest.approx(sample.X.loc[sample.y == code, [x, y]].to_numpy())
        assert trace.name == sample.class_names[code]
        assert (trace.marker.color, trace.marker.symbol) == (class_colour(code), class_marker(code))


def test_categories_are_moved_apart_by_less_than_half_and_gaps_are_not_drawn():
    X = pd.DataFrame({"town": ["b", "a", "b", None], "day": pd.to_datetime(["2024-01-02", "2024-01-01", None, None])})
    data = Dataset(X, np.array([1.0, 2.0, 3.0, 4.0]), "regression", ("town", "day"), (), "Price")
    figure = figures.two_columns(data, "town", "day")
    drawn = figure.data[0]
    assert np.round(drawn.x[:3]).tolist() == [0, 1, 0]
    assert np.isnan(drawn.x[3])
    assert list(drawn.y[:2]) == [1, 0]
    assert list(figure.layout.xaxis.ticktext) == ["b", "a"]
    assert figure.layout.yaxis.title.text == "day, days since the first"
    assert list(drawn.marker.color) == data.y.tolist()


def test_a_map_of_one_axis_lies_on_a_line(iris):
    flat = figures.row_map(iris.sample, iris.components.scores[:, :1], ("one", ""), "It")
    assert not any(np.any(trace.y) for trace in flat.data)
    figure = figures.row_map(iris.sample, iris.components.scores, ("one", "two"), "It")
    assert sum(len(trace.x) for trace in figure.data) == len(iris.sample.y)
    assert figure.layout.yaxis.title.text == "two"


def test_variance_is_kept_each_and_together(iris):
    frame = figures.kept_variance_frame(iris.components)
    assert frame["together"].iloc[-1] == pytest.approx(1)
    bars, line = figures.kept_variance(iris.components).data
    assert np.asarray(bars.y) == pytest.approx(100 * iris.components.kept)
    assert np.asarray(line.y) == pytest.approx(100 * iris.components.kept.cumsum())
    many = Components(np.zeros((20, 20), dtype=np.float32), np.full(20, 0.05))
    assert figures.kept_variance(many).layout.title.text == "10 components keep 50 % of the variance"


def test_terms_are_drawn_here_and_elsewhere_in_a_panel_each():
    spam = Terms("spam", ("cheap", "now"), np.array([0.5, 0.25]), np.array([0.1, 0.0]))
    mail = Terms("mail", (), *[np.zeros(0)] * 2)
    found = [spam, mail]
    figure = figures.frequent_terms(found)
    here, elsewhere = figure.data
    assert np.asarray(here.x) == pytest.approx([50, 25])
    assert np.asarray(elsewhere.x) == pytest.approx([10, 0])
    assert here.marker.color == class_colour(0)
    assert list(here.customdata) == ["cheap", "now"]
    assert figures.frequent_terms(found[1:]).layout.annotations[0].text.startswith("No term")
