import dataclasses
import re

import pytest

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.figures.regression import predicted_actual, regression_frame, residuals

RIVALS = ["decision_tree", "svm", "random_forest"]


@pytest.mark.parametrize(
    ("draw", "x", "y"), [(predicted_actual, "actual", "predicted"), (residuals, "predicted", "residual")]
)
def test_points_are_those_of_the_frame(draw, x, y, diabetes):
    frame = regression_frame(diabetes)
    for trace, name in zip(draw(diabetes).data, RIVALS, strict=True):
        rows = frame[frame["contender"] == name]
        assert list(trace.x) == rows[x].tolist()
        assert list(trace.y) == rows[y].tolist()
        identity = contender(name).identity
        assert (trace.marker.color, trace.marker.symbol) == (identity.colour, identity.marker)


def test_the_frame_is_the_reports(diabetes):
    rows = regression_frame(diabetes).query("contender == 'svm'")
    assert rows["predicted"].tolist() == diabetes.answers["svm"].prediction.values.tolist()
    assert rows["actual"].tolist() == diabetes.held_out.target.tolist()
    assert rows["row"].tolist() == diabetes.held_out.rows.tolist()
    assert rows["residual"].to_numpy() == pytest.approx((rows["predicted"] - rows["actual"]).to_numpy())


def test_the_dotted_line_is_where_answers_are_right(diabetes):
    diagonal = predicted_actual(diabetes).layout.shapes[0]
    target = diabetes.held_out.target
    assert (diagonal.x0, diagonal.x1) == (diagonal.y0, diagonal.y1) == (target.min(), target.max())
    assert (residuals(diabetes).layout.shapes[0].y0, residuals(diabetes).layout.shapes[0].y1) == (0, 0)


def test_axes_and_title_say_what_is_drawn_in_which_unit(diabetes):
    layout = residuals(diabetes).layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("Predicted", "Predicted minus actual")
    assert layout.title.text == f"{diabetes.setting.target_name}: what is left, predicted minus actual"


@pytest.mark.parametrize("draw", [predicted_actual, residuals])
def test_prices_are_read_of_a_point_without_powers_of_ten(draw, diabetes):
    formats = {part for trace in draw(diabetes).data for part in re.findall(r":([^}:]+)}", trace.hovertemplate)}
    assert formats == {",.4~r"}  # as d3 writes them: g has a power of ten from ten thousand on


def test_who_is_nearest_is_what_the_verdict_says(diabetes):
    seen = f"{diabetes.setting.target_name}, predicted against actual, by R²"
    pairs = tuple(dataclasses.replace(one, decided=False) for one in diabetes.verdict.pairs)
    better = tuple(
        dataclasses.replace(one, decided="dummy" in (one.first, one.second), difference=0.2) for one in pairs
    )
    said = []
    for found in (pairs, better):
        other = dataclasses.replace(diabetes)
        other.__dict__["verdict"] = dataclasses.replace(diabetes.verdict, pairs=found)
        said.append(predicted_actual(other).layout.title.text)
    names = joined(diabetes.verdict.rivals)
    assert said == [f"{seen}: no contender is better than the baseline", f"{seen}: {names} share the 1st place"]


def test_classes_have_no_residuals(iris):
    assert "this race predicts classes" in residuals(iris).layout.annotations[0].text
    assert regression_frame(iris).empty
