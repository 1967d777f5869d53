"""Names beside marks: as the boxes that they are on a narrow chart."""

import itertools

import pytest

from bakeoff.figures.labels import LAYOUTS, beside

NAMES = (
    "SVM",
    "Keras MLP",
    "Random forest",
    "Decision tree",
    "PyTorch MLP",
    "Gradient boosting",
    "Linear model",
    "k nearest neighbours",
    "Baseline",
)
UNIT = ([0, 1], [0, 1])


def box(spot, text, drawn, layout):
    """Return the box of a text in pixels, from what Plotly is told."""
    x, y, width = layout[0] * spot[0], layout[1] * spot[1], 7 * len(text)
    across, up = (drawn["ax"], -drawn["ay"]) if drawn["showarrow"] else (drawn["xshift"], drawn["yshift"])
    left = x + across - {"left": 0, "center": width / 2, "right": width}[drawn["xanchor"]]
    bottom = y + up - {"bottom": 0, "top": 17}[drawn["yanchor"]]
    return left, bottom, left + width, bottom + 17


def placed(spots, layout):
    names = NAMES[: len(spots)]
    places = beside(spots, names, UNIT)
    return [
        box(spot, name, place.annotation(spot, name), layout)
        for spot, name, place in zip(spots, names, places, strict=True)
    ]


def apart(box, other):
    return box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]


@pytest.mark.parametrize("layout", LAYOUTS, ids=["phone", "tablet", "desk"])
@pytest.mark.parametrize(
    "spots",
    [
        [(0.1, 0.9), (0.3, 0.93), (0.6, 0.92), (0.2, 0.5)],
        [(0.05, 0.5), (0.5, 0.5), (0.95, 0.5)],
        [(0.9, 0.9), (0.92, 0.8), (0.1, 0.1), (0.1, 0.2)],
        [(0.3, 0.8), (0.6, 0.82), (0.9, 0.8), (0.05, 0.1), (0.2, 0.3)],
        [(0.2, 0.8), (0.8, 0.85), (0.82, 0.83), (0.21, 0.78)],  # two and two at nearly the same cost and score
        [
            (0.2, 0.85),
            (0.24, 0.87),
            (0.36, 0.85),
            (0.55, 0.8),
            (0.6, 0.73),
            (0.75, 0.73),
            (0.8, 0.84),
            (0.9, 0.8),
            (0.08, 0.2),
        ],
        [(x, 0.8) for x in (0.25, 0.75, 0.7, 0.2, 0.9, 0.8, 0.3, 0.1)] + [(0.08, 0.1)],  # nine, eight of them alike
    ],
)
def test_no_name_covers_another_or_is_cut_off(spots, layout):
    boxes = placed(spots, layout)
    for box, other in itertools.combinations(boxes, 2):
        assert apart(box, other)
    assert all(left >= 0 and right <= layout[0] for left, _bottom, right, _top in boxes)
    assert all(bottom >= 0 and top <= layout[1] for _left, bottom, _right, top in boxes)


@pytest.mark.parametrize("layout", LAYOUTS, ids=["phone", "tablet", "desk"])
def test_no_name_crosses_a_bar(layout):
    spots = [(0.2, 0.8), (0.3, 0.82), (0.5, 0.78), (0.9, 0.2)]
    bars = {0: (0.3, 0.9), 1: (0.25, 0.95), 2: (0.6, 0.95), 3: (0.1, 0.3)}
    names = NAMES[: len(spots)]
    for name, place, spot in zip(names, beside(spots, names, UNIT, bars), spots, strict=True):
        words = box(spot, name, place.annotation(spot, name), layout)
        for number, (low, high) in bars.items():
            x = layout[0] * spots[number][0]
            assert apart(words, (x - 1, layout[1] * low, x + 1, layout[1] * high)), (name, number)


def test_a_name_with_room_stands_next_to_its_mark_and_one_without_has_a_line_there():
    alone = beside([(0.5, 0.5)], ["SVM"], UNIT)[0].annotation((0.5, 0.5), "SVM")
    assert not alone["showarrow"]
    crowd = [(0.5, 0.5)] * 8
    assert any(place.annotation((0.5, 0.5), "SVM")["showarrow"] for place in beside(crowd, NAMES[:8], UNIT))


def test_of_nothing_there_is_nothing_to_place():
    assert beside([], [], (None, None)) == []
