"""A page worked by the keyboard alone, or by the mouse alone: the same verbs, done by either."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.journeys.settled import settled

# Where the focus is, seen from a node: on it or in it, also where a component has a tree of its own, or behind it.
FOCUS = """node => {
  if (!node.isConnected) return null
  let active = document.activeElement
  const behind = node.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return node.contains(active) ? "there" : behind && document.contains(node) ? "behind" : "elsewhere"
}"""
# Where the thumb of a slider is at a value: Streamlit moves a box over a hidden field, a field of ours has its own.
THUMB = """(input, value) => {
  const share = (value - input.min) / (input.max - input.min)
  const thumb = input.closest('[style*="left:"]')
  const [box, own] = [(thumb?.parentElement ?? input).getBoundingClientRect(), (thumb ?? input).getBoundingClientRect()]
  const edge = thumb ? 0 : own.height / 2
  return [box.left + edge + share * (box.width - 2 * edge), own.top + own.height / 2]
}"""
Place = tuple[float, float]
MOST_TABS = 150
TRIES = 5


class Hand(Protocol):
    """Does what a visitor does."""

    page: Page

    def choose(self, group: Locator, answer: str) -> None:
        """Choose one of those of which one can be chosen."""

    def select(self, box: Locator, option: str) -> None:
        """Choose one of a list that opens."""

    def press(self, button: Locator) -> None:
        """Press a button."""

    def slide(self, slider: Locator, to: float) -> None:
        """Move a slider to a value."""

    def write(self, field: Locator, text: str) -> None:
        """Write into a field in place of what is there."""


def value_of(slider: Locator) -> float:
    return float(slider.input_value())


def is_at(slider: Locator, value: float) -> bool:
    return abs(value_of(slider) - value) < 1e-6


class Keyboard:
    """Presses keys and nothing else: what it does not come to by Tab it cannot use."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab, or to go back Shift and Tab, until the focus is on it or in it."""
        node, key = target.element_handle(), ""
        for _press in range(MOST_TABS):
            if (focus := node.evaluate(FOCUS)) is None:  # it was drawn anew
                node = target.element_handle()
                continue
            if focus == "there":
                return
            key = key or ("Shift+Tab" if focus == "behind" else "Tab")
            self.keys(key)
        raise AssertionError(f"{key} never came to {target}")

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, group: Locator, answer: str) -> None:
        self.reach(group)
        wanted = group.get_by_role("radio", name=answer, exact=True)
        for _option in range(2 * group.get_by_role("radio").count()):
            settled(self.page)
            if wanted.is_checked():
                return
            self.keys("Space" if wanted.evaluate(FOCUS) == "there" else "ArrowRight")
        expect(wanted).to_be_checked()

    def select(self, box: Locator, option: str) -> None:
        self.reach(box)
        self.page.keyboard.type(option)
        self.keys("Enter")
        settled(self.page)

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.keys("Enter")
        settled(self.page)

    def slide(self, slider: Locator, to: float) -> None:
        self.reach(slider)
        low, high = (float(slider.get_attribute(end) or "nan") for end in ("min", "max"))
        if min(to - low, high - to) < abs(to - value_of(slider)):
            self.keys("Home" if to - low < high - to else "End")
        key, before = ("ArrowRight" if value_of(slider) < to else "ArrowLeft"), None
        while not is_at(slider, to) and value_of(slider) != before:
            before = value_of(slider)
            self.keys(key)
        settled(self.page)
        assert is_at(slider, to), value_of(slider)

    def write(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.keys("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.keys("Enter")
        settled(self.page)


class Mouse:
    """Points, presses and drags; it types only what it is asked to write."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def choose(self, group: Locator, answer: str) -> None:
        group.get_by_text(answer, exact=True).click()
        settled(self.page)

    def select(self, box: Locator, option: str) -> None:
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        settled(self.page)

    def press(self, button: Locator) -> None:
        button.click()
        settled(self.page)

    def slide(self, slider: Locator, to: float) -> None:
        slider.evaluate("node => node.scrollIntoView({ block: 'center' })")
        for _try in range(TRIES):
            if not is_at(slider, to):
                self.drag(*(slider.evaluate(THUMB, value) for value in (value_of(slider), to)))
        settled(self.page)
        assert is_at(slider, to), value_of(slider)

    def drag(self, start: Place, end: Place, steps: int = 4) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=steps)
        self.page.mouse.up()

    def write(self, field: Locator, text: str) -> None:
        field.click(click_count=3)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        settled(self.page)
