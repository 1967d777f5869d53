import itertools
import json

import pytest

from bakeoff.contenders import contenders
from bakeoff.figures.answers import RING
from bakeoff.figures.confusion import confusion_matrices
from bakeoff.figures.ranking import precision_recall, roc
from bakeoff.figures.regions import decision_regions
from bakeoff.figures.regression import predicted_actual, residuals
from bakeoff.figures.scores import leaderboard
from bakeoff.figures.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    DIVERGING,
    Panels,
    class_colour,
    class_marker,
    log_ticks,
    rgb,
)
from tests.unit.contenders.test_registry import GROUNDS, contrast

REPORT_FIGURES = [
    leaderboard,
    confusion_matrices,
    roc,
    precision_recall,
    decision_regions,
    predicted_actual,
    residuals,
]

# What protanopes, deuteranopes and tritanopes see of linear red, green and blue: Machado, Oliveira and
# Fernandes (2009), severity 1.
SIGHT = {
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour, sight):
    """Return CIE L*a*b* of a hex colour as an eye of this sight sees it."""
    linear = [
        one / 255 / 12.92 if one / 255 <= 0.04045 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in rgb(colour)
    ]
    r, g, b = (min(1, max(0, sum(k * one for k, one in zip(row, linear, strict=True)))) for row in SIGHT[sight])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(first, second, sight):
    return sum((a - b) ** 2 for a, b in zip(lab(first, sight), lab(second, sight), strict=True)) ** 0.5


@pytest.mark.parametrize("sight", SIGHT)
def test_the_first_classes_are_told_apart_by_every_eye(sight):
    pairs = itertools.combinations(CLASS_COLOURS[:5], 2)
    assert min(apart(*pair, sight) for pair in pairs) > 15


def test_classes_have_shapes_besides_colours_and_none_of_the_contenders_colours():
    assert len(set(CLASS_MARKERS)) == len(set(CLASS_COLOURS)) == 10
    assert not {one.identity.colour for one in contenders().values()} & set(CLASS_COLOURS)
    assert len({(class_colour(code), class_marker(code)) for code in range(100)}) == 100


@pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS)
@pytest.mark.parametrize("colour", [DIVERGING[0][1], DIVERGING[-1][1], RING])
def test_what_is_worst_stands_out_in_either_theme(colour, ground):
    assert contrast(colour, ground) >= 3.5


@pytest.mark.parametrize("draw", REPORT_FIGURES)
@pytest.mark.parametrize("race", ["iris", "diabetes"])
def test_the_page_decides_the_colours_of_text_grid_and_ground(draw, race, request):
    layout = json.loads(draw(request.getfixturevalue(race)).to_json())["layout"]
    assert (layout["paper_bgcolor"], layout["plot_bgcolor"]) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert "color" not in layout.get("font", {})
    assert "color" not in layout["title"]["font"]
    assert "layout" not in layout["template"]
    axes = [one for name, one in layout.items() if name.startswith(("xaxis", "yaxis"))]
    assert not any({"gridcolor", "linecolor", "zerolinecolor", "color"} & set(one) for one in axes)


def test_panels_fill_the_figure_without_touching():
    panels = Panels(["a", "b", "c", "d", "e"])
    assert (panels.columns, panels.rows) == (3, 2)
    domains = [panels.domains(place) for place in range(5)]
    assert domains[0][0][0] == 0
    assert domains[2][0][1] == pytest.approx(1)
    for (left, low), (right, high) in itertools.combinations(domains, 2):
        assert left[1] < right[0] or right[1] < left[0] or low[0] > high[1] or left == right
    assert all(0 <= edge <= 1 + 1e-9 for one in domains for pair in one for edge in pair)


def test_a_single_value_has_whole_decades_around_it_and_no_forest_of_ticks():
    assert log_ticks([0.0023])["ticktext"] == ["0.0001", "0.001", "0.01"]


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0.0023, 0.0042, ["0.003", "0.004"]),
        (0.0018, 0.0024, ["0.0018", "0.002", "0.0022", "0.0024"]),
        (20, 300, ["20", "50", "100", "200"]),
        (1, 50, ["1", "3", "10", "30"]),
        (1, 430, ["1", "10", "100"]),
        (0.0021, 0.0088, ["0.003", "0.005", "0.007"]),
        (0.42, 0.448, ["0.42", "0.43", "0.44"]),
        (1.4, 2.6, ["1.5", "2", "2.5"]),
        (2e-6, 3e-6, ["2 · 10⁻⁶", "3 · 10⁻⁶"]),
        (1e-5, 1, ["10⁻⁵", "0.0001", "0.001", "0.01", "0.1", "1"]),
        (1e-16, 10, ["10⁻¹⁵", "10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"]),
        (1e-4, 1e4, ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1,000", "10,000"]),
    ],
)
def test_an_axis_of_costs_has_numbers_however_near_they_are(low, high, written):
    ticks = log_ticks([low, high])
    shown = [text for value, text in zip(ticks["tickvals"], ticks["ticktext"], strict=True) if low <= value <= high]
    assert shown == written


def test_what_has_no_place_on_a_logarithmic_axis_has_no_tick():
    assert log_ticks([0.0, -1.0]) == log_ticks([]) == {}
    assert log_ticks([0.0, 1.0, 2.0]) == log_ticks([1.0, 2.0])
