"""The chapter on machine learning and deep learning in a browser: points painted by mouse, and by keyboard."""

import re
from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

from tests.e2e.hands import Keyboard
from tests.e2e.learn_steps import not_reached, predict, predict_by_keyboard, reached, slide

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


def test_points_for_the_network_alone_are_painted_by_mouse_and_by_keyboard(new_page):
    page = new_page("/learn?chapter=features")
    page.evaluate(STEADY)
    predict_by_keyboard(page, "Now one class lies all round the other.")
    expect(page.get_by_role("heading", name="A ring")).to_be_visible()
    predict(page, "The straight line is told the squares", "Nearly all")
    predict(page, "What does a single unit tell apart?", "One side of a straight edge from the other")
    slide(page, "Hidden units", "Home")
    expect(page.get_by_text("The whole network with 1 hidden unit has 50 of 80 right.")).to_be_visible()
    predict(page, "A straight line is told one of these.", "The numbers of the second layer")
    predict(page, "Eight upright stripes", "The tree")
    canvas, size = page.get_by_role("img", name="Painted points"), page.get_by_role("slider", name="Brush size")

    page.get_by_role("button", name="No points", exact=True).click()
    expect(canvas).to_have_attribute("aria-label", re.compile("Painted points: 0 of the first class"))
    size.press("Home")
    canvas.scroll_into_view_if_needed()
    for brush, offset in slanting(STEP):
        page.get_by_role("button", name=brush).click()
        drag(page, canvas, (-ENDS - offset, -ENDS + offset), (ENDS - offset, ENDS + offset))
    expect(page.get_by_text("Reached.", exact=True)).to_be_visible()

    Keyboard(page).press(page.get_by_role("button", name="No points", exact=True))
    not_reached(page)
    hand = Keyboard(page)
    hand.reach(size)
    hand.keys("ArrowRight")
    for brush, offset in slanting(2 * STEP):
        hand.press(page.get_by_role("button", name=brush))
        draw_by_keyboard(page, canvas, offset)
    reached(page)
