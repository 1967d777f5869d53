import numpy as np
import pandas as pd
import pytest

from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.calibration import reliability
from bakeoff.evaluation.conformal import coverage, half_width
from bakeoff.evaluation.metrics import evaluate, metric_named
from bakeoff.evaluation.over_seeds import compare_over_seeds
from bakeoff.evaluation.significance import compare
from bakeoff.evaluation.slices import slice_table
from bakeoff.evaluation.units import block_length, unit_codes, unit_values
from bakeoff.evaluation.verdict import verdict
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.preparation.split_keys import Units
from bakeoff.rules import Rules

ACCURACY, LOG_LOSS = metric_named("accuracy"), metric_named("log_loss")
NAMES = ("decision_tree", "svm", "random_forest", "linear")


def patients(n, *, rows=15):
    return Units("patient", np.repeat(np.arange(n), rows), ordered=False)


def prediction(rng, target, shift=0.8):
    chances = rng.dirichlet(np.ones(2), len(target)) + shift * np.eye(2)[target]
    chances /= chances.sum(axis=1, keepdims=True)
    return Prediction(chances.argmax(axis=1), chances)


def equals(rng, units):
    """Return an answer for each patient, and four contenders who guess it for the patient as a whole."""
    n = units.codes.max() + 1
    target = rng.integers(0, 2, n)[units.codes]
    return target, {name: Prediction(rng.integers(0, 2, n)[units.codes]) for name in NAMES}


def test_equal_contenders_on_fifteen_patients_have_no_loser():
    rng, units = np.random.default_rng(0), patients(15)
    by_patient = by_row = 0
    for _race in range(60):
        target, answers = equals(rng, units)
        by_patient += any(pair.decided for pair in verdict(target, answers, ACCURACY, 2, units=units).pairs)
        by_row += any(pair.decided for pair in verdict(target, answers, ACCURACY, 2).pairs)
    assert by_patient <= 5
    assert by_row > 40


def test_the_interval_of_accuracy_is_as_wide_as_patients_ask_for():
    rng, units = np.random.default_rng(1), patients(15)
    held = []
    for _race in range(60):
        target, answers = equals(rng, units)
        estimate = evaluate(target, answers["svm"], "classification", 2, units=units)["accuracy"]
        held.append(estimate.low <= 0.5 <= estimate.high)
    assert np.mean(held) >= 0.9


def test_the_test_is_told_on_groups():
    target, answers = equals(np.random.default_rng(0), patients(15))
    assert verdict(target, answers, ACCURACY, 2, units=patients(15)).test == (
        "Paired permutation test on accuracy on 15 “patient” groups (225 held-out rows), Holm-corrected, at 5 %: on "
        "this split, seeds: 1"
    )


def test_the_test_is_told_on_blocks_of_time():
    units = Units("day", np.arange(196), ordered=True)
    rng = np.random.default_rng(0)
    target = rng.integers(0, 2, 196)
    answers = {name: prediction(rng, target) for name in NAMES[:2]}
    assert "on 196 held-out rows in 14 blocks of 14 rows" in verdict(target, answers, ACCURACY, 2, units=units).test


def test_five_groups_decide_nothing_and_have_no_interval():
    units = patients(5, rows=40)
    target = np.tile([0, 1], 100)
    answers = {"svm": Prediction(target), "decision_tree": Prediction(1 - target)}
    found = verdict(target, answers, ACCURACY, 2, units=units)
    assert found.sentence == "Nothing can be decided: the test part has only 5 “patient” groups, and a test needs 6."
    assert [(pair.difference, pair.decided, pair.p_value) for pair in found.pairs] == [(1.0, False, 1.0)]
    assert np.isnan([found.pairs[0].low, found.pairs[0].high]).all()
    estimates = evaluate(target, answers["svm"], "classification", 2, units=units)
    assert estimates["accuracy"].value == 1.0
    assert np.isnan([end for one in estimates.values() for end in (one.low, one.high)]).all()


def test_six_groups_can_decide():
    target = np.tile([0, 1], 120)
    answers = {"svm": Prediction(target), "decision_tree": Prediction(1 - target)}
    assert verdict(target, answers, ACCURACY, 2, units=patients(6, rows=40)).leaders == ("svm",)


def test_five_blocks_of_time_decide_nothing():
    """Errors that change once in a hundred days leave no more than a few blocks."""
    target = np.zeros(200, dtype=np.int64)
    answers = {"svm": Prediction(target), "decision_tree": Prediction((np.arange(200) < 100).astype(np.int64))}
    found = verdict(target, answers, ACCURACY, 2, units=Units("day", np.arange(200), ordered=True))
    assert found.sentence.startswith("Nothing can be decided: the test part has only 3 independent blocks of time")
    assert not found.pairs[0].decided


