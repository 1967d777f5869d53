"""The host's connection to a Dask cluster: which workers there are, and a line to each."""

import asyncio
import contextlib
import logging
import pickle
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from distributed.comm import Comm, connect
from distributed.core import rpc
from distributed.security import Security

from bakeoff.engine.cluster.machine import RemoteMachine
from bakeoff.engine.cluster.plugin import CHUNK_BYTES, LEAVING, OPERATION, RESOURCE, WINDOW_CHUNKS, RunnerPlugin
from bakeoff.engine.line import SILENCE_SECONDS
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import Joined, Leaving, Left, News
from bakeoff.engine.wire import Alive, Ready

LOOK_SECONDS = 1.0
"""Interval between two looks at the list of workers."""
ANSWER_SECONDS = 5.0
SIGN_SECONDS = 1.0
STEP_SECONDS = 1.0

log = logging.getLogger("bakeoff.engine")


class Connection:
    """Keeps a line to every worker of a cluster, and connects again by itself to what was lost."""

    def __init__(self, address: str, interactive_slots: int, preload: Sequence[str], outbox: Outbox) -> None:
        self._address = address
        self._interactive_slots = interactive_slots
        self._preload = list(preload)
        self._outbox = outbox
        self._next_sign = 0.0
        self._there: set[str] = set()
        self._lines: dict[str, asyncio.Task[None]] = {}
        self._scheduler = ""  # the one that has the plugin
        self._reached = True

    def start(self, post: Callable[[News], None]) -> None:
        """Look for workers from now on, and tell of them through `post`."""
        self._tell = post
        threading.Thread(target=lambda: asyncio.run(self._run()), name="cluster", daemon=True).start()

    def load_more(self, modules: tuple[str, ...]) -> None:
        """Do nothing: the workers' templates hold everything from their start."""

    def give_sign(self) -> None:
        """Say, if it is time to, that the host lives, and whether there is a worker."""
        if time.monotonic() >= self._next_sign:
            self._next_sign = time.monotonic() + SIGN_SECONDS
            trouble = "" if self._there else "No worker of the cluster can be reached."
            self._outbox.tell(Alive(trouble, time.time()))

    def _post(self, news: News) -> None:
        match news:
            case Joined(machine) if not machine.leaving:
                self._there.add(machine.name)
                self._outbox.tell(Ready(()))
            case Leaving(machine) | Left(machine):
                self._there.discard(machine.name)
        self._tell(news)

    async def _run(self) -> None:
        self._secured: dict[str, Any] = Security().get_connection_args("client")
        scheduler = rpc(self._address, timeout=ANSWER_SECONDS, connection_args=self._secured)
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self._look(scheduler)
            except (OSError, TimeoutError) as error:
                self._note_reached(f"{type(error).__name__} {error}".strip())
            except Exception:  # whatever it is, what is lost is to be found again
                log.exception("The workers of the cluster cannot be looked for.")
            else:
                self._note_reached("")
            await asyncio.sleep(LOOK_SECONDS)

    def _note_reached(self, problem: str) -> None:
        if problem and self._reached:
            log.warning("The scheduler of the cluster, %s, does not answer (%s).", self._address, problem)
        self._reached = not problem

    async def _look(self, scheduler: Any) -> None:
        """Begin a line to each worker that has none."""
        self._lines = {address: line for address, line in self._lines.items() if not line.done()}
        seen = await scheduler.identity()
        if seen["id"] != self._scheduler:
            plugin = RunnerPlugin()
            await scheduler.register_worker_plugin(
                plugin=pickle.dumps(plugin), name=plugin.name, idempotent=plugin.idempotent
            )
            self._scheduler = seen["id"]
        for address, worker in seen["workers"].items():
            if address not in self._lines and worker["status"] == "running":
                n_slots = int(worker["resources"].get(RESOURCE, worker["nthreads"]))
                self._lines[address] = asyncio.create_task(self._hold_line(address, n_slots))

    async def _hold_line(self, address: str, n_slots: int) -> None:
        """Pass on what goes between host and runner, until either ends or the worker is silent."""
        try:
            comm = await connect(address, timeout=ANSWER_SECONDS, **self._secured)
            await comm.write({"op": OPERATION, "reply": False, "preload": self._preload})
        except OSError as error:
            log.warning("The worker %s cannot be reached (%s).", address, error)
            await asyncio.sleep(ANSWER_SECONDS)
            return
        near, far = socket.socketpair()
        slots = {False: n_slots, True: self._interactive_slots}
        machine = RemoteMachine(address, slots, far, self._outbox, self._post)
        reader, writer = await asyncio.open_connection(sock=near)
        silence = Silence()
        news = _receive(comm, writer, silence, lambda: self._post(Leaving(machine)))
        pumps = [asyncio.create_task(pump) for pump in (_send(reader, comm), news, silence.last(SILENCE_SECONDS))]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        comm.abort()
        writer.close()
        if not machine.joined:
            log.warning("The worker %s cannot run jobs; is the same Bakeoff installed there?", address)
            await asyncio.sleep(ANSWER_SECONDS)


class Silence:
    """For how long nothing was heard while this process listened.

    When it gets no turn for long, what has come meanwhile is only read after that.
    """

    def __init__(self) -> None:
        self._seconds = 0.0

    def end(self) -> None:
        """Take note that something was heard."""
        self._seconds = 0.0

    async def last(self, seconds: float) -> None:
        """Wait until it has been silent for so long."""
        while self._seconds < seconds:
            await asyncio.sleep(STEP_SECONDS)
            self._seconds += STEP_SECONDS


async def _send(commands: asyncio.StreamReader, comm: Comm) -> None:
    with contextlib.suppress(OSError):
        while chunk := await commands.read(CHUNK_BYTES):
            await comm.write(chunk)


async def _receive(comm: Comm, reports: asyncio.StreamWriter, silence: Silence, leave: Callable[[], None]) -> None:
    n_taken = 0
    with contextlib.suppress(OSError):
        while True:
            chunk = await comm.read()
            silence.end()
            if chunk == LEAVING:
                leave()
                continue
            reports.write(chunk)
            await reports.drain()
            n_taken += 1
            if n_taken == WINDOW_CHUNKS // 2:
                await comm.write(n_taken)
                n_taken = 0
