"""A lesson in a browser: made in the lab, opened by somebody else, reached by keyboard alone, certified."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.helpers import unfold, violations
from tests.journeys.lab_steps import button, choose, expect_epoch, fill
from tests.journeys.settled import settled


def test_a_lesson_is_made_opened_reached_by_keyboard_and_certified(lab, new_page):
    link = made(lab("?points=60"))
    learner = new_page(link[link.index("/lab?") :])
    expect(learner.get_by_role("heading", name="Two epochs")).to_be_visible()
    expect(learner.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
    goal = learner.get_by_role("region", name="Goal")
    expect(goal).to_contain_text("0, 2 to go")
    expect(learner.get_by_text("Make a lesson")).to_have_count(0)
    expect(learner.locator(".st-key-lesson-task")).to_contain_text("No link")
    expect(learner.locator(".st-key-lesson-task a")).to_have_count(0)
    assert violations(learner) == {}
    settled(learner)
    hints_by_keyboard(learner)
    learner.locator("body").press(" ")  # runs
    expect(goal).to_contain_text("Reached, in attempt 1.")
    learner.locator("body").press(" ")
    learner.get_by_role("button", name="Start over").press("Enter")
    expect_epoch(learner, "000,000")
    expect(goal).to_contain_text("Reached, in attempt 1.")
    learner.get_by_role("link", name="Your certificate").press("Enter")
    expect(learner.get_by_role("heading", name="Two epochs")).to_be_visible()
    expect(learner.get_by_role("rowheader", name="Epochs: at least 2")).to_be_visible()
    assert violations(learner) == {}


def made(teacher: Page) -> str:
    """Make a lesson of the lab as it is, and return its link."""
    unfold(teacher, "Make a lesson")
    box = teacher.locator(".st-key-lab-lesson")
    box.get_by_role("textbox", name="Title").fill("Two epochs")
    box.get_by_role("textbox", name="Task").fill("No link: http://a.example/b www.a.example a@a.example")
    box.get_by_role("textbox", name="Hints, a line each").fill("Press the space bar.")
    choose(box, teacher, "What is measured", "Epochs")
    settled(teacher)  # the fields behind it are those of the measure
    choose(box, teacher, "Comparison", "At least")
    settled(teacher)
    fill(teacher, "Number", "2")
    expect(box.get_by_role("img", name="QR code of the link")).to_be_visible()
    goal = box.get_by_role("region", name="Goal")
    expect(goal).to_contain_text("0, 2 to go")
    button(teacher, "Step one epoch").click()
    expect(goal).to_contain_text("1, 1 to go")  # with the picture
    settled(teacher)
    assert violations(teacher) == {}
    box.get_by_role("button", name="Copy the lesson’s link").click()
    expect(box.get_by_role("button", name="Copied")).to_be_visible()
    return teacher.evaluate("navigator.clipboard.readText()")


def hints_by_keyboard(page: Page) -> None:
    hint = page.get_by_role("button", name="Hint 1 of 1")
    hint.press("Enter")
    expect(page.get_by_text("Hint 1: Press the space bar.")).to_be_visible()
    expect(hint).to_have_count(0)
