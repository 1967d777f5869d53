import dataclasses
import json

import numpy as np
import pandas as pd
import pytest

from bakeoff.errors import SettingError
from bakeoff.race.outcome import Result
from bakeoff.race.race import run
from bakeoff.race.report import Report
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, sentences, speaking, told
from tests.catalogues import language_made_of


def test_the_frame_is_sorted_by_score_and_holds_intervals_and_costs(iris_report):
    frame = iris_report.to_frame(all=True)
    assert list(frame["accuracy"]) == sorted(frame["accuracy"], reverse=True)
    assert frame.index[-1] == "dummy"
    assert (frame["accuracy_low"] <= frame["accuracy"]).all()
    assert (frame["accuracy"] <= frame["accuracy_high"]).all()
    assert (frame["fit_cpu_seconds"] > 0).all()
    assert frame.loc["svm", "support vectors"] > 0


@pytest.mark.parametrize("metric", ["accuracy", "balanced_accuracy"])
def test_the_printed_frame_has_rank_and_score_within_80_columns(iris_report, metric):
    report = dataclasses.replace(iris_report, spec=iris_report.spec.replace("rules.metric", metric))
    frame = report.to_frame()
    assert list(frame) == ["rank", metric, "low", "high", "label"]
    with pd.option_context("display.width", 80, "display.max_columns", 0):
        lines = str(frame).splitlines()
    assert lines[0].split()[:2] == ["rank", metric]
    best = frame.index[0]
    assert lines[2].split()[:3] == [best, "1", f"{frame.loc[best, metric]:.6f}"]
    assert max(map(len, lines)) <= 80


def test_predictions_are_by_row_and_name_the_classes(iris_report):
    frame = iris_report.predictions()
    assert set(frame["target"]) <= {"Setosa", "Versicolor", "Virginica"}
    assert len(frame) == iris_report.setting.n_test
    accuracy = iris_report.results["svm"].outcome.metrics["accuracy"].value
    assert np.mean(frame["svm"] == frame["target"]) == accuracy
    assert frame["svm_confidence"].between(1 / 3, 1).all()


def test_the_json_holds_the_spec_that_gives_the_race_back(iris_report):
    found = json.loads(iris_report.to_json())
    assert found["version"] == 2
    assert BakeoffSpec(**found["spec"]) == iris_report.spec
    assert set(found["contenders"]) == {"decision_tree", "svm", "dummy"}
    assert found["contenders"]["svm"]["metrics"]["accuracy"]["value"] == iris_report.to_frame().loc["svm", "accuracy"]
    assert found["contenders"]["decision_tree"]["curve"][0]["index"] == 1
    assert found["verdict"]["sentence"]["text"] == iris_report.verdict.sentence


def test_a_race_split_by_group_is_judged_by_groups(engine):
    rules = {"split": "group", "split_by": "Age (years)"}
    report = run(BakeoffSpec(dataset="diabetes", contenders={"decision_tree": {}, "dummy": {}}, rules=rules), engine)
    n_groups = len(np.unique(report.held_out.units.codes))
    told = f"{n_groups} “Age (years)” groups ({report.setting.n_test} held-out rows)"
    assert told in report.verdict.test
    assert told in Report.from_json(report.to_json()).verdict.test


def test_what_it_says_is_read_back_in_the_language_of_whoever_reads_it(iris_report, tmp_path):
    said = {
        "Numbers are scaled to mean 0 and variance 1, as measured on the training part.": "Zahlen werden skaliert.",
        "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed": "{n}: {test}",
        "Stopped by hand.": "Angehalten.",
    }
    why = sentences(_("Stopped by hand."), "Aha {x}.")
    results = iris_report.results | {"svm": dataclasses.replace(iris_report.results["svm"], message=why)}
    kept = dataclasses.replace(iris_report, results=results).to_json()
    assert Report.from_json(kept).results["svm"].message == "Stopped by hand. Aha {x}."
    with language_made_of(tmp_path, "de", said), speaking("de"):
        german = Report.from_json(kept)
        assert "Zahlen werden skaliert." in german.setting.steps
        assert german.verdict.test == f"{iris_report.setting.n_test}: McNemar’s exact test"
        assert german.results["svm"].message == "Angehalten. Aha {x}."
        assert json.loads(german.to_json()) == json.loads(kept)


