import numpy as np
import pytest
from sklearn import metrics as sk

from bakeoff.evaluation.curves import MOST_POINTS, cumulative_gains, precision_recall, roc
from tests.unit.evaluation.scored_examples import classification


@pytest.mark.parametrize("n_classes", [2, 3, 10])
@pytest.mark.parametrize("ties", [False, True])
def test_areas_are_scikit_learns(n_classes, ties):
    target, prediction = classification(n_classes, n=400, ties=ties)
    shown = prediction.probabilities[:, 1] if n_classes == 2 else prediction.probabilities
    assert roc(target, prediction.probabilities).area == pytest.approx(
        sk.roc_auc_score(target, shown, multi_class="ovr")
    )
    expected = sk.average_precision_score(target, shown)
    assert precision_recall(target, prediction.probabilities).area == pytest.approx(expected)


def test_a_roc_curve_by_hand():
    target, scores = np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1])
    found = roc(target, np.column_stack([1 - scores, scores]))
    corners = [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)]
    assert list(dict.fromkeys(zip(found.x.tolist(), found.y.tolist(), strict=True))) == corners
    assert found.area == pytest.approx(0.75)


def test_a_precision_recall_curve_by_hand():
    target, scores = np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1])
    found = precision_recall(target, np.column_stack([1 - scores, scores]))
    assert (found.x.tolist(), found.y.tolist()) == ([0, 0.5, 1], pytest.approx([1, 1, 2 / 3]))
    assert found.area == pytest.approx(0.5 + 0.5 * 2 / 3)


@pytest.mark.parametrize("n_classes", [2, 4])
def test_thinning_keeps_the_shape_of_a_roc_curve(n_classes):
    target, prediction = classification(n_classes, n=20_000)
    found = roc(target, prediction.probabilities)
    assert len(found.x) <= MOST_POINTS
    assert (found.x[[0, -1]].tolist(), found.y[[0, -1]].tolist()) == ([0, 1], [0, 1])
    assert np.trapezoid(found.y, found.x) == pytest.approx(found.area, abs=0.002)
    assert (np.diff(found.x) >= 0).all()
    assert (np.diff(found.y) >= 0).all()


def test_thinning_keeps_the_shape_of_a_precision_recall_curve():
    target, prediction = classification(4, n=20_000)
    found = precision_recall(target, prediction.probabilities)
    assert len(found.x) <= MOST_POINTS
    assert np.sum(np.diff(found.x) * found.y[1:]) == pytest.approx(found.area, abs=0.01)


@pytest.mark.parametrize("curve", [roc, precision_recall])
def test_an_absent_class_is_left_out(curve):
    target, prediction = classification(3)
    kept = target != 2
    found = curve(target[kept], prediction.probabilities[kept])
    each = [curve((target[kept] == code).astype(int), np.column_stack([1 - p, p])).area
            for code in (0, 1) for p in [prediction.probabilities[kept][:, code]]]  # fmt: skip
    assert found.area == pytest.approx(np.mean(each))


def test_no_class_no_curve():
    found = roc(np.zeros(5, dtype=np.int64), np.tile([0.6, 0.4], (5, 1)))
    assert len(found.x) == 0
    assert np.isnan(found.area)


@pytest.mark.parametrize("ties", [False, True])
def test_the_area_under_cumulative_gains_follows_from_that_under_the_roc_curve(ties):
    target, prediction = classification(2, ties=ties)
    found = cumulative_gains(target, prediction.probabilities)
    share, area = target.mean(), sk.roc_auc_score(target, prediction.probabilities[:, 1])
    assert found.area == pytest.approx(share / 2 + (1 - share) * area)


def test_gains_are_recall_over_the_share_of_rows_answered_yes():
    target, prediction = classification(2, n=150)
    positive, scores = target == 1, prediction.probabilities[:, 1]
    found = cumulative_gains(target, prediction.probabilities)
    for threshold in np.quantile(scores, [0.1, 0.5, 0.9]):
        answers = scores >= threshold
        assert np.interp(answers.mean(), found.x, found.y) == pytest.approx(sk.recall_score(positive, answers))


def test_gains_of_several_classes_are_averaged():
    target, prediction = classification(3)
    found = cumulative_gains(target, prediction.probabilities)
    areas = [
        cumulative_gains((target == code).astype(int), np.column_stack([1 - scores, scores])).area
        for code, scores in enumerate(prediction.probabilities.T)
    ]
    assert found.area == pytest.approx(np.mean(areas))


def test_gains_of_no_row_are_no_curve():
    found = cumulative_gains(np.zeros(3, dtype=int), np.full((3, 2), 0.5))
    assert np.isnan(found.area)
