"""What a server tells of itself to Prometheus."""

import dataclasses
import logging

from bakeoff.race.events import RaceChanged, RaceEnded
from bakeoff.race.snapshot import Run
from bakeoff.service.metrics import ErrorCount, Meter, exposition, memory_bytes
from bakeoff.spec import BakeoffSpec

SPEC = BakeoffSpec(dataset="iris", contenders=["svm", "dummy"])


def with_lane(run: Run, name: str, **changes: object) -> Run:
    return dataclasses.replace(run, lanes={**run.lanes, name: dataclasses.replace(run.lanes[name], **changes)})


def counted(meter: Meter) -> str:
    return exposition(meter.metrics)[0].decode()


def test_contenders_are_counted_by_what_becomes_of_them():
    meter, run = Meter(), Run.start("id", SPEC)

    def hear(run: Run) -> None:
        meter.hear(RaceChanged("me", run))

    hear(run)
    assert 'bakeoff_jobs{contender="svm",state="waiting"} 1.0' in counted(meter)
    run = with_lane(run, "svm", status="training")
    hear(run)
    hear(run)  # told again, nothing is counted twice
    assert 'bakeoff_jobs{contender="svm",state="waiting"} 0.0' in counted(meter)
    assert 'bakeoff_jobs{contender="svm",state="training"} 1.0' in counted(meter)
    hear(with_lane(run, "svm", status="training", place=1))
    assert 'bakeoff_jobs{contender="svm",state="training"} 0.0' in counted(meter)
    assert 'bakeoff_jobs{contender="svm",state="held"} 1.0' in counted(meter)
    hear(with_lane(run, "svm", status="done"))
    assert 'bakeoff_jobs{contender="svm",state="held"} 0.0' in counted(meter)
    meter.hear(RaceEnded("me", dataclasses.replace(with_lane(run, "svm", status="done"), id="another")))
    assert 'bakeoff_jobs{contender="svm",state="training"} 0.0' in counted(meter)
    assert 'bakeoff_jobs_ended_total{contender="svm",state="done"} 2.0' in counted(meter)


def test_it_is_told_in_the_form_that_is_asked_for():
    content, form = exposition(Meter().metrics, "application/openmetrics-text; version=1.0.0")
    assert form.startswith("application/openmetrics-text")
    assert content.endswith(b"# EOF\n")
    assert exposition(Meter().metrics)[1].startswith("text/plain")


def test_warnings_and_errors_are_counted_and_nothing_else():
    count, logger = ErrorCount(), logging.getLogger("bakeoff.test_metrics")
    logger.addHandler(count)
    logger.setLevel(logging.INFO)
    logger.info("nothing")
    logger.warning("something")
    logger.removeHandler(count)
    assert dict(count.counts) == {"warning": 1}


def test_memory_is_that_of_this_process_at_least():
    assert memory_bytes() > 10 * 2**20