def test_what_classes_are_called_is_english_in_files_and_said_in_the_readers_language(iris_report):
    with speaking("zh"):
        kept = Report.from_json(iris_report.to_json())
        assert [told(name) for name in kept.setting.class_names] == ["山鸢尾", "变色鸢尾", "维吉尼亚鸢尾"]
        assert told(kept.setting.target_name) == "品种"
        assert json.loads(kept.to_json())["data"]["classes"] == ["Setosa", "Versicolor", "Virginica"]
        assert set(iris_report.predictions()["target"]) <= {"Setosa", "Versicolor", "Virginica"}


def test_a_report_prints_as_its_leaderboard_in_some_lines(iris_report):
    printed = repr(iris_report)
    assert len(printed.splitlines()) <= len(iris_report.results) + 3
    assert all(name in printed for name in iris_report.results)


def test_a_report_of_nothing_but_failures_is_still_a_report():
    report = Report(BakeoffSpec(contenders=["svm"]), {}, None, {"svm": Result("svm", "failed", "Why.", (), None)})
    assert report.verdict is None
    assert list(report.to_frame(all=True)["status"]) == ["failed"]
    assert next(iter(report.results)) in repr(report)
    assert json.loads(report.to_json())["contenders"]["svm"]["message"] == "Why."
    with pytest.raises(Exception, match="no contender got as far"):
        report.predictions()


def test_a_report_is_read_back_as_it_was_written_without_single_rows(iris_report):
    again = Report.from_json(iris_report.to_json())
    assert again.to_json() == iris_report.to_json()
    assert again.to_frame().equals(iris_report.to_frame())
    assert (again.finished_race, again.held_out, again.answers) == (None, None, {})
    with pytest.raises(SettingError, match="run the race again"):
        again.predictions()


def test_what_an_earlier_version_did_not_write_is_absent_and_nothing_else(iris_report):
    found = json.loads(iris_report.to_json())
    costs = ("startup_cpu_seconds", "calibration_cpu_seconds", "scoring_cpu_seconds", "predict_ms_low", "predict_rows")
    for one in found["contenders"].values():
        del one["unfinished"], one["seeds"]
        for cost in costs:
            del one["costs"][cost]
    old = Report.from_json(json.dumps(found))
    assert old.verdict == iris_report.verdict
    for name, outcome in old.finished().items():
        assert (outcome.unfinished, outcome.seeds) == (False, ())
        assert [getattr(outcome.costs, cost) for cost in costs] == [None] * 5
        assert repr(outcome.metrics) == repr(iris_report.finished()[name].metrics)


def test_a_race_is_finished_once_somebody_is_scored(iris_report):
    race = iris_report.finished_race
    assert list(race.outcomes) == list(race.answers) == ["decision_tree", "svm", "dummy"]
    assert list(race.rivals) == ["decision_tree", "svm"]
    assert race.verdict is iris_report.verdict
    assert dataclasses.replace(iris_report, answers={}).finished_race is None


def test_the_json_ranks_only_finished_contenders_that_beat_the_baseline(iris_report):
    svm = iris_report.results["svm"]
    half = dataclasses.replace(svm, status="stopped", outcome=dataclasses.replace(svm.outcome, unfinished=True))
    report = dataclasses.replace(iris_report, results=iris_report.results | {"svm": half})
    found = json.loads(report.to_json())["verdict"]
    assert (found["leaders"], found["ranks"]) == (["decision_tree"], {"decision_tree": 1})
    again = Report.from_json(report.to_json())
    assert again.verdict.ranks == found["ranks"]
    assert list(again.to_frame()["rank"].dropna().index) == ["decision_tree"]
