"""Several races' curves, one over the other."""

from dataclasses import replace

import pytest

from bakeoff.contenders import Step
from bakeoff.features.history.page.compared import overlaid_curves
from bakeoff.features.history.page.dots import score_dots


def steps(*scores: float, train: float | None = 0.9) -> list[Step]:
    return [
        Step(index, len(scores), 0.1 * index, 0.1 * index, train_score=train, validation_score=score)
        for index, score in enumerate(scores, start=1)
    ]


RACES = {
    "Race A": {"decision_tree": steps(0.5, 0.6), "dummy": steps(0.3)},
    "Race B": {"decision_tree": steps(0.4, 0.7, 0.8), "svm": steps(0.9)},
}


def lines(figure) -> list[tuple[str, str, str, tuple[float, ...]]]:
    return [(one.legendgroup, one.xaxis, one.line.dash, tuple(one.y)) for one in figure.data if one.x[0] is not None]


def test_each_race_has_a_dash_and_each_contender_a_panel():
    figure = overlaid_curves(RACES, task="classification")
    assert lines(figure) == [
        ("Race A", "x", "solid", (50.0, 60.0)),
        ("Race B", "x", "dash", (40.0, 70.0, 80.0)),
        ("Race B", "x2", "dash", (90.0,)),
    ]
    assert [one.text for one in figure.layout.annotations] == ["Decision tree", "Support vector machine"]
    assert [(one.name, one.line.dash) for one in figure.data if one.showlegend is not False] == [
        ("Race A", "solid"),
        ("Race B", "dash"),
    ]


def test_the_axis_is_as_long_as_the_longest_race():
    assert overlaid_curves(RACES, task="classification").layout.xaxis.range[1] > 3


def test_against_cpu_seconds_all_share_one_panel():
    figure = overlaid_curves(RACES, task="classification", x="cpu_seconds")
    assert {axis for _race, axis, _dash, _y in lines(figure)} == {"x"}
    assert [race for race, *_rest in lines(figure)] == ["Race A", "Race B", "Race B"]


def test_the_clock_has_room_for_a_race_of_fewer_steps_that_took_longer():
    slow = {"decision_tree": [Step(1, 1, 9.0, 9.0, validation_score=0.7)]}
    figure = overlaid_curves(RACES | {"Race C": slow}, task="classification", x="cpu_seconds")
    assert figure.layout.xaxis.range[1] > 9


def test_without_validation_training_is_drawn():
    races = {"Race A": {"decision_tree": [Step(1, 1, 0.1, 0.1, train_score=0.7)]}}
    assert [y for *_rest, y in lines(overlaid_curves(races, task="regression"))] == [(0.7,)]


def test_of_a_race_with_several_seeds_the_mean_curve_is_drawn():
    seeds = [replace(step, seed=seed) for seed in range(3) for step in steps(0.5, 0.6 + 0.1 * seed, train=None)]
    races = {"Race A": {"decision_tree": seeds}, "Race B": {"decision_tree": steps(0.4, 0.5)}}
    for x in ("step", "cpu_seconds"):
        drawn = lines(overlaid_curves(races, task="classification", x=x))
        assert [(race, dash) for race, _axis, dash, _y in drawn] == [("Race A", "solid"), ("Race B", "dash")]
        assert drawn[0][-1] == pytest.approx((50.0, 70.0))


def test_each_race_has_a_mark_and_each_contender_a_row(report):
    """A stored race has no test rows."""
    outcomes = report.finished_race.outcomes
    one = replace(report, results={name: report.results[name] for name in list(outcomes)[:1]})
    figure = score_dots({"Race A": replace(report, held_out=None), "Race B": one})
    marks = [trace for trace in figure.data if trace.x[0] is not None]
    assert [(trace.name, trace.x[0]) for trace in marks] == [
        *(("Race A", pytest.approx(100 * own.metrics["accuracy"].value)) for own in outcomes.values()),
        ("Race B", pytest.approx(100 * outcomes[next(iter(outcomes))].metrics["accuracy"].value)),
    ]
    assert len({round(trace.y[0]) for trace in marks}) == len(figure.layout.yaxis.ticktext) == len(outcomes)
    assert marks[0].marker.symbol != marks[-1].marker.symbol
    low = 100 * outcomes[next(iter(outcomes))].metrics["accuracy"].low
    assert marks[0].x[0] - marks[0].error_x.arrayminus[0] == pytest.approx(low)


def test_races_without_an_end_have_no_marks(report):
    assert score_dots({"Race A": replace(report, results={})}) is None
