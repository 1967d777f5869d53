"""Journeys through the network lab in Chromium; every network is trained for real."""

import re
from collections.abc import Callable

import pytest
from helpers import violations
from playwright.sync_api import Locator, Page, expect

PIXELS = "canvas => canvas.toDataURL()"


@pytest.fixture
def lab(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens the lab and waits for its network."""

    def open_lab(query: str = "", **how: object) -> Page:
        page = new_page(f"/lab{query}", **how)
        # The first lab of a server waits for the labs' template to load TensorFlow.
        expect(page.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
        return page

    return open_lab


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def epoch(page: Page) -> int:
    return int(page.locator(".lab .epoch").inner_text().replace(",", ""))


def expect_epoch(page: Page, text: str) -> None:
    expect(page.locator(".lab .epoch")).to_have_text(text)


def run_a_little(page: Page) -> None:
    button(page, "Run").click()
    expect(page.locator(".lab .epoch")).not_to_have_text("000,000")


def test_a_run_moves_pauses_steps_and_rewinds_to_the_very_start(lab):
    page = lab()
    plane = page.locator(".lab canvas.plane").first
    start_picture, start_loss = plane.evaluate(PIXELS), page.locator(".lab .figures tbody td").nth(1).inner_text()
    run_a_little(page)
    button(page, "Pause").click()
    expect(page.locator(".lab .speed")).to_have_text("Paused")
    page.wait_for_timeout(600)
    assert plane.evaluate(PIXELS) != start_picture
    before = epoch(page)
    button(page, "Step one epoch").click()
    expect_epoch(page, f"{before + 1:07,}")
    button(page, "Step one batch").click()
    expect(page.locator(".lab .notes")).to_contain_text("1 batches")
    button(page, "Rewind to the initial weights").click()
    expect_epoch(page, "000,000")
    expect(page.locator(".lab .figures tbody td").nth(1)).to_have_text(start_loss)


def test_the_learning_rate_changes_while_it_runs_without_a_reset(lab):
    page = lab()
    run_a_little(page)
    before = epoch(page)
    page.get_by_role("combobox", name="Learning rate").click()
    page.get_by_role("option", name="0.003", exact=True).click()
    expect(page).to_have_url(re.compile("learning_rate=0.003"))
    assert epoch(page) >= before
    expect(button(page, "Pause")).to_be_visible()


def test_layers_neurons_data_and_a_reload(lab):
    page = lab()
    button(page, "Add a hidden layer").click()
    button(page, "Add a neuron to layer 1").click()
    expect(page).to_have_url(re.compile("layers=5"))
    page.get_by_role("radio", name="Spiral").click()
    expect(page).to_have_url(re.compile("data=spiral"))
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    page.reload()
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()


def test_two_visitors_have_a_lab_each(lab):
    one, other = lab(), lab()
    run_a_little(one)
    expect_epoch(other, "000,000")


def test_the_keys_run_pause_step_and_rewind(lab):
    page = lab()
    page.keyboard.press(" ")
    expect(page.locator(".lab .epoch")).not_to_have_text("000,000")
    page.keyboard.press(" ")
    expect(page.locator(".lab .speed")).to_have_text("Paused")
    page.keyboard.press("r")
    expect_epoch(page, "000,000")
    page.keyboard.press("ArrowRight")
    expect_epoch(page, "000,001")


def test_the_others_answer_and_a_branch_leaves_a_ghost(lab):
    page = lab()
    expect(page.get_by_text(re.compile(r"All four agree on \d+ % of the plane"))).to_be_visible()
    run_a_little(page)
    button(page, "Pause").click()
    expect(page.locator(".lab .speed")).to_have_text("Paused")
    page.get_by_role("button", name="Branch from this epoch").click()
    page.get_by_role("textbox", name="Learning rate").fill("0.3")
    button(page, "Branch").click()
    expect(page).to_have_url(re.compile("learning_rate=0.3"))
    expect(page.locator(".lab .ghost-list li")).to_have_count(1)


def test_a_race_opens_in_the_lab_and_the_lab_in_a_race(new_page):
    page = new_page("/?dataset=xor")
    page.get_by_role("link", name="Open this race in the lab").click()
    expect(page.get_by_role("radio", name="Exclusive or")).to_be_checked()
    page.get_by_role("link", name="Race on this data").click()
    expect(page.get_by_role("button", name="Start race")).to_be_visible()
    expect(page).to_have_url(re.compile("dataset=xor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_theme_is_kept(lab, scheme):
    page = lab(scheme=scheme)
    page.wait_for_timeout(500)
    assert violations(page) == {}
    ground = page.locator('[data-testid="stApp"]').evaluate("node => getComputedStyle(node).backgroundColor")
    assert (max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 60) == (scheme == "dark")


def test_a_phone_shows_the_lab_first_and_does_not_scroll_sideways(lab):
    page = lab(width=390, height=844)
    expect(button(page, "Run")).to_be_in_viewport()
    assert page.locator('[data-testid="stMain"]').evaluate("node => node.scrollWidth <= node.clientWidth + 1")
