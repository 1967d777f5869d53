"""The questions of Learn: each can be answered, is true, and leads to a page that is set up and valid."""

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from bakeoff.judge import Plan
from bakeoff.lab.settings import from_query as lab_from_query
from bakeoff.learn.questions.questions import NEEDED, QUESTIONS, n_right, reached
from bakeoff.link import from_query, read

BY_NAME = {question.name: question for question in QUESTIONS}


def test_a_goal_needs_that_many_first_answers_right():
    right = {question.name: question.right for question in QUESTIONS}
    few = dict(list(right.items())[: NEEDED - 1])
    assert not reached({})
    assert not reached(few)
    assert not reached(few | {question.name: "no such answer" for question in QUESTIONS[NEEDED - 1 :]})
    assert reached(right)
    assert n_right(right) == len(QUESTIONS) >= NEEDED


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_its_answers_are_apart_and_its_experiment_opens_as_it_was_meant(question):
    assert question.right in question.options
    assert len(set(question.options.values())) == len(question.options) >= 3
    query = question.experiment.query
    if question.experiment.where == "lab":
        _settings, notes = lab_from_query(query)
    else:
        of_judge = {path: value for path, value in query.items() if path.startswith("judge.")}
        spec, notes = from_query({path: value for path, value in query.items() if path not in of_judge})
        plan, of_plan = read(Plan(), {path.removeprefix("judge."): value for path, value in of_judge.items()})
        assert notes == of_plan == ()
        assert bool(of_judge) == (question.experiment.where == "judge")
        if of_judge:
            plan.points(spec)  # refuses a setting that cannot be compared
    assert not notes


def test_without_scaling_wine_is_hard_for_distances_and_not_for_trees():
    X, y = load_wine(return_X_y=True)
    mean = {
        model.__class__.__name__: np.mean(cross_val_score(model, X, y, cv=5))
        for model in (SVC(), DecisionTreeClassifier(random_state=0), RandomForestClassifier(random_state=0))
    }
    assert mean["SVC"] < min(mean["DecisionTreeClassifier"], mean["RandomForestClassifier"]) - 0.1
    assert BY_NAME["scale"].right == "svm"


def test_six_of_ten_biopsies_are_benign():
    assert np.mean(load_breast_cancer().target) == pytest.approx(0.6, abs=0.05)
