"""Lessons, links that are wrong, and the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.helpers import unfold
from tests.journeys.lab_steps import button, choose, expect_epoch, expect_paused, expect_setting


def test_a_lesson_is_made_and_its_link_opens_without_the_controls_that_it_hides(lab):
    lesson = lab("?points=60&hide=learning_rate,features,run,painted,surface,export", rivals=True)
    unfold(lesson, "Make a lesson")
    choose(lesson, lesson, "Hide", "Time machine")
    expect(lesson.get_by_role("slider", name="Time machine")).to_have_count(0)
    choose(lesson, lesson, "Hide", "This box (last: it goes)")
    expect(lesson.get_by_text("Make a lesson")).to_have_count(0)
    lesson.get_by_role("button", name="Copy link").click()
    expect(lesson.get_by_text("Copied", exact=False)).to_be_visible()
    lesson.goto(lesson.evaluate("navigator.clipboard.readText()"))
    expect_epoch(lesson, "000,000")
    expect(lesson.get_by_text("Make a lesson")).to_have_count(0)
    for gone in ("Run", "Paint points", "Branch from this epoch", "Save picture as PNG", "Show as a 3-D surface"):
        expect(button(lesson, gone)).to_have_count(0)
    expect(lesson.get_by_text("Download", exact=True)).to_have_count(0)
    expect(lesson.get_by_role("combobox", name="Learning rate")).to_have_count(0)
    expect(lesson.get_by_role("slider", name="Time machine")).to_have_count(0)
    expect(lesson.get_by_role("button", name="Feature x₁", exact=True)).to_be_disabled()
    expect(lesson.get_by_role("combobox", name="Regularisation")).to_be_visible()
    lesson.keyboard.press(" ")
    lesson.keyboard.press("ArrowRight")
    expect_epoch(lesson, "000,001")  # the step that is left, and no run


@pytest.mark.nightly
def test_a_link_with_nonsense_opens_all_the_same_and_the_keyboard_is_enough_for_what_it_opens(lab):
    layers = ",".join(["8:tanh"] * 900)
    page = lab(f"?layers={layers}&learning_rate=NaN&noise=0.3&data=painted&points=60")
    expect_one_sentence_each(page)
    run_step_and_rewind_by_keyboard(page)


def expect_one_sentence_each(page: Page) -> None:
    """See what was wrong with the link, and that the rest of it was taken."""
    warnings = page.get_by_test_id("stAlert")
    expect(warnings.filter(has_text="layers must be at most 6 long")).to_have_count(1)
    expect(warnings.filter(has_text="learning_rate must be a finite number")).to_have_count(1)
    expect(warnings.filter(has_text="There are no points")).to_have_count(1)
    expect_setting(page, "noise=0.3")
    expect_epoch(page, "000,000")


def run_step_and_rewind_by_keyboard(page: Page) -> None:
    """Press every key of the run, and open the sheet that says which these are."""
    page.keyboard.press(" ")
    expect(page.locator(".lab .epoch")).not_to_have_text("000,000")
    page.keyboard.press(" ")
    expect_paused(page)
    page.keyboard.press("r")
    expect_epoch(page, "000,000")
    page.keyboard.press("ArrowRight")
    expect_epoch(page, "000,001")
    page.keyboard.press("b")
    expect(page.locator(".lab .notes")).to_contain_text("1 batch")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard")
    for does in ("Run or pause", "Step one epoch", "Step one batch", "Rewind to the initial weights"):
        expect(sheet.get_by_role("cell", name=does)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
