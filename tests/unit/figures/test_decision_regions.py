import numpy as np
import pytest
from png_reader import pixels

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Regions
from bakeoff.figures import decision_regions, regions_frame, rows_frame
from bakeoff.figures.regions import shading
from bakeoff.figures.style import class_colour, class_marker, rgb

RIVALS = ["decision_tree", "random_forest"]


def test_a_panel_a_rival_with_the_planes_own_axes(moons):
    layout = decision_regions(moons).layout
    assert [one.text for one in layout.annotations] == [contender(name).label for name in RIVALS]
    assert [layout.xaxis.title.text, layout.yaxis.title.text] == list(moons.setting.plane.axis_names)
    assert layout.title.text == "Answers all over the plane; stronger is surer"
    assert layout.xaxis2.matches == "x"


def test_the_title_says_plainly_that_the_plane_is_a_projection(iris):
    assert "first two principal components" in decision_regions(iris).layout.title.text


@pytest.mark.parametrize("race", ["iris", "moons"])
def test_the_picture_has_each_answers_colour_at_its_place(race, request):
    report = request.getfixturevalue(race)
    for picture, name in zip(decision_regions(report).layout.images, RIVALS, strict=True):
        found, answer = pixels(picture.source), report.finished()[name].regions.answer
        palette = np.array([rgb(class_colour(code)) for code in range(len(report.setting.class_names))])
        assert (found[::-1, :, :3] == palette[answer]).all()


def test_the_picture_lies_where_its_points_are(moons):
    picture, plane = decision_regions(moons).layout.images[0], moons.setting.plane
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
    figure, frame = decision_regions(moons), rows_frame(moons)
    for place in ("x", "x2"):
        traces = [one for one in figure.data if one.type == "scatter" and one.xaxis == place]
        assert [one.name for one in traces] == list(moons.setting.class_names)
        for code, trace in enumerate(traces):
            rows = frame[frame["target"] == trace.name]
            assert np.array(trace.x) == pytest.approx(rows["x"].to_numpy(), rel=1e-6)
            assert np.array(trace.y) == pytest.approx(rows["y"].to_numpy(), rel=1e-6)
            assert (trace.marker.color, trace.marker.symbol) == (class_colour(code), class_marker(code))


def test_the_pointer_is_told_answer_and_probability(moons):
    hover = next(one for one in decision_regions(moons).data if one.type == "heatmap")
    found = moons.finished()["decision_tree"].regions
    assert np.array(hover.text).tolist() == np.array(moons.setting.class_names)[found.answer].tolist()
    assert np.array(hover.z) == pytest.approx(found.confidence, abs=0.0006)


def test_a_contender_weighs_less_than_a_hundred_kilobytes(moons):
    assert len(decision_regions(moons).to_json()) < 100_000 * len(RIVALS)


def test_numbers_share_one_colour_scale(diabetes):
    figure = decision_regions(diabetes)
    surfaces = [one for one in figure.data if one.type == "heatmap"]
    rivals = [name for name in diabetes.finished() if name != "dummy"]
    for surface, name in zip(surfaces, rivals, strict=True):
        assert np.array(surface.z) == pytest.approx(diabetes.finished()[name].regions.answer)
    assert {one.coloraxis for one in surfaces} == {"coloraxis"}
    drawn = [*(np.array(one.z) for one in surfaces), diabetes.setting.plane.rows_target]
    assert figure.layout.coloraxis.cmin == pytest.approx(min(one.min() for one in drawn))
    assert figure.layout.coloraxis.cmax == pytest.approx(max(one.max() for one in drawn))
    assert figure.layout.coloraxis.colorbar.title.text == diabetes.setting.target_name


def test_the_frame_has_a_row_a_point_and_rival(moons):
    frame, plane = regions_frame(moons), moons.setting.plane
    assert len(frame) == len(RIVALS) * len(plane.x) * len(plane.y)
    row = frame.query("contender == 'random_forest'").iloc[7 * len(plane.x) + 3]
    found = moons.finished()["random_forest"].regions
    assert (row["x"], row["y"]) == (plane.x[3], plane.y[7])
    assert row["answer"] == moons.setting.class_names[found.answer[7, 3]]
    assert row["confidence"] == found.confidence[7, 3]
