import math

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, cohen_kappa_score

from bakeoff.evaluation.agreement import agreement, disagreement, kappa, most_contested
from bakeoff.evaluation.base import Prediction


@pytest.fixture
def answers():
    rng = np.random.default_rng(0)
    return {name: Prediction(rng.choice(3, 60, p=[0.6, 0.3, 0.1])) for name in ("a", "b", "c", "d")}


def test_pairs_are_scikit_learns_accuracy_and_kappa(answers):
    same, beyond_chance = agreement(answers), kappa(answers)
    for one, first in answers.items():
        for other, second in answers.items():
            assert same.loc[one, other] == pytest.approx(accuracy_score(first.values, second.values))
            assert beyond_chance.loc[one, other] == pytest.approx(cohen_kappa_score(first.values, second.values))


def test_two_that_say_one_and_the_same_agree_wholly():
    constant = {name: Prediction(np.zeros(5, dtype=int)) for name in "ab"}
    assert (kappa(constant) == 1).all(axis=None)


def test_disagreement_over_classes_is_the_entropy_of_the_votes():
    votes = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 1], [0, 1, 2]])
    found = disagreement({str(k): Prediction(row) for k, row in enumerate(votes)}, "classification")
    assert found == pytest.approx([0, 2 - 0.75 * math.log2(3), 1.5])


def test_disagreement_over_numbers_is_their_spread():
    answers = {"a": Prediction(np.array([1.0, 2.0])), "b": Prediction(np.array([1.0, 4.0]))}
    assert disagreement(answers, "regression") == pytest.approx([0, 1])


def test_contested_rows_come_worst_first_and_agreed_ones_never(answers):
    found, rows = disagreement(answers, "classification"), most_contested(answers, "classification", 60)
    assert (np.diff(found[rows]) <= 0).all()
    assert set(rows) == set(np.flatnonzero(found))
    assert list(most_contested(answers, "classification", 3)) == list(rows[:3])
