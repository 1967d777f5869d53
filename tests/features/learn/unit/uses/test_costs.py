"""Thresholds, what they miss, and the least that it can cost."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset
from bakeoff.features.learn.uses.costs import (
    GOAL_RATIO,
    SPLITS,
    by_rule,
    cases,
    cases_of_splits,
    cases_to_test,
    cheapest_of_splits,
    judged,
    least,
    least_mean_cost,
    mean_cost,
    outcome,
    reached,
)


@pytest.mark.parametrize("threshold", [0.01, 0.06, 0.5, 0.99])
def test_an_outcome_is_scikit_learns_confusion_matrix(threshold):
    known, made = cases(), outcome(threshold)
    matrix = confusion_matrix(known.malignant, known.chance >= threshold)
    assert [[made.cleared, made.false_alarms], [made.missed, made.caught]] == matrix.tolist()


def test_no_split_has_a_row_of_the_test_part():
    """All rows are 569: 114 to test, and of the 455 others each split learns from 227."""
    assert (len(cases().chance), len(cases_to_test().chance)) == (228, 114)
    assert len(cases_of_splits().chance) == SPLITS * 228
    assert cases_of_splits().chance[:228].tolist() == cases().chance.tolist()
    assert outcome(0.06, cases_to_test()).missed == (cases_to_test().chance[cases_to_test().malignant] < 0.06).sum()


@pytest.mark.parametrize("ratio", [1, 10, 50, 100])
@pytest.mark.parametrize("of", [cases, cases_of_splits])
def test_no_threshold_of_a_fine_grid_costs_less_than_the_least(of, ratio):
    threshold, cost = least(ratio, of())
    assert outcome(threshold, of()).cost(ratio) == cost
    assert cost == min(outcome(value, of()).cost(ratio) for value in [*np.linspace(0, 1.01, 500), threshold])


def test_the_mean_cost_is_the_mean_of_the_splits():
    chance, malignant = (part.reshape(SPLITS, 228) for part in (cases_of_splits().chance, cases_of_splits().malignant))
    costs = [50 * (y & (p < 0.1)).sum() + (~y & (p >= 0.1)).sum() for p, y in zip(chance, malignant, strict=True)]
    assert mean_cost(0.1, 50) == pytest.approx(np.mean(costs))


def test_the_rule_is_the_least_expected_cost():
    """Where an alarm costs ``1 - p`` and sending home ``ratio * p``, both are equal at the rule's threshold."""
    for ratio in (1, 10, 50):
        assert 1 - by_rule(ratio) == pytest.approx(ratio * by_rule(ratio))


REACHING = [threshold / 100 for threshold in range(1, 100) if reached(threshold / 100, GOAL_RATIO)]
"""Positions of the slider that reach the goal."""


def test_the_goal_is_reached_by_the_rule_and_not_at_the_start():
    assert not reached(0.5, 1)
    assert not reached(0.5, GOAL_RATIO)
    assert not reached(0.02, 10)
    assert reached(by_rule(GOAL_RATIO), GOAL_RATIO)
    assert round(by_rule(GOAL_RATIO), 2) in REACHING


def test_what_is_cheapest_on_the_rows_in_sight_does_not_reach_the_goal():
    here, cost = least(GOAL_RATIO, cases())
    assert cost < outcome(by_rule(GOAL_RATIO)).cost(GOAL_RATIO) / 2
    assert mean_cost(here, GOAL_RATIO) > 1.3 * least_mean_cost(GOAL_RATIO)
    positions = [threshold / 100 for threshold in range(1, 100)]
    costs = [outcome(position).cost(GOAL_RATIO) for position in positions]
    lucky = {position for position, one in zip(positions, costs, strict=True) if one <= 1.1 * min(costs)}
    assert lucky
    assert lucky.isdisjoint(REACHING)
    low, high = cheapest_of_splits(GOAL_RATIO)
    assert low < min(REACHING) < max(REACHING) < here < high


def test_what_reaches_the_goal_is_good_on_splits_of_all_biopsies_that_it_was_not_chosen_on():
    info = dataset("breast_cancer")
    data = info.load(info.options())
    X, y = np.asarray(data.X), np.asarray(data.y) == data.class_names.index("Malignant")
    others = [judged(*train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y)) for seed in range(100, 120)]

    def mean(threshold: float) -> float:
        return float(np.mean([outcome(threshold, each).cost(GOAL_RATIO) for each in others]))

    best = min(mean(threshold / 100) for threshold in range(1, 100))
    assert mean(by_rule(GOAL_RATIO)) <= 1.1 * best
    assert max(map(mean, REACHING)) <= 1.15 * best
    assert min(mean(least(GOAL_RATIO, cases())[0]), mean(0.5)) > 1.3 * best


def test_what_was_fitted_to_the_rows_in_sight_costs_more_on_the_test_part_than_the_rule():
    fitted = least(GOAL_RATIO, cases())[0]
    costs = [outcome(at, cases_to_test()).cost(GOAL_RATIO) for at in (by_rule(GOAL_RATIO), fitted)]
    assert costs[1] > 2 * costs[0]


def test_a_low_threshold_makes_more_mistakes_but_cheaper_ones():
    low, half = outcome(by_rule(GOAL_RATIO)), outcome(0.5)
    assert low.missed + low.false_alarms > half.missed + half.false_alarms
    assert low.cost(GOAL_RATIO) < half.cost(GOAL_RATIO)
