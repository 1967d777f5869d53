"""What few jobs need is loaded into the template when the first of them is on its way, and again after a death."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bakeoff.engine.base import Finished, Job, Message
from bakeoff.engine.local import LocalEngine
from bakeoff.errors import EngineError, JobKilled
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import Recorder, newest_host, submit, wait_until_gone
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")

SQL, MAIL = "sqlite3", "mailbox"
BROKEN, LEAVING, CRASHING, ENDLESS = (
    f"tests.unit.engine.{kind}_module" for kind in ("broken", "leaving", "crashing", "endless")
)


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine(2)
    wait_until(lambda: engine.ready)
    yield engine
    engine.close()


def loaded(engine: LocalEngine, job: str, *needs: str) -> list[str]:
    """Run a job with these needs; return which of the modules it found loaded."""
    heard = Recorder()
    engine.submit(Job(job, "tests.unit.engine.sample_jobs:describe_process", [SQL, MAIL], needs=needs), heard)
    return heard.end().result["loaded"]


def end_of(engine: LocalEngine, job: str, function: str, payload: object, *needs: str) -> Recorder:
    heard = Recorder()
    engine.submit(Job(job, f"tests.unit.engine.sample_jobs:{function}", payload, needs=needs), heard)
    return heard


def test_a_job_finds_what_it_needs_loaded_and_so_does_one_with_other_needs(engine):
    assert loaded(engine, "a") == []
    assert loaded(engine, "b", SQL) == [SQL]
    assert loaded(engine, "c", MAIL) == [SQL, MAIL]
    assert loaded(engine, "d") == [SQL, MAIL]


def test_modules_can_be_loaded_ahead_of_any_job(engine):
    running = submit(engine, "running", sample_jobs.sleep)
    running.wait_until(Message)
    template = psutil.Process(running.pid()).parent()
    engine.warm([SQL])
    engine.warm([SQL, MAIL])
    wait_until(lambda: any("sqlite" in part.path for part in template.memory_maps()))
    assert loaded(engine, "a") == [SQL, MAIL]


def test_modules_that_are_asked_for_while_the_template_is_loading_are_there_when_it_is_ready():
    with contextlib.closing(LocalEngine(1)) as engine:
        engine.warm([SQL])
        assert loaded(engine, "a", MAIL) == [SQL, MAIL]


def test_a_job_that_runs_goes_on_while_modules_are_loaded_for_others(engine):
    running = submit(engine, "running", sample_jobs.wait_for_gate)
    running.wait_until(Message)
    assert loaded(engine, "a", SQL) == [SQL]
    engine.send("running", "well")
    assert running.end() == Finished("running", "well")


def test_the_template_has_one_thread_and_tensorflow_works_after_it_was_loaded_late(engine):
    trained = [end_of(engine, name, "train_in_tensorflow", None, "tensorflow") for name in ("a", "b")]
    for job in trained:
        assert job.end().result == pytest.approx((2.0, 1.0), abs=1e-4)
    assert submit(engine, "c", sample_jobs.count_template_threads).end() == Finished("c", 1)


def test_another_template_loads_what_the_one_before_had(engine):
    running = end_of(engine, "running", "sleep", None, SQL)
    running.wait_until(Message)
    psutil.Process(running.pid()).parent().kill()
    assert isinstance(running.error(), JobKilled)
    assert loaded(engine, "a") == [SQL]


def test_another_host_loads_what_the_one_before_had(engine):
    running = end_of(engine, "running", "sleep", None, SQL)
    running.wait_until(Message)
    newest_host().kill()
    running.error()  # which is told once the engine has noticed
    assert loaded(engine, "b") == [SQL]


def test_what_was_asked_for_is_loaded_after_the_folder_of_the_template_was_taken_away(temporary):
    with contextlib.closing(LocalEngine(1)) as engine:
        assert loaded(engine, "a", SQL) == [SQL]
        wait_until(lambda: engine.ready)
        for folder in temporary.iterdir():
            shutil.rmtree(folder)
        assert loaded(engine, "b", MAIL) == [SQL, MAIL]
    wait_until(lambda: not any(temporary.iterdir()))


@pytest.fixture
def temporary(monkeypatch) -> Iterator[Path]:
    """A folder for temporary files, short enough for the socket that is in it."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(folder)


@pytest.mark.parametrize("module", [BROKEN, LEAVING, "no_such_module"])
def test_a_module_that_cannot_be_imported_costs_the_job_that_imports_it_alone(engine, module, caplog):
    running = submit(engine, "running", sample_jobs.wait_for_gate)
    running.wait_until(Message)
    template = psutil.Process(running.pid()).parent()
    error = end_of(engine, "a", "import_module", module, module).error()
    assert isinstance(error, EngineError)
    assert "\n" not in str(error)
    assert loaded(engine, "b", SQL) == [SQL]
    assert template.is_running()
    engine.send("running", "well")
    assert running.end() == Finished("running", "well")
    wait_until(lambda: f"Could not load ahead of time: {module}" in caplog.text)


def test_a_module_that_ends_the_template_is_given_up_and_other_jobs_run(engine, caplog):
    assert isinstance(end_of(engine, "a", "import_module", CRASHING, SQL, CRASHING).error(), EngineError)
    assert loaded(engine, "b") == [SQL]
    wait_until(lambda: f"Could not load ahead of time: {CRASHING}" in caplog.text)


def test_closing_does_not_wait_for_a_module_and_a_job_that_needs_it_can_be_stopped():
    engine = LocalEngine(1)
    wait_until(lambda: engine.ready)
    running = submit(engine, "running", sample_jobs.sleep)
    running.wait_until(Message)
    waiting = end_of(engine, "waiting", "echo", None, ENDLESS)
    engine.stop("waiting")
    waiting.end()
    engine.close()
    wait_until_gone(running.pid())
