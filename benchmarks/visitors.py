"""Fifty visitors of one server, without browsers: what they wait for, what is lost, and what it costs the server.

Run ``python benchmarks/visitors.py [minutes]``: each opens the race page, races four contenders on iris or digits,
looks until that has ended, thinks for 20 s, and comes again. With ``--hog`` five do so, first alone and then beside one
who has ten races of an SVM on 10,000 rows going on (``mnist.npz`` in Bakeoff's data home). With ``--sessions`` it is
told what memory all takes that is idle, and with a race, and what the server has with 200 pages open, after 1,000 have
come and gone, and after 500 races. The server has two cores, which this script shares where there are no more: its own
processor time is told beside. ``--smoke`` does all three, with few visitors.
"""

import asyncio
import contextlib
import os
import random
import secrets
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import page
import psutil
from headless import opened
from shared import SMOKE, heading, number_asked, row, run_script, size
from told import follow
from told import tell as tell_waits
from websockets.exceptions import WebSocketException

from bakeoff.datasets.home import data_home
from bakeoff.race.report import Report
from bakeoff.records.history import History
from bakeoff.storage.database import Database
from bakeoff.web.parameters import RUN

VISITORS, FEW = size((50, 5), (3, 2))
MINUTES = 10
THINK_SECONDS = size(20, 1)
CONTENDERS = ("decision_tree", "svm", "random_forest", "keras_mlp")
RACES = tuple({"dataset": data, "contenders": ",".join(CONTENDERS)} for data in ("iris", "digits"))
LONG = size({"dataset": "mnist", "rules.rows": "10000"}, {"dataset": "digits"}) | {"contenders": "svm"}
LONG_RACES = size(10, 2)
OPEN, COME_AND_GO, AT_ONCE, RACED = size((200, 1000, 20, 500), (3, 3, 2, 2))
FORGOTTEN_SECONDS = size(130, 1)
"""So long Streamlit keeps the session of a page whose connection was lost, for whoever comes back."""
WEIGH_SECONDS = 15


class Refused(Exception):
    """A race did not begin."""


@dataclass
class Tally:
    """What visitors have seen."""

    opened: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    ended: list[tuple[float, float]] = field(default_factory=list)  # when, and after how long
    late: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    told: list[tuple[float, float]] = field(default_factory=list)  # for how long to wait, and how long it was
    untold: list[str] = field(default_factory=list)
    raced: set[str] = field(default_factory=set)


@dataclass
class Server:
    """The server, and what it has used."""

    address: str
    process: psutil.Process

    def parts(self) -> dict[str, float]:
        """Return the processor seconds of the server, of its engine's host, and of all trainings."""
        seconds: dict[str, float] = defaultdict(float)
        for process, name in self._processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                used = process.cpu_times()
                seconds[name] += used.user + used.system
                if name == "template":  # trainings that have ended
                    seconds["trainings"] += used.children_user + used.children_system
        return seconds

    def memory(self) -> dict[str, float]:
        """Return the megabytes of each part, pages that processes share being counted once.

        Another server on the machine shares libraries with these, and makes them seem smaller for as long as it runs.
        """
        weights: dict[str, float] = defaultdict(float)
        for process, name in self._processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                weights[name] += process.memory_full_info().pss / 1e6
        return weights

    def _processes(self) -> Iterator[tuple[psutil.Process, str]]:
        yield self.process, "server"
        for process in self.process.children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                yield process, part(process)


def part(process: psutil.Process) -> str:
    """Return what a process below the server is."""
    words = process.cmdline()
    if "bakeoff.engine" in words:
        return "host"
    if not any("forkserver" in word for word in words):
        return "others"
    parent = process.parent()
    return "template" if parent is None or "bakeoff.engine" in parent.cmdline() else "trainings"


@contextlib.contextmanager
def serving(**variables: str) -> Iterator[Server]:
    """Run the app with a data home of its own, and wait until trainings start warm."""
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.suppress(OSError):
            Path(folder, "mnist.npz").symlink_to(data_home() / "mnist.npz")
        os.environ |= {"BAKEOFF_DATA": folder, **variables}
        os.environ.pop("BAKEOFF_DATABASE_URL", None)
        with page.streamlit("app.py") as (address, pid):
            page.wait_until_healthy(address, "/api/ready")  # trainings start warm
            yield Server(address, psutil.Process(pid))


