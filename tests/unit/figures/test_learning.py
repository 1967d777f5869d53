import itertools
import json
import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.contenders import Step, contender, contenders
from bakeoff.figures.clock import Flag, flags
from bakeoff.figures.curves import MOST_POINTS, thin
from bakeoff.figures.learning import learning_curves, learning_curves_spec, panels_size
from bakeoff.figures.style import Panels
from bakeoff.race.outcome import Result

OVER = "Accuracy on the validation part as they learnt; a flag where each was done"
SO_FAR = " on the validation part, best so far: "


def fit(n, total=None, **values):
    """Return n steps of a quarter of a CPU second with these constant values."""
    return tuple(Step(k, total or n, k / 4, k / 2, **values) for k in range(1, n + 1))


@pytest.fixture
def steps():
    return {
        "keras_mlp": fit(4, 10, train_loss=0.2, train_score=0.95, validation_loss=0.3, validation_score=0.9),
        "decision_tree": fit(3, train_score=0.9, validation_score=0.8),
        "svm": (Step(1, 1, 2.5, 2.5, train_score=0.99, validation_score=0.97),),
        "dummy": (Step(1, 1, 0.0, 0.0, train_score=0.3, validation_score=0.25),),
    }


def drawn(figure):
    """Return the traces with points, leaving out those that only stand in the legend."""
    return [trace for trace in figure.data if trace.x != (None,)]


def test_every_rival_has_a_line_for_each_part_in_percent(steps):
    figure = learning_curves(steps, task="classification")
    found = {(one.name, one.legendgroup): (list(one.x), list(one.y)) for one in drawn(figure)}
    assert found == {
        ("Neural network", "train"): ([1, 2, 3, 4], [95] * 4),
        ("Neural network", "validation"): ([1, 2, 3, 4], [90] * 4),
        ("Decision tree", "train"): ([1, 2, 3], [90] * 3),
        ("Decision tree", "validation"): ([1, 2, 3], [80] * 3),
        ("Support vector machine", "train"): ([2.5], [99]),
        ("Support vector machine", "validation"): ([2.5], [97]),
    }


@pytest.mark.parametrize("x", ["step", "cpu_seconds"])
def test_the_baseline_alone_is_not_waited_for(steps, x):
    spec = learning_curves_spec({"dummy": steps["dummy"]}, task="classification", x=x)
    assert spec["layout"]["title"]["text"] == "The baseline alone: it does not learn"


def test_by_step_each_contender_has_a_panel_with_its_own_unit(steps):
    figure = learning_curves(steps, task="classification")
    assert [one.text for one in figure.layout.annotations] == [
        contender(name).label for name in steps if name != "dummy"
    ]
    axes = figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3
    assert [one.title.text for one in axes] == ["Epoch", "Depth", "CPU seconds"]
    assert figure.layout.yaxis.title.text == "Accuracy"
    assert figure.layout.yaxis2.matches == "y"


def test_a_contender_without_steps_has_its_end_by_its_time(steps):
    (svm,) = [
        one
        for one in drawn(learning_curves(steps, task="classification"))
        if one.name == "Support vector machine" and "markers" in one.mode
    ]
    assert (svm.x, svm.y) == ((2.5,), (97.0,))


def test_the_axis_is_as_long_as_the_fit_will_be(steps):
    assert learning_curves(steps, task="classification").layout.xaxis.range[1] == pytest.approx(10.2)


def test_by_time_all_share_one_clock(steps):
    figure = learning_curves(steps, task="classification", x="cpu_seconds")
    assert [one.name for one in figure.data] == ["Neural network", "Decision tree", "Support vector machine"]
    assert {one.xaxis for one in figure.data} == {"x"}
    assert list(figure.data[0].x) == [0.25, 0.5, 0.75, 1.0]
    assert figure.layout.xaxis.title.text == "CPU time"


def test_lines_look_like_their_contender(steps):
    for trace in learning_curves(steps, task="classification", x="cpu_seconds").data:
        identity = next(contender(name).identity for name in steps if contender(name).label == trace.name)
        assert (trace.line.color, trace.line.dash) == (identity.colour, identity.dash)
        assert trace.marker.symbol == identity.marker