@pytest.mark.parametrize("metric", [ACCURACY, LOG_LOSS])
def test_rows_written_down_again_are_no_further_evidence(metric):
    rng = np.random.default_rng(2)
    target = rng.integers(0, 2, 30)
    answers = {name: prediction(rng, target) for name in NAMES[:2]}
    each = np.repeat(np.arange(30), 7)
    again = {name: Prediction(one.values[each], one.chances[each]) for name, one in answers.items()}
    (once,) = compare(target, answers, metric, 2, units=np.arange(30))
    (often,) = compare(target[each], again, metric, 2, units=each)
    assert often.p_value == once.p_value
    assert (often.difference, often.low, often.high) == pytest.approx((once.difference, once.low, once.high), abs=1e-6)


def test_rows_written_down_again_are_no_further_evidence_over_seeds():
    rng = np.random.default_rng(3)
    target = rng.integers(0, 2, 30)
    answers = {name: [prediction(rng, target) for _seed in range(3)] for name in NAMES[:2]}
    each = np.repeat(np.arange(30), 7)
    again = {name: [Prediction(one.values[each], one.chances[each]) for one in own] for name, own in answers.items()}
    (once,) = compare_over_seeds(target, answers, LOG_LOSS, 2)
    (often,) = compare_over_seeds(target[each], again, LOG_LOSS, 2, units=each)
    assert (often.low, often.high, often.p_value) == pytest.approx((once.low, once.high, once.p_value))


def test_independent_rows_have_the_numbers_of_before():
    rng = np.random.default_rng(7)
    target = np.arange(120) % 3

    def answer():
        chances = rng.dirichlet(np.ones(3), 120) + 0.8 * np.eye(3)[target]
        chances /= chances.sum(axis=1, keepdims=True)
        return Prediction(chances.argmax(axis=1), chances)

    first, second, third, fourth = (answer() for _one in range(4))
    alone = Units("row", np.arange(120), ordered=False)
    found = evaluate(target, first, "classification", 3)
    assert evaluate(target, first, "classification", 3, units=alone) == found
    assert (found["f1"].low, found["f1"].high) == pytest.approx((0.9096758108553595, 0.9842562544865181), abs=1e-12)
    (pair,) = compare(target, {"a": first, "b": second}, LOG_LOSS, 3)
    # Its resamples are summed in single precision, whose last digits differ between processors.
    assert (pair.low, pair.high, pair.p_value) == pytest.approx((-0.0649905, 0.0362665, 0.5984), abs=1e-6)
    (pair,) = compare_over_seeds(target, {"a": [first, third], "b": [second, fourth]}, ACCURACY, 3)
    assert (pair.low, pair.high) == pytest.approx((-0.10281804674801806, 0.06948471341468473), abs=1e-12)


def test_blocks_are_longer_where_errors_stay_alike_and_no_moment_is_parted():
    rng = np.random.default_rng(0)
    alike = [0.0]
    for noise in rng.normal(size=399):
        alike.append(0.9 * alike[-1] + noise)
    assert block_length(rng.normal(size=400)) < 30 < block_length(np.array(alike)) < 100
    target = np.zeros(1200)
    moments = Units("day", np.repeat(np.arange(400), 3), ordered=True)
    codes = unit_codes(moments, target, [Prediction(np.repeat(alike, 3))], [metric_named("r2").influence])
    assert (codes.reshape(400, 3) == codes.reshape(400, 3)[:, :1]).all()
    assert (np.diff(codes) >= 0).all()


def test_values_of_units_have_the_mean_of_the_rows():
    rng = np.random.default_rng(0)
    codes, values = rng.integers(0, 9, 100), rng.normal(size=(100, 2))
    assert unit_values(values, codes).mean(axis=0) == pytest.approx(values.mean(axis=0))


def test_a_part_of_the_rows_is_compared_by_patients():
    """Whole patients are right or wrong, and half of them are old: by rows some part is soon worse."""
    rng, units = np.random.default_rng(0), patients(24)
    weak = {True: 0, False: 0}
    for _race in range(30):
        target, answers = equals(rng, units)
        people = pd.DataFrame({"old": rng.permutation(np.arange(24) % 2)[units.codes] == 0})
        for by_patient in weak:
            table = slice_table(people, target, answers, "classification", units.codes if by_patient else None)
            weak[by_patient] += table["weak"].any()
    assert weak[True] <= 3
    assert weak[False] > 20


def test_a_part_of_few_patients_is_never_worse():
    units = patients(24).codes
    target, wrong = np.zeros(360, dtype=np.int64), (units < 4).astype(np.int64)
    table = slice_table(pd.DataFrame({"ill": wrong == 1}), target, {"svm": Prediction(wrong)}, "classification", units)
    assert not table["weak"].any()


