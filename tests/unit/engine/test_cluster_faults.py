"""What the engine over a cluster does when parts of the cluster die, and that nothing is left on its workers."""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import yaml

from bakeoff.engine.base import Event, Finished, Job, Message, Queued, Started, Stopped
from bakeoff.engine.cluster import ClusterEngine, connection
from bakeoff.errors import MachineLost
from tests.coroutines import result
from tests.unit.engine import sample_jobs
from tests.unit.engine.dask_cluster import DaskCluster
from tests.unit.engine.recorder import Recorder, newest_host, submit, wait_until_gone, wait_until_idle
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).parents[3]
WORKERS, SCHEDULER = ("Deployment", "bakeoff-worker"), "tcp://bakeoff-scheduler:8786"
"""As `deploy/kubernetes.yaml` calls them."""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """For tests that end no part of it."""
    with DaskCluster(tmp_path_factory.mktemp("dask"), 1) as cluster:
        yield cluster


@contextmanager
def connected(cluster: DaskCluster) -> Iterator[ClusterEngine]:
    """Start an engine that knows all workers."""
    with contextlib.closing(ClusterEngine(cluster.address)) as engine:
        wait_until(lambda: engine.ready and engine.slots == len(cluster.workers))
        yield engine


def ancestors(job: psutil.Process) -> list[psutil.Process]:
    """Return the template, the runner and the worker above a job."""
    return job.parents()[:3]


def test_a_worker_that_dies_fails_its_jobs_and_no_other_and_one_that_joins_is_used(tmp_path):
    with DaskCluster(tmp_path, 2) as cluster, connected(cluster) as engine:
        jobs = [submit(engine, name, sample_jobs.answer_commands) for name in ("a", "b")]
        for job in jobs:
            job.wait_for_message("listening")
        ancestors(psutil.Process(jobs[0].pid()))[-1].kill()
        error = jobs[0].error()
        assert type(error) is MachineLost
        assert str(error) == "The machine that ran the job cannot be reached any more; start the job again."
        wait_until_gone(jobs[0].pid())
        wait_until(lambda: engine.slots == 1)
        wait_until(lambda: any(worker.poll() is not None for worker in cluster.workers))
        waiting = submit(engine, "c", sample_jobs.echo, 1)
        waiting.wait_until(Queued)
        assert waiting.told() == []
        cluster.fill(2)
        assert waiting.end() == Finished("c", 1)
        assert engine.slots == 2
        engine.send("b", "end")
        assert jobs[1].end() == Finished("b", None)


def test_a_worker_that_joins_gets_what_waits_and_one_that_is_retired_ends_what_it_has(tmp_path):
    with DaskCluster(tmp_path, 1) as cluster, connected(cluster) as engine:
        jobs = {name: submit(engine, name, sample_jobs.answer_commands) for name in ("a", "b", "c", "d")}
        jobs["a"].wait_for_message("listening")
        cluster.fill(2)
        jobs["b"].wait_for_message("listening")
        assert engine.slots == 2
        first, second = cluster.workers
        assert ancestors(psutil.Process(jobs["b"].pid()))[-1].pid == second.pid
        cluster.retire(first)
        wait_until(lambda: engine.slots == 1)
        engine.send("a", 2)
        jobs["a"].wait_for_message(4)
        engine.send("a", "end")
        assert first.wait(PATIENCE) == 0
        for before, name in pairwise("bcd"):
            assert not any(isinstance(event, Started) for event in jobs[name].events)
            engine.send(before, "end")
            jobs[name].wait_for_message("listening")
            assert ancestors(psutil.Process(jobs[name].pid()))[-1].pid == second.pid
        assert [jobs[name].end() for name in "abc"] == [Finished(name, None) for name in "abc"]
        cluster.retire(second)
        wait_until(lambda: engine.machines == 0)
        second.terminate()  # which waits for nobody
        assert second.wait(PATIENCE) == 0
        assert type(jobs["d"].error()) is MachineLost


