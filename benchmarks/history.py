"""The history with 10,000 races, and what a server that is killed leaves behind.

Run ``python benchmarks/history.py``, or with ``open`` or ``kill`` to measure only that; ``kill`` takes a number of
times, 100 unless given. Everything is written to a folder that is gone afterwards.
"""

import contextlib
import dataclasses
import os
import random
import secrets
import signal
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import page
from playwright.sync_api import Page
from shared import heading, number_asked, row, run_script, size, words_asked

from bakeoff import BakeoffSpec
from bakeoff.engine.local import LocalEngine
from bakeoff.features.history.page.listing import ON_A_PAGE
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race
from bakeoff.race.report import Report
from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.records.recorder import Recorder
from bakeoff.runs.races import Races
from bakeoff.service.visitor import owner_of
from bakeoff.storage.database import Database
from bakeoff.web.visitor import COOKIE

RACES, TIMES, KILLS = size((10_000, 7, 100), (100, 1, 1))
STDOUT = 1
QUICK = BakeoffSpec(dataset="iris", contenders=["decision_tree", "dummy"])
COPY_RACE = """
    INSERT INTO races (id, owner, started, ended, dataset, status, verdict, note, spec, report)
    SELECT ?, owner, strftime('%Y-%m-%d %H:%M:%f', started, ?), ended, dataset, status, verdict, note, spec, report
    FROM races WHERE id NOT LIKE 'copy-%'
"""
COPY_RESULTS = """
    INSERT INTO results (race_id, contender, place, status, score, low, high, fit_cpu_seconds, predict_ms_per_1000,
                         model_bytes)
    SELECT ?, contender, place, status, score, low, high, fit_cpu_seconds, predict_ms_per_1000, model_bytes
    FROM results WHERE race_id = ?
"""
ASKED: dict[str, dict[str, Any]] = {
    "newest first": {},
    "a search": {"search": "svm close"},
    "a search that finds nothing": {"search": "nothing-like-it"},
    "best score first": {"order": "score"},
    "the last page": {"offset": RACES - ON_A_PAGE},
}


def main() -> None:
    words = words_asked() or ["open", "kill"]
    heading()
    if "open" in words:
        opening()
    if "kill" in words:
        killing(number_asked(KILLS))


def opening() -> None:
    """Open the page of a visitor with 10,000 races, in Chromium and of a real server."""
    with folder() as home:
        secret = secrets.token_urlsafe(32)
        fill(home, owner_of(secret))
        with page.server() as server, visiting(server, secret) as tab:
            report(
                f"history opened from the race page, {RACES:,} races", [opened(tab, server) for _ in range(TIMES)], 1.0
            )
            report("the same by its link, with all of Streamlit", [loaded(tab, server) for _ in range(TIMES)])
        with contextlib.closing(History(Database())) as history:
            for name, asked in ASKED.items():
                took = []
                for _ in range(TIMES):
                    begin = time.perf_counter()
                    history.find(owner_of(secret), **asked)
                    took.append(time.perf_counter() - begin)
                report(f"of which the database: {name}", took)


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Make a data home, for this process and those it starts."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["BAKEOFF_DATA"] = home
        os.environ.pop("BAKEOFF_DATABASE_URL", None)
        yield Path(home)


def fill(home: Path, owner: str) -> None:
    """Store one real race, and copies of it under other names and at other times."""
    spec = BakeoffSpec(dataset="iris", contenders={"svm": {}, "random_forest": {}, "dummy": {}})
    with contextlib.closing(local_engine(names=spec.contenders)) as engine:
        race = Race(spec, engine)
        race.wait()
    with contextlib.closing(History(Database())) as history:
        history.save(race.run, owner, datetime.now(UTC))
    with contextlib.closing(sqlite3.connect(home / "history.sqlite")) as connection, connection:
        connection.executemany(COPY_RACE, [(f"copy-{n}", f"-{n} minutes") for n in range(1, RACES)])
        connection.executemany(COPY_RESULTS, [(f"copy-{n}", race.run.id) for n in range(1, RACES)])


