"""How soon the chapters of Learn answer, in Chromium, with a real server.

Run ``python benchmarks/learn.py``, or with some of the names first: surface, step, frames.
"""

import statistics

from page import Server, server
from shared import heading, row, run_script, size, words_asked

from tests.journeys.hands import Mouse
from tests.journeys.learn_steps import predict_everything
from tests.journeys.settled import settled

TRAININGS = [("Hidden layers", "8"), ("Hidden layers", "4 · 2"), ("Data", "Spiral"), ("Hidden layers", "8 · 8")]
TRAININGS += [("Optimiser", "SGD + momentum"), ("Data", "Circle")]
TRAININGS = size(TRAININGS, TRAININGS[:1])
TIMES, RACED_MS = size((11, 4000), (1, 500))  # there are twelve pictures

# Milliseconds from the next click to the frame in which another map has been drawn; until then the former one stays.
DRAWN = """() => {
  const figure = document.querySelector('[role=figure][aria-label^="The loss on the plane"]')
  const [map, before] = [figure.querySelector(".js-plotly-plot"), figure.getAttribute("aria-label")]
  window.drawn = null
  document.addEventListener("click", () => {
    const pressed = performance.now()
    const drawn = () => {
      if (figure.getAttribute("aria-label") === before) return
      map.removeListener("plotly_afterplot", drawn)
      requestAnimationFrame(() => { window.drawn = performance.now() - pressed })
    }
    map.on("plotly_afterplot", drawn)
  }, { capture: true, once: true })
}"""
# Milliseconds from a click on a button to the frame that shows another number of a picture.
STEPPED = """(button) => new Promise((resolve) => {
  const net = button.closest(".net")
  const shown = () => /Picture \\d+/.exec(net.innerText)?.[0]
  const [before, pressed] = [shown(), performance.now()]
  button.click()
  const look = () => shown() === before ? requestAnimationFrame(look) : resolve(performance.now() - pressed)
  requestAnimationFrame(look)
})"""
FRAMES = """(milliseconds) => new Promise((resolve) => {
  const begin = performance.now()
  let n = 0
  const look = (now) => {
    n += 1
    if (now - begin < milliseconds) requestAnimationFrame(look)
    else resolve(1000 * n / (now - begin))
  }
  requestAnimationFrame(look)
})"""


def surface(server: Server) -> None:
    """Measure from the click that asks for a new training to its loss surface, 41 x 41 places of 500 rows."""
    seconds = []
    with server.page("/learn?chapter=descent") as page:
        predict_everything(Mouse(page))
        page.wait_for_selector('[role=figure][aria-label^="The loss on the plane"] .main-svg')
        settled(page)  # what is drawn anew closes a list that is open
        settings = page.locator(".st-key-learn-step-7")
        for label, option in TRAININGS:
            settings.get_by_role("combobox", name=label).click()
            page.get_by_role("option", name=option, exact=True).wait_for()
            page.wait_for_timeout(300)  # until the list has opened
            page.evaluate(DRAWN)
            page.get_by_role("option", name=option, exact=True).click()
            page.wait_for_function("window.drawn !== null", timeout=30_000)
            seconds.append(page.evaluate("window.drawn") / 1000)
            settled(page)
    row(f"surface of a new training (median of {len(seconds)})", statistics.median(seconds), 1.0, "s")
    row("surface of a new training (slowest)", max(seconds), 1.0, "s")


def step(server: Server) -> None:
    """Measure from a click to the next picture of an explained step."""
    with server.page("/learn?chapter=backward") as page:
        predict_everything(Mouse(page))
        button = page.locator(".net").first.get_by_role("button", name="Next", exact=False).first
        times = []
        for _time in range(TIMES):
            times.append(page.evaluate(STEPPED, button.element_handle()))
        row("explained step: click to the next picture (median)", statistics.median(times), 150, "ms")
        row("explained step: click to the next picture (slowest)", max(times), unit="ms")


def frames(server: Server) -> None:
    """Count frames while seven optimisers race."""
    with server.page("/learn?chapter=descent") as page:
        predict_everything(Mouse(page))
        race = page.locator("section.descent").first
        race.scroll_into_view_if_needed()
        race.get_by_role("button", name="From the start").click()
        race.get_by_role("button", name="Pause").wait_for()
        rate = page.evaluate(FRAMES, RACED_MS)
        row("optimiser race, seven at once: frames a second", rate, 30, "", rate >= 30)


MEASURES = {"surface": surface, "step": step, "frames": frames}


def main() -> None:
    heading()
    with server() as running:
        for name in words_asked() or MEASURES:
            MEASURES[name](running)


if __name__ == "__main__":
    run_script(main, 6)
