"""What it costs that contenders are watched while they learn, and how many pictures a second are seen of it.

Run ``python benchmarks/live_regions.py``, or with a number of rounds other than five, and with ``fits`` or ``page`` to
measure only one. Moons and the four contenders of the default race; races that are watched and races that are not take
turns; of each fit the least of all rounds counts, since whatever else a machine does only adds to it. The fits' bar is
of CPU seconds.
"""

import statistics
import sys
from typing import Any

from page import server
from page import start as press_start
from shared import LaneTimes, heading, number_asked, row

from bakeoff import BakeoffSpec
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race

SLOTS = 2
PATIENCE = 120
SPEC = BakeoffSpec(dataset="moons")
FITS_BAR = 1.05
FRAMES_BAR = 10.0

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


def fits(engine: Engine, *, watched: bool) -> dict[str, tuple[float, float]]:
    """Race once; return each contender's CPU seconds of training, and the wall seconds from its start to its end."""
    times = LaneTimes()
    race = Race(SPEC, engine, times, watched=watched)
    race.wait(PATIENCE)
    seconds = times.seconds()
    outcomes = {name: lane.outcome for name, lane in race.run.lanes.items()}
    return {
        name: (outcome.costs.fit_cpu_seconds, seconds[name])
        for name, outcome in outcomes.items()
        if outcome is not None
    }


def measure_fits(rounds: int) -> None:
    engine = local_engine(SLOTS)
    fits(engine, watched=True)  # the template is loaded, and files are read, when this has run
    pairs = [(fits(engine, watched=True), fits(engine, watched=False)) for _round in range(rounds)]
    engine.close()
    sides = list(zip(*pairs, strict=True))
    for place, what in enumerate(("CPU seconds of training", "start to end, wall")):
        least = {name: [min(race[name][place] for race in side) for side in sides] for name in SPEC.contenders}
        for name, (seen, alone) in least.items():
            row(f"  {name}, least {what}, watched over not", seen / alone)
        ratio = sum(seen for seen, _alone in least.values()) / sum(alone for _seen, alone in least.values())
        bar = FITS_BAR if place == 0 else None
        row(f"all, least {what}, watched over not", ratio, bar)


def measure_page(rounds: int) -> None:
    live, again = [], []
    with server() as running:
        for _round in range(rounds):
            with running.page("/?dataset=moons") as page:
                page.wait_for_timeout(1000)
                press_start(page)
                live.append(rate(page, "live"))
                again.append(rate(page, "replay"))
    for what, rates in (("live", live), ("played once more", again)):
        median = statistics.median(rates)
        row(f"pictures a second, {what} (least {min(rates):.1f})", median, FRAMES_BAR, holds=median >= FRAMES_BAR)


def rate(page: Any, mode: str) -> float:
    frames, seconds = page.evaluate(FRAMES, mode)
    return float(frames / seconds) if seconds else 0.0


def main() -> None:
    asked = sys.argv[1:]
    rounds = number_asked(5)
    heading("moons, four contenders")
    if "page" not in asked:
        measure_fits(rounds)
    if "fits" not in asked:
        measure_page(rounds)


if __name__ == "__main__":
    main()
