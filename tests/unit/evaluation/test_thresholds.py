import numpy as np
import pytest
from sklearn import metrics as sk

from bakeoff.evaluation.thresholds import cheapest, threshold_table
from tests.unit.evaluation.scored_examples import classification


@pytest.fixture(params=[False, True], ids=["no ties", "ties"])
def scored(request):
    target, prediction = classification(2, ties=request.param)
    return target == 1, prediction.probabilities[:, 1]


def test_counts_are_scikit_learns(scored):
    positive, probability = scored
    tns, fps, fns, tps, thresholds = sk.confusion_matrix_at_thresholds(positive, probability)
    known = np.isfinite(thresholds)
    table = threshold_table(positive, probability, thresholds=thresholds[known])
    columns = ["true_negatives", "false_positives", "false_negatives", "true_positives"]
    assert (table[columns].to_numpy() == np.column_stack([tns, fps, fns, tps])[known]).all()


def test_every_row_is_scikit_learns_scores_of_the_answers_at_that_threshold(scored):
    positive, probability = scored
    for threshold, row in threshold_table(positive, probability)[::7].iterrows():
        answers = probability >= threshold
        assert row["recall"] == pytest.approx(sk.recall_score(positive, answers))
        assert row["f1"] == pytest.approx(sk.f1_score(positive, answers))
        if answers.any():
            assert row["precision"] == pytest.approx(sk.precision_score(positive, answers))
        else:
            assert np.isnan(row["precision"])


def test_costs_are_the_visitors(scored):
    positive, probability = scored
    table = threshold_table(positive, probability, false_positive_cost=2, false_negative_cost=50)
    assert (table["cost"] == 2 * table["false_positives"] + 50 * table["false_negatives"]).all()
    assert cheapest(table) < cheapest(threshold_table(positive, probability, 50, 2))


def test_of_equally_cheap_thresholds_the_middle_one_is_taken():
    table = threshold_table(np.array([False, True]), np.array([0.2, 0.8]))
    assert cheapest(table) == pytest.approx(0.51)


def test_a_class_that_no_row_has_leaves_its_ratios_open():
    table = threshold_table(np.zeros(3, dtype=bool), np.array([0.1, 0.5, 0.9]))
    assert table["recall"].isna().all()
    assert table.loc[0.0, "false_positive_rate"] == 1
