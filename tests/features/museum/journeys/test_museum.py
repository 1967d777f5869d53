"""A visitor walks through the museum, on a phone and in both languages."""

import pytest
from playwright.sync_api import expect

from tests.journeys.chinese import switch, zh
from tests.journeys.helpers import nothing_scrolls_sideways, violations
from tests.journeys.settled import settled

pytestmark = pytest.mark.nightly


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_an_exhibit_is_opened_run_and_read(new_page, width, scheme):
    page = new_page("/museum", width=width, scheme=scheme)
    settled(page)
    assert violations(page) == {}
    page.get_by_role("button", name="Rows written down twice").click()
    page.get_by_role("button", name="Run both").click()
    expect(page.get_by_text("too much.")).to_be_visible(timeout=60_000)
    settled(page)
    assert violations(page) == {}
    nothing_scrolls_sideways(page)
    switch(page, "zh")
    expect(page.get_by_text(zh("What holds"))).to_be_visible()
    nothing_scrolls_sideways(page)
