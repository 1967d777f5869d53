"""Painting one's own points with the keyboard alone."""

from lab_steps import (
    PIXELS,
    button,
    expect_another_picture,
    expect_setting,
    plane,
)
from playwright.sync_api import Locator, Page, expect


def count(page: Page) -> int:
    return int(tools(page).locator(".note").inner_text().split()[0])


def tools(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="Paint tools")


def test_painting_by_keyboard_from_numbers_to_classes(lab):
    page = lab("?data=plane")
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
