"""Painting one's own points, with the mouse and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.helpers import violations
from tests.journeys.lab_steps import (
    PIXELS,
    TRAINED,
    at,
    button,
    expect_another_picture,
    expect_setting,
    fill,
    plane,
    run_a_little,
)


def count(page: Page) -> int:
    return int(tools(page).locator(".note").inner_text().split()[0])


def tools(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Paint tools")


def press(page: Page, x1: float, x2: float) -> None:
    """Press at a place of the plane, once that is still on the screen."""
    box = plane(page).bounding_box()
    plane(page).click(position={"x": (x1 + 6) / 12 * box["width"], "y": (6 - x2) / 12 * box["height"]})


def place(page: Page) -> float:
    """Return how far below the page's top the picture is."""
    return plane(page).evaluate(
        "canvas => canvas.getBoundingClientRect().top - "
        "document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().top"
    )


def dab(page: Page, brush: str, x1: float, x2: float) -> None:
    button(page, brush).click()
    press(page, x1, x2)


def expect_painted(page: Page, count: int) -> None:
    """Wait until the address holds so many points: five bytes each, six bits a letter."""
    expect(page).to_have_url(re.compile(rf"painted=[\w-]{{{-(-count * 5 * 8 // 6)}}}(&|$)"))


@pytest.mark.nightly
def test_every_brush_jitter_eraser_undo_redo_and_clear(lab):
    page = lab("?points=60")
    button(page, "Paint points").click()
    assert count(page) == 60
    button(page, "Clear").click()
    expect(tools(page)).to_contain_text("0 points")
    refusal = page.locator(".lab .trouble")
    expect(refusal).to_have_text("There are no points; paint some, or choose a preset.")
    expect(page.locator(".lab .figures tbody td")).to_have_text(["–"] * 4)  # no number is of points that are gone
    where = place(page)
    dab(page, "Brush for class 1", -4, 0)
    expect(refusal).to_have_text("All points are of one class; paint some of another.")
    assert count(page) > 0  # told, and nothing lost
    dab(page, "Brush for class 2", -2, 0)
    expect(refusal).to_have_text("All training points are of one class; add points, or enlarge the training part.")
    assert place(page) == where  # what is said must not move the picture under the brush
    for code, x1 in enumerate((0, 2, 4), 3):
        dab(page, f"Brush for class {code}", x1, 0)
    expect(refusal).to_be_hidden()
    assert place(page) == where
    expect(page.locator(".lab .legend .mark")).to_have_text(["A", "B", "C", "D", "E"])
    expect(page.get_by_role("radio", name="Your own points")).to_be_checked()
    drawn = count(page)
    expect_painted(page, drawn)
    before = page.url
    button(page, "Jitter").click()
    expect(page).not_to_have_url(before)
    jittered = page.url
    button(page, "Undo").click()
    expect(page).to_have_url(before)
    button(page, "Redo").click()
    expect(page).to_have_url(jittered)
    button(page, "Undo").click()
    expect(page).to_have_url(before)
    button(page, "Eraser").click()
    press(page, 2, 0)
    expect(page.locator(".lab .legend .mark")).to_have_count(5)  # class D has lost its points, not its name
    erased = count(page)
    assert erased < drawn
    page.mouse.move(*at(page, -4, 3))
    page.mouse.down()
    page.mouse.move(*at(page, 4, 3), steps=8)  # nothing there: erases nothing
    page.mouse.up()
    assert count(page) == erased
    expect_painted(page, erased)
    run_a_little(page)
    expect(tools(page)).to_contain_text(f"{erased} points")
    page.reload()
    expect(page.get_by_role("radio", name="Your own points")).to_be_checked(timeout=TRAINED)
    button(page, "Paint points").click()
    expect(tools(page)).to_contain_text(f"{erased} points")


def test_painting_by_keyboard_from_numbers_to_classes(lab):
    page = lab("?data=plane", rivals=True)
    expect(button(page, "Paint points")).to_be_hidden()  # numbers cannot be painted
    page.get_by_role("radio", name="Your own points").click()
    expect(tools(page)).to_contain_text("500 points")
    plane(page).focus()
    page.keyboard.press("Backspace")
    expect(tools(page)).to_contain_text("0 points")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    one = count(page)
    page.keyboard.press("2")
    for _step in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    both = count(page)
    assert both > one > 0
    expect_setting(page, "data=painted")
    page.keyboard.press("e")
    page.keyboard.press("Enter")
    assert count(page) == one
    page.keyboard.press("u")
    assert count(page) == both
    page.keyboard.press("U")
    assert count(page) == one
    page.keyboard.press("Control+z")
    assert count(page) == both
    before = plane(page).evaluate(PIXELS)
    page.keyboard.press("j")
    expect_another_picture(plane(page), before)
    assert count(page) == both
    page.keyboard.press("p")
    expect(tools(page)).to_be_hidden()


@pytest.mark.nightly
def test_two_painted_classes_are_raced_on_and_judged(lab):
    page = lab("?points=60")
    button(page, "Paint points").click()
    button(page, "Clear").click()
    expect(tools(page)).to_contain_text("0 points")
    expect(page.get_by_role("radio", name="Your own points")).not_to_be_checked()  # nothing to learn from yet
    for code, x1 in enumerate((-3, 3), 1):
        button(page, f"Brush for class {code}").click()
        page.mouse.move(*at(page, x1, -3))
        page.mouse.down()
        page.mouse.move(*at(page, x1, 3), steps=10)
        page.mouse.up()
    points = count(page)
    expect_painted(page, points)
    assert violations(page) == {}
    button(page, "Race on these points").click()
    expect(page.get_by_role("heading", name="Who wins on Painted points?")).to_be_visible()
    expect(page.get_by_text(f"{points} rows, 2 features, 2 classes")).to_be_visible()
    assert violations(page) == {}
    for label in ("Neural network", "Random forest"):
        page.get_by_text(label, exact=True).first.click()
    page.get_by_role("link", name="Judge", exact=True).click()
    expect(page.get_by_text(f"{points} rows, 2 features, 2 classes")).to_be_visible()
    fill(page, "Folds", "3")
    fill(page, "Repeats", "1")
    button(page, "Start judging").click()
    verdict = re.compile("practically equal|better than")
    expect(page.get_by_role("heading", name=verdict)).to_be_visible(timeout=TRAINED)
    page.get_by_role("link", name="Open this race in the lab").click()
    expect(page.get_by_role("radio", name="Your own points")).to_be_checked(timeout=TRAINED)
    half = re.compile(rf"of ({points // 2}|{points - points // 2}) test points right")
    expect(page.get_by_text(half).first).to_be_visible(timeout=TRAINED)
    if button(page, "Paint points").get_attribute("aria-pressed") == "false":  # open if other points were shown before
        button(page, "Paint points").click()
    expect(tools(page)).to_contain_text(f"{points} points")
