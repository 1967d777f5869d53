"""A Dask cluster on this machine: the scheduler and workers that a person would start."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from distributed.core import rpc

from bakeoff.engine.system import search_path
from tests.coroutines import result
from tests.waiting import wait_until

QUIET = ("--no-dashboard", "--host", "127.0.0.1")


class DaskCluster:
    """Real processes; `folder` is for what they write."""

    def __init__(self, folder: Path, n_workers: int = 0) -> None:
        self._folder = folder
        self._port = 0
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self._names = itertools.count()
        self._named: dict[int, str] = {}
        self.start_scheduler()
        self.fill(n_workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill(*self.workers, self.scheduler)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self._port}"

    def start_scheduler(self) -> None:
        """Start one, at the same address as the last if there was any."""
        file = self._folder / "scheduler.json"
        file.unlink(missing_ok=True)
        self.scheduler = self._run("scheduler", "--port", str(self._port), "--scheduler-file", str(file))
        wait_until(lambda: file.exists() and file.read_bytes().endswith(b"}"))
        self._port = int(json.loads(file.read_bytes())["address"].rpartition(":")[2])

    def fill(self, n_workers: int) -> None:
        """Start workers of one slot until so many are there."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < n_workers:
            name = f"worker {next(self._names)}"
            worker = self._run("worker", self.address, "--nthreads", "1", "--no-nanny", "--name", name)
            self.workers.append(worker)
            self._named[worker.pid] = name

    def name(self, worker: subprocess.Popen[bytes]) -> str:
        """Return what the cluster calls a worker."""
        return self._named[worker.pid]

    def retire(self, worker: subprocess.Popen[bytes]) -> None:
        """Have the scheduler send a worker away, as adaptive scaling does."""

        async def ask() -> None:
            async with rpc(self.address) as scheduler:
                assert await scheduler.retire_workers(names=[self.name(worker)])

        result(ask())

    def kill(self, *processes: subprocess.Popen[bytes] | None) -> None:
        for process in processes:
            if process is not None:
                process.kill()
                process.wait()

    def _run(self, part: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"{part}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{part}", *QUIET, *arguments],
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": search_path()},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
