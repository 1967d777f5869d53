"""The chapters on a network's way forward and back in a browser, each gone through to its goal."""

import re

from playwright.sync_api import Locator, Page, expect

from bakeoff.learn.backward.exercise import exercise
from bakeoff.learn.forward.exclusive_or import SOLUTION, START
from bakeoff.learn.network import forward
from bakeoff.learn.small import small_task
from tests.e2e.helpers import violations
from tests.e2e.learn_steps import reached


def picture(page: Page, step: int) -> Locator:
    return page.locator(f".st-key-learn-step-{step} .net")


def test_a_step_is_played_by_keyboard_seen_from_near_and_a_gradient_worked_out(new_page):
    page = new_page("/learn?chapter=backward")
    page.get_by_text("Smaller", exact=True).click()
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
    fields = page.locator(".st-key-learn-step-5").get_by_role("spinbutton")
    fields.last.fill(f"{exercise(0).parts['gradient']:.3f}")
    fields.last.press("Enter")
    reached(page)


def test_exclusive_or_is_set_by_hand(new_page):
    page = new_page("/learn?chapter=forward")
    net = picture(page, 4)
    expect(net.get_by_role("row", name="✗")).to_have_count(2)
    net.locator(".link .line").nth(1).click()  # by its line in the picture
    expect(net.get_by_role("slider").first).to_have_accessible_name(re.compile("^weight from x"))
    for place in SOLUTION.places():
        end = f"neuron {place.target + 1} of layer 1" if place.layer == 0 else "output ŷ"
        source = (("x₁", "x₂") if place.layer == 0 else ("neuron 1 of layer 1", "neuron 2 of layer 1"))[
            place.source or 0
        ]
        name = f"bias of {end}" if place.source is None else f"weight from {source} to {end}"
        net.get_by_role("combobox").select_option(name)
        slider, steps = net.get_by_role("slider").first, round((SOLUTION.value(place) - START.value(place)) / 0.05)
        slider.focus()
        for _step in range(abs(steps)):
            page.keyboard.press("ArrowRight" if steps > 0 else "ArrowLeft")
    expect(net.get_by_role("row", name="✓")).to_have_count(4)
    reached(page)
