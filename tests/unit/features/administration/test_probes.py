"""Waits that a host's metrics report."""

import dataclasses

from bakeoff.features.administration.probes import waiting_seconds
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record, StudyLane

SPEC = BakeoffSpec(dataset="iris", contenders=["svm", "dummy"])


def test_the_longest_wait_counts():
    run = Run.start("id", SPEC)
    assert waiting_seconds([]) == waiting_seconds([run]) == 0
    assert waiting_seconds([run, with_svm(run, wait_seconds=40.0)]) == 40
    assert waiting_seconds([with_svm(run, wait_seconds=40.0, status="stopped")]) == 0
    record = Record("study", SPEC, Plan(), {"svm": StudyLane("svm", "svm")}, (None,), {}, 10, 5)
    assert waiting_seconds([run], [dataclasses.replace(record, wait_seconds=50.0)]) == 50


def with_svm(run: Run, **changes: object) -> Run:
    return dataclasses.replace(run, lanes={**run.lanes, "svm": dataclasses.replace(run.lanes["svm"], **changes)})
