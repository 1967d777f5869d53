"""Races side by side: the numbers are the reports', and what may not be compared is refused."""

import dataclasses
import json
import math

import pytest

from bakeoff.errors import HistoryError
from bakeoff.evaluation.rank_words import standing
from bakeoff.features.history.comparison import compare, on_same_rows, rerun, side_by_side
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec


@pytest.fixture
def stored(ended: Run) -> Report:
    return Report.from_json(ended.report.to_json())


def like(stored: Report, *changes: tuple[str, object]) -> Report:
    """Return the report as if it was of another spec."""
    spec = stored.spec
    for path, value in changes:
        spec = spec.replace(path, value)
    results = {name: one for name, one in stored.results.items() if name in spec.contenders}
    return dataclasses.replace(stored, spec=spec, results=results)


def test_a_stored_report_has_every_number_and_curve_of_the_report(ended, stored):
    report = ended.report
    assert (stored.spec, stored.environment) == (report.spec, dict(report.environment))
    assert stored.verdict == report.verdict
    for name, result in report.results.items():
        read = stored.results[name]
        assert (read.status, read.message, read.steps) == (result.status, result.message, result.steps)
        assert read.outcome.costs == result.outcome.costs
        for metric, estimate in result.outcome.metrics.items():
            mine, theirs = dataclasses.astuple(read.outcome.metrics[metric]), dataclasses.astuple(estimate)
            assert all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(mine, theirs, strict=True))


def test_a_report_of_a_newer_version_or_of_unknown_contenders_is_refused(ended):
    found = json.loads(ended.report.to_json())
    with pytest.raises(HistoryError, match="stored by a newer Bakeoff"):
        Report.from_json(json.dumps(found | {"version": 3}))
    found["spec"]["contenders"]["oracle"] = {}
    with pytest.raises(HistoryError, match=r"had what this one has not.*oracle"):
        Report.from_json(json.dumps(found))


def test_the_frame_has_the_numbers_of_the_leaderboard_and_every_setting_in_effect(ended, stored):
    frame = side_by_side({"only": stored})["only"]
    table = ended.report.to_frame(all=True)
    for name in table.index:
        assert frame.get(("numbers", name, "rank")) == (standing(stored.verdict, name) or None)
        for column in table.columns.drop(["label", "status", "rank", "may_lose", "predict_rows"]):
            value = frame.get(("numbers", name, column))
            assert value == table.at[name, column] or (value is None and math.isnan(table.at[name, column]))
    assert frame["settings", "svm", "C"] == 1.0
    assert frame["settings", "rules", "seed"] == 0
    assert frame["settings", "decision_tree", "max_depth"] == "none"  # set to no limit, and not absent
    assert ("settings", "svm", "degree") not in frame.index  # of the polynomial kernel alone
    assert frame["environment", "", "python"] == ended.report.environment["python"]


def test_of_a_contender_that_not_all_have_its_status_is_compared_alone(stored):
    other = like(stored, ("contenders", "svm,dummy"))
    common = compare({"a": stored, "b": other}).common()
    assert list(common.xs("decision_tree", level="group").index) == [("numbers", "status")]
    assert common.loc["numbers", "decision_tree", "status"].tolist() == ["done", None]
    assert ("numbers", "svm", "accuracy") in common.index


def is_set_up_again(other, stored):
    again = rerun(other.spec, stored.spec)
    assert on_same_rows(again, stored.spec)
    assert again.contenders == other.spec.contenders
    assert again.rules.seed == other.spec.rules.seed


def test_races_on_other_data_are_refused_with_the_reason_and_can_be_run_again(stored):
    other = like(stored, ("dataset", "wine"), ("svm.C", 10))
    with pytest.raises(HistoryError, match="“Data set” is Iris and Wine"):
        compare({"a": stored, "b": other})
    is_set_up_again(other, stored)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("rules.test_share", 0.5), "“Test part” is 0.25 and 0.5"),
        (("rules.stratify", False), "“Stratify” is Yes and No"),
        (("rules.rows", 50), "“Most rows to train on” is no limit and 50"),
        (("rules.seed", 7), "“Seed of the split” is 0 and 7"),
        (("rules.split_seed", 7), "“Seed of the split” is 0 and 7"),
    ],
)
def test_races_that_split_otherwise_are_compared_with_a_caution_and_can_be_run_again(stored, change, reason):
    other = like(stored, change, ("svm.C", 10))
    compared = compare({"a": stored, "b": other})
    assert reason in compared.caution
    assert compared.frame.loc["settings", "svm", "C"].tolist() == [1.0, 10.0]
    is_set_up_again(other, stored)


def test_races_on_the_same_rows_need_no_caution(stored):
    assert compare({"a": stored, "b": like(stored, ("svm.C", 10))}).caution == ""


def test_options_of_the_data_are_part_of_the_rows():
    quiet, loud = (
        BakeoffSpec(dataset={"name": "moons", "options": {"noise": noise}}, contenders=["dummy"])
        for noise in (0.1, 0.3)
    )
    assert not on_same_rows(quiet, loud)
    assert rerun(loud, quiet) == quiet


def test_another_seed_of_the_models_alone_can_be_compared(stored):
    one = like(stored, ("rules.split_seed", 3))
    other = like(stored, ("rules.split_seed", 3), ("rules.seed", 8), ("rules.validation_share", 0.0))
    compared = compare({"a": one, "b": other})
    assert compared.caution == ""
    frame = compared.frame
    assert {key for key in frame.index if frame.at[key, "a"] != frame.at[key, "b"]} == {
        ("settings", "rules", "seed"),
        ("settings", "rules", "validation_share"),
    }


@pytest.mark.parametrize("n", [0, 1, 7])
def test_too_few_or_too_many_are_refused(stored, n):
    with pytest.raises(HistoryError, match="from 2 to 6 races"):
        compare({str(number): stored for number in range(n)})
