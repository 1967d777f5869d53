import json

import numpy as np
import pytest

from bakeoff.race import Report, Result
from bakeoff.spec import BakeoffSpec


def test_the_frame_is_sorted_by_score_and_holds_intervals_and_costs(iris_report):
    frame = iris_report.to_frame()
    assert list(frame["accuracy"]) == sorted(frame["accuracy"], reverse=True)
    assert frame.index[-1] == "dummy"
    assert (frame["accuracy_low"] <= frame["accuracy"]).all()
    assert (frame["accuracy"] <= frame["accuracy_high"]).all()
    assert (frame["fit_cpu_seconds"] > 0).all()
    assert frame.loc["svm", "support vectors"] > 0


def test_predictions_are_by_row_and_name_the_classes(iris_report):
    frame = iris_report.predictions()
    assert set(frame["target"]) <= {"Setosa", "Versicolor", "Virginica"}
    assert len(frame) == iris_report.setting.n_test
    accuracy = iris_report.results["svm"].outcome.metrics["accuracy"].value
    assert np.mean(frame["svm"] == frame["target"]) == accuracy
    assert frame["svm_confidence"].between(1 / 3, 1).all()


def test_the_json_holds_the_spec_that_gives_the_race_back(iris_report):
    found = json.loads(iris_report.to_json())
    assert found["version"] == 1
    assert BakeoffSpec(**found["spec"]) == iris_report.spec
    assert set(found["contenders"]) == {"decision_tree", "svm", "dummy"}
    assert found["contenders"]["svm"]["metrics"]["accuracy"]["value"] == iris_report.to_frame().loc["svm", "accuracy"]
    assert found["contenders"]["decision_tree"]["curve"][0]["index"] == 1
    assert found["verdict"]["sentence"] == iris_report.verdict.sentence


def test_a_report_of_nothing_but_failures_is_still_a_report():
    report = Report(BakeoffSpec(contenders=["svm"]), {}, None, {"svm": Result("svm", "failed", "Why.", (), None)})
    assert report.verdict is None
    assert list(report.to_frame()["status"]) == ["failed"]
    assert json.loads(report.to_json())["contenders"]["svm"]["message"] == "Why."
    with pytest.raises(Exception, match="no contender got as far"):
        report.predictions()
