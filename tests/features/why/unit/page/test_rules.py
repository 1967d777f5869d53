import dataclasses

from bakeoff.features.why.page.rules import basis
from bakeoff.study.differences.rules import Differences


def test_contenders_that_were_stopped_or_failed_are_named(report):
    race = report.finished_race
    tree = race.results["decision_tree"]
    stopped = dataclasses.replace(tree, outcome=dataclasses.replace(tree.outcome, unfinished=True))
    race = dataclasses.replace(race, results={**race.results, "decision_tree": stopped})
    words = basis(race, ("svm", "decision_tree"), Differences((), 38, 1, 3))
    assert words.endswith("Stopped early: Decision tree. Without answers to compare: Random forest.")
