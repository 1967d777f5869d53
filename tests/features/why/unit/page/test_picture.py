"""The picture of a reason agrees with the answers that it is drawn from."""

import numpy as np
import pytest

import bakeoff
from bakeoff.features.why.page.picture import before_and_after, on_plane, only_right
from bakeoff.spec import BakeoffSpec
from bakeoff.study.reasons.explain import explain

pytestmark = pytest.mark.usefixtures("empty_home")


def test_the_marked_rows_are_those_that_only_the_leader_gets_right_and_the_scores_are_those_of_the_test():
    report = bakeoff.run(BakeoffSpec(dataset="moons", contenders=("svm", "linear")))
    race, pair = report.finished_race, ("svm", "linear")
    assert on_plane(race, *pair)
    leader, rival = (race.answers[name].prediction.values == race.held_out.target for name in pair)
    said, figure = only_right(race, *pair)
    marked = [trace for trace in figure.data if trace.hoverinfo == "skip"]
    shown = np.isin(race.held_out.plane.rows, np.flatnonzero(leader & ~rival))
    assert {len(trace.x) for trace in marked} == {shown.sum()}
    assert said == (
        f"Marked: {(leader & ~rival).sum()} rows only Support vector machine gets right; "
        f"reverse: {(rival & ~leader).sum()}"
    )
    *_earlier, why = explain(race)
    _said, figure = before_and_after(race, pair, why.first)
    drawn = {trace.name: list(trace.x) for trace in figure.data if trace.name}
    assert drawn["Support vector machine"] == pytest.approx([100 * leader.mean()] * 2)
    assert drawn["Linear model"][0] == pytest.approx(100 * rival.mean())
    assert drawn["Linear model"][1] - drawn["Linear model"][0] == pytest.approx(100 * why.first.explained.value)
