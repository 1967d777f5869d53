"""A visitor searches OpenML, sees how large what is found is, brings it, and races on it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.helpers import start, unfold, violations


@pytest.mark.nightly
def test_a_data_set_of_openml_is_found_brought_and_raced_on(new_page):
    page = new_page("/bring")
    unfold(page, "From OpenML")
    asked = page.get_by_role("textbox", name="Name or number of a data set")
    asked.fill("iris")
    asked.press("Enter")
    expect(page.get_by_text("OpenML 61, 150 rows, 5 columns, 3 classes, 7 kB")).to_be_visible()
    assert violations(page) == {}
    page.get_by_role("button", name="Import iris (61)").click()
    expect(page.get_by_role("heading", name="iris", exact=True)).to_be_visible()
    expect(page.get_by_text("From OpenML, data set 61, version 1, licence: Public")).to_be_visible()
    expect(page.get_by_role("combobox", name="Column to predict")).to_have_value("class")
    assert violations(page) == {}
    page.get_by_role("button", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on iris?")).to_be_visible()
    start(page)
    expect(page.get_by_role("rowheader", name="Decision tree")).to_be_visible()
