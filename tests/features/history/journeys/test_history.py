"""The journey back: what was raced yesterday is found, compared, restored and shared."""

import re

from playwright.sync_api import expect

from tests.journeys.helpers import finish, nothing_scrolls_sideways, start, violations


def test_races_are_found_compared_noted_deleted_restored_and_shared(new_page):
    page = new_page("/?dataset=iris&contenders=svm,dummy")
    two_races_are_run(page)
    the_two_are_compared(page)
    link = the_first_of_them_is_opened(page)
    a_phone_needs_no_scrolling_sideways(page)
    a_note_is_found_and_what_is_deleted_comes_back(page)
    page.goto(page.url.partition("/history")[0] + link)
    page.get_by_role("button", name="Restore this set-up").click()
    expect(page.get_by_role("heading", name="Who wins on Iris?")).to_be_visible()
    expect(page.get_by_text("Penalty C 25")).to_be_visible()
    a_stranger_sees_what_is_shared(new_page, link)


def two_races_are_run(page):
    """Run two races on iris, with another SVM each; end in the history."""
    start(page)
    finish(page)
    page.goto(page.url.split("?")[0] + "?dataset=iris&contenders=svm,dummy&svm.C=25")
    expect(page.get_by_text("Penalty C 25")).to_be_visible()
    start(page)
    finish(page)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("2 races. Tick two races or more to compare them.")).to_be_visible()


def opening(page):
    """Return the buttons that open a race; the choices of how to sort have an Open of their own."""
    return page.locator('[class*="st-key-open-"]').get_by_role("button")


def tick_both(page):
    for place in (0, 1):
        page.locator('[class*="st-key-tick-"] label').nth(place).click()
        expect(page.get_by_role("checkbox", name=re.compile("Choose Iris")).nth(place)).to_be_checked()


def axe_finds_nothing(page):
    """Look at the page in both schemes, at last in the one that it was opened in."""
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator('[data-testid="stApp"]')).to_have_css("color-scheme", scheme)
        assert violations(page) == {}, scheme


def a_phone_needs_no_scrolling_sideways(page):
    """Look at one race, then at the history, on a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    nothing_scrolls_sideways(page)
    page.get_by_role("button", name="All races").click()
    expect(opening(page)).to_have_count(2)
    nothing_scrolls_sideways(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def a_note_is_found_and_what_is_deleted_comes_back(page):
    opening(page).first.click()
    page.get_by_role("textbox", name="Note").fill("the strict one")
    page.get_by_role("button", name="Save note and tags").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="All races").click()
    search = page.get_by_role("textbox", name="Search")
    search.fill("strict")
    search.press("Enter")
    expect(opening(page)).to_have_count(1)
    opening(page).click()
    expect(page.get_by_role("button", name="Save note and tags")).to_be_visible()  # the list has a Delete of its own
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Deleted 1 entry.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("the strict one")).to_be_visible()


def the_two_are_compared(page):
    tick_both(page)
    axe_finds_nothing(page)
    page.get_by_role("button", name="Compare 2 races").click()
    expect(page.get_by_role("heading", name="Races side by side")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("^Penalty C"))
    expect(row.get_by_role("cell").first).to_have_text("25")
    expect(row.get_by_role("cell").last).to_have_text("1")
    expect(page.get_by_role("row", name=re.compile("^Test part"))).to_have_count(0)
    expect(page.locator(".bakeoff-chart .main-svg").first).to_be_visible()
    axe_finds_nothing(page)
    page.reload()
    expect(page.get_by_role("heading", name="Races side by side")).to_be_visible()


def the_first_of_them_is_opened(page):
    """Go from two races side by side to one of them, and return the link to it."""
    page.get_by_role("button", name="Race A").click()
    expect(page).to_have_url(re.compile(r"\?race=\w+$"))
    expect(page.get_by_role("region", name=re.compile("^Leaderboard"))).to_be_visible()
    expect(page.get_by_role("button", name="Save note and tags")).to_be_visible()
    expect(page.locator(".bakeoff-chart .main-svg").first).to_be_visible()
    axe_finds_nothing(page)
    return page.url[page.url.index("/history") :]


def a_stranger_sees_what_is_shared(new_page, link):
    other = new_page(link)
    expect(other.get_by_role("region", name=re.compile("^Leaderboard"))).to_be_visible()
    expect(other.get_by_role("button", name="Delete")).to_have_count(0)
    other.get_by_role("button", name="All races").click()
    expect(other.get_by_role("button", name="Run the first race")).to_be_visible()
