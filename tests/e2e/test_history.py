"""The journey back: what was raced yesterday is found, compared, restored and shared."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import finish, start, violations


@pytest.fixture
def raced(new_page):
    """Return a page whose visitor has run two races on iris, with another SVM and another number of trees."""
    page = new_page("/?dataset=iris&contenders=svm,dummy")
    start(page)
    finish(page)
    page.goto(page.url.split("?")[0] + "?dataset=iris&contenders=svm,dummy&svm.C=25")
    expect(page.get_by_text("SVM · Penalty C 25")).to_be_visible()
    start(page)
    finish(page)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("2 races. Tick two races or more to compare them.")).to_be_visible()
    return page


def opening(page):
    """Return the buttons that open a race; the choices of how to sort have an Open of their own."""
    return page.locator('[class*="st-key-open-"]').get_by_role("button")


def tick_both(page):
    for place in (0, 1):
        page.locator('[class*="st-key-tick-"] label').nth(place).click()
        expect(page.get_by_role("checkbox", name=re.compile("Choose Iris")).nth(place)).to_be_checked()


def test_races_are_found_compared_restored_and_shared(raced, new_page):
    tick_both(raced)
    raced.get_by_role("button", name="Compare 2 races").click()
    expect(raced.get_by_role("heading", name="Races side by side")).to_be_visible()
    row = raced.get_by_role("row", name=re.compile("^Penalty C"))
    expect(row.get_by_role("cell").first).to_have_text("25")
    expect(row.get_by_role("cell").last).to_have_text("1")
    expect(raced.get_by_role("row", name=re.compile("^Test part"))).to_have_count(0)
    expect(raced.locator(".bakeoff-chart .main-svg").first).to_be_visible()
    raced.reload()
    expect(raced.get_by_role("heading", name="Races side by side")).to_be_visible()

    raced.get_by_role("button", name="Race A").click()
    expect(raced).to_have_url(re.compile(r"\?race=[\w-]{22}$"))
    expect(raced.get_by_role("region", name=re.compile("^Leaderboard"))).to_be_visible()
    link = raced.url[raced.url.index("/history") :]

    other = new_page(link)
    expect(other.get_by_role("region", name=re.compile("^Leaderboard"))).to_be_visible()
    expect(other.get_by_role("button", name="Delete")).to_have_count(0)
    other.get_by_role("button", name="All races").click()
    expect(other.get_by_role("button", name="Run the first race")).to_be_visible()

    raced.get_by_role("button", name="Restore this set-up").click()
    expect(raced.get_by_role("heading", name="Who wins on Iris?")).to_be_visible()
    expect(raced.get_by_text("SVM · Penalty C 25")).to_be_visible()


def test_a_note_is_found_and_what_is_deleted_comes_back(raced):
    opening(raced).first.click()
    raced.get_by_role("textbox", name="Note").fill("the strict one")
    raced.get_by_role("button", name="Save note and tags").click()
    expect(raced.get_by_text("Saved.")).to_be_visible()
    raced.get_by_role("button", name="All races").click()
    search = raced.get_by_role("textbox", name="Search")
    search.fill("strict")
    search.press("Enter")
    expect(opening(raced)).to_have_count(1)
    opening(raced).click()
    raced.get_by_role("button", name="Delete").click()
    expect(raced.get_by_text("Deleted 1 entry.")).to_be_visible()
    raced.get_by_role("button", name="Undo").click()
    expect(raced.get_by_text("the strict one")).to_be_visible()


def test_axe_finds_nothing_and_a_phone_needs_no_scrolling_sideways(raced):
    for scheme in ("light", "dark"):
        raced.emulate_media(color_scheme=scheme)
        raced.goto(raced.url.split("?")[0])
        tick_both(raced)
        assert violations(raced) == {}, scheme
        raced.get_by_role("button", name="Compare 2 races").click()
        expect(raced.locator(".bakeoff-chart .main-svg").first).to_be_visible()
        assert violations(raced) == {}, scheme
        raced.get_by_role("button", name="Race A").click()
        expect(raced.get_by_role("button", name="Save note and tags")).to_be_visible()
        expect(raced.locator(".bakeoff-chart .main-svg").first).to_be_visible()
        assert violations(raced) == {}, scheme
    raced.set_viewport_size({"width": 390, "height": 844})
    assert fits(raced)
    raced.get_by_role("button", name="All races").click()
    expect(opening(raced)).to_have_count(2)
    assert fits(raced)


def fits(page) -> bool:
    """Tell whether the page needs no scrolling sideways."""
    return page.locator('[data-testid="stMain"]').evaluate("node => node.scrollWidth <= node.clientWidth + 1")
