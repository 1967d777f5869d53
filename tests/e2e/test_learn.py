"""The chapters of Learn in a browser: each gone through to its goal."""

import re

from playwright.sync_api import expect

from bakeoff.learn import chapters
from bakeoff.learn.questions.questions import NEEDED, QUESTIONS
from tests.e2e.helpers import violations, wait_for_script
from tests.e2e.learn_steps import predict, predict_by_keyboard, reached


def test_questions_are_answered_by_mouse_and_keyboard_and_the_goal_stays_reached(new_page):
    page = new_page("/learn")
    page.get_by_role("button", name="Questions and answers").click()
    expect(page.get_by_role("heading", name="Questions and answers")).to_be_visible()
    first, *others = QUESTIONS[:NEEDED]
    group = page.get_by_role("radiogroup", name=first.text)
    group.get_by_role("radio").first.focus()
    page.keyboard.press("Space")  # chooses the first
    for _step in range(list(first.options).index(first.right)):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("is right.").or_(page.get_by_text("Right.")).first).to_be_visible()
    for question in others:
        page.get_by_role("radiogroup", name=question.text).get_by_text(question.options[question.right]).click()
        wait_for_script(page)
    page.get_by_role("radiogroup", name=QUESTIONS[NEEDED].text).get_by_text(
        QUESTIONS[NEEDED].options[QUESTIONS[NEEDED].right]
    ).click()
    reached(page)
    page.get_by_role("button", name="All chapters").click()
    expect(page.get_by_text(f"1 of {len(chapters())}")).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"1 of {len(chapters())}")).to_be_visible()
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()  # it comes a moment later
    assert violations(page) == {}


def test_optimisers_race_from_where_the_ring_is_dragged_and_the_limit_of_the_rate_is_found(new_page):
    page = new_page("/learn?chapter=descent", motion="no-preference")
    page.get_by_role("radiogroup", name="which one is there first?").get_by_text("Nesterov", exact=True).click()
    race = page.locator("section.descent").first
    handle, told = race.get_by_role("button", name="Start at"), page.get_by_text("In the circle to stay")
    handle.scroll_into_view_if_needed()
    expect(handle).to_have_attribute("aria-label", re.compile("w₁ = −2.4, w₂ = 1.4"))
    race.get_by_role("button", name="From the start").click()  # they may be there already
    expect(race.get_by_role("button", name="Pause")).to_be_visible()  # they are on their way
    expect(told).to_have_count(0)
    race.get_by_role("slider", name="Step that is shown").press("End")
    expect(told).to_contain_text("Adagrad after 3 steps, Nesterov after 31 steps")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=4)
    page.mouse.up()
    expect(handle).not_to_have_attribute("aria-label", re.compile("w₂ = 1.4"))
    handle.press("ArrowLeft")
    expect(told).not_to_contain_text("Adagrad after 3 steps")
    wait_for_script(page)
    # What the browser has computed is what Python tells.
    rows = [row.inner_text().split("\t") for row in race.locator("tbody tr").all()]
    assert len(rows) == 7
    for label, _rate, _loss, steps in rows:
        expect(told).to_contain_text(f"{label.strip()} after {steps.strip()} step")
    rate = page.get_by_role("slider", name="Learning rate α")
    for _step in range(14):
        rate.press("ArrowRight")
    reached(page)


def test_losses_are_read_by_dragging_and_by_keyboard_to_the_goal(new_page):
    page = new_page("/learn?chapter=loss")
    for question, answer in (
        ("One prediction misses", "3 times"),
        ("The outlier is moved", "That of the squared error most of all"),
    ):
        predict(page, question, answer)
    reading = page.get_by_role("slider", name="Prediction ŷ")
    row = page.get_by_role("row", name="Squared error").first
    expect(row).to_contain_text("1.0002.000")
    reading.focus()
    page.keyboard.press("Home")  # from 3 to -2: 4 below the target
    expect(row).to_contain_text("16.000−8.000")
    picture = page.get_by_role("img", name="Three losses of a number")
    picture.click(position={"x": picture.bounding_box()["width"] - 12, "y": 60})  # the right end: 4 above it
    expect(row).to_contain_text("16.0008.000")
    points = page.get_by_role("img", name="Points, an outlier")
    points.hover(position={"x": 400, "y": 150})
    page.mouse.down()
    box = points.bounding_box()
    points.hover(position={"x": box["width"] - 14, "y": box["height"] - 26})
    expect(page.get_by_role("row", name="Squared error").last).to_contain_text("2.49")
    page.mouse.up()
    reached(page)


def test_a_deep_network_is_found_by_keyboard_whose_gradient_does_not_vanish(new_page):
    page = new_page("/learn?chapter=activations")
    predict_by_keyboard(page, "8 layers of sigmoid")
    layers = page.get_by_role("slider", name="Layers")
    layers.focus()
    page.keyboard.press("End")
    expect(page.get_by_text("Sigmoid, Glorot, 8 layers").first).to_be_visible()
    page.get_by_role("combobox", name="Activation").click()
    page.get_by_role("option", name="Tanh").click()
    reached(page)