def test_training_is_dotted_and_the_legend_says_so(steps):
    figure = learning_curves(steps, task="classification")
    assert {one.line.dash for one in drawn(figure) if one.legendgroup == "train"} == {"dot"}
    assert [(one.name, one.line.dash) for one in figure.data if one.showlegend is not False] == [
        ("Validation", "solid"),
        ("Training", "dot"),
    ]


def test_the_baseline_is_a_floor_in_every_panel(steps):
    shapes = learning_curves(steps, task="classification").layout.shapes
    assert [(one.y0, one.y1) for one in shapes] == [(25.0, 25.0)] * 3
    assert {one.line.color for one in shapes} == {contender("dummy").identity.colour}


def test_the_title_says_who_is_best(steps):
    assert (
        learning_curves(steps, task="classification").layout.title.text
        == f"Accuracy{SO_FAR}Support vector machine, 97.0 %"
    )
    assert learning_curves(steps, task="regression").layout.title.text == f"R²{SO_FAR}Support vector machine, 0.970"


def test_the_title_names_all_that_are_best_in_the_digits_shown(steps):
    steps = steps | {"random_forest": fit(3, validation_score=0.97)}
    title = learning_curves(steps, task="classification").layout.title.text
    assert title == f"Accuracy{SO_FAR}Support vector machine and Random forest, 97.0 %"


def test_without_a_validation_part_training_is_drawn():
    steps = {"decision_tree": fit(3, train_score=0.9)}
    (trace,) = learning_curves(steps, task="classification", x="cpu_seconds").data
    assert trace.y == (90.0, 90.0, 90.0)
    assert learning_curves(steps, task="classification").layout.title.text == "Score on the training part"


def test_loss_is_drawn_for_those_who_have_one(steps):
    figure = learning_curves(steps, task="classification", quantity="loss", log=True)
    assert {one.name for one in drawn(figure)} == {"Neural network"}
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "log")
    assert figure.layout.yaxis.title.text == "Loss"


@pytest.mark.parametrize("x", ["step", "cpu_seconds"])
@pytest.mark.parametrize("quantity", ["score", "loss"])
def test_before_the_first_step_there_is_room_but_no_line(x, quantity):
    figure = learning_curves({"keras_mlp": (), "svm": ()}, task="classification", x=x, quantity=quantity)
    assert drawn(figure) == []
    if x == "step":
        assert [one.text for one in figure.layout.annotations] == ["Neural network", "Support vector machine"]


def test_nothing_racing_is_nothing_drawn():
    assert drawn(learning_curves({}, task="classification")) == []


@pytest.mark.parametrize("x", ["step", "cpu_seconds"])
def test_the_plain_form_is_the_figure(steps, x):
    spec = learning_curves_spec(steps, task="classification", x=x)
    assert json.loads(json.dumps(spec)) == spec
    found = learning_curves(steps, task="classification", x=x)
    assert found == go.Figure(spec["data"], {"template": "none"} | spec["layout"])


def test_a_long_fit_is_thinned_to_what_can_be_seen():
    scores = [math.sin(k / 50) for k in range(5000)]
    scores[1234], scores[4321] = -2.0, 2.0
    steps = {"keras_mlp": tuple(Step(k + 1, 5000, k, k, validation_score=one) for k, one in enumerate(scores))}
    (trace,) = learning_curves(steps, task="regression", x="cpu_seconds").data
    assert len(trace.x) <= MOST_POINTS
    assert (trace.x[0], trace.x[-1]) == (0, 4999)
    assert (min(trace.y), max(trace.y)) == (-2.0, 2.0)


def test_a_long_fit_on_a_logarithmic_clock_keeps_its_beginning():
    steps = {"keras_mlp": tuple(Step(k, 5000, k / 400, k / 400, validation_score=k) for k in range(1, 5001))}
    (trace,) = learning_curves(steps, task="regression", x="cpu_seconds", log=True).data
    assert len(trace.x) <= MOST_POINTS
    assert trace.y[:30] == tuple(range(1, 31))
    assert max(np.diff(np.log(trace.x)[30:])) < 0.05


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400), st.integers(5, 50), st.booleans())
def test_thinning_keeps_both_ends_and_both_extremes(values, most, log):
    kept = thin(values, most, log=log)
    assert len(kept) <= max(most, 1)
    assert kept == sorted(set(kept))
    assert {0, len(values) - 1} <= set(kept)
    chosen = [values[place] for place in kept]
    assert (min(chosen), max(chosen)) == (min(values), max(values))


