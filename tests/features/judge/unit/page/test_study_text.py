"""What stands beneath a study's headline."""

import pytest

from bakeoff.features.judge.page.study_text import explained, fewer_folds, time_left
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record, StudyLane


@pytest.mark.parametrize(
    ("rules", "plan", "said"),
    [
        ({}, {}, "5-fold cross-validation, 2 times. Every contender"),
        ({"split": "group", "split_by": "who"}, {}, "2 times, rows with the same “who” kept together. Every contender"),
        ({}, {"group": "who"}, "2 times, rows with the same “who” kept together. Every contender"),
        (
            {"split": "time", "split_by": "day"},
            {},
            "5 stretches of time, each tested by who has learnt from all before",
        ),
        ({}, {"learning_part": True}, "2 times, on the rows that the race learns from. Every contender"),
        ({}, {"trials": 5}, "2 times. Every contender"),  # as it was stored before tuning kept off the test part
    ],
)
def test_how_the_rows_are_parted_is_told(rules, plan, said):
    spec = BakeoffSpec(dataset="iris", contenders=["svm"], rules=rules)
    lanes = {"svm": StudyLane("svm", "svm", status="done")}
    assert said in explained(Record("study", spec, Plan(**plan), lanes, (None,), {}, 10, 5))


@pytest.mark.parametrize(
    ("status", "n_folds", "said"),
    [
        ("fitting", 5, "5-fold cross-validation, at most 30 times. Every"),
        ("fitting", 10, "5-fold cross-validation, at most 30 times. Every"),
        ("done", 10, "5-fold cross-validation, 2 times. Every"),
    ],
)
def test_repeats_do_not_count_up_while_a_study_goes_on_until_decided(status, n_folds, said):
    lanes = {"svm": StudyLane("svm", "svm", status=status)}
    spec, plan = BakeoffSpec(dataset="iris", contenders=["svm"]), Plan(until_decided=True, repeats=30)
    assert said in explained(Record("study", spec, plan, lanes, (None,), {}, n_folds, 5))


@pytest.mark.parametrize(
    ("until_decided", "seconds", "limited", "said"),
    [
        (True, 41.0, False, "At most about 45 s left."),
        (False, 41.0, False, "About 45 s left."),
        (True, None, True, ""),
        (True, 41.0, True, "The time limit ends it in about 45 s."),
    ],
)
def test_the_time_left_is_a_limit_where_a_study_may_end_early(until_decided, seconds, limited, said):
    spec, lanes = BakeoffSpec(dataset="iris", contenders=["svm"]), {"svm": StudyLane("svm", "svm", status="fitting")}
    record = Record("study", spec, Plan(until_decided=until_decided), lanes, (None,), {}, 5, 5)
    assert time_left(record, seconds, limited=limited) == said


@pytest.mark.parametrize(
    ("status", "shared", "said"),
    [
        ("stopped", 4, "Compared on the 4 folds that both came to."),
        ("stopped", 2, "Compared on the 2 folds that both came to."),
        ("stopped", 1, ""),  # that on one fold nothing is compared is said by itself
        ("done", 10, ""),
        ("fitting", 4, ""),
    ],
)
def test_who_was_stopped_is_compared_on_fewer_folds(status, shared, said):
    spec = BakeoffSpec(dataset="iris", contenders=["svm"])
    lanes = {"svm": StudyLane("svm", "svm", status=status)}
    assert fewer_folds(Record("study", spec, Plan(), lanes, (None,), {}, 10, 5), shared) == said
