import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from bakeoff.evaluation.decision import decide, leader_decided, matrix, probability, sentence, what_would_tell
from bakeoff.evaluation.metrics import METRICS
from bakeoff.evaluation.resampled import compare_folds
from bakeoff.evaluation.sequential import Advice, FoldPlan, LargestT, advice, training_variance

BY_NAME = {one.name: one for one in METRICS}
ACCURACY, R2, RMSE = BY_NAME["accuracy"], BY_NAME["r2"], BY_NAME["rmse"]
LABELS = {"svm": "SVM", "forest": "Random forest", "tree": "Decision tree", "mlp": "MLP"}
NOISE = np.array([-0.01, 0.01, 0.005, -0.005, 0.0, 0.008, -0.008, 0.004, -0.004, 0.0])


def decided(first, second, metric=ACCURACY, rope=0.01):
    (found,) = decide({"svm": first, "forest": second}, metric, plan(len(first)), rope)
    return found


def same_rows(rng, n_folds, spread=0.02, k=10):
    """Return differences of folds whose repeats test the same rows: the means of repeats are 0."""
    folds = rng.normal(0, spread, (n_folds // k, k))
    return (folds - folds.mean(axis=1, keepdims=True)).ravel()


def plan(n_folds, planned=None, until_decided=False):
    return FoldPlan(0.1, 10, planned or n_folds, until_decided)


@pytest.mark.parametrize(
    ("lead", "noise", "expected"),
    [
        (0.05, 1, "first"),
        (-0.05, 1, "second"),
        (0.0, 0.5, "equivalent"),
        (0.0, 2, "undecided"),
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
    for one in decide(dict(list(scores.items())[:contenders]), ACCURACY, plan(10), rope):
        low, high = one.difference.low, one.difference.high
        assert one.outcome == (
            "first" if low > rope else "second" if high < -rope else "equivalent" if -rope < low and high < rope
            else "undecided"
        )  # fmt: skip
        assert (one.outcome in ("first", "second")) == (one.p_value < 0.05)


def test_of_two_at_the_planned_end_the_bar_is_that_of_the_corrected_t_test():
    rng = np.random.default_rng(0)
    lead = 0.01 + same_rows(rng, 100)
    found = decided(0.9 + lead, np.full(100, 0.9), rope=0)
    error = lead.std(ddof=1) * math.sqrt(1 / 100 + 1 / 9)
    expected = stats.t(99, lead.mean(), error).interval(0.95)
    assert (found.difference.low, found.difference.high) == pytest.approx(expected, abs=0.1 * error)


def test_the_largest_t_of_independent_pairs_is_sidaks():
    rng = np.random.default_rng(0)
    differences = rng.normal(size=(6, 200))
    differences -= differences.mean(axis=1, keepdims=True)
    t = np.array([2.7, 2.6, 2.5, 2.4, 2.3, 2.2])
    p, _bounds = LargestT(differences, np.zeros(6)).joint(t, np.zeros(6), 0.05)
    assert p[0] == pytest.approx(1 - (1 - 2 * stats.t(199).sf(2.7)) ** 6, abs=0.012)
    assert (np.diff(p) >= 0).all()


def test_levels_of_two_looks_are_those_of_obrien_and_fleming():
    """Compare with Lan's and DeMets' bounds of two equal steps, as gsDesign has them: z = 2.963 and 1.969."""
    two = FoldPlan(1e-9, 1, 4, until_decided=True)
    assert [two.levels(n, 0.05) for n in (1, 2)] == pytest.approx([0, 2 * stats.norm.sf(2.963)], abs=2e-4)
    assert FoldPlan(1e-9, 2, 4, until_decided=True).levels(4, 0.05) == pytest.approx(0.05, abs=1e-3)
    assert FoldPlan(1e-9, 1, 2, until_decided=True).levels(2, 0.05) == pytest.approx(0.05, abs=1e-3)


def test_nothing_is_decided_before_two_repeats_of_several():
    first, second = 0.95 + NOISE, np.full(10, 0.9)
    scores = {"svm": first, "forest": second}
    assert decide(scores, ACCURACY, plan(10), 0.01)[0].outcome == "first"
    early = decide(scores, ACCURACY, plan(10, planned=20), 0.01)[0]
    assert (early.outcome, early.p_value) == ("undecided", 1.0)
    assert sentence(early, ACCURACY, LABELS) == "SVM and Random forest: too few folds or groups to decide."


def test_fewer_than_six_groups_decide_nothing():
    scores = {"svm": 0.99 + NOISE, "forest": np.full(10, 0.5)}
    five, six = (decide(scores, ACCURACY, replace(plan(10), groups=n), 0.01)[0] for n in (5, 6))
    assert (five.outcome, five.p_value, six.outcome) == ("undecided", 1.0, "first")
    assert sentence(five, ACCURACY, LABELS) == "SVM and Random forest: too few folds or groups to decide."


def test_few_groups_need_a_larger_lead_than_many_folds_do():
    many, ten, fifty = (FoldPlan(0.2, 5, 50, groups=groups).levels(50, 0.05) for groups in (None, 10, 50))
    assert stats.t(9).isf(many / 2) == pytest.approx(stats.t(49).isf(ten / 2))
    assert fifty == many > ten


def test_of_several_one_that_is_ahead_of_each_is_better_than_all():
    rng = np.random.default_rng(4)
    scores = {name: 0.9 + same_rows(rng, 40) for name in LABELS}
    scores["svm"] = scores["svm"] + 0.025
    found = decide(scores, ACCURACY, plan(40), 0)
    alone = [decide({"svm": scores["svm"], name: scores[name]}, ACCURACY, plan(40), 0)[0] for name in list(LABELS)[1:]]
    assert [one.outcome for one in found[:3]] == [one.outcome for one in alone] == ["first"] * 3
    floors = decide(scores, ACCURACY, plan(40), 0, pairs=[("svm", "mlp"), ("forest", "mlp"), ("tree", "mlp")])
    assert floors[0].p_value > found[2].p_value or floors[0].p_value == pytest.approx(found[2].p_value, abs=0.01)


def test_repeats_that_differ_by_training_alone_widen_the_error():
    stable, by_repeat, zero = same_rows(np.random.default_rng(0), 50), np.array([-0.02, 0.01, 0, 0.01, 0]), np.zeros(50)
    shaky = stable + np.repeat(by_repeat, 10)
    assert training_variance(stable, stable, zero, 10) == pytest.approx(0)
    assert training_variance(shaky, shaky, zero, 10) == pytest.approx(by_repeat.var(ddof=1))
    assert training_variance(shaky[:10], shaky[:10], zero[:10], 10) == 0
    widened = compare_folds(shaky, zero, 0.1, per_repeat=10).error
    assert widened == pytest.approx(math.hypot(compare_folds(shaky, zero, 0.1).error, by_repeat.std(ddof=1)))


@pytest.mark.parametrize(
    ("lead", "noise", "rope", "metric", "said"),
    [
        (0.05, 1, 0.01, ACCURACY, "SVM is better than Random forest: by 5.0 points on average, by "),
        (-0.05, 1, 0.025, ACCURACY, "Random forest is better than SVM: by 5.0 points on average, by "),
        (0, 0.25, 0.01, R2, "SVM and Random forest are practically equivalent: they differ by 0.01 in R² at most."),
        (
            0.012,
            0.7,
            0.01,
            ACCURACY,
            "SVM or Random forest: unclear which is better. On average SVM is 1.2 points ahead",
        ),
        (0, 1, 0, ACCURACY, "SVM or Random forest: unclear which is better. They score the same on average; "),
    ],
)
def test_sentences_grade_what_is_known(lead, noise, rope, metric, said):
    centred = NOISE - NOISE.mean()
    found = decided(0.9 + lead + noise * centred, np.full(10, 0.9), metric, rope)
    assert sentence(found, metric, LABELS).startswith(said)
    assert bool(what_would_tell(found)) == (not found.decided)


def test_the_folds_that_would_tell_do_tell_if_it_goes_on_like_this():
    rng = np.random.default_rng(0)
    told = []
    for _case in range(200):
        lead = 0.004 + same_rows(rng, 10, 0.012) + 0.004 * rng.normal()
        found = decided(0.9 + lead, np.full(10, 0.9), rope=0)
        if found.advice.folds is None:
            continue
        n = found.advice.folds
        centred = (lead - lead.mean()) / lead.std(ddof=1)
        longer = np.resize(centred, n)
        longer = (longer - longer.mean()) / longer.std(ddof=1) * lead.std(ddof=1) + lead.mean()
        told.append(decided(0.9 + longer, np.full(n, 0.9), rope=0).decided)
        assert n > 10
    assert len(told) > 3
    assert np.mean(told) > 0.7


def test_advice_knows_that_a_later_look_is_less_strict_and_when_nothing_can_be_told():
    strict, ended = FoldPlan(0.2, 5, 50, until_decided=True), FoldPlan(0.2, 5, 10)
    bound = float(stats.t.isf(strict.levels(10, 0.05) / 2, 9))
    assert advice(0.030, 0.010, bound, 10, strict, 0.05).folds in range(15, 51)
    assert strict.levels(10, 0.05) < ended.levels(10, 0.05)
    assert advice(0.001, 0.010, bound, 10, strict, 0.05).rows > 10
    assert advice(0.0155, 0.010, 2.3, 10, ended, 0.05).open
    assert advice(0.0, 0.010, 2.3, 10, ended, 0.05) == Advice()


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
    found = decide(scores, ACCURACY, plan(10), 0.01)
    table = matrix(found)
    assert [(one.first, one.second) for one in found] == list(itertools.combinations(LABELS, 2))
    assert list(table.index) == list(table.columns) == list(LABELS)
    assert np.isnan(np.diag(table)).all()
    for one in found:
        assert table.loc[one.first, one.second] == one.comparison.p_left
        assert table.loc[one.second, one.first] == one.comparison.p_right


def test_more_folds_are_needed_until_the_leader_is_decided():
    scores = {"svm": 0.96 + NOISE, "forest": 0.9 + 4 * NOISE[::-1], "tree": 0.9 + 4 * np.roll(NOISE, 3)}
    found = decide(scores, ACCURACY, plan(10), 0.01)
    assert [one.decided for one in found] == [True, True, False]
    assert leader_decided(found, "svm")
    assert not leader_decided(found, "forest")


def equal_contenders(repeats, k=10):
    """Return 200 races' differences, whose folds correlate by 1/k, as the correction supposes."""
    rng = np.random.default_rng(1)
    shared = rng.normal(0, math.sqrt(1 / k), (200, 1))
    folds = rng.normal(0, 1, (200, repeats, k))
    folds -= folds.mean(axis=2, keepdims=True)
    return 0.03 * (shared + folds.reshape(200, -1))


@pytest.mark.parametrize("rope", [0, 0.002, 0.01])
@pytest.mark.parametrize("repeats", [1, 10])
def test_a_against_a_is_called_better_at_most_one_time_in_twenty(rope, repeats):
    outcomes = [decided(0.9 + one, np.full(one.size, 0.9), rope=rope).outcome for one in equal_contenders(repeats)]
    assert sum(one in ("first", "second") for one in outcomes) <= 10


@pytest.mark.parametrize("rope", [0, 0.01])
@pytest.mark.parametrize("until", [False, True])
def test_stopping_at_the_first_claim_misleads_no_more_often(rope, until):
    misled = 0
    for differences in equal_contenders(repeats=5):
        found = (
            decide({"svm": 0.9 + differences[:n], "forest": np.full(n, 0.9)}, ACCURACY, plan(n, 50, until), rope)[0]
            for n in range(10, 51, 10)
        )
        misled += any(one.winner for one in found)
    assert misled <= 10


def test_equal_differences_on_few_folds_of_few_rows_are_no_certainty():
    a_row = 1 / 75
    two = FoldPlan(0.5, 2, 2)
    (found,) = decide({"tree": [0.96, 0.96], "svm": [0.96 - a_row] * 2}, ACCURACY, two, 0.0, row=a_row)
    assert not found.decided
    assert found.comparison.p_left < 0.9
    (same,) = decide({"tree": [0.96, 0.96], "svm": [0.96, 0.96]}, ACCURACY, two, 0.01, row=a_row)
    assert not same.decided
    assert same.difference.low < 0 < same.difference.high


def test_no_interval_goes_beyond_what_two_shares_can_differ_by_and_numbers_have_no_such_bound():
    first, second = [0.9, 0.5], [0.4, 0.6]
    assert (decided(first, second).difference.low, decided(first, second).difference.high) == (-1.0, 1.0)
    assert decided(first, second, R2).difference.high > 2