def has_score(lane: dict[str, str]) -> bool:
    return any(map(str.isdigit, lane["score"]))


async def race(server: Server, query: dict[str, str], secret: str, tally: Tally, think: float) -> None:
    """Open the page, race, look until the race has ended, and think about it."""
    began = time.monotonic()
    async with opened(server.address, "", query, secret) as tab:
        await tab.until_drawn()
        tally.opened.append(time.monotonic() - began)
        began = time.monotonic()
        await tab.press("start")
        if "stop" not in tab.buttons and not tab.asked(RUN):
            raise Refused(" ".join(tab.words))
        waits = asyncio.create_task(follow(tab, tally.told, tally.untold))
        try:
            await tab.until(lambda: "start" in tab.buttons or any(map(has_score, tab.lanes())))
            tally.first.append(time.monotonic() - began)
            await tab.until_button("start")
        finally:
            waits.cancel()
        tally.ended.append((time.monotonic(), time.monotonic() - began))
        tally.raced.add(tab.asked(RUN))
        tally.late += tab.late
        tally.lost += tab.faults
        await asyncio.sleep(think)


async def visit(server: Server, name: int, until: float, tally: Tally, think: float = THINK_SECONDS) -> None:
    """Come again and again."""
    draw, secret = random.Random(name), secrets.token_urlsafe(32)
    await asyncio.sleep(draw.uniform(0, think))
    while time.monotonic() < until:
        try:
            await race(server, draw.choice(RACES), secret, tally, think)
        except (OSError, TimeoutError, WebSocketException, Refused) as error:
            tally.lost.append(repr(error))
            await asyncio.sleep(think)


async def hog(server: Server, until: float, tally: Tally) -> None:
    """Have as many long races going on as one visitor may, of ten that are wanted, as long as the others are there.

    What is refused is wanted again after some thought, as by all others.
    """
    secret = secrets.token_urlsafe(32)

    async def want() -> None:
        while time.monotonic() < until:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    try:
                        await race(server, LONG, secret, tally, 0)
                    except Refused:
                        await asyncio.sleep(THINK_SECONDS)

    await asyncio.gather(*(want() for _ in range(LONG_RACES)))


def p(share: int, values: list[float]) -> float:
    return float(np.percentile(values, share)) if values else float("nan")


def not_whole(raced: set[str]) -> int:
    """Return how many races that visitors have seen end are not in the history with all that took part."""
    with contextlib.closing(History(Database())) as history:
        stored = [history.get(id) for id in raced]
    reports = [Report.from_json(race.report) for race in stored if race is not None and race.entry.status == "finished"]
    return len(raced) - sum(len(report.finished()) == len(CONTENDERS) for report in reports)


async def fifty(server: Server, minutes: float) -> None:
    tally, began = Tally(), time.monotonic()
    begin, end = began + THINK_SECONDS, began + THINK_SECONDS + 60 * minutes  # all are there then
    visitors = [asyncio.create_task(visit(server, name, end, tally)) for name in range(VISITORS)]
    await asyncio.sleep(begin - time.monotonic())
    used, own, most = server.parts(), time.process_time(), 0.0
    while time.monotonic() < end:
        await asyncio.sleep(min(WEIGH_SECONDS, max(0.0, end - time.monotonic())))
        most = max(most, sum(server.memory().values()))
    spent = {name: seconds - used.get(name, 0.0) for name, seconds in server.parts().items()}
    own = time.process_time() - own
    await asyncio.gather(*visitors)
    n = sum(begin <= moment <= end for moment, _seconds in tally.ended)
    tell_visits(tally)
    row(f"races a minute, of {VISITORS} visitors for {minutes:g} min", n / minutes, 60, holds=n / minutes >= 60)
    row("seconds from Start to a finished race, median", p(50, [seconds for _moment, seconds in tally.ended]), unit="s")
    for name, seconds in spent.items():
        row(f"processor seconds a race: {name}", seconds / max(1, n), unit="s")
    row("cores in use by the server and all below it", sum(spent.values()) / (60 * minutes))
    row("cores in use by this script", own / (60 * minutes))
    row("memory of all of it, at most", most, unit="MB")
    row("load of the machine", os.getloadavg()[1])