@contextlib.contextmanager
def visiting(server: page.Server, secret: str) -> Iterator[Page]:
    """Open the race page as the visitor who holds `secret`."""
    context = server.browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": COOKIE, "value": secret, "url": server.address}])
    tab = context.new_page()
    tab.goto(server.address)
    page.settled(tab)
    yield tab
    context.close()


def opened(tab: Page, server: page.Server) -> float:
    tab.goto(server.address)
    page.settled(tab)
    tab.wait_for_timeout(1000)
    begin = time.perf_counter()
    tab.get_by_role("link", name="History").click()
    return until_listed(tab) - begin


def loaded(tab: Page, server: page.Server) -> float:
    begin = time.perf_counter()
    tab.goto(f"{server.address}/history")
    return until_listed(tab) - begin


def until_listed(tab: Page) -> float:
    tab.locator('[class*="st-key-open-"]').nth(ON_A_PAGE - 1).wait_for()
    tab.get_by_text(f"{RACES:,} races").wait_for()
    return time.perf_counter()


def killing(times: int) -> None:
    """Kill the process that runs races and writes them down, at any moment, again and again."""
    stored: set[str] = set()
    shown: set[str] = set()
    broken = 0
    with folder() as home:
        for _ in range(times):
            for what, id in killed():
                (stored if what == "stored" else shown).add(id)
            with contextlib.closing(sqlite3.connect(home / "history.sqlite")) as connection:
                broken += connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        with contextlib.closing(History(Database())) as history:
            kept = {id for id in stored | shown if whole(history, id)}
        row(f"databases broken, of {times} kills", broken, 0)
        row(f"stored races lost, of {len(stored)}", len(stored - kept), 0)
        row(f"races shown as finished, and lost in the instant after, of {len(shown)}", len(shown - kept), 0)


def killed() -> list[list[str]]:
    """Start such a process, kill it within two seconds of its first race, and return what it said until then."""
    heard, said = os.pipe()
    child = os.fork()  # all is imported already
    if not child:
        os.setsid()
        os.dup2(said, STDOUT)
        serve()
    os.close(said)
    with os.fdopen(heard, encoding="utf-8") as lines:
        first = lines.readline()
        time.sleep(random.uniform(0, 2))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [line.split() for line in [first, *lines] if line.endswith("\n")]


def serve() -> None:
    """Run small races, some at once, and say of each when it can be seen and when it is stored."""
    modules = ("bakeoff.race.job", *(f"bakeoff.contenders.{name}.estimator" for name in QUICK.contenders))
    history = History(Database())
    races = Races(LocalEngine(preload=modules), history, publish=Recorder(history).hear)
    run = one(races)
    for _ in range(3):
        threading.Thread(target=one_after_the_other, args=(races,)).start()
    while True:  # copies, so that hardly a moment passes without writing
        copy = dataclasses.replace(run, id=secrets.token_urlsafe(16))
        races.history.save(copy, "me", datetime.now(UTC))
        say("stored", copy.id)


def one_after_the_other(races: Races) -> None:
    while True:
        one(races)


def one(races: Races) -> Run:
    """Run a race until it is stored."""
    race = races.start(QUICK, "me")
    race.wait()
    say("shown", race.run.id)
    while not whole(races.history, race.run.id):
        time.sleep(0.001)
    say("stored", race.run.id)
    return race.run


def say(what: str, id: str) -> None:
    os.write(STDOUT, f"{what} {id}\n".encode())


def whole(history: History, id: str) -> bool:
    """Tell whether a race is stored as finished, with a report that can be read."""
    found = history.get(id)
    return (
        found is not None
        and found.entry.status == "finished"
        and set(Report.from_json(found.report).finished()) == set(QUICK.contenders)
    )


def report(what: str, seconds: list[float], bar: float | None = None) -> None:
    middle = statistics.median(seconds)
    spread = f"{min(seconds):.3f} to {max(seconds):.3f}"
    row(f"{what} (median; {spread})", middle, bar, "s")


if __name__ == "__main__":
    run_script(main, 11)
