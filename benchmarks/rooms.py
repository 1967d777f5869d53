"""A class of 200 learners, each reporting once in ten seconds: how late the teacher's board is, and the server's CPU.

Run ``python benchmarks/rooms.py [learners] [lessons]``; several lessons make a course, and its board a grid. The
teacher's board is in Chromium; learners are sessions of the same server, whose page does nothing but tell the class
of one more attempt, as the page of a lesson does when a run has come to something. What their races and labs cost
beside that is measured by the other scripts. Then everybody has their own view of the board open as well.
"""

import asyncio
import contextlib
import os
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import page
import psutil
from headless import opened
from playwright.async_api import Page, async_playwright
from shared import heading, number_asked, row, run_script, size

from bakeoff.lesson.code import pack
from bakeoff.lesson.lesson import Lesson

JOINING_SECONDS, MEASURED_SECONDS, REPORT_SECONDS = size((20, 60, 10), (1, 3, 1))
GOAL = {"all_of": [{"measure": "race.score", "of": "decision_tree", "metric": "accuracy", "at_least": 0.95}]}
APP = """
import random, time
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from bakeoff.lesson.attempt import Attempt
from bakeoff.lesson.code import unpack
from bakeoff.web.app import server, show
from bakeoff.features.lessons.page.room import report
from bakeoff.features.lessons.service import rooms
from bakeoff.web.visitor import visitor


def learn():
    asked, who = st.query_params.to_dict(), visitor().owner
    room = rooms().find(asked["room"], "")
    if rooms().member(room.code, who) is None:
        rooms().join(room, asked["learner"], who)
    st.fragment(tell, run_every=float(asked["every"]))([unpack(each.link) for each in room.lessons], asked["learner"])


def tell(lessons, name):
    n = st.session_state["n"] = st.session_state.get("n", 0) + 1
    lesson = lessons[n % len(lessons)]
    value = round(random.uniform(0.5, 1), 3)
    now = time.time()
    report(lesson, Attempt(f"{name}-{n}", "decision_tree", value, value >= 0.95, datetime.now(UTC)))
    with Path(__file__).with_name("told.txt").open("a") as told:
        told.write(f"{name},{n},{now}\\n")
    st.write(n)


if __name__ == "__main__":
    learn() if "learner" in st.query_params else show()
else:
    app = st.App(__file__, **server())
"""
WATCH = """() => {
  window.seen = {}
  const all = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
    node.shadowRoot ? [node, ...all(node.shadowRoot)] : [node])
  const list = all(document).find((node) => node.matches("section[aria-label=Board] ol"))
  const look = () => {
    for (const line of list.children) {
      const times = (window.seen[line.querySelector(".name").textContent] ??= [])
      const cells = [...line.querySelectorAll(".cells > span")].map((cell) => cell.textContent.replace("✓", ""))
      const counts = cells.length ? cells : [line.querySelector("small").textContent]
      const attempts = counts.reduce((sum, text) => sum + (parseInt(text) || 0), 0)
      while (times.length < attempts) times.push(Date.now() / 1000)
    }
  }
  new MutationObserver(look).observe(list, { subtree: true, childList: true, characterData: true })
}"""


def lesson_of(number: int) -> Lesson:
    """Return the lesson at a place of the course, from 1."""
    return Lesson.parse({"place": "race", "title": f"Iris by a tree {number}", "goal": GOAL}, "lesson")


@dataclass
class Learner:
    """A learner's browser, with any number of pages open.

    Attributes
    ----------
    boards : int
        How many pictures of the board the pages that were closed have got.
    """

    address: str
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    boards: int = 0

    async def open(self, path: str, query: dict[str, str]) -> None:
        """Open a page and keep it open."""
        async with opened(self.address, path, query, self.secret) as learning:
            try:
                await asyncio.Event().wait()
            finally:
                self.boards += len(learning.late) if path else 0


