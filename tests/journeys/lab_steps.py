"""What every journey through the lab says: press, run, pause, look."""

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.waiting import wait_until

TRAINED = 60_000
"""Milliseconds that a machine with much else to do may take to train a few epochs and say so."""
PIXELS = "canvas => canvas.toDataURL()"
PAINTED = """canvas => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(canvas.toDataURL()))))"""
"""The picture with all in it that the page knows by now, unless it moves there by and by."""


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def plane(page: Page) -> Locator:
    """Return the large picture."""
    return page.locator(".lab .output canvas.plane")


def diagram(page: Page) -> Locator:
    """Return the picture of the network."""
    return page.locator(".lab .network-canvas")


def at(page: Page, x1: float, x2: float) -> tuple[float, float]:
    """Return where a place of the plane is on the screen."""
    plane(page).scroll_into_view_if_needed()
    box = plane(page).bounding_box()
    return box["x"] + (x1 + 6) / 12 * box["width"], box["y"] + (6 - x2) / 12 * box["height"]


def epoch(page: Page) -> int:
    return int(page.locator(".lab .epoch").inner_text().replace(",", ""))


def expect_epoch(page: Page, text: str) -> None:
    expect(page.locator(".lab .epoch")).to_have_text(text, timeout=TRAINED)


def figure(page: Page, place: int) -> Locator:
    """Return one of test loss, training loss, test score, training score."""
    return page.locator(".lab .figures tbody td").nth(place)


def run_a_little(page: Page) -> None:
    button(page, "Run").click()
    expect(page.locator(".lab .epoch")).not_to_have_text("000,000", timeout=TRAINED)


def run_to(page: Page, stop: str) -> None:
    """Run to the epoch where it stops by itself."""
    button(page, "Run").click()
    expect_epoch(page, stop)
    expect_paused(page)


def expect_paused(page: Page) -> None:
    expect(page.locator(".lab .speed")).to_have_text("Paused", timeout=TRAINED)


def expect_picture(canvas: Locator, pixels: str) -> None:
    """Wait until a picture is this one."""
    canvas.page.wait_for_function(
        "([canvas, pixels]) => canvas.toDataURL() === pixels", arg=[canvas.element_handle(), pixels], timeout=TRAINED
    )


def expect_another_picture(canvas: Locator, pixels: str) -> None:
    """Wait until a picture is not this one any more."""
    canvas.page.wait_for_function(
        "([canvas, pixels]) => canvas.toDataURL() !== pixels", arg=[canvas.element_handle(), pixels], timeout=TRAINED
    )


def expect_setting(page: Page, text: str) -> None:
    """Wait until the address holds a setting."""
    expect(page).to_have_url(re.compile(rf"[?&]{re.escape(text)}(&|$)"))


def choose(scope: Page | Locator, page: Page, label: str, option: str) -> None:
    """Choose from one of Streamlit's lists, which show only some of their options until one types."""
    box = scope.get_by_role("combobox", name=label)
    # By attribute: the options of the diagram's own lists have the role, too.
    wanted = page.locator('[role="option"]').get_by_text(option, exact=True)
    for patience in (3_000, 3_000, 30_000):  # a list closes when what is being worked out changes its page
        box.fill(option)
        try:
            wanted.click(timeout=patience)
        except TimeoutError:
            box.blur()  # what was typed goes, and what was chosen, if late, is seen
            if box.input_value() != option:
                continue
        return
    raise AssertionError(f"no {option} to choose for {label}")


def point_at(target: Locator, shown: Locator) -> None:
    """Point at something until what that shows is there: what is drawn anew under a pointer at rest hears nothing."""

    def pointed() -> bool:
        target.page.mouse.move(0, 0)
        target.hover()
        return shown.is_visible()

    wait_until(pointed)


def fill(page: Page, label: str, value: str) -> None:
    """Type into one of Streamlit's number fields."""
    field = page.get_by_role("spinbutton", name=label)
    field.fill(value)
    field.press("Enter")
