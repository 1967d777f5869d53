"""A page worked by the keyboard alone, or by the mouse alone: the same verbs, done by either."""

import contextlib
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.e2e.helpers import wait_for_script

# Whether the focus is on a node, or in it, also where a component has a tree of its own.
FOCUSED = """node => {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return node.contains(active)
}"""
_MOST_TABS = 150
_TRIES = 8


class Hand(Protocol):
    """Does what a visitor does."""

    page: Page

    def choose(self, group: str | Locator, answer: str) -> None:
        """Choose one of a group of which one can be chosen."""

    def press(self, button: Locator) -> None:
        """Press a button."""

    def slide(self, slider: Locator, to: float) -> None:
        """Move a slider to a value, as it tells it to those who do not see."""

    def write(self, field: Locator, text: str) -> None:
        """Write into a field in place of what is there."""


def radios(page: Page, group: str | Locator) -> Locator:
    return group if isinstance(group, Locator) else page.get_by_role("radiogroup", name=group)


def value_of(slider: Locator) -> float:
    value = slider.get_attribute("aria-valuenow")
    return float(slider.input_value() if value is None else value)


class Keyboard:
    """Presses keys and nothing else: what it does not come to by Tab it cannot use."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab until the focus is on it or in it."""
        expect(target).to_be_visible()
        for _press in range(_MOST_TABS):
            if target.evaluate(FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {target}")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, group: str | Locator, answer: str) -> None:
        within = radios(self.page, group)
        self.reach(within)
        wanted = within.get_by_role("radio", name=answer, exact=True)
        if within.locator("[aria-checked=true], :checked").count() == 0:
            self.keys("Space")
        for _option in range(within.get_by_role("radio").count()):
            wait_for_script(self.page)
            if wanted.is_checked():
                return
            self.keys("ArrowRight")
        expect(wanted).to_be_checked()

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.keys("Enter")
        wait_for_script(self.page)

    def slide(self, slider: Locator, to: float) -> None:
        self.reach(slider)
        low, high = (float(slider.get_attribute(f"aria-value{end}") or slider.get_attribute(end)) for end in ("min", "max"))
        now = value_of(slider)
        if min(to - low, high - to) < abs(to - now):
            self.keys("Home" if to - low < high - to else "End")
        way = value_of(slider) < to
        while (value_of(slider) < to) == way and abs(value_of(slider) - to) > 1e-6:
            self.keys("ArrowRight" if way else "ArrowLeft")
        wait_for_script(self.page)
        assert abs(value_of(slider) - to) < 1e-6

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.keys("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.keys("Enter")
        wait_for_script(self.page)


class Mouse:
    """Points, presses and drags; it types only what it is asked to write."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, group: str | Locator, answer: str) -> None:
        radios(self.page, group).get_by_text(answer, exact=True).click()
        wait_for_script(self.page)

    def press(self, button: Locator) -> None:
        button.click()
        wait_for_script(self.page)

    def slide(self, slider: Locator, to: float) -> None:
        for _try in range(_TRIES):
            if abs(value_of(slider) - to) < 1e-6:
                break
            self._drag(slider, to)
        wait_for_script(self.page)
        assert abs(value_of(slider) - to) < 1e-6

    def _drag(self, slider: Locator, to: float) -> None:
        slider.scroll_into_view_if_needed()
        x, y = self._at(slider, value_of(slider))
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(*self._at(slider, to), steps=4)
        self.page.mouse.up()

    def _at(self, slider: Locator, value: float) -> tuple[float, float]:
        """Return where the thumb is at a value."""
        raise NotImplementedError

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 6) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=steps)
        self.page.mouse.up()

    def write(self, field: Locator, text: str) -> None:
        with contextlib.suppress(Exception):
            field.click(click_count=3)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        wait_for_script(self.page)
