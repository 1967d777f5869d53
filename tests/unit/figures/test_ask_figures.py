"""What is drawn of answers, read back from the figure."""

import numpy as np
import pytest

from bakeoff.ask.messages import Column, Curve, Sheet
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.figures import ceteris_paribus, ceteris_paribus_frame

COLUMNS = (Column("age", 0.0, 2.0, 1.0, 1.0), Column("colour", 0.0, 0.0, 1.0, "red", options=("blue", "red")))
SHEET = Sheet("classification", "answer", ("no", "yes"), 0.0, 0.0, COLUMNS, None, 10, ("svm", "dummy"))


def prediction(*shares: float) -> Prediction:
    probabilities = np.column_stack([1 - np.array(shares), shares])
    return Prediction(probabilities.argmax(axis=1), probabilities)


CURVES = (
    Curve(1, ("blue", "red"), {"svm": prediction(0.1, 0.9), "dummy": prediction(0.5, 0.5)}, 0.8),
    Curve(0, (0.0, 1.0, 2.0), {"svm": prediction(0.1, 0.2, 0.3), "dummy": prediction(0.5, 0.5, 0.5)}, 0.2),
)


def test_each_panel_has_every_contenders_curve_in_its_looks_and_where_the_row_is():
    figure = ceteris_paribus(SHEET, (1.5, "red"), CURVES, 1)
    assert figure.layout.title.text == "colour alone moves the answers most"
    assert [one.text for one in figure.layout.annotations] == ["colour", "age"]
    drawn = {(trace.name, trace.xaxis): (list(trace.x), list(trace.y)) for trace in figure.data}
    assert drawn["SVM", "x"] == (["blue", "red"], [0.1, 0.9])
    assert drawn["SVM", "x2"] == ([0.0, 1.0, 2.0], pytest.approx([0.1, 0.2, 0.3]))
    assert {trace.line.color for trace in figure.data if trace.name == "SVM"} == {contender("svm").identity.colour}
    (here,) = figure.layout.shapes
    assert (here.x0, here.x1, here.xref) == (1.5, 1.5, "x2")


def test_the_frame_has_the_same_numbers():
    frame = ceteris_paribus_frame(SHEET, CURVES, 0)
    one = frame.query("feature == 'age' and contender == 'svm'")
    assert one["answer"].tolist() == pytest.approx([0.9, 0.8, 0.7])


def test_where_nothing_moves_the_title_says_so():
    still = Curve(0, (0.0, 2.0), {"dummy": prediction(0.5, 0.5)}, 0.0)
    assert ceteris_paribus(SHEET, (1.0, "red"), (still,), 1).layout.title.text == "No single feature moves any answer"
