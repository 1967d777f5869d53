"""What is drawn of answers, read back from the figure."""

from dataclasses import replace

import numpy as np
import pytest

from bakeoff.contenders import contender, contenders
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.features.ask.answers import Dependent, Importances, RawFeature, ResponseCurve, Sheet
from bakeoff.features.ask.figures import (
    ceteris_paribus,
    dependences,
    first_layer,
    importances,
)
from bakeoff.features.ask.workings import LearntWeights

COLUMNS = (
    RawFeature("age", 0.0, 2.0, 1.0, 1.0),
    RawFeature("colour", 0.0, 0.0, 1.0, "red", options=("blue", "red"), kind="category"),
)
SHEET = Sheet("classification", "answer", ("no", "yes"), 0.0, 0.0, COLUMNS, None, 10, ("svm", "dummy"))


def prediction(*shares: float) -> Prediction:
    probabilities = np.column_stack([1 - np.array(shares), shares])
    return Prediction(probabilities.argmax(axis=1), probabilities)


CURVES = (
    ResponseCurve(1, ("blue", "red"), {"svm": prediction(0.1, 0.9), "dummy": prediction(0.5, 0.5)}, 0.8),
    ResponseCurve(0, (0.0, 1.0, 2.0), {"svm": prediction(0.1, 0.2, 0.3), "dummy": prediction(0.5, 0.5, 0.5)}, 0.2),
)


def test_each_panel_has_every_contenders_curve_in_its_looks_and_where_the_row_is():
    figure = ceteris_paribus(SHEET, (1.5, "red"), CURVES, 1)
    assert figure.layout.title.text == "colour alone moves the answers most"
    assert [one.text for one in figure.layout.annotations] == ["colour", "age"]
    drawn = {(trace.name, trace.xaxis): (list(trace.x), list(trace.y)) for trace in figure.data}
    assert drawn["Support vector machine", "x"] == (["blue", "red"], [10, 90])
    assert drawn["Support vector machine", "x2"] == ([0.0, 1.0, 2.0], pytest.approx([10, 20, 30]))
    assert figure.layout.yaxis.ticksuffix == " %"
    assert (figure.layout.yaxis.showticklabels, figure.layout.yaxis2.showticklabels) == (True, False)  # one scale
    assert {trace.line.color for trace in figure.data if trace.name == "Support vector machine"} == {
        contender("svm").identity.colour
    }
    (here,) = figure.layout.shapes
    assert (here.x0, here.x1, here.xref) == (1.5, 1.5, "x2")


def test_where_nothing_moves_the_title_says_so():
    still = ResponseCurve(0, (0.0, 2.0), {"dummy": prediction(0.5, 0.5)}, 0.0)
    assert ceteris_paribus(SHEET, (1.0, "red"), (still,), 1).layout.title.text == "No single feature moves any answer"


FALLS = {
    "svm": Importances((Estimate(0.2, 0.1, 0.4), Estimate(0.0, np.nan, np.nan)), 50, (50, 50)),
    "decision_tree": Importances((Estimate(0.1, 0.0, 0.2), Estimate(0.4, 0.3, 0.5)), 50, (50, 50)),
}


def test_importance_has_a_mark_and_a_line_for_each_contender_and_the_most_important_on_top():
    figure = importances(SHEET, FALLS)
    assert figure.layout.title.text == "Contenders differ in what matters most"
    assert importances(SHEET, {"svm": FALLS["svm"]}).layout.title.text == "age matters most"
    assert list(figure.layout.yaxis.ticktext) == ["colour", "age"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    svm = next(trace for trace in figure.data if trace.name == "Support vector machine")
    assert dict(zip(svm.text, svm.x, strict=True)) == pytest.approx({"age": 20, "colour": 0})
    assert figure.layout.xaxis.title.text.endswith("points")
    assert (svm.x[1] - svm.error_x.arrayminus[1], svm.x[1] + svm.error_x.array[1]) == pytest.approx((10, 40))
    assert np.isnan(svm.error_x.array[0])  # too few groups for an interval: a mark without a line


def test_marks_of_many_contenders_are_nearer_to_their_feature_than_to_the_next():
    figure = importances(SHEET, dict.fromkeys(contenders(), FALLS["svm"]))
    assert len(figure.data) > 7
    places = np.array([trace.y for trace in figure.data])
    assert (np.abs(places - np.arange(2)) < 0.45).all()


def test_before_anything_is_measured_the_figure_says_so():
    assert "yet" in importances(SHEET, {}).layout.annotations[0].text
    assert "yet" in dependences(SHEET, 0, {}, 1).layout.annotations[0].text


@pytest.mark.parametrize(("code", "expected"), [(1, [20, 40]), (0, [80, 60])])
def test_of_two_classes_the_first_is_what_the_second_leaves(code, expected):
    found = Dependent((0.0, 2.0), np.array([[0.2, 0.4]]), np.array([[[0.1, 0.3], [0.3, 0.5]]]))
    figure = dependences(SHEET, 0, {"svm": found}, code)
    mean = next(trace for trace in figure.data if trace.name == "Support vector machine")
    assert list(mean.y) == pytest.approx(expected)
    assert sum(trace.line.width == 1 for trace in figure.data) == 2


def test_first_layer_weights_are_a_table_or_pictures():
    kernel = np.array([[0.1, -2.0], [0.3, 0.5]], dtype=np.float32)
    figure = first_layer(SHEET, LearntWeights(kernel, ("age", "colour")), "keras_mlp")
    assert list(figure.data[0].y) == ["age", "colour"]
    np.testing.assert_array_equal(figure.data[0].z, kernel[:, ::-1])  # the strongest unit first
    pixels = replace(SHEET, image_shape=(2, 3))
    kernel = np.arange(12, dtype=np.float32).reshape(6, 2)
    drawn = np.asarray(first_layer(pixels, LearntWeights(kernel, tuple("abcdef")), "keras_mlp").data[0].z)
    np.testing.assert_array_equal(drawn[:2, :3], kernel[:, 1].reshape(2, 3))
    np.testing.assert_array_equal(drawn[:2, 4:7], kernel[:, 0].reshape(2, 3))


def test_numbers_of_all_contenders_depend_on_a_feature_on_one_scale():
    sheet = replace(SHEET, task="regression", class_names=())
    x = np.array([0.0, 1.0])
    flat = Dependent(x, np.array([[5.0, 5.5]]), np.array([[[5.0, 6.0], [5.0, 5.0]]]))
    steep = Dependent(x, np.array([[0.0, 10.0]]), np.array([[[-2.0, 8.0], [2.0, 12.0]]]))
    layout = dependences(sheet, 0, {"svm": flat, "dummy": steep}, None).layout
    assert layout.yaxis.range == layout.yaxis2.range
    assert layout.yaxis.range[0] < -2
    assert layout.yaxis.range[1] > 12


def test_dates_on_two_lines_stay_off_the_title_beneath():
    columns = tuple(RawFeature(f"c{n}", 0.0, 2.0, 1.0, 1.0) for n in range(4))
    curves = tuple(ResponseCurve(n, (0.0, 1.0), {"svm": prediction(0.1, 0.2)}, 0.1) for n in range(4))
    row = (1.0,) * 4

    def between(sheet):
        layout = ceteris_paribus(sheet, row, curves, 1).layout
        return (layout.yaxis.domain[0] - layout.yaxis4.domain[1]) / (layout.yaxis.domain[1] - layout.yaxis.domain[0])

    plain = replace(SHEET, columns=columns)
    dated = replace(SHEET, columns=(replace(columns[0], kind="date"), *columns[1:]))
    assert between(dated) > between(plain) + 0.1
