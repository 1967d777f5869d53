"""The written finding, against the decisions and numbers it is made from."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import wilcoxon

from bakeoff.spec import BakeoffSpec
from bakeoff.study.account import account, advice
from bakeoff.study.findings import decided, decisions, means, pairs_over_datasets
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.summary import summary

N_FOLDS = 10


def record(level, question="which", points=(None,), spread=0.01, rope=0.01) -> Record:
    rng = np.random.default_rng(0)
    folds = {(name, point): rng.normal(0, spread, (2, N_FOLDS // 2)) for name in level for point in range(len(points))}
    noise = {key: (one - one.mean(axis=1, keepdims=True)).ravel() for key, one in folds.items()}
    fitted = tuple(
        Fitted(
            StudyFit(fold, point, name),
            {"accuracy": float(mean + shift + noise[name, point][fold])},
            400,
            100,
            fit_cpu_seconds=0.1 if name == "svm" else 0.4,
            fit_wall_seconds=0.1,
        )
        for name, means in level.items()
        for point, (mean, shift) in enumerate(zip(means, (0.0, 0.1, -0.1, 0.05, 0.0, 0.02), strict=False))
        for fold in range(N_FOLDS)
    )
    spec = BakeoffSpec(dataset="iris", contenders=list(level))
    lanes = {name: StudyLane(name, name, status="done") for name in level}
    plan = Plan(question=question, folds=5, repeats=2, rope=rope)
    return Record("study", spec, plan, lanes, points, {}, N_FOLDS, 5, fitted)


def test_who_by_how_much_how_sure_at_what_cost():
    one = record({"svm": [0.9], "decision_tree": [0.7]})
    (pair,) = decisions(one)
    said = account(one)
    assert advice(one) == "Choose Support vector machine: with 95 % certainty none is better."
    assert said.startswith(
        f"Support vector machine is better than Decision tree: by {100 * pair.difference.value:.1f} points on average"
    )
    assert "That holds with 95 % certainty." in said
    assert (
        "A fit of Decision tree takes 400 ms of CPU time, 4 times as much as one of Support vector machine (100 ms)."
        in said
    )
    assert said.endswith("Every pair is decided, so more folds would change nothing.")


def test_of_two_the_better_is_said_to_be_better_than_the_other_and_of_more_than_all_others():
    level = {"svm": [0.9], "decision_tree": [0.7]}
    assert summary(record(level)) == "Support vector machine is better than Decision tree."
    assert (
        summary(record(level | {"random_forest": [0.6]}))
        == "Support vector machine is better than every other contender."
    )


def test_while_data_sets_are_judged_on_they_are_said_to_be_several():
    one = record({"svm": [0.8, 0.8]}, "datasets", ("wine", "digits"))
    going_on = replace(one, lanes={"svm": StudyLane("svm", "svm", status="fitting")})
    assert summary(going_on).startswith("Judging on 2 data sets: ")


def test_what_would_tell_more_is_said_of_what_is_undecided():
    one = record({"svm": [0.9], "decision_tree": [0.7], "random_forest": [0.9]}, spread=0.04)
    undecided = [pair for pair in decisions(one) if not pair.decided]
    assert {pair.first for pair in undecided} | {pair.second for pair in undecided} == {"svm", "random_forest"}
    said = account(one)
    assert "unclear which is better" in said
    assert "likely would" in said or "likely decide it" in said or "unlikely to decide it" in said
    assert "Of 3 pairs, 2 are decided" in said


def test_one_repeat_is_said_to_show_no_stability():
    one = record({"svm": [0.9], "decision_tree": [0.7]})
    assert "One repeat cannot show" not in account(one)
    first = tuple(fit for fit in one.fitted if fit.cell.fold < 5)
    assert "One repeat cannot show" in account(replace(one, n_folds=5, fitted=first))


def test_many_folds_of_few_rows_are_said_to_share_them():
    one = record({"svm": [0.9], "decision_tree": [0.7]})
    few = tuple(replace(fit, n_train=200) for fit in one.fitted)
    again = tuple(replace(fit, cell=fit.cell._replace(fold=fit.cell.fold + 10 * n)) for n in range(3) for fit in few)
    many = replace(one, plan=one.plan.replace("repeats", 6), n_folds=30, fitted=again)
    said = "All folds share the same few rows."
    assert said in account(many)
    assert said not in account(replace(many, fitted=tuple(replace(fit, n_train=400) for fit in again)))
    assert said not in account(replace(one, fitted=few))


def test_too_few_groups_decide_nothing_and_say_why():
    one = record({"svm": [0.99], "decision_tree": [0.5], "dummy": [0.4]})
    one = replace(one, plan=one.plan.replace("group", "patient").replace("until_decided", True))
    five, six = (replace(one, fitted=tuple(replace(fit, groups=n) for fit in one.fitted)) for n in (5, 6))
    assert not any(pair.decided for pair in decisions(five))
    assert summary(five) == "Too few “patient” groups to tell which is better: 5, and 6 are needed."
    assert advice(five) == "Choose Support vector machine; how much that may lose is unknown. It trains fastest."
    assert account(five).startswith("A fit of Decision tree takes 400 ms of CPU time")
    assert means(five)["low"].isna().all()
    assert decided(five)  # more repeats would test the same groups
    assert summary(six) == "Support vector machine is better than Decision tree."
    assert means(six)["low"].notna().all()


def test_the_data_sets_asked_for_can_decide():
    level = {"svm": [0.95] * 4, "decision_tree": [0.6] * 4, "random_forest": [0.7] * 4}
    said = account(record(level, "datasets", ("iris", "wine", "breast_cancer", "digits")))
    assert "To be sure would likely take 7 data sets like these or more." in said
    assert 3 * wilcoxon(np.arange(1, 8)).pvalue < 0.05 <= 3 * wilcoxon(np.arange(1, 7)).pvalue


@pytest.mark.parametrize("rope", [0.0, 0.01])
def test_over_data_sets_the_probability_and_the_mean_are_those_of_the_test(rope):
    level = {"svm": [0.8] * 6, "decision_tree": [0.76, 0.75, 0.77, 0.74, 0.75, 0.76]}
    names = ("iris", "wine", "breast_cancer", "digits", "moons", "circles")
    one = record(level, "datasets", names, rope=rope)
    (pair,) = pairs_over_datasets(one)
    said = account(one)
    assert "Support vector machine is mostly better than Decision tree" in said
    assert ("by more than 1 point" in said) == bool(rope)
    assert f"On average over these 6 it is {100 * pair.difference.value:.1f} points better" in said
    four = replace(one, points=names[:4], fitted=tuple(fit for fit in one.fitted if fit.cell.point < 4))
    assert account(four).startswith(
        "On these 4 data sets Support vector machine is better than Decision tree on average."
    )


def test_a_study_of_another_question_or_of_one_fold_has_no_account():
    assert account(replace(record({"svm": [0.9]}), plan=Plan(question="rows"))) == ""
    one = record({"svm": [0.9], "decision_tree": [0.7]})
    assert account(replace(one, fitted=tuple(fit for fit in one.fitted if fit.cell.fold == 0))) == ""
