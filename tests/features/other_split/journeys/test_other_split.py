"""A visitor asks what the other split says, in both languages and on a phone, and stops halfway."""

import pytest
from playwright.sync_api import expect

from tests.journeys.chinese import switch, zh
from tests.journeys.helpers import finish, nothing_scrolls_sideways, start, violations
from tests.journeys.settled import settled

pytestmark = pytest.mark.nightly

BY_AGE = "/?dataset=diabetes&rules.split=group&rules.split_by=Age+(years)&contenders="


def test_both_splits_are_there_in_both_languages_on_a_phone(new_page):
    page = new_page(f"{BY_AGE}decision_tree,linear", width=390, scheme="dark")
    start(page)
    finish(page)
    page.get_by_role("button", name="What would the other split say?").click()
    expect(page.get_by_role("columnheader", name="Price of chance")).to_be_visible(timeout=60_000)
    settled(page)
    assert violations(page) == {}
    nothing_scrolls_sideways(page)
    switch(page, "zh")
    expect(page.get_by_role("columnheader", name=zh("Price of chance"))).to_be_visible()
    nothing_scrolls_sideways(page)


def test_who_stops_halfway_can_try_again(new_page):
    page = new_page(f"{BY_AGE}keras_mlp,random_forest&keras_mlp.epochs=300&keras_mlp.hidden=256")
    start(page)
    finish(page)
    page.get_by_role("button", name="What would the other split say?").click()
    block = page.locator(".st-key-both-splits")
    block.get_by_role("button", name="Stop").click()
    block.get_by_role("button", name="Try again").click()
    expect(block.get_by_role("button", name="Stop")).to_be_visible()
