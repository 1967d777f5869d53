"""Preparations, and specification curves of them: of records whose truth is drawn, and of a study of real fits."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import bakeoff
from bakeoff.datasets import Dataset
from bakeoff.errors import SettingError
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.account import account, advice
from bakeoff.study.findings import standing
from bakeoff.study.plan import Plan
from bakeoff.study.preparations import MOST, parsed, prepared_otherwise
from bakeoff.study.record import Record
from bakeoff.study.specification import columns, specification
from bakeoff.study.study import judge
from bakeoff.study.summary import summary
from tests.unit.study.test_crossings import noise
from tests.unit.study.test_crossings import record as drawn

POINTS = tuple(f"scale={scale},gaps={gaps}" for scale in ("standard", "none") for gaps in ("fill", "mark"))
ASKED = Plan(question="preparations", folds=5, repeats=2)


def curved(*leads, spread=0.01, **rules) -> Record:
    """Return a study in which the second and third contender lead the first by so much in each preparation."""
    rng = np.random.default_rng(0)
    tables = {
        name: 0.7 + np.array(lead) + noise(rng, spread, len(POINTS))
        for name, lead in zip(("decision_tree", "svm", "random_forest"), ([0.0] * len(POINTS), *leads), strict=False)
    }
    one = drawn(tables, question="turn", points=POINTS, **rules)
    return replace(one, plan=Plan(question="preparations", folds=one.plan.folds, repeats=one.plan.repeats))


def table(n: int = 60) -> Dataset:
    """Return a table of numbers with a gap, and categories with one."""
    X = pd.DataFrame({"size": np.arange(n) % 7.0, "colour": ["red", "blue", "green"] * (n // 3)})
    X.loc[3, "size"] = np.nan
    X.loc[5, "colour"] = None
    return Dataset(X, np.arange(n) % 2, "classification", ("size", "colour"), ("no", "yes"))


def test_the_choice_that_changes_the_winner_is_named_and_no_other():
    curve = specification(curved([0.05, 0.05, -0.05, -0.05]))
    (turn,) = curve.turns
    assert turn == ("scale", ("standard", "none"), ("svm", "decision_tree"))
    assert {POINTS[column.point] for column in curve.columns[2:]} == {"scale=none,gaps=fill", "scale=none,gaps=mark"}


def test_a_leader_everywhere_is_better_over_all_preparations_and_nothing_changes_that():
    one = curved([0.05, 0.04, 0.03, 0.02])
    curve = specification(one)
    assert (curve.leader, curve.turns) == ("svm", ())
    assert [column.leader for column in curve.columns] == ["svm"] * 4
    assert [pair.winner for pair in curve.pairs] == ["svm"]
    assert summary(one).endswith(
        "Support vector machine is better than Decision tree. No choice surely changes the winner."
    )
    assert advice(one) == "Choose Support vector machine: with 95 % certainty none is better."
    assert [column.point for column in curve.columns] == [0, 1, 2, 3]
    assert all(column.lead.low < column.lead.value < column.lead.high for column in curve.columns)


def test_equals_have_no_sure_leader_and_no_choice():
    one = curved([0.0] * 4, [0.0] * 4, spread=0.03)
    curve = specification(one)
    assert {pair.winner for pair in curve.pairs} == {None}
    assert curve.turns == ()
    assert curve.choice.best == tuple(
        sorted(one.lanes, key=lambda lane: -one.frame.groupby("lane").accuracy.mean()[lane])
    )
    assert all(one.lanes[lane].label in summary(one) for lane in curve.choice.best)
    assert advice(one).startswith("Choose ")


def test_level_preparations_have_no_leader():
    one = curved([0.0, 0.0, 0.05, 0.05], spread=0.0)
    leader, by_lead = columns(one)
    assert leader == "svm"
    assert [column.leader for column in by_lead] == ["svm", "svm", "", ""]
    assert account(one).startswith(
        "Support vector machine leads in 2 of 4 preparations, and in 2 the first are level. "
    )


def test_a_lead_that_only_shrinks_to_nothing_changes_no_winner():
    assert specification(curved([0.1, 0.1, 0.0, 0.0])).turns == ()


def test_where_less_is_better_the_lower_score_leads():
    one = curved([0.05, 0.05, -0.05, -0.05])
    fitted = [replace(each, scores={"log_loss": each.scores["accuracy"]}) for each in one.fitted]
    by_loss = replace(one, fitted=tuple(fitted), spec=one.spec.replace("rules.metric", "log_loss"))
    (turn,) = specification(by_loss).turns
    assert turn.leaders == ("decision_tree", "svm")


def test_who_is_surely_better_by_other_metrics_is_named_with_all_of_them():
    one = curved([0.05, 0.04, 0.03, 0.02])
    assert account(one).endswith("By no other metric is another surely better than Support vector machine.")

    def scored(each, sign):
        score = 0.7 + sign * (each.scores["accuracy"] - 0.7)
        return replace(each, scores={**each.scores, "log_loss": -score, "balanced_accuracy": score})

    same = replace(one, fitted=tuple(scored(each, 1) for each in one.fitted))
    assert account(same) == account(one)
    turned = replace(one, fitted=tuple(scored(each, -1) for each in one.fitted))
    assert account(turned).endswith("Surely better by other metrics: Decision tree by Balanced accuracy and Log loss.")


def test_where_a_choice_changes_the_winner_a_contender_is_chosen_with_its_value():
    one = curved([0.05, 0.05, -0.02, -0.02])
    assert summary(one) == (
        "“Scaling” changes the winner: Support vector machine leads with “Mean 0, variance 1”, Decision tree with "
        "“As they are”."
    )
    curve = specification(one)
    assert {curve.sides[name] for name in curve.choice.best} == {("svm", ("scale", "standard"))}
    assert advice(one).startswith("Choose Support vector machine (Scaling: Mean 0, variance 1): ")


def test_one_contender_has_no_curve():
    one = curved()
    assert specification(one) is None
    assert "One contender alone" in summary(one)


def test_one_fold_alone_has_no_curve():
    one = curved([0.05] * 4)
    young = replace(one, fitted=tuple(fitted for fitted in one.fitted if fitted.cell.fold == 0))
    assert specification(young) is None
    assert account(young) == ""


def test_a_fold_that_lacks_a_preparation_is_left_out():
    one = curved([0.05] * 4)
    part = replace(one, fitted=tuple(each for each in one.fitted if each.cell.fold < 10 or each.cell.point < 2))
    assert specification(part).pairs[0].comparison.n_folds == 10


def test_a_preparation_changes_the_columns_that_it_says_and_no_row():
    data = table()
    as_set = prepared_otherwise(data, "scale=none", Rules())
    assert as_set is data
    numbered = prepared_otherwise(data, "scale=none,gaps=mark,encoding=numbers", Rules())
    assert numbered.feature_names == ("size", "colour", "size (missing)", "colour (missing)")
    assert numbered.X["colour"][:3].tolist() == [2, 0, 1]
    assert np.isnan(numbered.X["colour"][5])
    assert np.flatnonzero(numbered.X["size (missing)"]).tolist() == [3]
    left_out = prepared_otherwise(data, "gaps=fill,encoding=leave_out", Rules())
    assert left_out.feature_names == ("size",)
    by_colour = Rules(split="time", split_by="colour")
    assert prepared_otherwise(data, "gaps=fill,encoding=leave_out", by_colour).feature_names == data.feature_names


@pytest.mark.usefixtures("empty_home")
def test_a_table_with_gaps_and_categories_has_a_sample_with_each_value_as_often():
    data = table()
    frame = data.X.assign(sold=["no", "yes"] * 30)
    spec = BakeoffSpec(dataset=bakeoff.table(frame, target="sold"), contenders=["svm", "decision_tree"])
    points = ASKED.points(spec)
    assert len(set(points)) == len(points) == MOST
    assert points[0] == "scale=standard,gaps=fill,encoding=one_hot"
    assert points == ASKED.points(spec)
    counts = pd.DataFrame([parsed(point) for point in points])
    assert counts["gaps"].value_counts().tolist() == [6, 6]
    assert counts["encoding"].value_counts().tolist() == [4, 4, 4]
    assert len(ASKED.points(spec.replace("rules.leave_out", "colour"))) == 6
    one = judge(spec, Plan(question="preparations", folds=3, repeats=1))
    assert [lane.message for lane in one.lanes.values()] == ["", ""]
    assert len(one.fitted) == 2 * 3 * MOST


def test_texts_alone_leave_no_choice():
    with pytest.raises(SettingError, match="one way alone"):
        ASKED.points(BakeoffSpec(dataset="reviews"))


def test_scaling_changes_the_winner_on_wine(engine):
    spec = BakeoffSpec(dataset="wine", contenders=["svm", "decision_tree", "dummy"])
    one = judge(spec, ASKED, engine)
    plain = judge(spec.replace("rules.scale", "none"), Plan(folds=5, repeats=2), engine)
    assert {point: parsed(point) for point in one.points} == {
        f"scale={scale}": {"scale": scale} for scale in ("standard", "minmax", "none")
    }
    unscaled = one.frame[one.frame["point"] == 2].drop(columns="point")["accuracy"]
    assert unscaled.tolist() == plain.frame["accuracy"].tolist()
    assert standing(one).loc["svm", "mean"] == pytest.approx(
        one.frame.query("lane == 'svm' and point == 0").accuracy.mean()
    )
    assert summary(one) == (
        "“Scaling” changes the winner: Support vector machine leads with “Mean 0, variance 1”, Decision tree with "
        "“As they are”."
    )
    curve = specification(one)
    assert curve.sides[curve.choice.taken("fit_cpu_seconds")] in {
        ("svm", ("scale", "standard")),
        ("svm", ("scale", "minmax")),
    }
