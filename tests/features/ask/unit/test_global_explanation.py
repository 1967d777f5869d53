"""Importance where rows belong together: patients with several visits, days that follow one another."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.evaluation.units import observations
from bakeoff.features.ask.global_explanation import importance, rows
from bakeoff.features.ask.subject import Subject
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from tests.features.ask.unit.subjects import fitted_on


def visits(n: int, **rules: object) -> Subject:
    """Return a tree fitted on patients of 15 visits each, of whom age alone is known and tells the answer."""
    rng = np.random.default_rng(0)
    patient = np.repeat(np.arange(n), 15)
    age = rng.normal(size=n)
    ill = (age + rng.normal(size=n) > 0).astype(np.int64)
    X = pd.DataFrame({"patient": patient, "age": age[patient], "noise": rng.normal(size=len(patient))})
    data = Dataset(X, ill[patient], "classification", tuple(X.columns), ("no", "yes"), "ill")
    rules = {"split": "group", "split_by": "patient"} | rules
    return fitted_on(prepare_dataset(data, Rules(**rules), "Visits"), BakeoffSpec(contenders=["decision_tree"]))


def half(estimate):
    return (estimate.high - estimate.low) / 2


def test_the_interval_of_importance_counts_patients():
    subject = visits(60)
    by_patient = importance(subject, "decision_tree")
    subject.prepared = replace(subject.prepared, units=None)
    by_row = importance(subject, "decision_tree")
    assert by_patient.n_units == (15, 15)
    assert [fall.value for fall in by_patient.falls] == pytest.approx([fall.value for fall in by_row.falls])
    assert half(by_patient.falls[0]) > 2 * half(by_row.falls[0])
    said = observations(by_patient.units, by_patient.n_rows, by_patient.n_units)
    assert said == "Intervals count 15 “patient” groups, not 200 rows; fewer than 6 have none."


def test_importance_on_five_patients_has_no_interval_and_says_so():
    found = importance(visits(20), "decision_tree")
    assert np.isnan([end for fall in found.falls for end in (fall.low, fall.high)]).all()
    assert not np.isnan([fall.value for fall in found.falls]).any()
    said = observations(found.units, found.n_rows, found.n_units)
    assert said == "Too few “patient” groups for intervals: 5, and 6 are needed."


def test_all_patients_are_among_the_rows_that_are_used():
    subject = visits(80)
    assert len(subject.prepared.rows_test) == 300
    assert len(rows(subject)[1]) == 200
    assert importance(subject, "decision_tree").n_units == (20, 20)


def test_what_changes_slowly_has_fewer_blocks_of_time_than_what_changes_daily():
    rng = np.random.default_rng(0)
    day = np.arange(700)
    season = np.sin(day / 60)
    X = pd.DataFrame({"day": day, "season": season, "daily": rng.normal(size=700)})
    y = season + X["daily"].to_numpy() + 0.1 * rng.normal(size=700)
    data = Dataset(X, y, "regression", tuple(X.columns), (), "sales")
    prepared = prepare_dataset(data, Rules(split="time", split_by="day"), "Sales")
    found = importance(fitted_on(prepared, BakeoffSpec(contenders=["linear"])), "linear")
    _day, season_blocks, daily_blocks = found.n_units
    assert season_blocks < 6 <= daily_blocks
    assert np.isnan(found.falls[1].low)
    assert found.falls[2].low > 0
    said = observations(found.units, found.n_rows, found.n_units)
    assert said.endswith(f"to {daily_blocks} blocks of time, not 175 rows; fewer than 6 have none.")


def test_the_interval_of_importance_holds_as_often_as_it_says():
    """A tree that asks for one feature alone is right by half, and by a shuffled feature in half of these."""
    rng = np.random.default_rng(0)
    n = 40 * 100
    X = pd.DataFrame({"x": rng.normal(size=n), "y": rng.normal(size=n)})
    right = rng.random(n) < 0.9
    target = np.where(right, X["x"] > 0, X["x"] <= 0).astype(np.int64)
    data = Dataset(X, target, "classification", ("x", "y"), ("no", "yes"), "answer")
    rules = Rules(validation_share=0, test_share=0.5)
    subject = fitted_on(
        prepare_dataset(data, rules, "Made up"),
        BakeoffSpec(contenders={"decision_tree": {"max_depth": 1}}),
    )
    all_rows, held = subject.prepared.rows_test, []
    for part in np.array_split(rng.permutation(all_rows), 20):
        subject.prepared = replace(subject.prepared, rows_test=np.sort(part))
        fall, other = importance(subject, "decision_tree").falls
        held.append(fall.low <= 0.4 <= fall.high)
        assert (other.low, other.value, other.high) == (0, 0, 0)
    assert sum(held) >= 17
