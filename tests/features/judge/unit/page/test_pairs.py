"""How pairs, cards and numbers of a study are shown while there is hardly anything to show."""

import re
from typing import Literal

import pytest

from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import metric_named
from bakeoff.features.judge.page import pairs
from bakeoff.features.judge.page.board import means_table, study_cards
from bakeoff.features.judge.page.gaps import Gap, gap_table
from bakeoff.spec import BakeoffSpec
from bakeoff.study.findings import decisions
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


def rows(record: Record) -> list[str]:
    """Return the rows of the table of pairs as HTML."""
    return re.findall("<tr>.*?</tr>", str(pairs.differences(record, decisions(record))), re.DOTALL)[1:]


@pytest.mark.parametrize(("folds", "status", "drawn"), [(2, "fitting", 0), (9, "fitting", 0), (10, "done", 1)])
def test_a_dot_with_its_interval_comes_with_the_first_look(folds, status, drawn):
    (row,) = rows(record(folds, status))
    assert row.count("<b") == row.count("<i") == drawn
    assert ("too few folds" in row) != drawn


def test_a_row_has_the_difference_its_interval_and_the_verdict():
    one = record(10, "done")
    (pair,), (row,) = decisions(one), rows(one)
    assert "Support vector machine against Decision tree" in row
    assert notation.gap(pair.difference, one.metric).split()[0] in row
    assert notation.difference_interval(pair.difference, one.metric).split(" points")[0] in row
    assert ("bakeoff-sure" in row) == pair.decided
    assert ("not decided" in row) != pair.decided


def test_dots_stand_in_proportion_and_ticks_hold_zero():
    metric = metric_named("accuracy")
    given = [Gap(str(end), Estimate(end, end - 0.1, end + 0.1), "", "#000", decided=True) for end in (-0.1, 0.0, 0.1)]
    drawn = str(gap_table("", ("", "", ""), given, metric, 0.01))
    low, middle, high = (float(place) for place in re.findall(r'bakeoff-sure" style="left:([0-9.]+)%', drawn))
    assert middle == pytest.approx((low + high) / 2, abs=0.02) == pytest.approx(50, abs=0.02)
    assert ">−20</span>" in drawn
    assert ">0</span>" in drawn
    assert ">+20</span>" in drawn


def test_one_fold_is_no_folds():
    assert {card.caption for card in study_cards(record(1))} == {"mean of 1 fold"}


def test_rows_are_counted_as_everywhere():
    assert set(means_table(record(2))["Training rows"]) == {"1,150"}
