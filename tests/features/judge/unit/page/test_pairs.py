"""How pairs, cards and numbers of a study are shown while there is hardly anything to show."""

from typing import Literal

import pytest

from bakeoff.features.judge.page import pairs
from bakeoff.features.judge.page.board import means_table, study_cards
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane

SCORES = {"svm": (0.9, 0.95), "decision_tree": (0.8, 0.7)}


def record(folds: int, status: Literal["fitting", "done"] = "fitting") -> Record:
    """Return a study of two repeats in which so many folds have come in."""
    fitted = tuple(
        Fitted(StudyFit(fold, 0, lane), {"accuracy": scores[fold % 2]}, 1150, 288, 0.1, 0.1, None, None, ())
        for fold in range(folds)
        for lane, scores in SCORES.items()
    )
    lanes = {lane: StudyLane(lane, lane, status=status) for lane in SCORES}
    return Record(
        "study", BakeoffSpec(dataset="digits", contenders=list(SCORES)), Plan(), lanes, (None,), {}, 10, 5, fitted
    )


@pytest.mark.parametrize(("folds", "status", "drawn"), [(2, "fitting", 0), (9, "fitting", 0), (10, "done", 1)])
def test_a_picture_of_differences_comes_with_the_first_look(folds, status, drawn, monkeypatch):
    shown = []
    monkeypatch.setattr(pairs, "chart", lambda figure, **_how: shown.append(figure))
    pairs.pairs(record(folds, status))
    assert len(shown) == drawn


def test_one_fold_is_no_folds():
    assert {card.caption for card in study_cards(record(1))} == {"mean of 1 fold"}


def test_rows_are_counted_as_everywhere():
    assert set(means_table(record(2))["Training rows"]) == {"1,150"}
