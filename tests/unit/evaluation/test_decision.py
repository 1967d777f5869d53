import itertools
import math

import numpy as np
import pytest
from scipy import stats

from bakeoff.evaluation.decision import all_decided, decide, matrix, probability, sentence, what_would_tell
from bakeoff.evaluation.metrics import METRICS

BY_NAME = {one.name: one for one in METRICS}
ACCURACY, R2, RMSE = BY_NAME["accuracy"], BY_NAME["r2"], BY_NAME["rmse"]
LABELS = {"svm": "SVM", "forest": "Random forest", "tree": "Decision tree", "mlp": "MLP"}
SAID = [
    "SVM is better than Random forest: by 5.0 points on average, by 3.9 to 6.1 points with 95 % certainty.",
    "Random forest is better than SVM: by 5.0 points on average, by 3.9 to 6.1 points with 95 % certainty.",
    "SVM and Random forest are practically equivalent: they differ by 0.01 in R² at most.",
    "Undecided: SVM is 1.2 points ahead of Random forest, but anything from 0.1 to 2.3 points is possible, and "
    "up to 1 point does not matter. More folds of these rows cannot tell; some 6.4 times as many rows could.",
    "Undecided: SVM is 1.2 points ahead of Random forest, but anything from 0.1 to 2.3 points is possible, and "
    "up to 0.5 points does not matter. About 21 more folds would tell.",
    "Undecided: SVM is 0.4 points ahead of Random forest, but anything from 0.7 points behind to 1.5 points ahead is "
    "possible. More folds of these rows cannot tell; some 1.6 times as many rows could.",
    "Undecided: SVM and Random forest score the same on average, but up to 0.6 points either way is possible. No "
    "number of folds would tell.",
]
NOISE = np.array([-0.01, 0.01, 0.005, -0.005, 0.0, 0.008, -0.008, 0.004, -0.004, 0.0])


def decided(first, second, metric=ACCURACY, rope=0.01):
    (found,) = decide({"svm": first, "forest": second}, metric, 0.1, rope)
    return found


@pytest.mark.parametrize(
    ("lead", "noise", "expected"),
    [
        (0.05, 1, "first"),
        (-0.05, 1, "second"),
        (0.0, 0.5, "equivalent"),
        (0.0, 1, "undecided"),
        (0.012, 1, "undecided"),
    ],
)
def test_a_pair_is_better_equivalent_or_undecided(lead, noise, expected):
    found = decided(0.9 + lead + noise * NOISE, np.full(10, 0.9))
    assert found.outcome == expected
    assert (found.winner, found.loser) == {"first": ("svm", "forest"), "second": ("forest", "svm")}.get(
        expected, (None, None)
    )


def test_where_less_is_better_the_lower_one_wins():
    found = decided(2 + NOISE, np.full(10, 3.0), RMSE)
    assert found.outcome == "first"
    assert found.comparison.p_left > 0.99
    assert found.difference.value == pytest.approx(1)


@pytest.mark.parametrize("rope", [0, 0.005, 0.02])
@pytest.mark.parametrize("lead", [0.0, 0.004, 0.01, 0.02, 0.05, -0.03])
@pytest.mark.parametrize("contenders", [2, 4])
def test_a_pair_is_decided_when_its_whole_bar_is_beyond_the_rope_or_within(rope, lead, contenders):
    rng = np.random.default_rng(3)
    scores = {name: 0.9 + lead * place + rng.normal(0, 0.004, 10) for place, name in enumerate(LABELS)}
    for one in decide(dict(list(scores.items())[:contenders]), ACCURACY, 0.1, rope):
        low, high = one.difference.low, one.difference.high
        assert one.outcome == (
            "first" if low > rope else "second" if high < -rope else "equivalent" if -rope < low and high < rope
            else "undecided"
        )  # fmt: skip
        assert (one.outcome in ("first", "second")) == (one.p_value < 0.05)


def test_for_two_the_bar_is_scipys_t_interval_of_the_error_that_looks_and_overlap_widen():
    scores = 0.9 + 0.006 + NOISE
    found = decided(scores, np.full(10, 0.9), rope=0)
    learnt = (1 / 9) / (1 / 10 + 1 / 9)
    error = scores.std(ddof=1) * math.sqrt(1 / 10 + 1 / 9) / math.sqrt(learnt)
    expected = stats.t(9, scores.mean() - 0.9, error).interval(0.975)
    assert (found.difference.low, found.difference.high) == pytest.approx(expected)
    assert found.p_value == pytest.approx(2 * 2 * stats.t(9).sf((scores.mean() - 0.9) / error))


