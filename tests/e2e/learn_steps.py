"""What the journeys through the chapters of Learn do alike."""

from playwright.sync_api import Page, expect

from tests.e2e.helpers import violations
from tests.e2e.settled import settled


def predict(page: Page, question: str, answer: str) -> None:
    """Give an answer by mouse."""
    page.get_by_role("radiogroup", name=question).get_by_text(answer, exact=True).click()
    settled(page)


def predict_by_keyboard(page: Page, question: str) -> None:
    """Give the first answer by keyboard."""
    page.get_by_role("radiogroup", name=question).get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    settled(page)


def slide(page: Page, name: str, *keys: str) -> None:
    """Move a slider by keyboard."""
    slider = page.get_by_role("slider", name=name)
    slider.focus()
    for key in keys:
        slider.press(key)
        settled(page)


def worked_out(page: Page) -> None:
    """Wait for what jobs work out; the first of a server waits until TensorFlow has been loaded."""
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0, timeout=120_000)
    settled(page)


def not_reached(page: Page) -> None:
    expect(page.get_by_text("Reached.", exact=True)).to_have_count(0)


def reached(page: Page) -> None:
    """See that the goal is found reached, and that axe finds nothing."""
    expect(page.get_by_text("Reached.", exact=True)).to_be_visible()
    settled(page)
    found = violations(page)
    assert not found, found