def test_kubernetes_is_told_to_let_the_jobs_of_a_worker_end_before_it_takes_it_away(tmp_path):
    manifests = yaml.safe_load_all((ROOT / "deploy/kubernetes.yaml").read_text(encoding="utf-8"))
    (pod,) = [
        each["spec"]["template"]["spec"] for each in manifests if (each["kind"], each["metadata"]["name"]) == WORKERS
    ]
    (container,) = pod["containers"]
    python, *told = container["lifecycle"]["preStop"]["exec"]["command"]
    assert (python, container["command"][2]) == ("python", SCHEDULER)
    with DaskCluster(tmp_path, 1) as cluster, connected(cluster) as engine:
        job = submit(engine, "a", sample_jobs.answer_commands)
        job.wait_for_message("listening")
        (worker,) = cluster.workers
        words = [word.replace(SCHEDULER, cluster.address) for word in told]
        leaving = subprocess.Popen([sys.executable, *words], env=os.environ | {"POD": cluster.name(worker)})
        try:
            wait_until(lambda: engine.machines == 0)
            engine.send("a", "end")
            assert job.end() == Finished("a", None)
            assert worker.wait(PATIENCE) == 0
            assert leaving.poll() is None  # it ends with the pod
        finally:
            leaving.kill()
            leaving.wait()


def test_a_worker_that_is_told_to_end_is_missed_and_its_processes_are_gone(tmp_path):
    with DaskCluster(tmp_path, 1) as cluster, connected(cluster) as engine:
        job = submit(engine, "a", sample_jobs.compute_deaf)
        job.wait_until(Message)
        cluster.workers[0].terminate()
        assert type(job.error()) is MachineLost
        wait_until_gone(job.pid())
        wait_until(lambda: engine.machines == 0)
        assert not engine.ready


def test_jobs_wait_while_the_scheduler_is_gone_and_run_when_there_is_another(tmp_path):
    with DaskCluster(tmp_path, 1) as cluster, connected(cluster) as engine:
        running = submit(engine, "a", sample_jobs.sleep)
        running.wait_until(Message)
        cluster.kill(cluster.scheduler)
        assert type(running.error()) is MachineLost  # Dask's workers end with their scheduler
        cluster.kill(*cluster.workers)  # which may take their time to
        wait_until(lambda: not engine.ready)
        waiting = submit(engine, "b", sample_jobs.echo, 1)
        cluster.start_scheduler()
        cluster.fill(1)
        assert waiting.end() == Finished("b", 1)


def test_a_runner_that_dies_fails_its_jobs_and_is_replaced(lasting):
    with connected(lasting) as engine:
        job = submit(engine, "a", sample_jobs.sleep)
        job.wait_until(Message)
        ancestors(psutil.Process(job.pid()))[1].kill()
        assert type(job.error()) is MachineLost
        wait_until_gone(job.pid())
        assert submit(engine, "b", sample_jobs.echo, 1).end() == Finished("b", 1)


def test_what_a_host_without_a_turn_did_not_hear_is_no_silence(monkeypatch):
    clock = SimpleNamespace(monotonic=lambda: clock.now, now=0.0)
    monkeypatch.setattr(connection, "time", clock)

    async def passed(seconds: float) -> bool:
        """Return whether the silence has lasted, once the loop has had its turns after so many seconds."""
        clock.now += seconds
        for _turn in range(10):
            await asyncio.sleep(0)
        return lost.done()

    async def listen() -> list[bool]:
        nonlocal lost
        monkeypatch.setattr(asyncio.get_running_loop(), "time", clock.monotonic)
        silence = connection.Silence()
        lost = asyncio.create_task(silence.last(2 * connection.STEP_SECONDS))
        lasted = [await passed(seconds) for seconds in (0, 1000)]
        silence.end()
        return lasted + [await passed(connection.STEP_SECONDS) for _step in range(2)]

    lost: asyncio.Task[None]
    assert result(listen()) == [False, False, False, True]


def test_jobs_end_with_the_server_that_started_them(lasting):
    with connected(lasting) as engine:
        job = submit(engine, "a", sample_jobs.compute_deaf)
        job.wait_until(Message)
        newest_host("bakeoff.engine.cluster").kill()
        wait_until_gone(job.pid())


def test_job_whose_listener_stands_still_stands_still_and_can_be_stopped(lasting):
    with connected(lasting) as engine:
        go_on, chatty = threading.Event(), Recorder()

        def dawdle(event: Event) -> None:
            chatty(event)
            if isinstance(event, Message):
                go_on.wait()

        many = {"count": 100_000, "bytes": 10_000}
        engine.submit(Job("chatty", "tests.unit.engine.sample_jobs:say_padded", many), dawdle)
        chatty.wait_until(Message)
        job = psutil.Process(chatty.pid())
        wait_until_idle(job)
        way = [job, *ancestors(job), newest_host("bakeoff.engine.cluster")]
        assert max(process.memory_info().rss for process in way) < 250_000_000  # all it has to say is four times that
        engine.stop("chatty")
        wait_until_gone(job.pid)
        go_on.set()
        assert chatty.end() == Stopped("chatty")
