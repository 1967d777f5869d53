import json
import math

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.contenders import Step, contender
from bakeoff.figures import learning_curves, learning_frame
from bakeoff.figures.learning import MOST_POINTS, learning_curves_spec, thin


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


def test_every_line_is_that_of_the_frame(steps):
    figure = learning_curves(steps, task="classification")
    frame = learning_frame(steps, task="classification")
    found = {(one.name, one.legendgroup): (list(one.x), list(one.y)) for one in drawn(figure)}
    expected = {
        (label, part): (rows["x"].tolist(), rows["value"].tolist())
        for (label, part), rows in frame.groupby(["label", "part"])
    }
    assert found == expected
    assert len(found) == 6


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
        if one.name == "SVM" and "markers" in one.mode
    ]
    assert (svm.x, svm.y) == ((2.5,), (0.97,))


def test_the_axis_is_as_long_as_the_fit_will_be(steps):
    assert learning_curves(steps, task="classification").layout.xaxis.range[1] == pytest.approx(10.2)


def test_by_time_all_share_one_clock(steps):
    figure = learning_curves(steps, task="classification", x="cpu_seconds")
    assert [one.name for one in figure.data] == ["Keras MLP", "Decision tree", "SVM"]
    assert {one.xaxis for one in figure.data} == {"x"}
    assert list(figure.data[0].x) == [0.25, 0.5, 0.75, 1.0]
    assert figure.layout.xaxis.title.text == "CPU seconds"


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
    assert [(one.y0, one.y1) for one in shapes] == [(0.25, 0.25)] * 3
    assert {one.line.color for one in shapes} == {contender("dummy").identity.colour}


def test_the_title_says_who_is_best(steps):
    assert learning_curves(steps, task="classification").layout.title.text == "Best validation accuracy: SVM, 97.0 %"
    assert learning_curves(steps, task="regression").layout.title.text == "Best validation R²: SVM, 0.970"


def test_the_title_names_all_that_are_best_in_the_digits_shown(steps):
    steps = steps | {"random_forest": fit(3, validation_score=0.97)}
    title = learning_curves(steps, task="classification").layout.title.text
    assert title == "Best validation accuracy: SVM and Random forest, 97.0 %"


def test_without_a_validation_part_training_is_drawn():
    steps = {"decision_tree": fit(3, train_score=0.9)}
    (trace,) = learning_curves(steps, task="classification", x="cpu_seconds").data
    assert trace.y == (0.9, 0.9, 0.9)
    assert learning_curves(steps, task="classification").layout.title.text == "Score on the training part"


def test_loss_is_drawn_for_those_who_have_one(steps):
    figure = learning_curves(steps, task="classification", quantity="loss", log=True)
    assert {one.name for one in drawn(figure)} == {"Keras MLP"}
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "log")
    assert figure.layout.yaxis.title.text == "Loss"


@pytest.mark.parametrize("x", ["step", "cpu_seconds"])
@pytest.mark.parametrize("quantity", ["score", "loss"])
def test_before_the_first_step_there_is_room_but_no_line(x, quantity):
    figure = learning_curves({"keras_mlp": (), "svm": ()}, task="classification", x=x, quantity=quantity)
    assert drawn(figure) == []
    if x == "step":
        assert [one.text for one in figure.layout.annotations] == ["Keras MLP", "SVM"]


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


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=400), st.integers(5, 50))
def test_thinning_keeps_both_ends_and_both_extremes(values, most):
    kept = thin(values, most)
    assert len(kept) <= max(most, 1)
    assert kept == sorted(set(kept))
    assert {0, len(values) - 1} <= set(kept)
    chosen = [values[place] for place in kept]
    assert (min(chosen), max(chosen)) == (min(values), max(values))


def test_a_real_race_is_drawn(iris):
    steps = {name: result.steps for name, result in iris.results.items()}
    frame = learning_frame(steps, task="classification")
    tree = frame[(frame["contender"] == "decision_tree") & (frame["part"] == "validation")]
    assert tree["value"].tolist() == [step.validation_score for step in iris.results["decision_tree"].steps]
    assert tree["x"].tolist() == [1, 2, 3, 4]


def test_panels_can_be_stacked_for_a_narrow_page(steps):
    figure = learning_curves(steps, task="classification", columns=1)
    assert {tuple(one.domain) for one in (figure.layout.xaxis, figure.layout.xaxis2, figure.layout.xaxis3)} == {(0, 1)}
    tops = [figure.layout[name].domain[1] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert tops == sorted(tops, reverse=True)


def test_one_point_makes_no_axis_beyond_what_a_score_can_be():
    axis = learning_curves({"svm": fit(1, validation_score=1.0)}, task="classification").layout.yaxis
    assert (axis.autorangeoptions.clipmin, axis.autorangeoptions.clipmax) == (-0.02, 1.02)
