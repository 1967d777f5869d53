"""A start that a browser sends."""

import math

import pytest

from bakeoff.features.learn.descent.page.descent import start_from
from bakeoff.features.learn.descent.surfaces import VALLEY_START, valley


@pytest.mark.parametrize(
    ("sent", "start"),
    [
        ([1.5, -1], (1.5, -1.0)),
        (None, VALLEY_START),
        ([9, 0], VALLEY_START),
        (["1", 0], VALLEY_START),
        ([0.0, math.nan], VALLEY_START),
        ([1, 2, 3], VALLEY_START),
    ],
)
def test_a_start_that_is_none_is_not_taken(sent, start):
    assert start_from(sent, valley(20)) == start
