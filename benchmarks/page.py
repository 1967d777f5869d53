"""What the page costs and how soon it answers, in Chromium, with a real server.

Run ``python benchmarks/page.py``, or with some of the names first, opened, visited, longest, memory, stop and tick to
measure only those. The server has two cores, whatever the machine has.
"""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from shared import heading, row, run_script, size, words_asked

sys.path.insert(1, str(Path(__file__).parents[1]))  # for the tests' way to hear when a page is done

from bakeoff.contenders import contender
from bakeoff.web.routes import pages
from tests.journeys import settled as heard

ROOT = Path(__file__).parents[1]
PAGES = {
    "Judge": "Is the difference real?",
    "Ask": "Ask the models",
    "History": "History",
    "Your data": "Who wins on your data?",
    "Published": "Published against yours",
    "Network lab": "Four contenders on the same points",
    "Data and recipes": "Data and recipes",
    "How it is measured": "How it is measured",
}
HEALTHY_SECONDS, VISITED_SECONDS = 300, 8
TIMES, STOPS, SOLVED_SECONDS, TICKED_SECONDS, LATE_EPOCH = size((7, 3, 3.0, 15, 3000), (1, 1, 0.5, 1, 10))
LONG = "/?dataset=digits&contenders=keras_mlp&keras_mlp.epochs=10000&keras_mlp.hidden=256,256"
STOPPED = (
    "/?dataset=gauss&dataset.rows=20000&dataset.noise=0.5&contenders=keras_mlp,svm,random_forest&svm.C=10000"
    "&keras_mlp.epochs=10000&rules.time_limit=3600"
)
TENSORFLOW = ("tensorflow", "keras", "h5py", "ml_dtypes", "optree", "torch")  # files that TensorFlow or Keras bring

# Seconds from the click to the first frame that shows a score on a card or a point on the curves.
FIRST_POINT = """() => {
  const scores = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
    node.shadowRoot ? [...node.shadowRoot.querySelectorAll(".card .score"), ...scores(node.shadowRoot)] : [])
  const seen = () => document.querySelector('[aria-label^="Learning curves"] .scatterlayer .point') ||
    scores(document).some((node) => /\\d/.test(node.textContent))
  window.firstPoint = null
  document.addEventListener("click", () => {
    const pressed = performance.now()
    const look = () => {
      if (seen()) window.firstPoint = (performance.now() - pressed) / 1000
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }, { capture: true, once: true })
}"""
CLICKED = (
    """() => document.addEventListener("click", () => { window.clicked = Date.now() / 1000 }, { capture: true })"""
)


# Milliseconds from the navigation to the first frame in which a page is there to be used: its script has run, its words
# are on it, and the browser is free to take a click. To look for them lays nothing out, as `innerText` would each time.
USABLE = """(words) => new Promise((resolve) => {
  const done = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]') &&
    document.body.textContent.includes(words)
  const look = () => done() ? resolve(performance.now()) : requestAnimationFrame(look)
  look()
})"""
EMPTY = "import streamlit as st\n\nst.write('Nothing else')\n"


@dataclass(frozen=True)
class Server:
    """A running server and a browser to look at it with."""

    address: str
    process: psutil.Process
    browser: Browser

    @contextlib.contextmanager
    def page(self, path: str) -> Iterator[Page]:
        """Open a page in a fresh profile."""
        context = new_profile(self)
        page = context.new_page()
        heard.hear(page)
        page.goto(self.address + path)
        settled(page)
        yield page
        context.close()

    def jobs(self) -> list[int]:
        """Return the ids of the jobs' processes, the oldest first: the children of the template."""
        template = next(
            one
            for one in self.process.children(recursive=True)
            if "multiprocessing.forkserver" in " ".join(one.cmdline())
        )
        return children(template.pid)


@contextlib.contextmanager
def streamlit(script: str | Path) -> Iterator[tuple[str, int]]:
    """Run `streamlit run` on a script; give its address and process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"port": port, "headless": "true", "address": "127.0.0.1", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [word for name, value in options.items() for word in (f"--server.{name}", str(value))]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.sched_setaffinity(process.pid, sorted(os.sched_getaffinity(0))[:2])
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(address)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """Run the app, with its engine warm."""
    with streamlit("app.py") as (address, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        running = Server(address, psutil.Process(pid), browser)
        with running.page("/?dataset=iris") as page:
            start(page)
            finish(page)
        yield running
        browser.close()


def wait_until_healthy(address: str, path: str = "/_stcore/health") -> None:
    deadline = time.monotonic() + HEALTHY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}{path}", timeout=10):
            return
        time.sleep(0.1)
    raise TimeoutError(f"the server did not answer within {HEALTHY_SECONDS} s")


def settled(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')


def start(page: Page) -> None:
    page.get_by_role("button", name="Start race").click()


def stop_all(page: Page) -> None:
    page.get_by_role("button", name="Stop all").click()
    expect(page.get_by_role("button", name="Start race")).to_be_visible(timeout=10_000)


def finish(page: Page) -> None:
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible(timeout=180_000)
    settled(page)


def children(pid: int) -> list[int]:
    """Return the ids of a process's children, from the system, which is quicker than looking through all."""
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def first(server: Server) -> None:
    """Measure from Start pressed to the first live point."""
    seconds = []
    for _ in range(TIMES):
        with server.page("/?dataset=iris") as page:
            page.wait_for_selector(".bakeoff-chart .main-svg")
            page.wait_for_timeout(1000)  # nobody presses sooner, and the browser is done with opening the page
            page.evaluate(FIRST_POINT)
            start(page)
            page.wait_for_function("window.firstPoint !== null", timeout=30_000)
            seconds.append(page.evaluate("window.firstPoint"))
            finish(page)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    row(f"Start pressed to first live point, iris (median; {spread})", statistics.median(seconds), 0.5, "s")


