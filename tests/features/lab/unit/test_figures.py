"""The lab's output as a surface: what is drawn is what the network answered, on the data's own scales."""

import re

import numpy as np
import pytest

from bakeoff.features.lab.figures import output_surface, surface_words
from bakeoff.network.features import plane_grid
from bakeoff.network.pictures import output_picture
from bakeoff.network.points import Points, make_points
from bakeoff.network.settings import LabSettings
from bakeoff.web.network.view import class_colours


def points_of(**state) -> Points:
    return make_points(LabSettings.parse({"points": 40} | state))


def answered(points: Points) -> np.ndarray:
    """Return probabilities, or numbers, that grow and fall over the plane, shape (6400, n_outputs)."""
    x1, x2 = plane_grid(80).astype(float).T
    if not points.n_classes:
        return (x1 / 6)[:, None]
    turns = np.linspace(0, 2 * np.pi, points.n_classes, endpoint=False)
    scores = np.exp(np.outer(x1, np.cos(turns)) + np.outer(x2, np.sin(turns)))
    return scores / scores.sum(axis=1, keepdims=True)


def corners(x1: np.ndarray, x2: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the values at the cells nearest to places of the plane."""
    column = np.rint((x1 + 6) / 0.15 - 0.5).astype(int)
    row = np.rint((6 - x2) / 0.15 - 0.5).astype(int)
    return values[row * 80 + column]


@pytest.mark.parametrize("state", [{}, {"data": "plane"}, {"data": "gauss", "classes": 4}])
def test_the_surface_is_what_the_network_answers(state):
    points = points_of(**state)
    output = answered(points)
    surfaces = [one for one in output_surface(output_picture(output, 80), points).data if one.type == "surface"]
    assert len(surfaces) == max(1, points.n_classes - 1 if points.n_classes == 2 else points.n_classes)
    x, y = np.meshgrid(surfaces[0].x, surfaces[0].y)
    there = corners(x, y, output)
    assert there.shape[:2] == (40, 40)
    answer, ordered = there.argmax(axis=-1), np.sort(there, axis=-1)
    for code, surface in enumerate(surfaces):
        height = ordered[..., -1] if len(surfaces) > 1 else there[..., -1]
        own = np.isfinite(surface.z)
        np.testing.assert_allclose(surface.z[own], height[own], atol=0.005)
        if len(surfaces) > 1:
            assert surface.name == points.class_names[code]
            assert own[(answer == code) & (ordered[..., -1] - ordered[..., -2] > 0.02)].all()
        else:
            assert own.all()


def test_two_classes_are_one_surface_and_their_points_lie_at_0_and_1():
    points = points_of()
    drawn = output_surface(output_picture(answered(points), 80), points)
    assert [trace.type for trace in drawn.data] == ["surface", "scatter3d", "scatter3d"]
    for code, trace in enumerate(drawn.data[1:]):
        assert trace.name == points.class_names[code]
        assert set(trace.z) == {code}
        here = points.train & (points.target == code)
        np.testing.assert_allclose(np.column_stack([trace.x, trace.y]), points.X[here], atol=1e-5)


def test_numbers_have_their_points_at_their_values():
    points = points_of(data="plane")
    drawn = output_surface(output_picture(answered(points), 80), points)
    assert [trace.type for trace in drawn.data] == ["surface", "scatter3d"]
    np.testing.assert_array_equal(drawn.data[1].z, points.target[points.train])


def test_the_classes_surfaces_leave_no_gap_and_no_stray_corner():
    points = points_of(data="gauss", classes=4)
    picture = output_picture(answered(points), 80)
    drawn = [trace for trace in output_surface(picture, points).data if trace.type == "surface"]
    # Each square between four corners belongs whole to some class's surface.
    whole = [np.isfinite(np.asarray(trace.z)) for trace in drawn]
    squares = [one[:-1, :-1] & one[1:, :-1] & one[:-1, 1:] & one[1:, 1:] for one in whole]
    assert np.logical_or.reduce(squares).all()


def test_a_class_that_is_never_answered_has_points_and_no_surface():
    points = points_of(data="gauss", classes=3)
    output = np.tile([0.6, 0.3, 0.1], (6400, 1))
    drawn = output_surface(output_picture(output, 80), points)
    assert [trace.name for trace in drawn.data if trace.type == "surface"] == ["A"]
    assert [trace.name for trace in drawn.data if trace.type == "scatter3d"] == ["A", "B", "C"]


def test_axes_are_named_and_scaled_as_the_datas_columns():
    points = points_of(data="table", table="wine")
    scene = output_surface(output_picture(answered(points), 80), points).layout.scene
    assert (scene.xaxis.title.text, scene.yaxis.title.text) == (points.x.name, points.y.name)
    assert tuple(scene.xaxis.range) == (points.x.low, points.x.high)
    trace = output_surface(output_picture(answered(points), 80), points).data[-1]
    assert (points.x.low < np.asarray(trace.x)).all()
    assert (np.asarray(trace.x) < points.x.high).all()


def test_it_is_told_in_words():
    points = points_of()
    told = surface_words(output_picture(np.tile([0.25, 0.75], (6400, 1)), 80), points)
    assert told == f"Probability of {points.class_names[1]} over x₁ and x₂: from 0.75 to 0.75."
    points = points_of(data="gauss", classes=3)
    told = surface_words(output_picture(np.tile([0.2, 0.6, 0.2], (6400, 1)), 80), points)
    assert "share of the plane: A 0 %, B 100 %, C 0 %" in told


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_its_colours_are_those_of_the_labs_picture(mode):
    told = class_colours()  # what the lab's JavaScript is given to paint with
    known = {tuple(bytes.fromhex(colour)) for colour in re.findall(r"#(\w{6})", told)}
    points = points_of(data="gauss", classes=5)
    drawn = output_surface(output_picture(answered(points), 80), points, mode)
    colours = [bytes.fromhex(trace.marker.color[1:]) for trace in drawn.data if trace.type == "scatter3d"]
    assert len(set(colours)) == 5
    assert set(map(tuple, colours)) <= known
