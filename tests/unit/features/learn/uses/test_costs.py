"""Thresholds, what they miss, and the least that it can cost."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from bakeoff.features.learn.uses.costs import GOAL_RATIO, by_rule, cases, cases_to_test, least, outcome, reached


@pytest.mark.parametrize("threshold", [0.01, 0.06, 0.5, 0.99])
def test_an_outcome_is_scikit_learns_confusion_matrix(threshold):
    known, made = cases(), outcome(threshold)
    matrix = confusion_matrix(known.malignant, known.chance >= threshold)
    assert [[made.cleared, made.false_alarms], [made.missed, made.caught]] == matrix.tolist()


def test_the_cases_to_test_are_the_other_half_of_the_biopsies():
    assert (len(cases().chance), len(cases_to_test().chance)) == (284, 285)
    assert outcome(0.06, cases_to_test()).missed == (cases_to_test().chance[cases_to_test().malignant] < 0.06).sum()


@pytest.mark.parametrize("ratio", [1, 10, 50, 100])
def test_no_threshold_of_a_fine_grid_costs_less_than_the_least(ratio):
    threshold, cost = least(ratio)
    assert outcome(threshold).cost(ratio) == cost
    assert cost == min(outcome(value).cost(ratio) for value in [*np.linspace(0, 1.01, 3000), threshold])


def test_the_rule_is_the_least_expected_cost():
    """Where an alarm costs ``1 - p`` and sending home ``ratio * p``, both are equal at the rule's threshold."""
    for ratio in (1, 10, 50):
        assert 1 - by_rule(ratio) == pytest.approx(ratio * by_rule(ratio))


def test_the_goal_is_not_reached_at_the_start_and_is_by_a_low_threshold():
    assert not reached(0.5, 1)
    assert not reached(0.5, GOAL_RATIO)
    assert not reached(0.02, GOAL_RATIO)
    assert not reached(0.12, 10)
    assert reached(0.12, GOAL_RATIO)
