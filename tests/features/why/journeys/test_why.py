"""A visitor asks why a contender won, comes back later, and takes the answer along; a small forest becomes one tree."""

from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.chinese import switch, zh
from tests.journeys.helpers import finish, nothing_scrolls_sideways, start, tab, unfold, violations
from tests.journeys.settled import settled
from tests.waiting import PATIENCE

pytestmark = pytest.mark.nightly


def test_what_was_found_is_there_after_a_reload_and_in_the_exported_page(new_page, browser: Browser, tmp_path):
    page = new_page("/?dataset=moons&contenders=svm,linear")
    start(page)
    finish(page)
    unfold(page, "Other reasons")
    page.get_by_role("button", name="Where is one clearly better?").click()
    expect(page.locator(".bakeoff-rule").first).to_be_visible(timeout=60_000)
    unfold(page, "Other reasons")
    expect(page.get_by_text("Support vector machine is right on")).to_be_visible()
    settled(page)
    assert violations(page) == {}
    page.reload()
    unfold(page, "Other reasons")
    expect(page.get_by_text("Support vector machine is right on")).to_be_visible()
    tab(page, "Save and export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Report as HTML").click()
    download.value.save_as(tmp_path / "race.html")
    context = browser.new_context(offline=True)
    context.set_default_timeout(1000 * PATIENCE)
    exported = context.new_page()
    exported.goto((tmp_path / "race.html").as_uri())
    expect(exported.get_by_role("listitem").filter(has_text="Support vector machine is right on")).to_be_visible()
    context.close()
    phone = new_page(f"/?{urlparse(page.url).query}", width=390, scheme="dark")  # another's, who has the link
    unfold(phone, "Other reasons")
    expect(phone.get_by_text("Support vector machine is right on")).to_be_visible()
    settled(phone)
    assert violations(phone) == {}
    switch(phone, "zh")
    expect(phone.get_by_text(zh("Show the parts"))).to_be_visible()
    nothing_scrolls_sideways(phone)


def test_a_small_forest_becomes_one_tree(new_page):
    page = new_page(
        "/?dataset=iris&contenders=svm,random_forest&random_forest.n_estimators=5&random_forest.max_depth=3", width=390
    )
    start(page)
    finish(page)
    tab(page, "Why this answer?")
    page.get_by_role("link", name="Ask the models").click()
    tab(page, "As a tree")
    page.get_by_role("radio", name="Random forest").click()
    page.get_by_role("button", name="Find the tree").click()
    expect(page.get_by_text("questions in a row answers as all 5 trees together.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("figure", name="A decision tree of")).to_have_count(2)
    nothing_scrolls_sideways(page)
    settled(page)
    assert violations(page) == {}
