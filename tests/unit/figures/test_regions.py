from dataclasses import replace

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Regions
from bakeoff.evaluation.notation import percent
from bakeoff.figures.regions import decision_regions, shading
from bakeoff.figures.style import class_colour, class_marker, rgb
from tests.unit.figures.png_reader import pixels

RIVALS = ["decision_tree", "random_forest"]


def test_a_panel_a_rival_with_the_planes_own_axes(moons):
    layout = decision_regions(moons).layout
    assert [one.text for one in layout.annotations] == [contender(name).label for name in RIVALS]
    assert [layout.xaxis.title.text, layout.yaxis.title.text] == list(moons.held_out.plane.axis_names)
    assert layout.title.text == "Answers all over the plane; stronger is surer"
    assert layout.xaxis2.matches == "x"


def test_the_picture_has_each_answers_colour_at_its_place(moons):
    for picture, name in zip(decision_regions(moons).layout.images, RIVALS, strict=True):
        found, answer = pixels(picture.source), moons.answers[name].regions.answer
        palette = np.array([rgb(class_colour(code)) for code in range(len(moons.setting.class_names))])
        assert (found[::-1, :, :3] == palette[answer]).all()


def test_the_picture_lies_where_its_points_are(moons):
    picture, plane = decision_regions(moons).layout.images[0], moons.held_out.plane
    step = plane.x[1] - plane.x[0]
    assert picture.x == pytest.approx(plane.x[0] - step / 2)
    assert picture.x + picture.sizex == pytest.approx(plane.x[-1] + step / 2)
    step = plane.y[1] - plane.y[0]
    assert picture.y == pytest.approx(plane.y[-1] + step / 2)
    assert picture.y - picture.sizey == pytest.approx(plane.y[0] - step / 2)
    assert (picture.xref, picture.yref, picture.layer) == ("x", "y", "below")


def test_surer_is_more_opaque():
    confidence = np.array([[0.5, 0.7, 1.0]], dtype=np.float32)
    alpha = shading(Regions(np.zeros((1, 3), dtype=np.int16), confidence), 2)[0, :, 3]
    assert alpha.tolist() == sorted(set(alpha.tolist()))
    assert 0 < alpha[0] < 60
    assert alpha[2] < 255


def test_held_out_rows_are_drawn_by_their_truth(moons):
    figure, plane = decision_regions(moons), moons.held_out.plane
    truth = moons.held_out.target[plane.rows]
    for place in ("x", "x2"):
        traces = [one for one in figure.data if one.type == "scatter" and one.xaxis == place]
        assert [one.name for one in traces] == list(moons.setting.class_names)
        for code, trace in enumerate(traces):
            assert np.array(trace.x) == pytest.approx(plane.rows_x[truth == code], rel=1e-6)
            assert np.array(trace.y) == pytest.approx(plane.rows_y[truth == code], rel=1e-6)
            assert (trace.marker.color, trace.marker.symbol) == (class_colour(code), class_marker(code))


def test_the_pointer_is_told_answer_and_probability(moons):
    hover = next(one for one in decision_regions(moons).data if one.type == "heatmap")
    found, plane = moons.answers["decision_tree"].regions, moons.held_out.plane
    assert (list(hover.x), list(hover.y)) == (plane.x.tolist(), plane.y.tolist())
    assert np.array(hover.text).tolist() == np.array(moons.setting.class_names)[found.answer].tolist()
    assert np.array(hover.z) == pytest.approx(100 * found.confidence, abs=0.06)


def test_a_contender_weighs_less_than_a_hundred_kilobytes(moons):
    assert len(decision_regions(moons).to_json()) < 100_000 * len(RIVALS)


def test_of_more_features_rows_alone_are_drawn_and_nothing_is_claimed_between_them(iris):
    figure = decision_regions(iris)
    assert not figure.layout.images
    assert {trace.type for trace in figure.data} == {"scatter"}
    share = 100 * iris.held_out.plane.share
    assert figure.layout.title.text.endswith(f"it holds {share:.1f} % of the variance")


