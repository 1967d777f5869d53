"""What every journey says: start, wait, read a card."""

import time

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Frame, Locator, Page, expect

from tests.journeys.settled import settled
from tests.waiting import PATIENCE

LONG = "keras_mlp.epochs=10000&keras_mlp.hidden=256,256"
"""Settings in a link that keep the network busy for minutes."""


ATTEMPTS = (2_000, 2_000, 2_000, 5_000, 10_000, 20_000, 30_000)
"""How long each attempt waits, in milliseconds, to do what a drawing hears only some time after it is there."""


def start(page: Page) -> None:
    page.get_by_role("button", name="Start race").click()


def settings(page: Page, label: str) -> None:
    """Open what can be set of a contender, which its line names."""
    box = page.get_by_role("listitem").filter(has_text=label)
    box.get_by_role("button", name="Settings").click()
    settled(page)


def card(page: Page, label: str) -> Locator:
    """Return the contender's row: live, or once the race is over in the leaderboard."""
    live = page.get_by_role("article").filter(has=page.get_by_role("heading", name=label))
    return live.or_(page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=label))).first


def expect_status(page: Page, label: str, status: str) -> None:
    expect(card(page, label)).to_contain_text(status)


def finish(page: Page) -> None:
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible(timeout=180_000)
    settled(page)


def open_page(page: Page, group: str, name: str) -> None:
    """Open a page that stands in a group of the navigation."""
    page.get_by_role("button", name=group, exact=True).click()
    page.get_by_role("menuitem", name=name).click()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    settled(page)


def look_at(page: Page, question: str, view: str = "") -> None:
    """Open a question's tab in the results of a race, and one of the views that answer it."""
    tab(page, question)
    if view:
        page.get_by_role("tabpanel").get_by_role("radio", name=view, exact=True).click()
        settled(page)


# What moves or fades has come to its end.
AT_REST = """() => Promise.race([
  new Promise((done) => setTimeout(done, 1000)),  // some go on as long as the page does
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
])"""


def unfold(page: Page, title: str) -> None:
    """Open what is folded; what is in it can be clicked once all of it is there and it moves no more."""
    settled(page)  # what is still being drawn above would push the box from under the pointer
    page.get_by_text(title).click()
    settled(page)
    page.evaluate(AT_REST)


# Charts and pictures come after the script.
DRAWN = """() => [...document.querySelectorAll(".bakeoff-chart")].every((one) => one.querySelector(".main-svg")) &&
  [...document.images].every((one) => one.complete)"""
AXE = "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)"


def violations(page: Page | Frame) -> dict[str, list[str]]:
    """Return what axe finds, and still finds once all colours and all charts are there: rule and offending nodes."""
    deadline = time.monotonic() + PATIENCE / 2
    page.wait_for_function(DRAWN)
    page.evaluate(AT_REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    while True:
        page.evaluate(AT_REST)
        found = page.evaluate(AXE)
        if not found or time.monotonic() > deadline:
            return {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in found}


def nothing_scrolls_sideways(page: Page) -> None:
    """Wait until the page is no wider than its window, which it may be until its charts have followed."""
    main = page.locator('[data-testid="stMain"]').element_handle()
    page.wait_for_function("node => node.scrollWidth <= node.clientWidth + 1", arg=main)
