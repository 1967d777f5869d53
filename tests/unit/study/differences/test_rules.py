import numpy as np
import pandas as pd
import pytest

import bakeoff
from bakeoff.datasets import Dataset, NoOptions, datasets
from bakeoff.errors import SettingError
from bakeoff.study.differences.rules import ROPE, PairOutcomes, differences, outcomes_of, question, rules_of
from bakeoff.study.differences.search import BOTH, FIRST, NEITHER, SECOND


def test_a_race_on_moons_is_told_apart_in_words(raced):
    result = differences(raced, "svm", "linear")
    frame = result.to_frame()
    assert len(frame)
    assert frame["rule"].str.contains("x1|x2").all()
    race = raced.finished_race
    right = {name: race.answers[name].prediction.values == race.held_out.target for name in ("svm", "linear")}
    for rule, row in zip(result.rules, frame.to_dict("records"), strict=True):
        assert (rule.first, rule.second) == tuple(int(right[name][rule.rows].sum()) for name in ("svm", "linear"))
        assert row["difference"] == pytest.approx((rule.first - rule.second) / row["n"])
        assert row["low"] * row["high"] > 0
        decisive = right["svm"][rule.rows] != right["linear"][rule.rows]
        assert (np.diff(decisive.astype(int)) <= 0).all()
    assert bakeoff.differences is differences


def test_a_contender_is_no_different_from_itself(raced):
    result = differences(raced, "svm", "svm")
    assert (result.rules, result.decisive, len(result.to_frame())) == ((), 0, 0)


def test_a_report_without_answers_says_so(raced):
    with pytest.raises(SettingError, match="both “svm” and “forest” in the report; it has those of: svm, linear"):
        differences(raced, "svm", "forest")
    with pytest.raises(SettingError, match="it has those of: –"):
        differences(type(raced).from_json(raced.to_json()), "svm", "linear")


def test_classes_are_right_or_wrong(raced):
    race = raced.finished_race
    target = race.held_out.target
    svm, linear = (race.answers[name].prediction.values == target for name in ("svm", "linear"))
    outcomes = outcomes_of(race, "svm", "linear")
    expected = {BOTH: svm & linear, FIRST: svm & ~linear, SECOND: linear & ~svm, NEITHER: ~svm & ~linear}
    assert all((rows == (outcomes == code)).all() for code, rows in expected.items())


def test_numbers_are_closer_by_more_than_the_rope(diabetes):
    race = diabetes.finished_race
    target = race.held_out.target
    svm, tree = (np.abs(race.answers[name].prediction.values - target) for name in ("svm", "decision_tree"))
    outcomes = outcomes_of(race, "svm", "decision_tree")
    assert ((outcomes == FIRST) == (tree - svm > ROPE * target.std())).all()
    assert ((outcomes == SECOND) == (svm - tree > ROPE * target.std())).all()


def test_more_rows_than_are_searched_are_drawn(raced, monkeypatch):
    monkeypatch.setattr("bakeoff.study.differences.rules.MOST_ROWS", 100)
    asked = question(raced.finished_race, "svm", "linear")
    result = rules_of(datasets()["moons"].load(datasets()["moons"].options()), asked)
    assert result.n_rows == 100


def test_constant_columns_make_one_part_of_all_rows():
    X = pd.DataFrame({"a": np.ones(40), "b": np.ones(40)})
    data = Dataset(X, np.zeros(40, dtype=np.int64), "classification", ("a", "b"), ("x", "y"), "kind")
    spec = bakeoff.BakeoffSpec(dataset="iris").dataset
    rows = np.arange(40)
    (rule,) = rules_of(data, PairOutcomes(spec, rows, np.array([FIRST] * 30 + [BOTH] * 10), None)).rules
    assert (rule.where, rule.first, rule.second) == ((), 40, 10)
    assert rules_of(data, PairOutcomes(spec, rows, np.full(40, BOTH), None)).rules == ()


def test_few_rows_make_no_rule():
    data = datasets()["iris"].load(NoOptions())
    rows = np.arange(4)
    spec = bakeoff.BakeoffSpec(dataset="iris").dataset
    asked = PairOutcomes(spec, rows, np.array([FIRST, FIRST, BOTH, NEITHER]), None)
    assert rules_of(data, asked).rules == ()
    assert rules_of(data, asked).decisive == 2
