"""Kills of all that a server is made of while visitors race: what is lost, what is left, and what is said.

Run ``python benchmarks/kills.py [times] [--cluster]``. Killed are, in turns and at random moments, a training, the
template of all trainings, the engine's host, the server, and the connections to its PostgreSQL; with ``--cluster`` a
training, a worker's template, a worker and the scheduler of a Dask cluster, the server, and the connections;
``--smoke`` does both. What has ended is started anew, as whoever runs it would. Told is which races were seen to end
and are not in the history as they were seen, what cards and history say, and what is left once the server has ended.
"""

import asyncio
import contextlib
import os
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import page
import psutil
from headless import Page, opened
from shared import SMOKE, heading, number_asked, row, run_script, size
from sqlalchemy import create_engine
from visitors import CONTENDERS, RACES, part
from websockets.exceptions import WebSocketException

sys.path.insert(1, str(page.ROOT))  # for the tests' cluster and database

from bakeoff.contenders import contender
from bakeoff.race.report import Report
from bakeoff.records.history import History
from bakeoff.storage.database import Database
from bakeoff.web.parameters import RUN
from tests.unit.engine.dask_cluster import DaskCluster
from tests.unit.postgresql import programs
from tests.unit.postgresql import serving as postgresql

OTHERS = ("PostgreSQL.", ".org.chromium.")
"""How files in shared memory begin that no server of ours makes."""
VISITORS = 4
WORKERS = 2
GAP_SECONDS = size((1.0, 4.0), (0.2, 0.5))
PATIENCE_SECONDS = 90
MARK = "BAKEOFF_KILLS"
"""A variable by which what this server has started is known."""
HANG_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND datname = current_database()
"""
LOCAL = ("trainings", "template", "host", "server", "database")
CLUSTER = ("trainings", "template", "worker", "scheduler", "server", "database")


@dataclass
class Seen:
    """What visitors have seen.

    Attributes
    ----------
    ended : dict of str to dict
        By race, why each contender had no result when the page said that the race has ended, or empty.
    begun : set of str
        Races that a page said go on.
    said : Counter
        What was said of what went wrong.
    mute : int
        Contenders without a result that said nothing.
    met : Counter
        What came instead of an answer: the connection ended with the server, or an exception was shown.
    """

    ended: dict[str, dict[str, str]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    said: Counter[str] = field(default_factory=Counter)
    mute: int = 0
    met: Counter[str] = field(default_factory=Counter)

    def end(self, tab: Page) -> None:
        """Take note of a race that the page says has ended."""
        outcomes = tab.outcomes()
        self.ended[tab.asked(RUN)] = outcomes
        self.mute += len(CONTENDERS) - len(outcomes)
        self.said.update(filter(None, outcomes.values()))
        self.met.update(tab.faults)


class Site:
    """A server that is started anew when it has been killed, and what it needs."""

    def __init__(self, folder: Path, url: str, cluster: DaskCluster | None) -> None:
        self.address = ""
        self.cluster = cluster
        self._database = create_engine(url, isolation_level="AUTOCOMMIT")
        self._serving = contextlib.ExitStack()
        os.environ |= {"BAKEOFF_DATA": str(folder), "BAKEOFF_DATABASE_URL": url}
        if cluster is not None:
            os.environ["BAKEOFF_CLUSTER"] = cluster.address

    def start(self) -> None:
        """Start the server, and wait until trainings start warm."""
        address, pid = self._serving.enter_context(page.streamlit("app.py"))
        self.server = psutil.Process(pid)
        page.wait_until_healthy(address, "/api/ready")
        self.address = address

    def end(self) -> None:
        """Have the server end, as whoever runs it does."""
        self.address = ""
        self._serving.close()
        self._database.dispose()

    def kill(self, what: str) -> bool:
        """Kill something; return whether it was there."""
        match what:
            case "server":
                self.address = ""
                self.server.kill()
                self._serving.close()
                self.start()
            case "database":
                with self._database.connect() as connection:
                    connection.exec_driver_sql(HANG_UP)
            case "worker" if self.cluster is not None:
                self.cluster.kill(random.choice(self.cluster.workers))
            case "scheduler" if self.cluster is not None:
                self.cluster.kill(self.cluster.scheduler)
                self.cluster.start_scheduler()
            case _:
                return kill_some(what)
        return True


def kill_some(what: str) -> bool:
    """Kill a training, a template, or a host; return whether there was any."""
    with contextlib.suppress(psutil.NoSuchProcess):
        there = [process for process in marked() if part(process) == what]
        if there:
            random.choice(there).kill()
            return True
    return False


def marked() -> list[psutil.Process]:
    """Return all processes that were started from here, and theirs."""
    mark = f"{MARK}={os.environ[MARK]}".encode()
    there = []
    for process in psutil.process_iter():
        with contextlib.suppress(OSError, psutil.NoSuchProcess):
            if process.pid != os.getpid() and mark in Path(f"/proc/{process.pid}/environ").read_bytes():
                there.append(process)
    return there


async def race(address: str, query: dict[str, str], seen: Seen) -> None:
    """Race once, and take note of how it ends."""
    async with opened(address, "", query) as tab:
        await tab.until_drawn(PATIENCE_SECONDS)
        await tab.press("start")
        if tab.asked(RUN):
            seen.begun.add(tab.asked(RUN))
            await tab.until_button("start", PATIENCE_SECONDS)
            seen.end(tab)
        else:
            seen.said[" ".join(tab.words)] += 1


async def visit(site: Site, seen: Seen) -> None:
    """Race again and again; whose connection ends comes again when there is a server."""
    while True:
        if not site.address:
            await asyncio.sleep(0.2)
            continue
        try:
            await race(site.address, random.choice(RACES), seen)
        except (OSError, TimeoutError, WebSocketException) as error:
            seen.met[type(error).__name__] += 1
            await asyncio.sleep(0.2)


async def keep(cluster: DaskCluster) -> None:
    """Start workers for those that have ended, also because their scheduler has."""
    while True:
        cluster.fill(WORKERS)
        await asyncio.sleep(0.5)


async def killing(site: Site, kinds: tuple[str, ...], seen: Seen) -> Counter[str]:
    """Kill these in turns, and return what was killed how often."""
    times = number_asked(size(50, len(kinds)))
    tasks = [asyncio.create_task(visit(site, seen)) for _ in range(VISITORS)]
    if site.cluster is not None:
        tasks.append(asyncio.create_task(keep(site.cluster)))
    killed: Counter[str] = Counter()
    while killed.total() < times:
        await asyncio.sleep(random.uniform(*GAP_SECONDS))
        for task in tasks:
            if task.done():
                task.result()  # a visitor who has gone for good raises
        what = kinds[killed.total() % len(kinds)]
        killed[what] += await asyncio.to_thread(site.kill, what)
    n = len(seen.ended) + VISITORS
    began = time.monotonic()
    while len(seen.ended) < n and time.monotonic() - began < PATIENCE_SECONDS:
        await asyncio.sleep(0.2)
    row(f"races that did not end after the last kill, of {VISITORS}", max(0, n - len(seen.ended)), 0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return killed


def lost(seen: Seen) -> tuple[list[str], Counter[str]]:
    """Return races that are not in the history as they were seen to end; and how it has all that were begun."""
    wrong, stands = list[str](), Counter[str]()
    with contextlib.closing(History(Database())) as history:
        for id in seen.begun:
            stored = history.get(id)
            stands["not there" if stored is None else stored.entry.status] += 1
            if id in seen.ended:
                results = {} if stored is None else Report.from_json(stored.report).results
                ended = {
                    str(contender(name).label): "" if result.outcome else str(result.message)
                    for name, result in results.items()
                }
                if ended != seen.ended[id]:
                    wrong.append(f"seen {seen.ended[id]}, stored {ended}")
    return wrong, stands


def left() -> set[str]:
    """Return what is left of a server that has ended: files in shared memory and folders of `multiprocessing`."""
    places = (*Path("/dev/shm").glob("*"), *Path(tempfile.gettempdir()).glob("pymp-*"))
    return {str(path) for path in places if not path.name.startswith(OTHERS)}


def run(folder: Path, url: str, kinds: tuple[str, ...]) -> None:
    os.environ[MARK] = secrets.token_hex(8)
    seen = Seen()
    with contextlib.ExitStack() as stack:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)  # others leave folders in that of the system meanwhile
        before = left()
        cluster = stack.enter_context(DaskCluster(folder, WORKERS)) if kinds == CLUSTER else None
        site = Site(folder, url, cluster)
        site.start()
        heading()
        killed = asyncio.run(killing(site, kinds, seen))
        site.end()
        wrong, stands = lost(seen)
    time.sleep(2)
    row(f"killed: {dict(killed)}", killed.total())
    print(*wrong, sep="\n", end="\n" * bool(wrong))
    row(f"ended races that the history has otherwise, of {len(seen.ended)}", len(wrong), 0)
    row("contenders of which the page said nothing", seen.mute, 0)
    row("processes left", len(marked()), 0)
    rest = left() - before
    row("files in shared memory, and folders, left", len(rest), 0)
    print(*sorted(rest), sep="\n", end="\n" * bool(rest))
    for what in (stands, seen.said, seen.met):
        print(*(f"{times}x {said}" for said, times in what.most_common()), sep="\n")


def main() -> None:
    with postgresql(programs() or Path()) as database, tempfile.TemporaryDirectory() as folder:
        for kinds in (LOCAL, CLUSTER) if SMOKE else (CLUSTER if "--cluster" in sys.argv else LOCAL,):
            own = Path(folder, str(len(kinds)))
            own.mkdir()
            run(own, database.new(), kinds)


if __name__ == "__main__":
    run_script(main, 14)
