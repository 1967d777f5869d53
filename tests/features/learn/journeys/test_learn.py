"""What the chapters of Learn draw by themselves, in a browser, and goals that stay reached."""

import re

import pytest
from playwright.sync_api import expect

from bakeoff.lesson.chapter import chapters
from tests.journeys.hands import Mouse, value_of
from tests.journeys.helpers import violations
from tests.journeys.learn_steps import complete, predict, predict_everything, worked_out
from tests.journeys.settled import settled
from tests.waiting import wait_until


def test_a_goal_that_was_reached_stays_so(new_page):
    levels = sum(len(record.levels) for record in chapters().values())
    page = new_page("/learn")
    page.get_by_role("button", name="Generalising").click()
    expect(page.get_by_role("heading", name="Generalising")).to_be_visible()
    predict_everything(Mouse(page))
    worked_out(page)  # the last answer may have begun a job, whose end moves what is below it
    Mouse(page).slide(page.get_by_role("slider", name="Points, half of them to learn from"), 3)
    complete(Mouse(page))
    expect(page.get_by_text("Reached.", exact=True)).to_be_visible()
    page.get_by_role("button", name="All chapters").click()
    expect(page.get_by_text(f"1 of {levels}")).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"1 of {levels}")).to_be_visible()
    expect(page.get_by_role("combobox", name="Language")).to_be_visible()  # it comes a moment later
    assert violations(page) == {}


@pytest.mark.nightly
def test_optimisers_race_from_where_the_ring_is_dragged(new_page):
    page = new_page("/learn?chapter=descent", motion="no-preference")
    predict(page, "Where will descent go wrong first?", "Across the valley, where it is steep")
    page.get_by_role("button", name="Open the second half now").click()
    predict(page, "Steps add up.", "A larger one")
    page.get_by_role("radiogroup", name="lowest median of steps?").get_by_text("Nesterov", exact=True).click()
    race = page.locator("section.descent").nth(3)  # the three steps before have one as well, and are there sooner
    handle, told = race.get_by_role("button", name="Start at"), page.get_by_text("Stays in the circle:")
    handle.scroll_into_view_if_needed()
    expect(handle).to_have_attribute("aria-label", re.compile("w₁ = −2.4, w₂ = 1.4"))
    race.get_by_role("button", name="From the start").click()  # they may be there already
    expect(race.get_by_role("button", name="Pause")).to_be_visible()  # they are on their way
    expect(told).to_have_count(0)
    race.get_by_role("slider", name="Step that is shown").press("End")
    expect(told).to_contain_text("Adagrad after 3 steps, SGD + momentum after 11 steps")
    settled(page)  # what is told moves nothing any more
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 22, box["y"] + 22)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=4)
    page.mouse.up()
    expect(handle).not_to_have_attribute("aria-label", re.compile("w₂ = 1.4"))
    handle.press("ArrowLeft")
    expect(told).not_to_contain_text("Adagrad after 3 steps")
    settled(page)
    # What the browser has computed is what Python tells.
    rows = [row.inner_text().split("\t") for row in race.locator("tbody tr").all()]
    assert len(rows) == 7
    for label, _rate, _loss, steps in rows:
        expect(told).to_contain_text(f"{label.strip()} after {steps.strip()} step")


@pytest.mark.nightly
def test_losses_are_read_by_dragging_and_by_keyboard(new_page):
    page = new_page("/learn?chapter=loss")
    predict(page, "One prediction misses", "3 times")
    reading = page.get_by_role("slider", name="Prediction ŷ")
    row = page.get_by_role("row", name="Squared error").first
    expect(row).to_contain_text("1.0002.000")
    reading.focus()
    page.keyboard.press("Home")  # from 3 to -2: 4 below the target
    expect(row).to_contain_text("16.000−8.000")
    picture = page.get_by_role("img", name="Three losses of a number")
    picture.click(position={"x": picture.bounding_box()["width"] - 12, "y": 60})  # the right end: 4 above it
    expect(row).to_contain_text("16.0008.000")


@pytest.mark.nightly
def test_the_surface_of_a_network_is_worked_out_while_the_page_goes_on(new_page):
    page = new_page("/learn?chapter=descent")
    predict_everything(Mouse(page))
    predict(page, "The best plane has 2 of all directions.", "Over 90 %")
    worked_out(page)
    told, picture = (
        page.get_by_text("In 60 epochs the loss fell"),
        page.get_by_role("figure", name="The loss on the plane"),
    )
    expect(told).to_contain_text("105 weights")
    before = picture.get_attribute("aria-label")
    Mouse(page).select(page.locator(".st-key-learn-step-7").get_by_role("combobox", name="Hidden layers"), "8")
    expect(told).to_contain_text("33 weights")
    expect(picture).not_to_have_attribute("aria-label", before)


@pytest.mark.nightly
def test_a_threshold_is_dragged_in_the_picture(new_page):
    page = new_page("/learn?chapter=tree")
    plane = page.locator(".st-key-learn-tree-question .nsewdrag").first
    plane.scroll_into_view_if_needed()
    settled(page)
    box, threshold = plane.bounding_box(), page.get_by_role("slider", name="Threshold").first
    across = [box["x"] + box["width"] * share for share in (0.5, 0.6, 0.75)]
    page.mouse.move(across[0], box["y"] + 40)
    page.mouse.down()
    page.mouse.move(across[1], box["y"] + 60, steps=3)
    wait_until(lambda: 0 < value_of(threshold) < 3)  # on the way
    page.mouse.move(across[2], box["y"] + 60, steps=3)
    page.mouse.up()
    wait_until(lambda: value_of(threshold) == 3.5)
    page.mouse.move(across[0], box["y"] + 60)
    settled(page)
    assert value_of(threshold) == 3.5


@pytest.mark.nightly
def test_a_picture_plays_once_it_is_in_sight_and_stays_still_where_no_motion_is_wanted(new_page):
    def player(motion: str):
        page = new_page("/learn?chapter=features", motion=motion)
        bar = page.locator(".st-key-learn-features-opening .bakeoff-chart-player")
        expect(bar).to_be_visible()
        return page.locator(".st-key-learn-features-opening .bakeoff-chart-title"), bar

    title, bar = player("no-preference")
    expect(title).to_contain_text("Behind layer 1: a straight line gets 75 of 80 right")
    expect(bar.get_by_role("slider")).to_have_value("1")
    expect(bar.get_by_role("button")).to_have_text("▶ Play")
    title, bar = player("reduce")
    expect(bar.get_by_role("button")).to_be_hidden()
    expect(title).to_contain_text("The plane: a straight line gets 54 of 80 right")
    bar.get_by_role("slider").press("ArrowRight")
    expect(title).to_contain_text("Behind layer 1")