@contextlib.contextmanager
def serving() -> Iterator[tuple[str, psutil.Process, Path]]:
    """Run the app, with a page beside it on which a learner reports; give what that page wrote down as well."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "app.py"
        script.write_text(APP, encoding="utf-8")
        (script.parent / "pages").symlink_to(page.ROOT / "pages")
        os.environ["BAKEOFF_DATABASE_URL"] = f"sqlite:///{folder}/history.sqlite"
        with page.streamlit(script) as (address, pid):
            yield address, psutil.Process(pid), script.with_name("told.txt")


def spent(server: psutil.Process) -> float:
    """Return the processor seconds of the server and of all below it."""
    return sum(sum(process.cpu_times()[:2]) for process in (server, *server.children(recursive=True)))


def told(log: Path) -> dict[tuple[str, int], float]:
    lines = (line.split(",") for line in log.read_text(encoding="utf-8").splitlines())
    return {(name, int(n)): float(moment) for name, n, moment in lines}


def late(reported: dict[tuple[str, int], float], seen: dict[str, list[float]], begin: float, end: float) -> list[float]:
    """Return how late the board was for each report between two moments; endlessly for one that it never showed."""
    return [
        seen[name][n - 1] - moment if len(seen.get(name, [])) >= n else float("inf")
        for (name, n), moment in reported.items()
        if begin <= moment <= end
    ]


async def play(address: str, code: str, n: int, server: psutil.Process, log: Path, board: Page) -> None:
    """Have a class report, and then watch the board as well; print what is measured of each."""
    learners = [Learner(address) for _number in range(n)]
    async with asyncio.TaskGroup() as group:
        tasks = []
        for number, learner in enumerate(learners, start=1):
            query = {"room": code, "learner": f"Learner {number}", "every": str(REPORT_SECONDS)}
            tasks.append(group.create_task(learner.open("", query)))
            await asyncio.sleep(JOINING_SECONDS / n)
        await measure(f"{n} report", server, log, board)
        for learner in learners:
            tasks.append(group.create_task(learner.open("class", {"room": code})))
            await asyncio.sleep(JOINING_SECONDS / n)
        await measure(f"{n} report and watch", server, log, board)
        for task in tasks:
            task.cancel()
    row(f"{n} report and watch: boards that learners got", sum(learner.boards for learner in learners))


async def measure(who: str, server: psutil.Process, log: Path, board: Page) -> None:
    await asyncio.sleep(REPORT_SECONDS)  # all have reported
    begin, before = time.time(), spent(server)
    await asyncio.sleep(MEASURED_SECONDS)
    end, after = time.time(), spent(server)
    await asyncio.sleep(5)  # for what was told last
    times = sorted(late(told(log), await board.evaluate("window.seen"), begin, end))
    row(f"{who}: reports in a minute", len(times))
    row(f"{who}: board late, median", statistics.median(times), unit="s")
    row(f"{who}: board late, at most", times[-1], 2, "s")
    row(f"{who}: cores of the server", (after - before) / (end - begin), 1)


async def play_class(n: int, lessons: int) -> None:
    with serving() as (address, server, log):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            board = await browser.new_page(viewport={"width": 1920, "height": 1080})
            await board.goto(f"{address}/class?{urlencode({'lesson': pack(lesson_of(1))})}")
            if lessons > 1:
                await board.get_by_text("More lessons: a course").click()
            for number in range(2, lessons + 1):
                await board.get_by_label("Link to the lesson").fill(pack(lesson_of(number)))
                await board.get_by_role("button", name="Add the lesson").click()
                await board.get_by_text(f"Iris by a tree {number}", exact=True).wait_for()
            await board.get_by_role("button", name="Open a class for this").click()
            await board.wait_for_url("**room=*")
            await board.locator("section[aria-label=Board]").wait_for()
            await board.evaluate(WATCH)
            code = parse_qs(urlsplit(board.url).query)["room"][0]
            heading()
            await play(address, code, n, server, log, board)
            await browser.close()


def main() -> None:
    lessons = int(sys.argv[2]) if len(sys.argv) > 2 else size(1, 2)
    asyncio.run(play_class(number_asked(size(200, 3)), lessons))


if __name__ == "__main__":
    run_script(main, 10)
