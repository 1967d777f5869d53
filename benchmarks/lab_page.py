"""What the network lab costs while it is watched and how soon it answers, in Chromium, with a real server.

Run ``python benchmarks/lab_page.py``; with ``--rival URL``, TensorFlow Playground's page at that address is measured
in the same Chromium. The server has two cores, whatever the machine has.
"""

import argparse
import statistics
from dataclasses import dataclass

import psutil
from page import Server, children, server, settled
from playwright.sync_api import Page
from shared import heading, row, run_script, size

CLICKS, WATCHED_SECONDS = size((7, 10), (1, 1))
REST_SECONDS = 0.7
FIRST_LAB_SECONDS = 120
RATIO = 10


@dataclass(frozen=True)
class Network:
    """A network that both pages can train on half of 500 points of a circle, in batches of ten.

    Attributes
    ----------
    sizes : tuple of int
        Units of each hidden layer.
    rival : float
        Epochs a second of TensorFlow Playground's page, measured on a machine with two cores.
    """

    sizes: tuple[int, ...]
    rival: float

    @property
    def name(self) -> str:
        """What the table calls it."""
        return "-".join(map(str, self.sizes))

    @property
    def query(self) -> str:
        """Its link, as our page reads it."""
        layers = ",".join(f"{units}:tanh" for units in self.sizes)
        return f"/lab?layers={layers}&points=500&train_share=0.5&batch_size=10&pace=full"

    @property
    def rival_state(self) -> str:
        """The same, as the other page reads it."""
        shape = ",".join(map(str, self.sizes))
        return f"#activation=tanh&batchSize=10&dataset=circle&learningRate=0.03&percTrainData=50&networkShape={shape}"


NETWORKS = size((Network((4, 2), 60), Network((8, 8), 42), Network((8,) * 6, 17)), (Network((4, 2), 60),))

# Notes when the number in an element changes, and when something was clicked; the page itself knows nothing of it.
WATCH = """selector => {
  const find = (root) => root.querySelector(selector) ??
    [...root.querySelectorAll("*")].reduce((found, node) => found ?? (node.shadowRoot && find(node.shadowRoot)), null)
  const node = find(document)
  const number = () => Number(node.textContent.replace(/\\D/g, ""))
  window.watched = { changes: [], clicked: 0, number }
  new MutationObserver(() => window.watched.changes.push(performance.now()))
    .observe(node, { childList: true, characterData: true, subtree: true })
  document.addEventListener("click", () => {
    window.watched.changes.length = 0
    window.watched.clicked = performance.now()
  }, { capture: true })
}"""
SPELL = """seconds => new Promise((done) => {
  const { changes, number } = window.watched
  const [began, first] = [performance.now(), number()]
  changes.length = 0
  setTimeout(() => {
    const spent = (performance.now() - began) / 1000
    done([(number() - first) / spent, changes.length / spent])
  }, seconds * 1000)
})"""
MOVED = "() => window.watched.changes.length ? window.watched.changes[0] - window.watched.clicked : null"
STOOD = "() => Math.max(0, (window.watched.changes.at(-1) ?? 0) - window.watched.clicked)"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def open_lab(page: Page, network: Network, server: Server) -> None:
    page.goto(server.address + network.query)
    page.locator(".lab .figures tbody td").first.wait_for(timeout=FIRST_LAB_SECONDS * 1000)
    page.get_by_text("All four agree").wait_for(timeout=FIRST_LAB_SECONDS * 1000)  # the others are done
    settled(page)
    page.wait_for_timeout(4000)
    page.evaluate(WATCH, ".lab .epoch")


def moved(page: Page, name: str) -> float:
    """Return the milliseconds from a click to another number of epochs."""
    press(page, name)
    milliseconds: float = page.wait_for_function(MOVED, timeout=60_000).json_value()
    return milliseconds


