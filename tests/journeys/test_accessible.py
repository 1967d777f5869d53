"""For everyone: axe finds nothing, the keyboard is enough, phones and dark screens are served."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.chinese import switch, zh
from tests.journeys.helpers import LONG, expect_status, finish, look_at, nothing_scrolls_sideways, start, violations
from tests.waiting import wait_until

VIEWS = (
    ("At what cost?", "Cost"),
    *(("Where do they err?", view) for view in ("Map", "Confusion", "Differences", "Predictions")),
    *(("Can they be trusted?", view) for view in ("Probabilities", "ROC and PR")),
    ("Why this answer?", ""),
    ("Save and export", "Code"),
)


def ground(page: Page) -> int:
    """Return how light the page's background is, of 255."""
    colour = page.locator('[data-testid="stApp"]').evaluate("node => getComputedStyle(node).backgroundColor")
    return max(int(part) for part in re.findall(r"\d+", colour)[:3])


def left_end(node: Locator) -> float:
    return node.evaluate("node => node.getBoundingClientRect().left")


def right_end(node: Locator) -> float:
    return node.evaluate("node => node.getBoundingClientRect().right")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/learn?chapter=textbook",
        *(
            pytest.param(path, marks=pytest.mark.nightly)
            for path in ("/data", "/published", "/method", "/privacy", "/learn", "/concepts", "/class")
        ),
    ],
)
def test_axe_finds_nothing_on_any_page_light_and_wide_or_dark_and_narrow(new_page, path):
    page = new_page(path)
    wait_until(lambda: ground(page) > 200)
    assert violations(page) == {}
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator('[data-testid="stApp"]')).to_have_css("color-scheme", "dark")
    wait_until(lambda: ground(page) < 60)
    assert violations(page) == {}
    switch(page, "zh")  # Streamlit makes the list of pages anew
    assert violations(page) == {}


def test_axe_finds_nothing_during_and_after_a_race(new_page):
    page = new_page(f"/?{LONG}&contenders=keras_mlp,decision_tree,svm", scheme="dark")
    start(page)
    expect_status(page, "Decision tree", "Done")
    expect_status(page, "Neural network", "In training")
    assert violations(page) == {}
    page.get_by_role("button", name="Stop all").click()
    finish(page)
    for question, view in VIEWS:
        look_at(page, question, view)
        assert violations(page) == {}, (question, view)


def test_a_race_can_be_run_by_keyboard_alone(new_page):
    page = new_page(f"/?dataset=iris&{LONG}&keras_mlp.early_stopping=false")  # it goes on until it is stopped
    expect(page.get_by_role("button", name="Start race")).to_be_visible()  # nothing else is waited for
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the main content
    for _press in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").strip().endswith("Start race"):
            break
    else:
        pytest.fail("ten Tabs did not come to Start race")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop all")).to_be_focused()
    expect_status(page, "Decision tree", "Done")
    page.keyboard.press("Enter")
    finish(page)
    expect(page.get_by_role("button", name="Start race")).to_be_focused()


@pytest.mark.nightly
def test_a_tablet_held_upright_has_room_for_the_pages_the_languages_and_the_set_up(new_page):
    page = new_page("/?dataset=iris&lang=zh", width=768, height=1024)
    more = page.locator(".rc-overflow-item-rest")
    expect(more).to_have_text(re.compile(zh("{place} more", place=r"\d+")))
    wait_until(lambda: right_end(more) <= left_end(page.locator(".st-key-language-switch")))
    wait_until(lambda: right_end(page.locator(".st-key-setup")) - left_end(page.locator(".st-key-setup")) > 600)
    expect(page.get_by_role("button", name=zh("Start race"))).to_be_in_viewport()


def test_a_phone_shows_everything_without_scrolling_sideways(new_page):
    page = new_page("/?dataset=iris", width=390, height=844)
    expect(page.get_by_role("button", name="Start race")).to_be_in_viewport()
    page.get_by_text("More: link").scroll_into_view_if_needed()
    start(page)
    finish(page)
    expect(page.get_by_role("heading", level=2).first).to_be_in_viewport()
    page.wait_for_function("document.scrollingElement.scrollWidth <= innerWidth")
    nothing_scrolls_sideways(page)


@pytest.mark.nightly
def test_in_a_narrow_window_the_pages_list_goes_once_one_was_chosen(new_page):
    page = new_page("/?dataset=iris", width=640)
    pages = page.get_by_test_id("stSidebar")
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(pages).to_be_in_viewport()
    page.get_by_role("link", name="Judge").click()
    expect(page.get_by_role("button", name="Start judging")).to_be_in_viewport()
    expect(pages).not_to_be_in_viewport()