def test_the_share_that_a_band_holds_for_has_an_interval_of_groups():
    rng = np.random.default_rng(0)
    learnt, errors = rng.normal(size=50), np.repeat(rng.normal(size=20), 10)
    by_row = coverage(learnt, errors, 0.8).covered
    by_group = coverage(learnt, errors, 0.8, patients(20, rows=10).codes).covered
    assert by_group.value == by_row.value
    assert by_group.high - by_group.low > 1.5 * (by_row.high - by_row.low)
    assert np.isnan(coverage(errors, errors, 0.8, np.arange(200) // 50).covered.low)


@pytest.mark.parametrize("n", [12, 40])
def test_a_band_holds_for_rows_of_new_patients(n):
    """Errors of one patient are nearly the same, and patients have 1 to 20 rows."""
    rng, shares = np.random.default_rng(0), {True: [], False: []}

    def drawn(patients):
        units = np.repeat(np.arange(patients), rng.integers(1, 21, patients))
        return units, rng.normal(size=patients)[units] + 0.3 * rng.normal(size=len(units))

    for _race in range(300):
        (units, learnt), (_new, errors) = drawn(n), drawn(60)
        for by_patient, one in shares.items():
            one.append(coverage(learnt, errors, 0.9, validation_units=units if by_patient else None).covered.value)
    assert np.mean(shares[True]) >= 0.9
    assert np.mean(np.array(shares[False]) < 0.8) > np.mean(np.array(shares[True]) < 0.8) + 0.02


def test_a_band_of_nine_in_ten_asks_for_nine_patients():
    errors = np.ones(160)
    assert half_width(errors, 0.9, np.arange(160) // 20) == np.inf
    assert half_width(errors[:144], 0.9, np.arange(144) // 16) == 1


def patients_states(rng, units, n):
    """Return whether each patient is ill, and the very probability of that, which no visit changes."""
    chance = rng.random(n)
    return (rng.random(n) < chance).astype(np.int64)[units], np.column_stack([1 - chance, chance])[units]


def test_true_probabilities_of_patients_are_not_called_off():
    rng, units = np.random.default_rng(0), patients(40).codes
    off = {True: 0, False: 0}
    for _race in range(40):
        state, chances = patients_states(rng, units, 40)
        for by_patient in off:
            off[by_patient] += reliability(state, chances, units=units if by_patient else None).p_value < 0.05
    assert off[True] <= 6
    assert off[False] > 30


def test_a_reliability_curve_has_intervals_of_patients():
    rng, units = np.random.default_rng(0), np.repeat(np.arange(300), 5)
    state, chances = patients_states(rng, units, 300)
    by_patient, by_row = reliability(state, chances, units=units), reliability(state, chances)
    assert (by_patient.observed == by_row.observed).all()
    assert (by_patient.high - by_patient.low > 1.5 * (by_row.high - by_row.low)).all()
    assert ((by_patient.low <= by_patient.predicted) & (by_patient.predicted <= by_patient.high)).all()
    assert by_patient.by_chance > 1.5 * by_row.by_chance


def test_a_reliability_curve_of_five_patients_tells_nothing():
    units = patients(5).codes
    found = reliability(*patients_states(np.random.default_rng(0), units, 5), units=units)
    assert np.isnan([*found.low, *found.high, found.by_chance, found.most_by_chance]).all()
    assert found.p_value == 1


def test_overconfident_probabilities_are_called_off_by_patients_too():
    rng, units = np.random.default_rng(0), patients(40).codes
    chance = rng.random(len(units))
    state = (rng.random(len(units)) < 0.5 + 0.2 * (chance - 0.5)).astype(np.int64)
    assert reliability(state, np.column_stack([1 - chance, chance]), units=units).p_value < 0.01


@pytest.mark.parametrize(("split", "column", "ordered"), [("group", "patient", False), ("time", "day", True)])
def test_preparation_names_the_units_of_the_test_rows(split, column, ordered):
    rng = np.random.default_rng(0)
    codes = rng.permutation(np.repeat(np.arange(60), 15))
    X = pd.DataFrame({"patient": codes, "day": rng.integers(0, 300, 900), "age": rng.normal(size=900)})
    data = Dataset(X, rng.integers(0, 2, 900), "classification", tuple(X.columns), ("a", "b"), "state")
    prepared = prepare_dataset(data, Rules(split=split, split_by=column), "Visits")
    assert (prepared.units.column, prepared.units.ordered) == (column, ordered)
    own = X[column].to_numpy()[prepared.rows_test]
    assert ((own[:, None] == own) == (prepared.units.codes[:, None] == prepared.units.codes)).all()
    assert not ordered or (np.diff(prepared.units.codes[np.argsort(own)]) >= 0).all()
    assert prepare_dataset(data, Rules(), "Visits").units is None
