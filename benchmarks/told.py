"""How well what waiting cards say of the time holds: what they said against what came."""

import asyncio
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence

from headless import Page
from shared import row

LOOK_SECONDS = 0.1
ABOUT = re.compile(r"about (\d+)\s(s|min|h)\b")
UNDER_A_SECOND = "less than 1"
IN_SECONDS = {"s": 1, "min": 60, "h": 3600}


def error(told: float, came: float) -> float:
    """Return by what share of the time that came the told one is off, in seconds where that was less than one.

    0 stands for "less than 1 s", which holds if it was.
    """
    off = max(0.0, came - 1.0) if told == 0 else abs(told - came)
    return off / max(came, 1.0)


def said_seconds(text: str) -> float | None:
    """Return how long a card says that it is likely to wait; None if it does not."""
    if UNDER_A_SECOND in text:
        return 0.0
    about = ABOUT.search(text)
    return None if about is None else float(about[1]) * IN_SECONDS[about[2]]


async def follow(page: Page, told: list[tuple[float, float]], untold: list[str]) -> None:
    """Note, for as long as this is let go on, what each picture of the cards says of waiting, and what came of it."""
    said: dict[str, list[tuple[float, float]]] = defaultdict(list)
    picture = ""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        now, cards = time.monotonic(), page.components.get("cards")
        if cards is None or cards.json == picture:
            continue
        picture = cards.json
        for name, waits, text in _lanes(picture):
            if not waits:
                told += [(seconds, now - moment) for moment, seconds in said.pop(name, ())]
            elif (seconds := said_seconds(text)) is None:
                untold.append(text)
            else:
                said[name].append((now, seconds))


def _lanes(picture: str) -> Iterator[tuple[str, bool, str]]:
    for lane in json.loads(picture)["lanes"]:
        yield lane["name"], lane["status"] == "waiting", lane["statusText"]


def tell(who: str, told: Sequence[tuple[float, float]], untold: Sequence[str]) -> None:
    errors = sorted(error(seconds, came) for seconds, came in told)
    if errors:
        what = f"error of {len(told)} waits told to {who}, and {len(untold)} without a time"
        row(f"{what}, median", errors[len(errors) // 2], 0.3)
        row(f"{what}, p90", errors[int(0.9 * len(errors))])
