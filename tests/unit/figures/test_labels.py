"""Names beside marks: as the boxes that they are on a narrow chart."""

import itertools

import pytest

from bakeoff.figures.labels import HEIGHT, WIDTH, beside

NAMES = ("SVM", "Keras MLP", "Random forest", "Decision tree", "PyTorch MLP")


def box(spot, text, side):
    """Return the box of a text in pixels, from its side alone."""
    x, y, width = WIDTH * spot[0], HEIGHT * spot[1], 7 * len(text)
    left = {"right": x + 4, "left": x - width - 4, "center": x - width / 2}[side.split()[1]]
    bottom = y + 9 if "top" in side else y - 26
    return left, bottom, left + width, bottom + 17


def apart(one, other):
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize(
    "spots",
    [
        [(0.1, 0.9), (0.3, 0.93), (0.6, 0.92), (0.2, 0.5)],
        [(0.05, 0.5), (0.5, 0.5), (0.95, 0.5)],
        [(0.9, 0.9), (0.92, 0.8), (0.1, 0.1), (0.1, 0.2)],
        [(0.3, 0.8), (0.6, 0.82), (0.9, 0.8), (0.05, 0.1), (0.2, 0.3)],
    ],
)
def test_no_name_covers_another_or_is_cut_off(spots):
    boxes = [
        box(spot, text, side)
        for spot, text, side in zip(spots, NAMES, beside(spots, NAMES[: len(spots)], ([0, 1], [0, 1])), strict=False)
    ]
    for one, other in itertools.combinations(boxes, 2):
        assert apart(one, other)
    assert all(left >= 0 and right <= WIDTH for left, _bottom, right, _top in boxes)


def test_of_nothing_there_is_nothing_to_place():
    assert beside([], [], (None, None)) == []
