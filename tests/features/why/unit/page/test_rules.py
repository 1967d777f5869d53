import dataclasses

from bakeoff.features.why.page.rules import basis, nothing
from bakeoff.study.differences.rules import Differences


def test_contenders_that_were_stopped_or_failed_are_named(report):
    race = report.finished_race
    tree = race.results["decision_tree"]
    stopped = dataclasses.replace(tree, outcome=dataclasses.replace(tree.outcome, unfinished=True))
    race = dataclasses.replace(race, results={**race.results, "decision_tree": stopped})
    words = basis(race, ("svm", "decision_tree"), Differences((), 38, 1, 3))
    assert words.endswith("Stopped early: Decision tree. Without answers to compare: Random forest.")


def test_contenders_that_answer_alike_need_no_number_of_rows(report):
    alike = nothing(report.finished_race, Differences((), n_rows=40, decisive=0, fewest=1))
    assert alike == "Both contenders are right on the same test rows."
    assert "at least 9 rows" in nothing(report.finished_race, Differences((), n_rows=40, decisive=3, fewest=9))
