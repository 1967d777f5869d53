"""What every journey says: start, wait, read a card."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.e2e.settled import settled

LONG = "keras_mlp.epochs=10000&keras_mlp.hidden=256,256"
"""Settings in a link that keep the network busy for minutes."""


def start(page: Page) -> None:
    page.get_by_role("button", name="Start race").click()


def settings(page: Page, label: str) -> None:
    """Open what can be set of a contender, which its line names."""
    line = page.locator('[class*="-settings"]').filter(has_text=label).filter(has=page.get_by_role("button"))
    line.get_by_role("button", name="Settings").click()
    settled(page)


def card(page: Page, label: str) -> Locator:
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=label))


def expect_status(page: Page, label: str, status: str, timeout: float = 30_000) -> None:
    expect(card(page, label)).to_contain_text(status, timeout=timeout)


def finish(page: Page, timeout: float = 60_000) -> None:
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible(timeout=timeout)
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
    """Open what is folded; what is in it can be clicked when it moves no more."""
    page.get_by_text(title).click()
    page.evaluate(AT_REST)


def violations(page: Page) -> dict[str, list[str]]:
    """Return what axe finds, once all colours are there: rule and offending nodes."""
    page.evaluate(AT_REST)
    found = Axe().run(page).response["violations"]
    return {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in found}
