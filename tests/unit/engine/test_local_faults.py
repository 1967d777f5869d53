"""What the local engine does when its own parts die, and that it never leaves a process behind.

The leak detector of `tests/conftest.py` looks on after every test: orphans come home to the test process.
"""

import contextlib
import errno
import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bakeoff.engine.base import Event, Finished, Job, Message, Stopped
from bakeoff.engine.exit_reasons import hidden
from bakeoff.engine.local import LocalEngine
from bakeoff.errors import EngineError, JobKilled, SettingError
from tests.little_memory import joining, memory_of
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import Recorder, has_ended, newest_host, submit, wait_until_gone, wait_until_idle
from tests.waiting import PATIENCE, wait_until

ROOT = Path(__file__).parents[3]
SERVER = "tests.unit.engine.small_server"


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    engine = LocalEngine(2)
    yield engine
    engine.close()


@contextmanager
def server(slots: int, *jobs: str) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """Run `small_server` until its jobs run; gives it and all processes under it."""
    command = [sys.executable, "-m", SERVER, str(slots), *jobs]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, **streams) as process:
        try:
            for _ in jobs:
                read_until(process, "Started")
            yield process, psutil.Process(process.pid).children(recursive=True)
        finally:
            process.kill()


def read_until(process: subprocess.Popen[str], *beginnings: str) -> list[str]:
    heard = [""]
    while not heard[-1].startswith(beginnings):
        heard.append(process.stdout.readline())
        assert heard[-1], f"the server ended; heard {heard}"
    return heard


# The host dies


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_jobs_of_a_host_that_died_fail_and_their_processes_end(engine, number):
    running = submit(engine, "running", sample_jobs.sleep)
    other = submit(engine, "other", sample_jobs.compute_deaf)
    waiting = submit(engine, "waiting", sample_jobs.echo)
    running.wait_until(Message)
    other.wait_until(Message)
    newest_host().send_signal(number)
    for job in (running, other, waiting):
        error = job.error()
        assert type(error) is EngineError
        assert "start the job again" in str(error)
    wait_until_gone(running.pid())
    wait_until_gone(other.pid())


def test_next_job_after_the_host_died_runs_on_a_new_host(engine):
    before = submit(engine, "a", sample_jobs.sleep)
    before.wait_until(Message)
    host = newest_host()
    host.kill()
    before.end()
    assert submit(engine, "a", sample_jobs.echo, 1).end() == Finished("a", 1)
    assert newest_host() != host


@pytest.mark.parametrize("job", ["first", "later"])
def test_host_that_cannot_start_fails_the_job(monkeypatch, job):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    engine = LocalEngine(1)
    if job == "later":
        submit(engine, "first", sample_jobs.echo).end()
    assert type(submit(engine, job, sample_jobs.echo).error()) is EngineError
    engine.close()


