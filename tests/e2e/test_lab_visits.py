"""Coming, going and coming back: what a lab does while nobody looks, and what is there again afterwards."""

import re

from lab_steps import button, epoch, expect_paused, figure, run_a_little
from playwright.sync_api import WebSocket, expect

HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def test_a_reload_while_it_runs_finds_it_running(lab):
    page = lab()
    run_a_little(page)
    before = epoch(page)
    page.reload()
    expect(button(page, "Pause")).to_be_visible()
    assert epoch(page) >= before
    button(page, "Pause").click()
    expect_paused(page)


def test_a_hidden_tab_asks_for_nothing_and_shows_the_present_when_it_is_back(new_page):
    page = new_page("/")
    sent: list[object] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda data: sent.append(data))

    page.on("websocket", listen)
    page.goto(f"{page.url.rstrip('/')}/lab")
    expect(figure(page, 0)).to_have_text(re.compile(r"\d"), timeout=120_000)
    run_a_little(page)
    page.evaluate(HIDE, True)
    page.wait_for_timeout(500)  # what was on its way has come
    sent.clear()
    hidden = epoch(page)
    page.wait_for_timeout(2000)
    assert len(sent) == 0
    page.evaluate(HIDE, False)
    expect(page.locator(".lab .epoch")).not_to_have_text(f"{hidden:07,}")
    button(page, "Pause").click()
    expect_paused(page)


def test_the_seed_of_the_weights_is_shown_and_new_ones_take_the_next(lab):
    page = lab()
    first = figure(page, 0).inner_text()
    expect(page.locator(".lab .seed")).to_have_text("seed 0")
    button(page, "New initial weights").click()
    expect(page.locator(".lab .seed")).to_have_text("seed 1")
    expect(figure(page, 0)).not_to_have_text(first)
    expect(page).to_have_url(re.compile("weight_seed=1"))
