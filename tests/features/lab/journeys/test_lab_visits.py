"""Coming, going and coming back: what a lab does while nobody looks, and what is there again afterwards."""

import re

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.journeys.lab_steps import TRAINED, button, epoch, expect_epoch, expect_paused, figure, run_a_little
from tests.journeys.settled import settled
from tests.waiting import wait_until

HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def expect_epoch_and_batch(page: Page) -> None:
    """Wait until the run stands within an epoch."""
    expect(page.locator(".lab .notes")).to_contain_text("batch", timeout=TRAINED)


def test_a_reload_finds_a_run_as_it_is_and_a_copied_link_does_not_carry_it(lab):
    page = lab("?points=60&noise=0.1")
    run_a_little(page)
    before = epoch(page)
    page.reload()
    expect(button(page, "Pause")).to_be_visible(timeout=TRAINED)
    wait_until(lambda: epoch(page) >= before)
    button(page, "Step one batch").click()  # it pauses, and only what came of it has a batch
    expect_epoch_and_batch(page)
    reached, loss = epoch(page), figure(page, 0).inner_text()
    page.reload()
    expect_epoch(page, f"{reached:07,}")
    expect_epoch_and_batch(page)
    expect_paused(page)
    expect(figure(page, 0)).to_have_text(loss)
    button(page, "Step one epoch").click()
    expect_epoch(page, f"{reached + 1:07,}")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied", exact=False)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "noise=0.1" in copied
    assert "lab=" not in copied.partition("?")[2]


@pytest.mark.nightly
def test_a_hidden_tab_asks_for_nothing_and_shows_the_present_when_it_is_back(new_page):
    page = new_page("/")
    sent: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda data: sent.append(data))

    page.on("websocket", listen)
    page.clock.install()
    page.goto(f"{page.url.rstrip('/')}/lab")
    expect(figure(page, 0)).to_have_text(re.compile(r"\d"), timeout=120_000)
    run_a_little(page)
    page.evaluate(HIDE, True)
    page.clock.run_for(1000)
    settled(page)  # what was on its way has come
    sent.clear()
    hidden = epoch(page)
    page.clock.run_for(60_000)
    assert epoch(page) == hidden
    assert len(sent) == 0
    page.evaluate(HIDE, False)
    expect(page.locator(".lab .epoch")).not_to_have_text(f"{hidden:07,}")
    button(page, "Pause").click()
    expect_paused(page)