# The template dies


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")
def test_job_fails_with_its_template_and_the_next_gets_a_new_one(engine):
    running = submit(engine, "a", sample_jobs.sleep)
    running.wait_until(Message)
    psutil.Process(running.pid()).parent().kill()
    assert isinstance(running.error(), JobKilled)
    wait_until_gone(running.pid())
    assert submit(engine, "a", sample_jobs.echo, 1).end() == Finished("a", 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")
def test_a_template_that_dies_is_noticed_logged_and_replaced_without_a_job(engine, caplog):
    running = submit(engine, "a", sample_jobs.sleep)
    running.wait_until(Message)
    wait_until(lambda: engine.ready)
    psutil.Process(running.pid()).parent().kill()
    wait_until(lambda: "The template of all jobs has died" in caplog.text)
    wait_until(lambda: f"Job {hidden('a')} was ended" in caplog.text)
    wait_until(lambda: engine.ready)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can hold a process")
def test_a_host_that_does_not_answer_is_not_ready(engine, monkeypatch):
    submit(engine, "a", sample_jobs.echo).end()
    wait_until(lambda: engine.ready)
    monkeypatch.setattr("bakeoff.engine.line.SILENCE_SECONDS", 0.0)
    assert not engine.ready


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can hold a process")
def test_a_host_that_hangs_is_killed_and_replaced(monkeypatch, caplog):
    monkeypatch.setattr("bakeoff.engine.line.HUNG_SECONDS", 5.0)  # a host that is well speaks every second
    with contextlib.closing(LocalEngine(1)) as engine:
        running = submit(engine, "a", sample_jobs.sleep)
        running.wait_until(Message)
        host = newest_host()
        host.suspend()
        assert "ended unexpectedly; start the job again" in str(running.error())
        wait_until(lambda: engine.ready)
        assert newest_host() != host
        assert "has said nothing for 5 s and is killed" in caplog.text
        assert submit(engine, "a", sample_jobs.echo, 1).end() == Finished("a", 1)


def test_a_host_that_died_is_replaced_without_a_job(engine):
    wait_until(lambda: engine.ready)
    host = newest_host()
    host.kill()
    wait_until(lambda: has_ended(host.pid) and engine.ready)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")
def test_the_folder_of_the_template_is_made_anew_where_something_took_it_away(temporary):
    with contextlib.closing(LocalEngine(1)) as engine:
        wait_until(lambda: engine.ready)
        for folder in temporary.iterdir():
            shutil.rmtree(folder)
        assert submit(engine, "a", sample_jobs.echo, 1).end() == Finished("a", 1)
        wait_until(lambda: engine.ready)
    wait_until(lambda: not any(temporary.iterdir()))


def test_a_host_that_the_system_has_no_process_for_is_told_in_a_sentence(engine, monkeypatch):
    wait_until(lambda: engine.ready)
    monkeypatch.setattr(subprocess, "Popen", refuse)  # before the host ends, for whose end a ready engine has another
    newest_host().kill()
    wait_until(lambda: engine._line.over)
    with pytest.raises(EngineError, match="cannot start another process just now"):
        submit(engine, "a", sample_jobs.echo)
    monkeypatch.undo()
    assert submit(engine, "a", sample_jobs.echo, 1).end() == Finished("a", 1)


def refuse(*_arguments: object, **_named: object) -> None:
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


# The server dies, or forgets


def test_killed_server_takes_host_and_jobs_with_it():
    with server(2, "sleep", "compute_deaf") as (process, family):
        assert len(family) >= 4  # host, template or tracker, two jobs
        process.kill()
        for member in family:
            wait_until_gone(member.pid)


def test_interpreter_that_ends_without_close_takes_host_and_jobs_with_it():
    with server(1, "sleep") as (process, family):
        process.stdin.close()
        assert process.wait() == 0
        for member in family:
            wait_until_gone(member.pid)


def test_control_c_is_for_the_server_alone():
    with server(2, "sleep") as (process, _family):
        os.killpg(process.pid, signal.SIGINT)
        heard = read_until(process, "Interrupted")
        process.stdin.write("echo\n")
        process.stdin.flush()
        heard += read_until(process, "Finished echo", "Failed echo")
        assert not [line for line in heard if line.startswith("Failed")]
        process.stdin.close()
        process.wait()


def test_forgotten_engine_gives_back_its_processes():
    engine = LocalEngine(1)
    job = submit(engine, "a", sample_jobs.sleep)
    job.wait_until(Message)
    del engine
    gc.collect()
    assert job.end() == Stopped("a")
    wait_until_gone(job.pid())


def test_close_from_a_listener_ends_everything():
    engine = LocalEngine(1)
    job = Recorder()

    def give_up(event: Event) -> None:
        if isinstance(event, Message):
            engine.close()
        job(event)

    engine.submit(Job("a", "tests.unit.engine.sample_jobs:sleep"), give_up)
    assert job.end() == Stopped("a")


def test_close_leaves_no_process():
    others = set(psutil.Process().children(recursive=True))  # of other tests' engines
    engine = LocalEngine(2)
    submit(engine, "a", sample_jobs.sleep).wait_until(Message)
    family = set(psutil.Process().children(recursive=True)) - others
    assert family
    engine.close()
    for member in family:
        wait_until_gone(member.pid)


# A job's signals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_signal_from_outside_is_named(engine, number):
    job = submit(engine, "a", sample_jobs.sleep)
    job.wait_until(Message)
    os.kill(job.pid(), number)
    error = job.error()
    assert type(error) is JobKilled
    assert f"signal {int(number)}" in str(error)


# Memory

STARVED = """
import logging
from bakeoff.engine.local import LocalEngine
from tests.little_memory import joining, memory_of
from tests.unit.engine import sample_jobs
from tests.unit.engine.recorder import submit

logging.basicConfig()
engine = LocalEngine(1)
for name, function, payload in (("greedy", sample_jobs.hold_memory, 10**9), ("modest", sample_jobs.echo, 1)):
    print(submit(engine, name, function, payload).end())
engine.close()
"""


def test_a_job_that_the_system_ends_for_want_of_memory_says_so_and_what_to_do():
    with memory_of(300) as group:
        command = joining(group, sys.executable, "-c", STARVED)
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    greedy, modest = run.stdout.splitlines()
    assert "MemoryLimit('Memory ran out" in greedy
    assert "fewer rows" in greedy
    assert "Finished" in modest
    assert f"Job {hidden('greedy')} was ended: OutOfMemory(). Memory ran out" in run.stderr


# A listener that is slow


def test_job_whose_listener_stands_still_stands_still_and_can_be_stopped():
    go_on, chatty = threading.Event(), Recorder()

    def dawdle(event: Event) -> None:
        chatty(event)
        if isinstance(event, Message):
            go_on.wait()

    engine = LocalEngine(1)
    engine.submit(
        Job("chatty", "tests.unit.engine.sample_jobs:say_padded", {"count": 100_000, "bytes": 10_000}), dawdle
    )
    chatty.wait_until(Message)
    job, host = psutil.Process(chatty.pid()), newest_host()
    wait_until_idle(job)
    assert max(job.memory_info().rss, host.memory_info().rss) < 200_000_000  # all it has to say is five times that
    engine.stop("chatty")
    wait_until_gone(job.pid)
    assert chatty.bodies() == [(0, b"x" * 10_000)]
    go_on.set()
    assert chatty.end() == Stopped("chatty")
    engine.close()


# The log


def test_what_jobs_print_goes_to_the_log_and_not_to_the_terminal(engine, caplog, capfd):
    with caplog.at_level("INFO", logger="bakeoff.engine"):
        submit(engine, "a", sample_jobs.print_loudly, "hello from a job").end()
        wait_until(lambda: "hello from a job" in caplog.text and "HELLO FROM A JOB" in caplog.text)
        engine.close()
    assert capfd.readouterr() == ("", "")


def test_what_comes_at_once_is_one_record_without_the_notes_of_tensorflow(engine, caplog):
    note = "I0000 00:00:1796020933.034398   10479 port.cc:153] oneDNN custom operations are on."
    with caplog.at_level("INFO", logger="bakeoff.engine"):
        submit(engine, "a", sample_jobs.print_loudly, f"stack\n  frame 1\n{note}\n  frame 2").end()
        wait_until(lambda: "FRAME 2" in caplog.text)
        engine.close()
    assert any("stack\n  frame 1" in record.message for record in caplog.records)
    assert "port.cc:153] oneDNN" not in caplog.text


def test_traceback_of_an_unexpected_error_goes_to_the_log(engine, caplog):
    with caplog.at_level("INFO", logger="bakeoff.engine"):
        submit(engine, "a", sample_jobs.divide_by_zero).error()
        engine.close()
    assert "return 1 / 0" in caplog.text


@pytest.mark.parametrize("slots", [{"slots": 0}, {"interactive_slots": 0}])
def test_engine_without_a_slot_is_refused(slots):
    with pytest.raises(SettingError, match="at least 1 slot"):
        LocalEngine(**slots)


def test_engine_has_a_slot_for_each_usable_core_unless_told():
    engine = LocalEngine()
    assert engine.slots == len(os.sched_getaffinity(0))
    engine.close()


@pytest.fixture
def temporary(monkeypatch) -> Iterator[Path]:
    """Return the folder for temporary files; a short one, since how long the name of a socket may be is limited."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def test_closed_engine_leaves_no_temporary_files(temporary):
    with contextlib.closing(LocalEngine(1)) as engine:
        submit(engine, "a", sample_jobs.divide_by_zero).error()
        assert any(temporary.iterdir())
    wait_until(lambda: not any(temporary.iterdir()))


def test_killed_server_leaves_no_temporary_files(temporary):
    with server(1, "sleep"):
        assert any(temporary.iterdir())
    wait_until(lambda: not any(temporary.iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template, which is there when the host is not")
def test_killed_host_leaves_no_temporary_files(temporary):
    with contextlib.closing(LocalEngine(1)) as engine:
        job = submit(engine, "a", sample_jobs.write_and_sleep)
        written = Path(job.wait_until(Message).body)
        assert written.is_relative_to(temporary)
        newest_host().kill()
        job.error()
        wait_until(lambda: not any(temporary.iterdir()))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a template")
def test_what_a_stopped_job_has_written_goes_with_the_engine(temporary):
    with contextlib.closing(LocalEngine(1)) as engine:
        job = submit(engine, "a", sample_jobs.write_and_sleep)
        job.wait_until(Message)
        engine.stop("a")
        assert job.end() == Stopped("a")
    wait_until(lambda: not any(temporary.iterdir()))
