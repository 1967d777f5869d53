"""Studies that wait, as an administrator and the metrics see them."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from bakeoff.features.judge import activities
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record, StudyLane

SPEC = BakeoffSpec(dataset="iris", contenders=["svm", "dummy"])


@pytest.mark.parametrize(("seconds", "longest"), [(50.0, 50.0), (None, 0.0)])
def test_the_wait_of_a_study_counts(monkeypatch, seconds, longest):
    record = Record("study", SPEC, Plan(), {"svm": StudyLane("svm", "svm")}, (None,), {}, 10, 5)
    study = SimpleNamespace(id="study", record=replace(record, place=2, wait_seconds=seconds))
    monkeypatch.setattr(activities, "studies", lambda: SimpleNamespace(going_on=lambda: [(study, "ben")]))
    (activity,) = activities.ACTIVITIES.going_on()
    standing = (activity.training, activity.waiting, activity.place, activity.wait_seconds)
    assert (standing, activity.longest_wait_seconds) == ((0, 1, 2, seconds), longest)