def opened(server: Server) -> None:
    """Measure from opening the page to a page that can be used, in turns with an empty page of Streamlit's."""
    with empty_page() as empty:
        profile = new_profile(server)
        pairs = [
            (usable(profile, server.address, "Start race"), usable(profile, empty, "Nothing else"))
            for _ in range(TIMES + 1)
        ][1:]  # the first fills the browser's cache
        profile.close()
    tell_opened("page opened to usable", pairs, 1.5)


def visited(server: Server) -> None:
    """Measure the same of browsers that have nothing of either page yet."""
    with empty_page() as empty:
        pairs = [
            (visit(server, server.address, "Start race"), visit(server, empty, "Nothing else")) for _ in range(TIMES)
        ]
    tell_opened("first visit to usable", pairs)


def visit(server: Server, address: str, words: str) -> float:
    profile = new_profile(server)
    seconds = usable(profile, address, words)
    profile.close()
    return seconds


def longest(server: Server) -> None:
    """Measure the longest task of the browser's main thread on a first visit: without a chart, and with one."""
    for path in ("/", "/?dataset=digits"):
        seconds = statistics.median(longest_task(server, path) for _ in range(TIMES))
        row(f"longest task of a first visit to {path}, processor time", seconds, 0.8, "s")


def longest_task(server: Server, path: str) -> float:
    """Visit a page that Playwright does not watch: for one that it does, V8 parses scripts again at each error."""
    beside, events, over = server.browser.new_page(), list[dict[str, Any]](), list[object]()
    tools = server.browser.new_browser_cdp_session()
    tools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    tools.on("Tracing.tracingComplete", lambda end: over.append(end))
    tools.send("Tracing.start", {"traceConfig": {"includedCategories": ["toplevel"]}})
    profile = tools.send("Target.createBrowserContext")
    tools.send("Target.createTarget", {"url": server.address + path, "width": 1280, "height": 900, **profile})
    beside.wait_for_timeout(VISITED_SECONDS * 1000)
    tools.send("Tracing.end")
    while not over:
        beside.wait_for_timeout(50)
    tools.send("Target.disposeBrowserContext", profile)
    tools.detach()
    beside.close()
    names = [(event["pid"], event["tid"], event["args"]["name"]) for event in events if event["name"] == "thread_name"]
    main = {(pid, tid) for pid, tid, name in names if name == "CrRendererMain"}
    return max(float(event.get("tdur", 0)) for event in events if (event["pid"], event["tid"]) in main) / 1e6


def new_profile(server: Server) -> BrowserContext:
    return server.browser.new_context(viewport={"width": 1280, "height": 900})


@contextlib.contextmanager
def empty_page() -> Iterator[str]:
    """Serve a page that has nothing but two words; give its address."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "empty.py")
        script.write_text(EMPTY)
        with streamlit(script) as (address, _pid):
            yield address


def tell_opened(what: str, pairs: list[tuple[float, float]], bar: float | None = None) -> None:
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(race / nothing for race, nothing in pairs)
    row(f"{what}: {ours:.2f} s, an empty page {theirs:.2f} s", ratio, bar, "x")


def usable(profile: BrowserContext, address: str, words: str) -> float:
    page = profile.new_page()
    page.wait_for_timeout(1000)  # a window loads parts of its own, which is no cost of a page that is opened in it
    page.goto(address, wait_until="commit")
    seconds = float(page.evaluate(USABLE, words)) / 1000
    page.wait_for_timeout(1000)  # what still goes on is not to slow down the next
    page.close()
    return seconds


def go_to(page: Page, name: str) -> None:
    """Open a page by the navigation, in which some stand in groups."""
    (group,) = (route.group for route in pages() if route.title == name)
    if group:
        page.get_by_role("button", name=group, exact=True).click()
    page.get_by_role("menuitem" if group else "link", name=name).first.click()


def memory(server: Server) -> None:
    """Look at the server after every page was visited and a digits race ran."""
    with server.page("/?dataset=digits") as page:
        start(page)
        finish(page)
        questions = page.get_by_role("tablist").first.get_by_role("tab")
        for n_question in range(questions.count()):
            questions.nth(n_question).click()
            heard.settled(page)
            views = page.get_by_role("tabpanel").get_by_role("radiogroup").first.get_by_role("radio")
            for n_view in range(1, views.count()):
                views.nth(n_view).click()
                heard.settled(page)
        for name, heading in PAGES.items():
            go_to(page, name)
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            settled(page)
        used = server.process.memory_info().rss / 1e6
    loaded = {Path(line.split()[-1]).name for line in maps(server.process.pid)}
    row("server process after all pages and a digits race", used, 400, "MB")
    row("files of TensorFlow, Keras or PyTorch loaded in it", len(loaded), 0, "", not loaded)


def maps(pid: int) -> list[str]:
    """Return what is mapped into a process from TensorFlow's, Keras' or PyTorch's folders."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    return [line for line in lines if any(f"/{name}/" in line for name in TENSORFLOW)]


