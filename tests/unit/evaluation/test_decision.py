import itertools
import math

import numpy as np
import pytest

from bakeoff.evaluation.decision import all_decided, decide, matrix, sentence
from bakeoff.evaluation.metrics import METRICS

BY_NAME = {one.name: one for one in METRICS}
ACCURACY, R2, RMSE = BY_NAME["accuracy"], BY_NAME["r2"], BY_NAME["rmse"]
LABELS = {"svm": "SVM", "forest": "Random forest", "tree": "Decision tree", "mlp": "MLP"}
NOISE = np.array([-0.01, 0.01, 0.005, -0.005, 0.0, 0.008, -0.008, 0.004, -0.004, 0.0])


def decided(first, second, metric=ACCURACY, rope=0.01):
    (found,) = decide({"svm": first, "forest": second}, metric, 0.1, rope)
    return found


@pytest.mark.parametrize(
    ("lead", "expected"), [(0.05, "first"), (-0.05, "second"), (0.0, "equivalent"), (0.012, "undecided")]
)
def test_a_pair_is_better_equivalent_or_undecided(lead, expected):
    assert decided(0.9 + lead + NOISE, np.full(10, 0.9)).outcome == expected


def test_where_less_is_better_the_lower_one_wins():
    found = decided(2 + NOISE, np.full(10, 3.0), RMSE)
    assert found.outcome == "first"
    assert found.comparison.p_left > 0.99
    assert found.comparison.difference.value == pytest.approx(1)


def test_a_lead_that_the_t_test_does_not_see_is_undecided_however_small_the_rope():
    found = decided(0.9 + 0.006 + NOISE, np.full(10, 0.9), rope=0)
    assert 0.95 < found.comparison.p_left < 0.975
    assert not found.decided


def test_sentences_tell_what_is_known():
    even, small = np.full(10, 0.9), 0.9 + 0.012 + NOISE
    said = [
        sentence(decided(first, even, metric, rope), metric, LABELS)
        for first, metric, rope in [
            (0.95 + NOISE, ACCURACY, 0.01),
            (0.85 + NOISE, ACCURACY, 0.025),
            (0.95 + NOISE, ACCURACY, 0),
            (0.9 + NOISE / 4, R2, 0.01),
            (small, ACCURACY, 0.01),
            (even, ACCURACY, 0),
        ]
    ]
    assert said == [
        "SVM is better than Random forest by more than 1 point with probability over 99.9 %.",
        "Random forest is better than SVM by more than 2.5 points with probability over 99.9 %.",
        "SVM is better than Random forest with probability over 99.9 %.",
        "SVM and Random forest are practically equivalent: "
        "they differ by 0.01 in R² at most with probability over 99.9 %.",
        "Undecided: SVM is better by more than 1 point with probability 73 %, Random forest with probability "
        "under 1 %, and with probability 26 % it is neither; more folds may tell.",
        "Undecided: SVM is better with probability 50 %, Random forest with probability 50 %; more folds may tell.",
    ]


def test_one_fold_is_said_to_be_too_few():
    said = sentence(decided([0.9], [0.8]), ACCURACY, LABELS)
    assert said == "SVM and Random forest need two folds or more to be compared."


def test_a_probability_is_never_said_to_be_surer_than_it_is():
    found = decided(0.9 + 0.0155 + NOISE, np.full(10, 0.9))
    assert 0.94 < found.comparison.p_left < 0.95
    assert "probability 94 %" in sentence(found, ACCURACY, LABELS)


def test_the_matrix_has_every_pair_both_ways():
    rng = np.random.default_rng(0)
    scores = {name: 0.9 + rng.normal(0, 0.02, 10) for name in LABELS}
    found = decide(scores, ACCURACY, 0.1, 0.01)
    table = matrix(found)
    assert [(one.first, one.second) for one in found] == list(itertools.combinations(LABELS, 2))
    assert list(table.index) == list(table.columns) == list(LABELS)
    assert np.isnan(np.diag(table)).all()
    for one in found:
        assert table.loc[one.first, one.second] == one.comparison.p_left
        assert table.loc[one.second, one.first] == one.comparison.p_right


def test_more_folds_are_needed_until_every_pair_is_decided():
    scores = {"svm": 0.95 + NOISE, "forest": np.full(10, 0.9), "tree": 0.935 + NOISE[::-1]}
    found = decide(scores, ACCURACY, 0.1, 0.01)
    assert [one.decided for one in found] == [True, False, True]
    assert not all_decided(found)
    assert all_decided(found[:1])


def equal_contenders(repeats, k=10):
    """Return 200 races' differences, whose folds correlate by 1/k, as the correction supposes."""
    rng = np.random.default_rng(1)
    shared = rng.normal(0, math.sqrt(1 / k), (200, 1))
    return 0.03 * (shared + rng.normal(0, math.sqrt(1 - 1 / k), (200, k * repeats)))


@pytest.mark.parametrize("rope", [0, 0.002, 0.01])
@pytest.mark.parametrize("repeats", [1, 10])
def test_a_against_a_is_called_better_at_most_one_time_in_twenty(rope, repeats):
    outcomes = [decided(0.9 + one, np.full(one.size, 0.9), rope=rope).outcome for one in equal_contenders(repeats)]
    assert sum(one in ("first", "second") for one in outcomes) <= 10


@pytest.mark.parametrize("rope", [0, 0.01])
def test_going_on_until_decided_calls_a_better_than_a_no_more_often(rope):
    better = 0
    for differences in equal_contenders(repeats=5):
        for folds in range(10, 51, 10):
            pair = {"svm": 0.9 + differences[:folds], "forest": np.full(folds, 0.9)}
            (found,) = decide(pair, ACCURACY, 0.1, rope, looks=5)
            if found.decided:
                break
        better += found.outcome in ("first", "second")
    assert better <= 10


def test_more_looks_ask_for_more_certainty():
    pair = {"svm": 0.9 + 0.018 + NOISE, "forest": np.full(10, 0.9)}
    assert [decide(pair, ACCURACY, 0.1, 0.01, looks=looks)[0].outcome for looks in (1, 10)] == ["first", "undecided"]
