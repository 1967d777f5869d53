"""How soon the contenders answer a drawing, in Chromium, with a real server.

Run ``python benchmarks/ask.py``; without ``--smoke`` it needs ``mnist.npz`` in Bakeoff's data home. The server has two
cores, whatever the machine has. The digits of ``tests/features/ask/strokes.json`` are drawn; of each, the time is taken
from the pointer's last lift to the last movement of any contender's bars.
"""

import json
import statistics
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from page import ROOT, finish, server, settled, start
from playwright.sync_api import Page, expect
from shared import row, run_script, size

DATASET = size("dataset=mnist&rules.rows=5000", "dataset=digits")
RACE = f"/?{DATASET}&contenders=keras_mlp,decision_tree,svm,random_forest"
STROKES = json.loads(Path(ROOT, "tests/features/ask/strokes.json").read_text(encoding="utf-8"))
DIGITS, ROUNDS = size((list(STROKES.values()), 3), (list(STROKES.values())[:2], 1))
QUIET_MS = 700

# Notes when a bar of any card is moved, and when the pointer is lifted; the page itself knows nothing of it.
WATCH = """() => {
  const find = (root) => [...root.querySelectorAll("article.answer")].concat(
    ...[...root.querySelectorAll("*")].map((node) => node.shadowRoot ? find(node.shadowRoot) : []))
  window.watched = { moved: new Map(), lifted: 0 }
  for (const card of find(document)) {
    new MutationObserver(() => window.watched.moved.set(card.dataset.contender, performance.now()))
      .observe(card, { subtree: true, attributes: true, attributeFilter: ["style"] })
  }
  document.addEventListener("pointerup", () => { window.watched.lifted = performance.now() }, { capture: true })
}"""
QUIET = f"""() => window.watched.moved.size === 4 &&
  performance.now() - Math.max(window.watched.lifted, ...window.watched.moved.values()) > {QUIET_MS}"""
TOOK = "() => Math.max(...window.watched.moved.values()) - window.watched.lifted"


def draw(page: Page, strokes: list[list[float]]) -> None:
    box = page.locator("canvas.ink").bounding_box()
    if box is None:
        raise RuntimeError("the pad is not on the page")
    for stroke in strokes:
        points = zip(stroke[::2], stroke[1::2], strict=True)
        for number, (x, y) in enumerate(points):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
            if number == 0:
                page.mouse.down()
        page.mouse.up()


def main() -> None:
    with server() as running, running.page(RACE) as page:
        start(page)
        finish(page)
        race = parse_qs(urlparse(page.url).query)["run"][0]
        page.goto(f"{running.address}/ask?race={race}")
        expect(page.locator("canvas.ink")).to_be_visible(timeout=60_000)
        settled(page)
        page.evaluate(WATCH)
        milliseconds = []
        for strokes in DIGITS * ROUNDS:
            page.evaluate("window.watched.moved.clear()")
            draw(page, strokes)
            page.wait_for_function(QUIET, timeout=30_000)
            milliseconds.append(page.evaluate(TOOK))
            page.get_by_role("button", name="Clear").click()
            page.wait_for_timeout(QUIET_MS)
        spread = f"{min(milliseconds):.0f} to {max(milliseconds):.0f}"
        row(f"pointer up to all four bars at rest (median; {spread})", statistics.median(milliseconds), 150, "ms")


if __name__ == "__main__":
    run_script(main, 1)
