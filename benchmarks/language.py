"""What a second language costs: switching to it, the catalogue in the server's memory, and a live tick spoken in it.

Run ``python benchmarks/language.py``, or with some of the names switch, memory and tick to measure only those.

Switching is of a finished race on digits in Chromium: from the choice to the first frame of which nothing is stale or
in the language before. Memory is what a process that has imported the page's server gains when it first says something
in Chinese. A tick is what the race page's live fragment takes of the processor in a script that Streamlit's AppTest
runs, for two visitors in turns who look at the same race; each is run twice and the second counts.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from page import finish, server, start
from shared import heading, row, run_script, size, words_asked
from streamlit.testing.v1 import AppTest

from bakeoff.features.race.page import board
from bakeoff.runs.races import races
from bakeoff.service.engines import engine
from bakeoff.text import SOURCE, _, speaking
from bakeoff.web.draft import RaceDraft
from bakeoff.web.server import set_up_streamlit

ROOT = Path(__file__).parents[1]
OTHER = "zh"
SWITCHES, PROCESSES, PAIRS, EPOCHS = size((9, 5, 40, 200), (2, 1, 2, 1))
LONG = {
    "dataset": "digits",
    "contenders": "keras_mlp,svm,dummy",
    "keras_mlp.epochs": "10000",
    "keras_mlp.hidden": "256,256",
}

# Seconds from the choice to a second frame in which all that was shown is said anew.
SWITCHED = """([code, tag, heading]) => new Promise((resolve) => {
  const within = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
    node.shadowRoot ? [node, ...within(node.shadowRoot)] : [node])
  const choice = within(document).find((node) => node.tagName === "SELECT" && [...node.options].some(
    (option) => option.value === code))
  const chosen = performance.now()
  choice.value = code
  choice.dispatchEvent(new Event("change", { bubbles: true }))
  const done = () => document.documentElement.lang === tag &&
    document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning" &&
    !document.querySelector('[data-stale="true"]') &&
    [...document.querySelectorAll("h3")].some((node) => node.textContent.trim() === heading)
  const look = () => requestAnimationFrame(() => done()
    ? requestAnimationFrame(() => resolve((performance.now() - chosen) / 1000))
    : look())
  look()
})"""

GAINED = f"""
import psutil
import bakeoff.web.app
from bakeoff.text import _, speaking
process = psutil.Process()
before = process.memory_info().rss
with speaking({OTHER!r}):
    _("Race")
print(process.memory_info().rss - before)
"""


def switch() -> None:
    """Measure how soon a finished race is there in another language."""
    with speaking(OTHER):
        chinese = str(_("Leaderboard"))
    ways = {OTHER: [OTHER, "zh-Hans", chinese], SOURCE: [SOURCE, SOURCE, "Leaderboard"]}
    seconds: list[float] = []
    with server() as running, running.page("/?dataset=digits") as page:
        start(page)
        finish(page)
        page.wait_for_timeout(3000)  # what still moves comes to its end
        for turn in range(SWITCHES + 2):  # the first of each language fills caches
            seconds.append(page.evaluate(SWITCHED, ways[OTHER if turn % 2 == 0 else SOURCE]))
            page.wait_for_timeout(1000)
    told = seconds[2:]
    load = os.getloadavg()[0]
    what = f"language chosen to all redrawn ({min(told):.2f} to {max(told):.2f}; load {load:.1f})"
    row(what, statistics.median(told), 1.0, "s")


def memory() -> None:
    """Measure what a catalogue takes of a server's memory."""
    gains = [
        int(subprocess.run([sys.executable, "-c", GAINED], capture_output=True, check=True, cwd=ROOT).stdout) / 1e6
        for _process in range(PROCESSES)
    ]
    row(f"memory for the Chinese catalogue ({min(gains):.1f} to {max(gains):.1f})", statistics.median(gains), 10, "MB")


def tick() -> None:
    """Measure what a live tick takes of the processor in either language."""
    spent: list[float] = []
    shown = board._live
    set_up_streamlit()

    def timed(draft: RaceDraft, was_active: bool) -> None:
        began = time.thread_time()
        shown(draft, was_active)
        spent.append(time.thread_time() - began)

    visitors = {code: AppTest.from_file(str(ROOT / "app.py"), default_timeout=60) for code in (SOURCE, OTHER)}
    first = visitors[SOURCE]
    for name, value in LONG.items():
        first.query_params[name] = value
    first.run()
    first.button(key="start").click().run()
    visitors[OTHER].session_state["draft"] = first.session_state["draft"]
    race = first.session_state["draft"].race
    while len(race.run.lanes["keras_mlp"].steps) < EPOCHS:
        time.sleep(0.1)
    board._live = timed
    took: dict[str, list[float]] = {code: [] for code in visitors}
    for _pair in range(PAIRS):
        for code, app in visitors.items():
            with speaking(code):  # AppTest writes widgets' options as the page does
                for _run in range(2):
                    app.query_params["lang"] = code
                    app.run()
            took[code].append(1000 * spent[-1])
    board._live = shown
    race.stop(now=True)
    races().close()
    engine().close()
    if len(spent) < 4 * PAIRS:
        raise RuntimeError("the race was not live")
    for code, times in took.items():
        row(f"processor time of a live tick, {code}", statistics.median(times), None, "ms")
    ratio = statistics.median(there / here for here, there in zip(took[SOURCE], took[OTHER], strict=True))
    row("  Chinese over English, median of pairs", ratio, 1.05, "x")


MEASURES = {"memory": memory, "tick": tick, "switch": switch}


def main() -> None:
    """Print a line a figure."""
    heading()
    for name in words_asked() or MEASURES:
        MEASURES[name]()


if __name__ == "__main__":
    run_script(main, 6)
