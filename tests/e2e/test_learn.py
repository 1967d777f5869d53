"""The chapters of Learn in a browser: each gone through to its goal."""

from playwright.sync_api import Page, expect

from bakeoff.learn import chapters
from bakeoff.learn.questions.questions import NEEDED, QUESTIONS
from tests.e2e.helpers import violations, wait_for_script


def reached(page: Page) -> None:
    expect(page.get_by_text("Reached.", exact=True)).to_be_visible()


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
    assert violations(page) == {}
    page.get_by_role("button", name="All chapters").click()
    expect(page.get_by_text(f"1 of {len(chapters())}")).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"1 of {len(chapters())}")).to_be_visible()
    assert violations(page) == {}
