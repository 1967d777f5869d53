"""The warm template: heavy libraries are there when a job starts, and work in it."""

import contextlib
import sys
from collections.abc import Iterator

import psutil
import pytest

from bakeoff.engine.base import Finished, Message
from bakeoff.engine.local import LocalEngine
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import submit
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")


@pytest.fixture(scope="module")
def warm() -> Iterator[LocalEngine]:
    engine = LocalEngine(2, preload=["tensorflow", "sklearn.svm"])
    wait_until(lambda: engine.ready)
    yield engine
    engine.close()


def test_preloaded_modules_are_there_when_a_job_starts(warm):
    job = submit(warm, "a", sample_jobs.describe_process, ["tensorflow", "sklearn.svm"])
    assert job.end().result["loaded"] == ["tensorflow", "sklearn.svm"]


def test_nothing_is_there_that_was_not_asked_for():
    engine = LocalEngine(1)
    job = submit(engine, "a", sample_jobs.describe_process, ["tensorflow", "sklearn.svm"])
    assert job.end().result["loaded"] == []
    engine.close()


def test_jobs_share_what_one_has_kept_with_those_of_their_engine_alone(warm):
    submit(warm, "a", sample_jobs.keep, ("name", b"content")).end()
    assert submit(warm, "b", sample_jobs.read, "name").end() == Finished("b", b"content")
    other = LocalEngine(1)
    assert submit(other, "a", sample_jobs.read, "name").end() == Finished("a", None)
    other.close()


def test_template_has_one_thread_only(warm):
    """A fork copies the one thread that calls it; locks that others hold would stay locked for ever."""
    assert submit(warm, "a", sample_jobs.count_template_threads).end() == Finished("a", 1)


def test_two_jobs_train_in_tensorflow_at_once_and_right(warm):
    jobs = [submit(warm, name, sample_jobs.train_in_tensorflow) for name in ("a", "b")]
    for job in jobs:
        assert job.end().result == pytest.approx((2.0, 1.0), abs=1e-4)


def test_engine_is_at_hand_before_the_template_is_loaded():
    """A job waits for the template, can be stopped meanwhile, and closing does not wait for it."""
    engine = LocalEngine(1, preload=["tests.unit.engine.endless_module"])
    job = submit(engine, "a", sample_jobs.echo)
    engine.stop("a")
    job.end()
    assert not engine.ready
    engine.close()


def test_preload_that_fails_is_named_and_the_rest_is_loaded(caplog):
    engine = LocalEngine(1, preload=["no_such_module", "tests.unit.engine.broken_module", "sklearn.svm"])
    job = submit(engine, "a", sample_jobs.describe_process, ["sklearn.svm"])
    assert job.end().result["loaded"] == ["sklearn.svm"]
    wait_until(lambda: engine.ready)  # a job's end may be told before what the template could not load
    assert "no_such_module: ModuleNotFoundError" in caplog.text
    assert "tests.unit.engine.broken_module: ZeroDivisionError" in caplog.text
    engine.close()


def test_a_refused_fork_ends_neither_the_template_nor_a_running_job_and_is_tried_again():
    with contextlib.closing(LocalEngine(2, preload=["tests.unit.engine.refusing_module"])) as engine:
        wait_until(lambda: engine.ready)  # the first fork
        running = submit(engine, "running", sample_jobs.wait_for_gate)
        running.wait_until(Message)
        template = psutil.Process(running.pid()).parent()
        assert submit(engine, "refused", sample_jobs.echo, 1).end() == Finished("refused", 1)
        wait_until(lambda: engine.ready)
        assert template.is_running()
        engine.send("running", "well")
        assert running.end() == Finished("running", "well")


def test_main_module_of_the_server_is_not_run_again_in_jobs(warm):
    assert submit(warm, "a", sample_jobs.describe_process, []).end().result["main"] is None


def test_host_and_template_give_no_warning(monkeypatch, caplog):
    """From Python 3.12 a fork in a process of many threads is one."""
    monkeypatch.setenv("PYTHONWARNINGS", "always")
    with caplog.at_level("INFO", logger="bakeoff.engine"):
        engine = LocalEngine(1)
        job = submit(engine, "a", sample_jobs.say, [1])
        job.wait_until(Message)
        job.end()
        engine.close()
    assert "Warning" not in caplog.text