def test_a_real_race_is_drawn(iris):
    steps = {name: result.steps for name, result in iris.results.items()}
    traces = {(one.name, one.legendgroup): one for one in drawn(learning_curves(steps, task="classification"))}
    tree = traces["Decision tree", "validation"]
    scores = [100 * step.validation_score for step in iris.results["decision_tree"].steps]
    assert list(tree.y) == pytest.approx(scores, rel=1e-4)  # five digits
    assert list(tree.x) == [1, 2, 3, 4]


def test_panels_can_be_stacked_for_a_narrow_page(steps):
    figure = learning_curves(steps, task="classification", columns=1)
    assert {tuple(one.domain) for one in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)} == {(0, 1)}
    tops = [figure.layout[name].domain[1] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert tops == sorted(tops, reverse=True)


def test_one_point_makes_no_axis_beyond_what_a_score_can_be():
    bounds = learning_curves({"svm": fit(1, validation_score=1.0)}, task="classification").layout.yaxis.autorangeoptions
    assert bounds.include == 98
    assert 100 < bounds.clipmax < 100.2


@pytest.mark.parametrize("low", [0.0, 0.5, 0.9, 0.993, 0.9999])
@pytest.mark.parametrize("x", ["step", "cpu_seconds"])
def test_no_tick_is_beyond_what_a_score_can_be(low, x):
    steps = {"svm": fit(1, validation_score=1.0), "decision_tree": fit(2, validation_score=low)}
    for task, best in {"classification": 100, "regression": 1}.items():
        end = learning_curves(steps, task=task, x=x).layout.yaxis.autorangeoptions.clipmax
        assert best < end < best + (end - best * low) / 10  # Plotly draws ten ticks at most


def seeded(*scores):
    """Return the steps of one seed after the other, each of which took a second more to a step."""
    runs = [
        [Step(k + 1, len(run), (place + 1) * (k + 1), 0, validation_score=one, seed=place) for k, one in enumerate(run)]
        for place, run in enumerate(scores)
    ]
    return {"keras_mlp": tuple(step for run in runs for step in run)}


def test_of_several_seeds_the_mean_is_drawn_with_a_band_from_the_lowest_to_the_highest():
    steps = seeded([0.5, 0.7, 0.9], [0.7, 0.8, 0.8])
    band, line = drawn(learning_curves(steps, task="regression", x="cpu_seconds"))
    assert (line.x, line.y) == ((1.5, 3.0, 4.5), pytest.approx((0.6, 0.75, 0.85)))
    assert band.y == (0.7, 0.8, 0.9, 0.8, 0.7, 0.5)
    assert (band.fill, band.line.width) == ("toself", 0)


def test_a_seed_that_has_just_begun_does_not_shorten_the_line():
    (_band, line) = drawn(learning_curves(seeded([0.5, 0.7, 0.9], [0.7]), task="regression"))
    assert line.y == pytest.approx((0.6, 0.7, 0.9))


def test_a_smoothed_line_has_what_it_was_behind_it_and_less_of_a_zigzag():
    scores = [0.5 + 0.1 * (-1) ** k for k in range(60)]
    steps = {"keras_mlp": tuple(Step(k + 1, 60, k, k, validation_score=one) for k, one in enumerate(scores))}
    raw, line = drawn(learning_curves(steps, task="regression", smooth=True))
    assert list(raw.y) == pytest.approx(scores)
    assert max(line.y[10:]) - min(line.y[10:]) < 0.1
    assert line.y[-1] == pytest.approx(pd.Series(scores).ewm(alpha=1 - math.exp(-1 / 3)).mean().iloc[-1], abs=1e-4)


FLAGS = {"keras_mlp": Flag(1.2), "decision_tree": Flag(0.8), "svm": Flag(2.5, finished=False)}


def test_each_that_has_ended_has_a_flag_and_a_hairline_in_its_colour(steps):
    layout = learning_curves(steps, task="classification", x="cpu_seconds", flags=FLAGS).layout
    assert [one.text.partition("</span> ")[2] for one in layout.annotations] == [
        "Decision tree, 800 ms",
        "Neural network, 1.2 s",
        "Support vector machine, unfinished, 2.5 s",
    ]
    assert [one.x0 for one in layout.shapes if one.yref == "paper"] == [0.8, 1.2, 2.5]
    assert layout.yaxis.domain[1] < 1


def test_when_all_have_ended_no_one_is_called_the_best_by_the_validation_part(steps):
    title = learning_curves(steps, task="classification", x="cpu_seconds", flags=FLAGS).layout.title.text
    assert title == OVER


def test_who_ended_before_it_was_seen_to_train_has_no_flag_and_keeps_no_race_open(steps):
    stopped = {"keras_mlp": Result("keras_mlp", "stopped", "", (), None)}
    done = {name: Result(name, "done", "", steps[name], None) for name in ("decision_tree", "svm", "dummy")}
    ended = flags(stopped | done)
    assert math.isnan(ended.pop("keras_mlp").cpu_seconds)
    assert ended == {"decision_tree": Flag(0.75), "svm": Flag(2.5)}
    shown = steps | {"keras_mlp": ()}
    layout = learning_curves(shown, task="classification", x="cpu_seconds", flags=flags(stopped | done)).layout
    assert len(layout.annotations) == 2
    assert layout.title.text == OVER


@given(
    st.dictionaries(
        st.sampled_from([name for name, one in contenders().items() if not one.baseline]),
        st.floats(1e-6, 1e5),
        min_size=1,
    ),
    st.booleans(),
    st.booleans(),
)
def test_no_two_flags_words_touch_and_every_hairline_is_on_the_chart(seconds, log, large):
    steps = {name: (Step(1, 1, one, one, validation_score=0.5),) for name, one in seconds.items()}
    ends = {name: Flag(one) for name, one in seconds.items()}
    spec = learning_curves_spec(steps, task="regression", x="cpu_seconds", log=log, flags=ends, large=large)
    layout = go.Figure(spec).layout
    assert max(word.y for word in layout.annotations) == 1
    tall = 300 / (1.5 if large else 1)  # pixels of a chart, in type of the usual size
    for row, next_row in itertools.pairwise(sorted({word.y for word in layout.annotations})):
        assert (next_row - row) * tall >= 12 * 1.2
    low, high = layout.xaxis.range
    width = 290 if len(seconds) <= 4 and not large else 560
    taken = []
    for word in layout.annotations:
        share = (word.x - low) / (high - low)  # Plotly wants the logarithm there, as the ends are
        assert -1e-9 <= share <= 1
        length = 7 * len(word.text.partition("</span> ")[2])
        left = width * share - {"left": 0, "center": 0.5, "right": 1}[word.xanchor] * length
        taken.append((word.y, left, left + length))
    for (row, left, right), (other_row, other_left, other_right) in itertools.combinations(taken, 2):
        assert row != other_row or right <= other_left or other_right <= left


@pytest.mark.parametrize("log", [False, True])
def test_the_clock_has_room_for_all_and_few_round_ticks(steps, log):
    axis = learning_curves(steps, task="classification", x="cpu_seconds", log=log, flags=FLAGS).layout.xaxis
    low, high = (10**one for one in axis.range) if log else axis.range
    assert low <= 0.25
    assert high >= 2.5
    if log:
        assert 2 <= sum(low <= tick <= high for tick in axis.tickvals) <= 8


@pytest.mark.parametrize("last", [0.01, 0.05, 0.2, 0.5, 1.1, 5.0, 50.0, 900.0])
def test_on_a_phone_no_two_seconds_touch_beneath_the_clock(last):
    steps = {"svm": tuple(Step(k, 2, at, at, validation_score=0.5) for k, at in enumerate((0.005, last), 1))}
    axis = learning_curves(steps, task="classification", x="cpu_seconds", log=True).layout.xaxis
    low, high = axis.range
    marks = [
        (195 * (math.log10(at) - low) / (high - low), 6.5 * len(text))
        for at, text in zip(axis.tickvals, axis.ticktext, strict=True)
    ]
    assert marks
    for (left, wide), (right, other) in itertools.pairwise(marks):
        assert right - left >= (wide + other) / 2


@pytest.mark.parametrize("n", range(1, 10))
def test_rows_of_panels_have_room_for_tick_labels_an_axis_title_and_a_heading(n):
    rows = Panels([""] * n).rows
    height, width = panels_size(n)
    panel = (height - 110) / (rows + 0.35 * (rows - 1))
    assert rows == 1 or 0.35 * panel >= 65
    assert panel >= 180
    assert width == 185 * Panels([""] * n).columns
