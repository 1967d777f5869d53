"""One job's process where the system refuses threads."""

import multiprocessing
import pickle
import queue
import sys
import threading
from collections.abc import Iterator
from io import BytesIO
from types import ModuleType

import pytest

from bakeoff.engine import process
from bakeoff.engine.base import Finished, Limits
from bakeoff.engine.exit_reasons import to_event
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.process import JobProcess
from bakeoff.engine.running import Drained, Gone, Launched, News
from bakeoff.engine.wire import Broken, Raised, Submit, Unstartable


@pytest.fixture
def news() -> "queue.SimpleQueue[News]":
    return queue.SimpleQueue()


@pytest.fixture
def outbox() -> Iterator[Outbox]:
    outbox = Outbox(BytesIO())
    yield outbox
    outbox.close(5)


@pytest.fixture
def no_threads() -> Iterator[pytest.MonkeyPatch]:
    """Have the system refuse threads until the fixture is undone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        yield patch
    process.REFUSED.clear()


def refuse(_thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def job(outbox: Outbox, news: "queue.SimpleQueue[News]") -> JobProcess:
    request = Submit("a", "tests.unit.engine.sample_jobs:echo", pickle.dumps(1), Limits(), False, "", (), None)
    return JobProcess(request, multiprocessing.get_context("spawn"), outbox, news.put)


def test_a_job_begins_once_the_system_has_threads_again(outbox, news, no_threads, monkeypatch):
    # A process that is spawned would run what other tests have left as the main module.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    waiting = job(outbox, news)
    waiting.watch()
    assert process.REFUSED.is_set()
    assert news.empty()
    no_threads.undo()
    waiting.watch()
    launched = news.get(timeout=60)
    assert launched == Launched(waiting, launched.pid)
    waiting.launched(launched.pid)
    assert {news.get(timeout=60), news.get(timeout=60)} == {Gone(waiting), Drained(waiting)}
    assert to_event(waiting.ending) == Finished("a", 1)


def test_a_job_without_a_thread_is_given_up_in_the_end(outbox, news, no_threads, monkeypatch):
    monkeypatch.setattr(process, "RETRY_SECONDS", (-1.0,))
    refused = job(outbox, news)
    assert news.get_nowait() == Launched(refused, None)
    assert refused.ending == Broken("a", Unstartable("RuntimeError can't start new thread"))
    refused.watch()
    assert news.empty()


@pytest.mark.parametrize(
    "end",
    [
        Broken("a", Unstartable("FileNotFoundError")),
        Raised("a", None, "RuntimeError", "can't start new thread", ""),
        Raised("a", None, "BlockingIOError", "[Errno 11] Resource temporarily unavailable", ""),
    ],
)
def test_a_shortage_is_told_in_one_sentence_without_the_system_s_words(end):
    assert str(to_event(end).error) == (
        "The server cannot start another process just now; start the job again in a minute."
    )
