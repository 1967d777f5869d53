"""What a replay costs while contenders learn, and how soon it follows the clock.

Run ``python benchmarks/replay.py``, or with some of ``fits``, ``page`` and ``scrub``, and a number of rounds other than
five. Fits: races of four that are watched and races that are not take turns, on moons and on 10,000 rows of MNIST; of
each fit the least of all rounds counts, since all else a machine does only adds to it. Their bar is of CPU seconds.
Scrub: the time from a movement of the pointer over the clock until all is drawn anew, confusion matrices and the chosen
row among it, and the pictures a second while it plays.
"""

import statistics
from typing import Any

from page import Server, server
from page import start as press_start
from shared import LaneTimes, heading, number_asked, row, run_script, size, words_asked

from bakeoff import BakeoffSpec
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race

SLOTS = 2
PATIENCE = 600
SPECS = {
    "moons": BakeoffSpec(dataset="moons"),
    "MNIST, 10,000 rows": BakeoffSpec(
        dataset="mnist", contenders=["keras_mlp", "decision_tree", "svm", "random_forest"], rules={"rows": 10_000}
    ),
}
SPECS = size(SPECS, {"moons": SPECS["moons"]})
SCRUBBED_DATASETS, MOVES = size((("moons", "digits"), 60), (("moons",), 2))
FITS_BAR = 1.05
LIVE_BAR = 10.0
PLAYED_BAR = 24.0
SCRUB_BAR = 60.0

# Milliseconds from each of some movements of the pointer over the clock until the stage has been painted anew.
SCRUBBED = """async moves => {
  const within = (root) => [...root.querySelectorAll("*")].flatMap((node) =>
    [node, ...(node.shadowRoot ? within(node.shadowRoot) : [])])
  const stage = within(document).find((node) => node.classList.contains("stage") && node.dataset.mode)
  const track = stage.querySelector(".track")
  const box = track.getBoundingClientRect()
  const send = (type, share) => track.dispatchEvent(new PointerEvent(type, {
    clientX: box.left + box.width * share, clientY: box.top + 50, pointerId: 1, bubbles: true }))
  track.setPointerCapture = () => {}
  track.hasPointerCapture = () => true
  send("pointerdown", 0.5)
  const taken = []
  for (let move = 0; move < moves; move++) {
    const frames = stage.dataset.frames
    const began = performance.now()
    send("pointermove", 0.15 + 0.8 * ((7 * move) % moves) / moves)
    while (stage.dataset.frames === frames) await new Promise(requestAnimationFrame)
    taken.push(performance.now() - began)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return taken
}"""

# How many pictures were painted while the stage was live, or played once more, and for how many seconds it was so.
FRAMES = """mode => {
  const within = (node) => [node, ...(node.shadowRoot ? deep(node.shadowRoot) : [])]
  const deep = (root) => [...root.querySelectorAll("*")].flatMap(within)
  const seen = { first: null, last: null }
  return new Promise((resolve) => {
    const look = () => {
      const stage = deep(document).find((node) => node.classList.contains("stage") && node.dataset.mode)
      const now = stage && { frames: Number(stage.dataset.frames), at: performance.now() / 1000 }
      if (stage?.dataset.mode === mode) {
        seen.first ??= now
        seen.last = now
      } else if (seen.first) {
        resolve([seen.last.frames - seen.first.frames, seen.last.at - seen.first.at])
        return
      }
      requestAnimationFrame(look)
    }
    look()
  })
}"""


def fits(engine: Engine, spec: BakeoffSpec, *, watched: bool) -> dict[str, tuple[float, float]]:
    """Race once; return each contender's CPU seconds of training, and the wall seconds from its start to its end."""
    times = LaneTimes()
    race = Race(spec, engine, times, watched=watched)
    race.wait(PATIENCE)
    seconds = times.seconds()
    outcomes = {name: lane.outcome for name, lane in race.run.lanes.items()}
    return {
        name: (outcome.costs.fit_cpu_seconds, seconds[name])
        for name, outcome in outcomes.items()
        if outcome is not None
    }


def measure_fits(rounds: int) -> None:
    for title, spec in SPECS.items():
        engine = local_engine(SLOTS)
        fits(engine, spec, watched=True)  # the template is loaded, and files are read, when this has run
        pairs = [(fits(engine, spec, watched=True), fits(engine, spec, watched=False)) for _round in range(rounds)]
        engine.close()
        sides = list(zip(*pairs, strict=True))
        for place, what in enumerate(("CPU seconds of training", "start to end, wall")):
            least = {name: [min(race[name][place] for race in side) for side in sides] for name in spec.contenders}
            for name, (seen, alone) in least.items():
                row(f"  {title}, {name}, least {what}, watched over not", seen / alone)
            ratio = sum(seen for seen, _alone in least.values()) / sum(alone for _seen, alone in least.values())
            row(f"{title}, all, least {what}, watched over not", ratio, FITS_BAR if place == 0 else None)


def measure_scrub(running: Server, rounds: int) -> None:
    for dataset in SCRUBBED_DATASETS:
        taken: list[float] = []
        for _round in range(rounds):
            with running.page(f"/?dataset={dataset}") as page:
                page.wait_for_timeout(1000)
                press_start(page)
                page.locator(".stage[data-mode=still]").wait_for(timeout=60_000)
                page.locator(".stage summary").click()
                page.wait_for_timeout(1000)
                taken += page.evaluate(SCRUBBED, MOVES)
        median = statistics.median(taken)
        name = f"{dataset}: pointer moved to everything drawn anew, ms (worst of {len(taken)}: {max(taken):.0f})"
        row(name, median, SCRUB_BAR, holds=median <= SCRUB_BAR)


def measure_page(running: Server, rounds: int) -> None:
    live, again = [], []
    for _round in range(rounds):
        with running.page("/?dataset=moons") as page:
            page.wait_for_timeout(1000)
            press_start(page)
            live.append(rate(page, "live"))
            again.append(rate(page, "replay"))
    for what, rates, bar in (("live", live, LIVE_BAR), ("played once more", again, PLAYED_BAR)):
        median = statistics.median(rates)
        row(f"pictures a second, {what} (least {min(rates):.1f})", median, bar, holds=median >= bar)


def rate(page: Any, mode: str) -> float:
    frames, seconds = page.evaluate(FRAMES, mode)
    return float(frames / seconds) if seconds else 0.0


def main() -> None:
    asked, rounds = words_asked() or ["fits", "page", "scrub"], number_asked(size(5, 1))
    heading("four contenders")
    if "fits" in asked:
        measure_fits(rounds)
    if {"page", "scrub"}.isdisjoint(asked):
        return
    with server() as running:
        if "page" in asked:
            measure_page(running, rounds)
        if "scrub" in asked:
            measure_scrub(running, rounds)


if __name__ == "__main__":
    run_script(main, 14)