def test_holms_levels_make_the_second_pair_easier_once_the_first_is_decided():
    scores = {"svm": 0.9 + 0.1 + NOISE, "forest": np.full(10, 0.9), "tree": 0.9 + NOISE[::-1]}
    alone = decide({name: scores[name] for name in ("forest", "tree")}, ACCURACY, 0.1, 0)[0]
    among = decide(scores, ACCURACY, 0.1, 0)[2]
    assert (among.first, among.second) == ("forest", "tree")
    assert among.difference == alone.difference


def test_sentences_tell_what_is_known_and_what_would_tell_more():
    even, small = np.full(10, 0.9), 0.9 + 0.012 + NOISE
    said = []
    for first, metric, rope in [
        (0.95 + NOISE, ACCURACY, 0.01),
        (0.85 + NOISE, ACCURACY, 0.025),
        (0.9 + NOISE / 4, R2, 0.01),
        (small, ACCURACY, 0.01),
        (small, ACCURACY, 0.005),
        (0.904 + NOISE, ACCURACY, 0),
        (0.9 + NOISE / 2 - NOISE.mean() / 2, ACCURACY, 0),
    ]:
        found = decided(first, even, metric, rope)
        said.append(" ".join(filter(None, (sentence(found, metric, LABELS), what_would_tell(found)))))
    assert said == SAID


def test_the_folds_that_would_tell_do_tell_if_it_goes_on_like_this():
    rng = np.random.default_rng(0)
    advised = 0
    for _case in range(50):
        lead = 0.004 + 0.012 * rng.normal(size=10)
        found = decided(0.9 + lead, np.full(10, 0.9), rope=0)
        if found.advice.folds is None:
            continue
        advised += 1
        n = found.advice.folds
        centred = (lead - lead.mean()) / lead.std(ddof=1)
        longer = np.resize(centred, n)
        longer = (longer - longer.mean()) / longer.std(ddof=1) * lead.std(ddof=1) + lead.mean()
        assert decided(0.9 + longer, np.full(n, 0.9), rope=0).decided
        assert n > 10
    assert advised > 3


def test_one_fold_is_said_to_be_too_few():
    said = sentence(decided([0.9], [0.8]), ACCURACY, LABELS)
    assert said == "SVM and Random forest need two folds or more to be compared."


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.9496, "94 %"), (0.9995, "over 99.9 %"), (0.999, "99 %"), (0.004, "under 1 %"), (math.nan, "unknown")],
)
def test_a_probability_is_never_said_to_be_surer_than_it_is(value, said):
    assert probability(value) == said


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
def test_whoever_stops_at_the_first_claim_is_misled_no_more_often(rope):
    misled = 0
    for differences in equal_contenders(repeats=5):
        found = (
            decide({"svm": 0.9 + differences[:folds], "forest": np.full(folds, 0.9)}, ACCURACY, 0.1, rope)[0]
            for folds in range(2, 51)
        )
        misled += any(one.winner for one in found)
    assert misled <= 10


def test_equal_differences_on_few_folds_of_few_rows_are_no_certainty():
    a_row = 1 / 75
    (found,) = decide({"tree": [0.96, 0.96], "svm": [0.96 - a_row] * 2}, ACCURACY, 0.5, 0.0, row=a_row)
    assert not found.decided
    assert found.comparison.p_left < 0.9
    (same,) = decide({"tree": [0.96, 0.96], "svm": [0.96, 0.96]}, ACCURACY, 0.5, 0.01, row=a_row)
    assert not same.decided
    assert same.difference.low < 0 < same.difference.high


def test_no_number_of_folds_still_to_come_changes_what_is_decided_now():
    scores = {"svm": 0.9 + 0.018 + NOISE, "forest": np.full(10, 0.9)}
    alone = decide(scores, ACCURACY, 0.1, 0.01)
    never_parted_anew = decide(scores, ACCURACY, 0.1, 0.01, most_folds=10)
    assert not alone[0].decided
    assert never_parted_anew[0].difference.low > alone[0].difference.low


def test_no_interval_goes_beyond_what_two_shares_can_differ_by_and_numbers_have_no_such_bound():
    first, second = [0.9, 0.5], [0.4, 0.6]
    assert (decided(first, second).difference.low, decided(first, second).difference.high) == (-1.0, 1.0)
    assert decided(first, second, R2).difference.high > 2
