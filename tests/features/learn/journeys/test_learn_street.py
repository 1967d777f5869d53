"""Points that are dragged about a street, in a browser: by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import Mouse
from tests.journeys.helpers import violations
from tests.journeys.learn_steps import predict_everything


@pytest.mark.nightly
def test_a_point_that_is_dragged_or_moved_by_keys_moves_the_street(new_page):
    page = new_page("/learn?chapter=svm")
    predict_everything(Mouse(page))
    step = page.locator(".st-key-learn-step-2")
    told = step.get_by_text("The street is", exact=False).last
    expect(told).to_contain_text("1.8963")
    point = step.get_by_role("button", name="Point 17,")
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, box["y"] + 40, steps=4)
    page.mouse.up()
    expect(told).not_to_contain_text("1.8963")
    step.get_by_role("button", name="All points back").click()
    expect(told).to_contain_text("1.8963")
    point.focus()
    page.keyboard.press("ArrowLeft")
    expect(told).not_to_contain_text("1.8963")
    assert violations(page) == {}