def clicks(page: Page) -> None:
    """Run, pause and step time after time, the network being left alone in between."""
    spent: dict[str, list[float]] = {"run": [], "pause": [], "step": []}
    for _ in range(CLICKS):
        spent["run"].append(moved(page, "Run"))
        page.wait_for_timeout(REST_SECONDS * 1000)
        press(page, "Pause")
        page.wait_for_timeout(REST_SECONDS * 1000)
        spent["pause"].append(page.evaluate(STOOD))
        page.wait_for_timeout(3000)  # the page has come to rest too
        spent["step"].append(moved(page, "Step one epoch"))
        page.wait_for_timeout(3500)
    for name, bar, what in (
        ("run", 300, "Run pressed to the first other epoch"),
        ("pause", 200, "Pause pressed to the last other epoch"),
        ("step", 200, "Step one epoch pressed to the next epoch"),
    ):
        spread = f"{min(spent[name]):.0f} to {max(spent[name]):.0f}"
        row(f"{what} (median; {spread})", statistics.median(spent[name]), bar, "ms")


def jobs_of(server: Server) -> list[int]:
    """Return the ids of the jobs' processes, the newest last: the lab's, and of labs that are just ending."""
    return [
        child
        for one in server.process.children(recursive=True)
        if "multiprocessing.forkserver" in " ".join(one.cmdline())
        for child in children(one.pid)
    ]


def spent(processes: list[psutil.Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def watch(page: Page, server: Server) -> tuple[float, float, float, float]:
    """Return epochs and pictures a second, the server's share of a core, and the job's own megabytes."""
    press(page, "Run")
    page.wait_for_timeout(3000)
    jobs = jobs_of(server)
    job = psutil.Process(jobs[-1])
    others = [one for one in (server.process, *server.process.children(recursive=True)) if one.pid not in jobs]
    before = spent(others)
    epochs, pictures = page.evaluate(SPELL, WATCHED_SECONDS)
    share = (spent(others) - before) / WATCHED_SECONDS
    memory = job.memory_full_info().uss / 2**20
    press(page, "Pause")
    return epochs, pictures, 100 * share, memory


def rival_pace(server: Server, network: Network, address: str | None) -> float | None:
    """Return TensorFlow Playground's epochs a second, or None where it is not served."""
    if address is None:
        return None
    with server.browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(address + network.rival_state)
        page.locator("#iter-number").wait_for()
        page.evaluate(WATCH, "#iter-number")
        page.locator("#play-pause-button").click()
        page.wait_for_timeout(3000)
        epochs: float = page.evaluate(SPELL, WATCHED_SECONDS)[0]
    return epochs


def measure(server: Server, network: Network, rival: str | None) -> None:
    pace = rival_pace(server, network, rival)
    theirs = network.rival if pace is None else pace
    with server.page("/lab") as page:
        open_lab(page, network, server)
        epochs, pictures, share, memory = watch(page, server)
        bar = RATIO * theirs
        row(f"{network.name}: epochs a second ({theirs:.0f} there)", epochs, f"{bar:.0f}", "", epochs >= bar)
        row(f"{network.name}: pictures a second", pictures, 5, "", pictures >= 5)
        row(f"{network.name}: server, the job's own process aside", share, 12, "%")
        row(f"{network.name}: the job's own memory", memory, 150, "MB")


def answers(server: Server) -> None:
    with server.page("/lab") as page:
        open_lab(page, NETWORKS[0], server)
        clicks(page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rival", metavar="URL", help="where TensorFlow Playground's page is served")
    parser.add_argument("--smoke", action="store_true", help="do each step once, on tiny input")
    rival = parser.parse_args().rival
    if rival is None:
        print("TensorFlow Playground is not measured, as no --rival URL is given; its figures are from a like machine.")
    heading()
    with server() as running:
        answers(running)
        for network in NETWORKS:
            measure(running, network, rival)


if __name__ == "__main__":
    run_script(main, 8)