def tell_visits(tally: Tally) -> None:
    for fault, times in Counter(tally.lost).items():
        print(f"{times}x {fault}")
    row(f"lost, of {len(tally.ended)} races", len(tally.lost), 0)
    row("seen to end, and not whole in the history", not_whole(tally.raced), 0)
    row("page open, median", p(50, tally.opened), unit="s")
    row("page open, p95", p(95, tally.opened), 3, "s")
    tell_waits("visitors", tally.told, tally.untold)
    row(f"late by, p95 of {len(tally.late)} ticks", p(95, tally.late), 0.5, "s")


async def beside_a_hog(server: Server, minutes: float) -> None:
    points = {}
    for who in ("alone", "beside a hog"):
        tally, hogs, end = Tally(), Tally(), time.monotonic() + 60 * minutes
        others = [asyncio.create_task(hog(server, end, hogs))] if who != "alone" else []
        await asyncio.sleep(5 if others else 0)
        await asyncio.gather(*(visit(server, name, end, tally) for name in range(FEW)), *others)
        points[who] = p(95, tally.first)
        row(f"first point, p95 of {len(tally.first)} races of five {who}", points[who], unit="s")
        row(f"lost, of five {who}", len(tally.lost), 0)
        tell_waits(f"five {who}", tally.told, tally.untold)
        tell_waits("the hog", hogs.told, hogs.untold)
    row("beside a hog over alone", points["beside a hog"] / points["alone"], 1.5, "x")
    row("load of the machine", os.getloadavg()[1])


async def sessions(server: Server) -> None:
    """Tell the server's memory before and after pages were open, have come and gone, and races were run."""
    await alone(server)
    await asyncio.gather(*(race(server, query, "", Tally(), 0) for query in RACES))
    await forgotten(server)
    start = server.memory()["server"]
    row("the server's memory at the start", start, unit="MB")
    async with contextlib.AsyncExitStack() as pages:
        for _ in range(OPEN):
            tab = await pages.enter_async_context(opened(server.address, "", RACES[0]))
            await tab.until_drawn()
        row(f"with {OPEN} pages open", server.memory()["server"], 600, "MB")
    await many(COME_AND_GO, lambda: look(server))
    await tell_memory(server, f"after {COME_AND_GO:,} were opened and closed", start)
    tally = Tally()
    await many(RACED, lambda: race(server, random.choice(RACES), "", tally, 0))
    await tell_memory(server, f"after {len(tally.ended)} races", start)


async def alone(server: Server) -> None:
    """Tell what all processes take while nobody is there, and most of all while one race goes on."""
    row("server, host and template, idle", sum(server.memory().values()), 700, "MB")
    racing, most = asyncio.create_task(race(server, RACES[0], "", Tally(), 0)), 0.0
    while not racing.done():
        await asyncio.sleep(0.1)
        most = max(most, sum(server.memory().values()))
    row("and with a race, at most", most, 850, "MB")


async def look(server: Server) -> None:
    async with opened(server.address, "", random.choice(RACES)) as tab:
        await tab.until_drawn()


async def many(n: int, do: Callable[[], Awaitable[None]]) -> None:
    """Do something so often, some at a time."""
    left = iter(range(n))

    async def go_on() -> None:
        for _ in left:
            await do()

    await asyncio.gather(*(go_on() for _ in range(AT_ONCE)))


async def forgotten(server: Server) -> None:
    """Wait until Streamlit has forgotten all that have gone; it does so when somebody comes."""
    await asyncio.sleep(FORGOTTEN_SECONDS)
    await look(server)
    await asyncio.sleep(1)


async def tell_memory(server: Server, when: str, start: float) -> None:
    row(f"{when}, at once", server.memory()["server"], unit="MB")
    await forgotten(server)
    row(f"{when}, when these are forgotten", server.memory()["server"], round(1.1 * start), "MB")


def main() -> None:
    minutes = size(number_asked(MINUTES), 0.1)
    sessions_asked, hog_asked = "--sessions" in sys.argv, "--hog" in sys.argv
    with serving() as server:
        heading()
        if SMOKE or not (sessions_asked or hog_asked):
            asyncio.run(fifty(server, minutes))
        if SMOKE or hog_asked:
            asyncio.run(beside_a_hog(server, minutes))
        if SMOKE or sessions_asked:
            asyncio.run(sessions(server))


if __name__ == "__main__":
    run_script(main, 28)
