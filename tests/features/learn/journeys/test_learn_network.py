"""A network's picture in a browser: played by keyboard, seen from near, and a weight's chain of factors."""

from playwright.sync_api import Locator, Page, expect

from bakeoff.features.learn.network import forward
from bakeoff.features.learn.small import small_task
from tests.journeys.helpers import violations
from tests.journeys.settled import settled


def picture(page: Page, step: int) -> Locator:
    return page.locator(f".st-key-learn-step-{step} .net")


def test_a_step_is_played_by_keyboard_seen_from_near_and_taken_apart(new_page):
    page = new_page("/learn?chapter=backward")
    page.get_by_text("Smaller", exact=True).click()
    settled(page)
    net = picture(page, 1)
    expect(net.get_by_text("Picture 1 of 12")).to_be_visible()
    assert violations(page) == {}
    passed = forward(small_task("moons", (3,), "tanh").network, small_task("moons", (3,), "tanh").X[29:])
    net.get_by_role("button", name="Next", exact=False).first.focus()
    for _picture in range(4):
        page.keyboard.press("ArrowRight")
    expect(net.get_by_text(f"add up to 1.00: {passed.answer[0, 0]:.2f}")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(net.get_by_text("Picture 4 of 12")).to_be_visible()
    net.get_by_role("button", name="x₁").focus()
    for _neuron in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(net.get_by_role("button", name="neuron 1 of layer 1", exact=True)).to_have_attribute("aria-current", "true")
    page.keyboard.press("Enter")
    expect(net.get_by_role("math").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(net.get_by_role("button", name="Network", exact=True)).to_have_attribute("aria-current", "true")
    chain = picture(page, 2)
    chain.get_by_role("combobox").select_option("weight from x₂ to neuron 1 of layer 1")
    expect(page.get_by_text("the gradient of the weight from x₂ to neuron 1 of layer 1 is")).to_be_visible()