@pytest.mark.parametrize("place", [0, 1])
def test_each_row_has_its_own_answers_colour_its_truths_shape_and_a_ring_if_they_differ(iris, place):
    plane, names = iris.held_out.plane, list(iris.setting.class_names)
    answer, truth = (
        codes[plane.rows] for codes in (iris.answers[RIVALS[place]].prediction.values, iris.held_out.target)
    )
    traces = [one for one in decision_regions(iris).data if one.xaxis == ("x", "x2")[place]]
    assert [one.name for one in traces] == [*names, "Wrong"]
    for code, trace in enumerate(traces[:-1]):
        assert trace.marker.color == class_colour(code)
        assert np.array(trace.x) == pytest.approx(plane.rows_x[answer == code], rel=1e-6)
        assert list(trace.marker.symbol) == [class_marker(other) for other in truth[answer == code].tolist()]
    wrong = answer != truth
    assert wrong.sum() == round((1 - iris.outcomes[RIVALS[place]].metrics["accuracy"].value) * len(wrong)) > 0
    assert np.array(traces[-1].x) == pytest.approx(plane.rows_x[wrong], rel=1e-6)


def test_the_key_has_each_class_and_the_ring_though_the_first_panel_lacks_some(iris):
    given = iris.answers[RIVALS[0]]
    truth = np.where(iris.held_out.target == 0, 1, iris.held_out.target)  # the first class is never said
    held_out = replace(iris.held_out, plane=replace(iris.held_out.plane, rows_target=truth[iris.held_out.plane.rows]))
    answers = {**iris.answers, RIVALS[0]: replace(given, prediction=replace(given.prediction, values=truth))}
    traces = decision_regions(replace(iris, held_out=held_out, answers=answers)).data
    assert [len(traces[place].x) for place in (0, len(iris.setting.class_names))] == [0, 0]
    key = sorted(
        (one for one in traces if one.showlegend), key=lambda one: 1000 if one.legendrank is None else one.legendrank
    )
    assert [one.name for one in key] == [*iris.setting.class_names, "Wrong"]


def test_the_pointer_is_told_row_answer_and_truth(iris):
    place, given, names = iris.held_out.plane.rows[0], iris.answers[RIVALS[0]].prediction, iris.setting.class_names
    said = [word for trace in decision_regions(iris).data if trace.hovertext for word in trace.hovertext]
    answer, truth = names[given.values[place]], names[iris.held_out.target[place]]
    sure = percent(given.probabilities[place].max())
    assert f"Row {iris.held_out.rows[place]}<br>Answer {answer}, {sure} %<br>Truth {truth}" in said


def test_of_numbers_the_colour_says_how_far_off_each_answer_is(diabetes):
    figure = decision_regions(diabetes)
    off = [
        (one.prediction.values - diabetes.held_out.target)[diabetes.held_out.plane.rows]
        for one in diabetes.rivals.values()
    ]
    for trace, error in zip(figure.data, off, strict=True):
        assert np.array(trace.marker.color) == pytest.approx(error)
        assert trace.marker.coloraxis == "coloraxis"
    scale = figure.layout.coloraxis
    most = np.quantile(np.abs(off), 0.98)
    assert (scale.cmin, scale.cmax) == pytest.approx((-most, most))
    assert "first two principal components" in figure.layout.title.text


def test_numbers_of_two_features_share_one_colour_scale(moons):
    setting = replace(moons.setting, task="regression", class_names=())
    held_out = replace(moons.held_out, plane=of_numbers(moons.held_out.plane))
    surface = Regions(np.linspace(0, 3, 900, dtype=np.float32).reshape(30, 30), None)
    answers = {name: replace(one, regions=surface) for name, one in moons.answers.items()}
    figure = decision_regions(replace(moons, setting=setting, held_out=held_out, answers=answers))
    surfaces = [one for one in figure.data if one.type == "heatmap"]
    assert len(surfaces) == len(RIVALS)
    assert {one.coloraxis for one in surfaces} == {"coloraxis"}
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (0, 3)


def of_numbers(plane):
    return replace(plane, rows_target=plane.rows_target.astype(float))