def stop(server: Server) -> None:
    """Stop a fitting SVM in the page; see how soon its process is gone and the waiting forest's starts."""
    found = [stop_once(server) for _ in range(STOPS)]
    gone, following = (max(side) for side in zip(*found, strict=True))
    row("Stop pressed to the SVM's process gone, 20,000 rows (slowest)", gone, 0.5, "s")
    row("Stop pressed to the next job started (slowest)", following, 0.5, "s")


def stop_once(server: Server) -> tuple[float, float]:
    with server.page(STOPPED) as page:
        wait_for(lambda: not server.jobs(), 180)  # of what was measured before: an asked model waits for two minutes
        start(page)
        wait_for(lambda: len(server.jobs()) == 2)
        jobs = server.jobs()  # of the SVM, which may take longest, and of one that goes on
        wait_for(lambda: all(psutil.Process(job).cpu_times().user > SOLVED_SECONDS for job in jobs))  # it solves
        page.evaluate(CLICKED)
        times: dict[str, float] = {}
        watch = threading.Thread(target=look, args=(psutil.Process(jobs[0]).ppid(), set(jobs), times))
        watch.start()
        page.get_by_role("button", name=f"Stop {contender('svm').label}").click()
        pressed = page.evaluate("window.clicked")
        watch.join(20)
        stop_all(page)
        wait_for(lambda: not server.jobs())
    return times["gone"] - pressed, times["next"] - pressed


def look(template: int, known: set[int], times: dict[str, float]) -> None:
    """Write down when one of the known processes is gone, and when another has come."""
    while len(times) < 2:
        now = set(children(template))
        if known - now:
            times.setdefault("gone", time.time())
        if now - known:
            times.setdefault("next", time.time())
        time.sleep(0.001)


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.05)


def tick(server: Server) -> None:
    """Measure the server's processor time per live tick, early and later in a race of 10,000 epochs."""
    sent: list[float] = []
    with server.page("/?dataset=digits") as page:
        page.on("websocket", lambda socket: socket.on("framesent", lambda _data: sent.append(time.time())))
        page.goto(server.address + LONG)
        settled(page)
        idle = cpu_share(server, page, sent)[0]
        start(page)
        page.wait_for_timeout(4000)
        report_ticks(server, page, sent, idle, "in a young race")
        wait_for_epoch(page, LATE_EPOCH)
        report_ticks(server, page, sent, idle, f"after {LATE_EPOCH:,} epochs")
        stop_all(page)


def wait_for_epoch(page: Page, epoch: int) -> None:
    for _ in range(240):
        words = page.get_by_role("article").first.inner_text().replace(",", "")  # thousands
        if any(int(word) >= epoch for word in words.partition("epoch")[2].split()[:1] if word.isdigit()):
            return
        page.wait_for_timeout(500)


def report_ticks(server: Server, page: Page, sent: list[float], idle: float, when: str) -> None:
    busy, ticks = cpu_share(server, page, sent)
    row(
        f"processor time of a live tick, {when} ({ticks} ticks)", (busy - idle) * TICKED_SECONDS / ticks * 1e3, 15, "ms"
    )


def cpu_share(server: Server, page: Page, sent: list[float]) -> tuple[float, int]:
    """Return the server's processor seconds a second, and how many messages the page sent meanwhile."""
    sent.clear()
    before, begin = sum(server.process.cpu_times()[:2]), time.perf_counter()
    page.wait_for_timeout(TICKED_SECONDS * 1000)
    used = sum(server.process.cpu_times()[:2]) - before
    return used / (time.perf_counter() - begin), len(sent)


MEASURES = {
    "first": first,
    "opened": opened,
    "visited": visited,
    "longest": longest,
    "memory": memory,
    "stop": stop,
    "tick": tick,
}


def main() -> None:
    heading()
    with server() as running:
        for name in words_asked() or MEASURES:
            MEASURES[name](running)


if __name__ == "__main__":
    run_script(main, 10)
