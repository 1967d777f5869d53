"""A visitor compresses and augments the digits, sees what that does, and races on them."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import card, finish, start, violations


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_compressed_and_augmented_digits(new_page, scheme, width):
    page = new_page("/?contenders=svm,dummy&transform.copies=1", scheme=scheme, width=width)
    expect(page.get_by_role("heading", name="Before and after")).to_be_visible()
    components = page.get_by_role("spinbutton", name="Components kept (PCA)")
    components.fill("10")
    components.press("Enter")
    expect(page.get_by_text(re.compile("PCA keeps 10 of 64 components"))).to_be_visible()
    expect(page).to_have_url(re.compile("transform.components=10"))
    expect(page.get_by_text(re.compile("10 of 64 components keep"))).to_be_visible()
    page.wait_for_timeout(500)
    assert violations(page) == {}
    assert page.locator('[data-testid="stMain"]').evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    if width == 1280:
        start(page)
        finish(page)
        expect(card(page, "SVM")).to_contain_text("Done")
