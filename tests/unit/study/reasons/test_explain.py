"""Why the leader of a race leads: reasons that data were made with, and races without any."""

import math

import numpy as np
import pandas as pd
import pytest

import bakeoff
from bakeoff.errors import SettingError
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.study.reasons.explain import reasons, records

QUICK = ("decision_tree", "svm", "k_nearest")


def boxes(rng, n=900, columns=3):
    """Return columns, and which rows lie in a box along three of them."""
    X = rng.random((n, columns))
    return X, (X[:, 0] > 0.4) & (X[:, 1] > 0.3) & (X[:, 2] < 0.7)


def raced(X, y, contenders=QUICK, **rules) -> Report:
    """Return the report of a race of quick contenders on a table."""
    frame = pd.DataFrame(X).add_prefix("x").assign(answer=np.where(y, "yes", "no"))
    return bakeoff.run(
        BakeoffSpec(dataset=bakeoff.table(frame, target="answer"), contenders=contenders, rules=rules or {})
    )


def axes(rng):
    return raced(*boxes(rng))


def scale(rng):
    X, y = boxes(rng, columns=4)
    return raced(X * np.array([1, 0.1, 1, 5000]), y, scale="none")


def interactions(rng):
    X = rng.normal(size=(1500, 4))
    return raced(X, X[:, 0] * X[:, 1] + X[:, 2] * X[:, 3] > 0, ("svm", "decision_tree"))


def slanted(rng):
    X = rng.random((1500, 2))
    return raced(X, np.floor(4 * X.sum(axis=1)) % 2 == 1, ("k_nearest", "decision_tree"))


def useless(rng):
    y = rng.random(1000) < 0.5
    X = rng.normal(size=(1000, 28))
    X[:, :2] += np.outer(y, [4, 2])
    return raced(X, y, ("random_forest", "k_nearest"))


def noise(rng):
    y = rng.random(1600) < 0.5
    return raced(rng.normal(size=(1600, 2)) + 3.5 * y[:, None], y ^ (rng.random(1600) < 0.25))


def additive(rng):
    X = rng.normal(size=(1200, 10))
    return raced(X, X @ rng.choice([-1, 1], 10) + rng.normal(0, 0.5, 1200) > 0)


def settings(rng):
    stripe = rng.integers(0, 3, 1200)
    X = rng.normal(size=(1200, 2)) * 0.7 + np.column_stack([4.0 * stripe, np.zeros(1200)])
    return raced(X, stripe == 1, {"svm": {}, "k_nearest": {"n_neighbors": 500}})


def leak(rng):
    y = rng.random(1600) < 0.5
    X = rng.normal(size=(1600, 60))
    X[:, 3] = y + rng.normal(0, 0.1, 1600)
    return raced(X, y)


def rare(rng):
    y = rng.random(5000) < 0.05
    X = rng.normal(size=(5000, 3)) + 1.1 * y[:, None]
    return raced(
        X, y, {"svm": {"class_weight": "balanced"}, "decision_tree": {"max_depth": 4}}, metric="balanced_accuracy"
    )


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of a race that a tree wins, since the border follows the columns."""
    return axes(np.random.default_rng(0))


@pytest.mark.nightly
@pytest.mark.parametrize("cause", [axes, scale, interactions, slanted, useless, noise, additive, settings, leak, rare])
@pytest.mark.usefixtures("empty_home")
def test_the_reason_that_data_were_made_with_stands_first(cause):
    why = reasons(cause(np.random.default_rng(0)), seconds=30)
    assert why.first is not None, why
    assert why.first.code == cause.__name__, str(why)
    assert why.first.explained.low > 0


@pytest.mark.usefixtures("empty_home")
def test_of_equals_there_is_nothing_to_explain_and_it_says_so():
    rng = np.random.default_rng(0)
    y = rng.random(800) < 0.5
    why = reasons(raced(rng.normal(size=(800, 2)) + 4 * y[:, None], y))
    assert (why.leader, why.reasons) == ("", ())
    assert str(why) == "Nobody beats another, so there is no reason to give."


@pytest.mark.usefixtures("empty_home")
def test_of_equals_whose_scores_a_column_gives_away_that_is_said_with_the_scores_without_it():
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(600, 4)), rng.random(600) < 0.5
    X[:, 2] = y + rng.normal(0, 0.05, 600)
    report = raced(X, y, ("decision_tree", "random_forest"))
    assert len(report.verdict.leaders) == 2
    why = reasons(report)
    assert [each.code for each in why.reasons] == ["leak"]
    assert why.first.scores == pytest.approx((0.5, 0.5), abs=0.12)
    assert reasons(bakeoff.run(report.spec.replace("rules.leave_out", ("x2",)))).reasons == ()


def test_a_tree_wins_where_the_border_follows_the_columns_and_a_rotation_takes_that_away(report):
    why = reasons(report)
    assert (why.leader, why.first.code, why.first.outcome) == ("decision_tree", "axes", "explains")
    assert str(why) == f"{why.first.sentence} {why.first.test}"
    assert [each.code for each in why.reasons if each.outcome == "explains"] == ["axes"]
    scores = {name: outcome.metrics["accuracy"].value for name, outcome in report.finished().items()}
    assert why.gap == pytest.approx(scores[why.leader] - scores[why.rival])


def test_without_time_nothing_is_tried_and_each_says_how_long_it_takes(report):
    why = reasons(report, seconds=0)
    assert {each.outcome for each in why.reasons} == {"not tried"}
    assert all(each.seconds > 0 and math.isnan(each.explained.value) for each in why.reasons)
    assert str(why) == "No reason has been tried yet."


def test_a_report_that_was_read_has_no_rows_and_says_how_to_get_them(report):
    with pytest.raises(SettingError, match="Run it again"):
        reasons(Report.from_json(report.to_json()))
    with pytest.raises(SettingError, match="own metric"):
        reasons(report.decided_by(lambda truth, answers: float((truth == answers).mean())))


def test_every_reason_has_a_code_of_its_own():
    assert len({each.code for each in records()}) == len(records()) == 14
