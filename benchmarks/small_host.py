"""What a server with the preset `cloud` takes, and how long its first race with a network takes.

Run ``python benchmarks/small_host.py [memory] [first] [rounds]``. The memory is that of all processes, pages that
several share being counted once (PSS): idle, and at most while two visitors race with the default contenders, on iris,
on digits and on 2,000 rows of MNIST (``mnist.npz`` in Bakeoff's data home). The first race of a server is timed from
*Start race* to its end, with TensorFlow loaded by need and at the start, in turns: by a visitor who looks at the page
for five seconds first, and by one who presses at once.
"""

import asyncio
import contextlib
import statistics
import time

from headless import opened
from shared import SMOKE, heading, number_asked, row, run_script, size, words_asked
from visitors import Server, Tally, race, serving

IRIS, DIGITS, MNIST = {"dataset": "iris"}, {"dataset": "digits"}, {"dataset": "mnist", "rules.rows": "2000"}
RACES = size((IRIS, DIGITS, MNIST), (IRIS,))
LOOKS = {"a visitor who looks for 5 s": size(5.0, 0.5), "one who presses at once": 0.0}
WAYS = {"at the start": "yes", "by need": "no"}
ROUNDS = 5
IDLE_MB, RACING_MB, SLOWER_SECONDS = 690, 1500, 0.3
SETTLED_SECONDS = size(20, 1)


async def memory(server: Server) -> None:
    """Tell what all processes take, idle and while two visitors race."""
    await asyncio.sleep(SETTLED_SECONDS)
    row("all processes, idle", sum(server.memory().values()), IDLE_MB, "MB")
    for query in RACES:
        tallies = Tally(), Tally()
        racing = asyncio.gather(*(race(server, query, "", tally, 0) for tally in tallies))
        most = 0.0
        while not racing.done():
            await asyncio.sleep(0.1)
            most = max(most, sum(server.memory().values()))
        await racing
        row(f"at most with two default races on {query['dataset']}", most, RACING_MB, "MB")
        row("faults on their pages", sum(len(tally.lost) for tally in tallies), 0)
    await asyncio.sleep(SETTLED_SECONDS)
    for name, megabytes in server.memory().items():
        row(f"afterwards: {name}", megabytes, unit="MB")
    row("all processes, idle afterwards", sum(server.memory().values()), unit="MB")


async def first(server: Server, seconds: float) -> float:
    """Return how long the first race of a server takes for a visitor who looks at the page for so long before."""
    async with opened(server.address, "", IRIS) as tab:
        await tab.until_drawn()
        with contextlib.suppress(TimeoutError):  # what the page asks for by itself goes on meanwhile
            await tab.until(lambda: False, seconds)
        began = time.monotonic()
        await tab.press("start")
        await tab.until(lambda: tab.asked("run") and "start" in tab.buttons)
        return time.monotonic() - began


def tell_first(rounds: int) -> None:
    for who, seconds in LOOKS.items():
        took: dict[str, list[float]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way, variable in WAYS.items():
                with serving(BAKEOFF_PRESET="cloud", BAKEOFF_KERAS_AT_START=variable) as server:
                    took[way].append(asyncio.run(first(server, seconds)))
        for way, times in took.items():
            row(f"first race of {who}, TensorFlow {way}", statistics.median(times), unit="s")
        slower = statistics.median(took["by need"]) - statistics.median(took["at the start"])
        row("slower by need", slower, SLOWER_SECONDS if seconds else None, "s")


def main() -> None:
    asked = words_asked() or ["memory", "first"]
    heading()
    if "memory" in asked:
        with serving(BAKEOFF_PRESET="cloud", BAKEOFF_KERAS_AT_START="no") as server:
            asyncio.run(memory(server))
    if "first" in asked:
        tell_first(1 if SMOKE else number_asked(ROUNDS))


if __name__ == "__main__":
    run_script(main, 15)
