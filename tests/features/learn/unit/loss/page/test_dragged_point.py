"""What a browser may send as the place of a point that was dragged."""

import math

import pytest

from bakeoff.features.learn.loss.page.dragged_point import Raster, place_of

ACROSS, UP = Raster(-10, 10, 21), Raster(-20, 20, 41)


def test_a_place_is_put_on_the_raster():
    assert place_of([2.4, -6.6], ACROSS, UP) == (2, -7)
    assert place_of((99, -99), ACROSS, UP) == (10, -20)


@pytest.mark.parametrize(
    "sent", [None, 3, "12", [1], [1, 2, 3], [1, "2"], [math.nan, 0], [0, math.inf], {"x": 1, "y": 2}]
)
def test_what_is_no_place_is_none(sent):
    assert place_of(sent, ACROSS, UP) is None
