"""A visitor compresses and augments the digits, sees what that does, and races on them."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.helpers import card, finish, nothing_scrolls_sideways, start, violations


@pytest.mark.nightly
def test_compressed_and_augmented_digits(new_page):
    page = new_page("/?contenders=svm,dummy&transform.copies=1")
    expect(page.get_by_role("heading", name="Before and after")).to_be_visible()
    components = page.get_by_role("spinbutton", name="Components kept (PCA)")
    components.fill("10")
    components.press("Enter")
    expect(page.get_by_text(re.compile("PCA keeps 10 of 64 components"))).to_be_visible()
    expect(page).to_have_url(re.compile("transform.components=10"))
    expect(page.get_by_text(re.compile("10 of 64 components keep"))).to_be_visible()
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == {}, scheme
        nothing_scrolls_sideways(page)
    start(page)
    finish(page)
    expect(card(page, "Support vector machine")).to_contain_text("%")
