"""A CSV of 1,000,000 rows and 20 columns, brought in Chromium: from upload to preview, through a race, and deleted.

Run ``python benchmarks/large.py``, or with ``bring`` to leave out the race. The limits of what may be brought are
raised by the settings that a host has.
"""

import os
import re
import sys
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import psutil
from page import Server, go_to, server, settled
from playwright.sync_api import Page, expect
from shared import row

ROWS, COLUMNS = 1_000_000, 20
LIMITS = {"BAKEOFF_UPLOAD_MB": "200", "BAKEOFF_UPLOAD_ROWS": str(ROWS), "BAKEOFF_UPLOAD_CELLS": str(10**8)}
RACE = "&contenders=random_forest,keras_mlp,svm&keras_mlp.epochs=3&random_forest.n_estimators=20&rules.time_limit=3600"
MB = 1e6


class Peak:
    """The most memory that any job has had for itself, in bytes."""

    def __init__(self, running: Server) -> None:
        self.bytes = 0
        self._running, self._over = running, threading.Event()
        self._watch = threading.Thread(target=self._look)
        self._watch.start()

    def _look(self) -> None:
        while not self._over.wait(0.5):
            for pid in self._running.jobs():
                try:
                    self.bytes = max(self.bytes, psutil.Process(pid).memory_full_info().uss)
                except psutil.Error:
                    continue

    def end(self) -> float:
        """Look no longer; return it."""
        self._over.set()
        self._watch.join()
        return self.bytes


def table(path: Path) -> None:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(ROWS, COLUMNS - 1)), columns=[f"x{n}" for n in range(1, COLUMNS)])
    high = frame.x1 + frame.x2 * rng.normal(1, 0.5, ROWS) > 0
    frame.round(2).assign(colour=np.where(high, "red", "blue")).to_csv(path, index=False)


def used(running: Server) -> float:
    return running.process.memory_info().rss / MB


def bring(page: Page, path: Path) -> float:
    """Return the seconds from the file's choice to its preview."""
    begin = time.perf_counter()
    page.locator('input[type="file"]').first.set_input_files(path)
    expect(page.get_by_text("1,000,000 rows, 20 columns")).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible(timeout=120_000)
    return time.perf_counter() - begin


def race(running: Server, page: Page) -> None:
    page.get_by_role("button", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on large?")).to_be_visible(timeout=120_000)
    settled(page)
    page.goto(re.sub(r"&?contenders=[^&]*", "", page.url) + RACE)
    expect(page.get_by_role("button", name="Start race")).to_be_visible(timeout=120_000)
    settled(page)
    peak = Peak(running)
    page.get_by_role("button", name="Start race").click()
    svm = page.get_by_role("article").filter(has_text="SVM")
    expect(svm).to_contain_text("This fit is expected to take about", timeout=300_000)
    print(svm.inner_text().replace("\n", " | "))
    expect(page.get_by_role("button", name=re.compile("race on .* rows instead"))).to_be_visible()
    page.get_by_role("button", name="Stop SVM").click()
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible(timeout=900_000)
    settled(page)
    for name in ("Keras MLP", "Random forest"):
        print(page.get_by_role("article").filter(has_text=name).inner_text().replace("\n", " | "))
    row("most memory of one job", peak.end() / MB, 2000, "MB")


def remove(page: Page) -> None:
    page.get_by_role("button", name="Delete large").click()
    expect(page.get_by_role("heading", name="Who wins on your data?")).to_be_visible(timeout=60_000)
    settled(page)
    page.wait_for_timeout(5000)


def main() -> None:
    os.environ |= LIMITS
    with tempfile.TemporaryDirectory() as home:
        os.environ["BAKEOFF_DATA"] = home
        path = Path(home) / "large.csv"
        table(path)
        print(f"{path.stat().st_size / MB:.0f} MB")
        with server() as running, running.page("/bring") as page:
            before = used(running)
            row("file chosen to preview, 1,000,000 x 20", bring(page, path), 5, "s")
            remove(page)
            row("what it holds more after the table is removed", used(running) - before, 150, "MB")
            if "bring" not in sys.argv:
                bring(page, path)
                race(running, page)
                go_to(page, "Your data")
                remove(page)
                # The race's report stays, and for a while the file that the page held before it was loaded anew.
                print(f"the server holds {used(running) - before:.0f} MB more after a race and the table's removal")


if __name__ == "__main__":
    main()
