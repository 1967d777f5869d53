"""Plugin of a Dask worker: a runner, with a template of its own, for each server that connects.

A job is not a Dask task: it may be suspended for others without blocking a thread, and is ended at once.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from distributed import Worker, WorkerPlugin
from distributed.comm import Comm
from distributed.core import Server

from bakeoff.engine import system

OPERATION = "bakeoff_run"
RESOURCE = "bakeoff"
"""Name of a worker's slots among its resources; without it, a worker has one slot for each of its threads."""
CHUNK_BYTES = 2**16
STATUS, RETIRED = "worker-status-change", "closing_gracefully"
"""Messages of the scheduler that retire a worker, before it is closed."""
LEAVING = "leaving"
"""Message of a retired worker between chunks: no more jobs."""
LEAVING_SECONDS = 600.0
"""For how long at most it stays for the jobs that it has."""
LOOK_SECONDS = 0.1
WINDOW_CHUNKS = 32
"""Number of chunks on the way to the server before it has taken in half of them: Dask would take any amount."""
PATIENCE_SECONDS = 5.0  # with a runner whose server is gone


class RunnerPlugin(WorkerPlugin):
    """Has a worker take connections of Bakeoff's servers."""

    name = "bakeoff"
    idempotent = True

    def setup(self, worker: Worker) -> None:
        """Begin to."""
        self._lines: set[Comm] = set()
        self._retired = False
        worker.handlers[OPERATION] = self._hold_line
        change_status = worker.stream_handlers[STATUS]

        def note_status(status: str, **told: Any) -> None:
            self._retired = status == RETIRED
            change_status(status=status, **told)

        worker.stream_handlers[STATUS] = note_status

    async def teardown(self, worker: Worker) -> None:
        """Let jobs come to their end before a worker that is retired closes; any other closes at once."""
        if not self._retired:
            return
        try:
            async with asyncio.timeout(LEAVING_SECONDS):
                for comm in tuple(self._lines):
                    with contextlib.suppress(OSError):
                        await comm.write(LEAVING)
                while self._lines:
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            pass
        except asyncio.CancelledError:  # its process is told to end
            await Server.close(worker)  # others of its tasks wait for that, and it would never come
            raise

    async def _hold_line(self, comm: Comm, preload: Sequence[str]) -> None:
        self._lines.add(comm)
        try:
            await serve(comm, preload)
        finally:
            self._lines.discard(comm)


async def serve(comm: Comm, preload: Sequence[str]) -> None:
    """Run jobs for the server at the other end of `comm` until it is gone."""
    arguments = {
        "slots": None,
        "interactive_slots": None,
        "start_method": system.START_METHOD,
        "preload": list(preload),
    }
    runner = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bakeoff.engine", json.dumps(arguments)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": system.search_path()},
        start_new_session=True,
    )
    room = asyncio.Semaphore(WINDOW_CHUNKS)
    pumps = [asyncio.create_task(_take(comm, runner, room)), asyncio.create_task(_give(runner, comm, room))]
    try:
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for pump in pumps:
            pump.cancel()
        comm.abort()
        await _end(runner)


async def _take(comm: Comm, runner: asyncio.subprocess.Process, room: asyncio.Semaphore) -> None:
    """Pass on commands, and note how many chunks of reports the server has taken in."""
    if runner.stdin is None:
        raise TypeError
    with contextlib.suppress(OSError):
        while True:
            heard = await comm.read()
            if isinstance(heard, int):
                for _chunk in range(heard):
                    room.release()
            else:
                runner.stdin.write(heard)
                await runner.stdin.drain()


async def _give(runner: asyncio.subprocess.Process, comm: Comm, room: asyncio.Semaphore) -> None:
    """Pass on reports."""
    if runner.stdout is None:
        raise TypeError
    with contextlib.suppress(OSError):
        while chunk := await runner.stdout.read(CHUNK_BYTES):
            await room.acquire()
            await comm.write(chunk)


async def _end(runner: asyncio.subprocess.Process) -> None:
    """Stop the runner and its jobs."""
    if runner.stdin is not None:
        runner.stdin.close()
    try:
        await asyncio.wait_for(runner.wait(), PATIENCE_SECONDS)
    except TimeoutError:
        system.end_tree(runner.pid)
