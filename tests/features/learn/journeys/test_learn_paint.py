"""The chapter on machine learning and deep learning in a browser: points painted by keyboard, nightly by mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.learn_steps import complete, not_reached, predict_everything, reached

REACH, STEP = 6.0, 0.4
"""Of the plane, and how far an arrow key moves the brush."""
ENDS = 5.2
STEADY = "Math.random = ((s) => () => (s = (s * 16807) % 2147483647) / 2147483647)(7)"
"""The brush strews points by chance; here always the same way."""


def slanting(apart: float) -> Iterator[tuple[str, float]]:
    """Yield brush and offset of three lines from lower left to upper right, the middle one of the other class."""
    yield from (("Brush for class 1", -apart), ("Brush for class 1", apart), ("Brush for class 2", 0.0))


def drag(page: Page, canvas: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
    box = canvas.bounding_box()
    places = [
        (box["x"] + (x + REACH) / (2 * REACH) * box["width"], box["y"] + (REACH - y) / (2 * REACH) * box["height"])
        for x, y in (start, end)
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=60)
    page.mouse.up()


def draw_by_keyboard(page: Page, canvas: Locator, offset: float) -> None:
    """Put the brush down along a line; when the picture is reached, it is in the middle."""
    Keyboard(page).reach(canvas)
    to_start = (("ArrowLeft", ENDS + offset), ("ArrowDown", ENDS - offset))
    keys = [key for key, way in to_start for _step in range(round(way / STEP))]
    keys += ["Enter", *(["ArrowRight", "ArrowUp"] * 2 + ["Enter"]) * round(ENDS / STEP)]
    for key in keys:
        page.keyboard.press(key)


@pytest.fixture
def painting(new_page) -> Page:
    """Return the chapter with a brush that makes the same points each time."""
    page = new_page("/learn?chapter=features")
    page.evaluate(STEADY)
    return page


def start_from_nothing(hand: Hand) -> Locator:
    """Take all points away, and return the picture to paint on."""
    hand.press(hand.page.get_by_role("button", name="No points", exact=True))
    canvas = hand.page.get_by_role("img", name="Painted points")
    expect(canvas).to_have_attribute("aria-label", re.compile("Painted points: 0 of the first class"))
    not_reached(hand.page)
    return canvas


def test_points_for_the_network_alone_are_painted_by_keyboard(painting):
    hand = Keyboard(painting)
    predict_everything(hand)
    canvas = start_from_nothing(hand)
    hand.reach(painting.get_by_role("slider", name="Brush size"))
    hand.keys("Home", "ArrowRight")
    for brush, offset in slanting(2 * STEP):
        hand.press(painting.get_by_role("button", name=brush))
        draw_by_keyboard(painting, canvas, offset)
    complete(hand)
    reached(painting)


@pytest.mark.nightly
def test_points_for_the_network_alone_are_painted_by_mouse(painting):
    predict_everything(Mouse(painting))
    canvas = start_from_nothing(Mouse(painting))
    painting.get_by_role("slider", name="Brush size").press("Home")
    canvas.scroll_into_view_if_needed()
    for brush, offset in slanting(STEP):
        painting.get_by_role("button", name=brush).click()
        drag(painting, canvas, (-ENDS - offset, -ENDS + offset), (ENDS - offset, ENDS + offset))
    complete(Mouse(painting))
    reached(painting)
