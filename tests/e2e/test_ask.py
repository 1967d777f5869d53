"""A visitor questions the contenders of a race: by drawing, and by changing a row."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from helpers import finish, start, violations
from playwright.sync_api import Page, expect

from bakeoff.datasets import dataset

STROKES = json.loads(Path(__file__).parents[1].joinpath("strokes.json").read_text(encoding="utf-8"))
LOADED = 120_000


def raced(page: Page) -> str:
    """Run the race that the page is set up for, and return its id."""
    start(page)
    finish(page, 180_000)
    return parse_qs(urlparse(page.url).query)["run"][0]


def draw(page: Page, strokes: list[list[float]]) -> None:
    pad = page.locator("canvas.ink")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    for stroke in strokes:
        along = zip(stroke[::2], stroke[1::2], strict=True)
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in along]
        page.mouse.move(*places[0])
        page.mouse.down()
        for place in places[1:]:
            page.mouse.move(*place)
        page.mouse.up()


def answers(page: Page) -> list[str]:
    return page.locator("article.answer .text").all_inner_texts()


def at_rest(page: Page) -> list[str]:
    """Return the answers to all that was drawn."""
    expect(page.locator('.pad[aria-busy="false"]')).to_be_visible()
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    return answers(page)


@pytest.mark.skipif(not dataset("mnist").present(), reason="MNIST is not in the data home")
def test_drawn_digits_are_recognised(new_page):
    page = new_page(
        "/?dataset=mnist&rules.rows=4000&contenders=keras_mlp,svm,random_forest&keras_mlp.epochs=8"
        "&random_forest.n_estimators=50"
    )
    raced(page)
    page.get_by_role("link", name="Ask the models").click()
    expect(page.locator("canvas.ink")).to_be_visible(timeout=LOADED)
    assert answers(page) == ["–"] * 3
    right = 0
    for digit, strokes in STROKES.items():
        draw(page, strokes)
        expect(page.locator("article.answer .text").first).not_to_have_text("–")
        right += at_rest(page).count(digit) >= 2
        page.get_by_role("button", name="Clear").click()
        expect(page.locator("article.answer .text").first).to_have_text("–")
    assert right >= 9
    pad = page.locator("canvas.ink")
    pad.focus()
    for key in ("Enter", *["ArrowDown"] * 20, "Enter"):  # a one, by keyboard
        pad.press(key)
    assert at_rest(page).count("1") >= 2
    expect(page.locator(".bakeoff-neighbours img")).to_have_count(6)
    assert violations(page) == {}
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("article.answer .text").first).to_have_text("–")
