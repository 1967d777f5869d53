"""A visitor reads where two contenders differ on a table of their own, and opens the rows."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.features.upload.journeys.test_bring import upload
from tests.journeys.chinese import switch, zh
from tests.journeys.helpers import finish, look_at, nothing_scrolls_sideways, start, violations
from tests.journeys.settled import settled

pytestmark = pytest.mark.nightly


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    """Heavy parcels are late, but of the red ones the light ones are: no line can say that, a tree can."""
    rng = np.random.default_rng(0)
    weight, colour = rng.integers(1, 100, 1200), rng.choice(["red", "blue", "green", "grey"], 1200)
    late = np.where((weight > 50) ^ (colour == "red"), "late", "punctual")
    path = tmp_path / "parcels.csv"
    pd.DataFrame({"weight": weight, "colour": colour, "arrival": late}).to_csv(path, index=False)
    return path


def test_where_two_contenders_differ_is_read_in_words(new_page, parcels):
    page: Page = new_page("/bring?contenders=linear,decision_tree")
    upload(page, parcels)
    page.get_by_role("button", name="Race on this data").click()
    start(page)
    finish(page)
    look_at(page, "Where do they err?", "Differences")
    rule = page.locator(".bakeoff-rule").filter(has_text="colour: red")
    expect(rule).to_contain_text("Decision tree is right on", timeout=60_000)
    page.get_by_text("Show its").first.click()
    settled(page)
    expect(page.get_by_text("Tick a row, at its left").first).to_be_visible()
    assert violations(page) == {}
    page.set_viewport_size({"width": 390, "height": 844})
    nothing_scrolls_sideways(page)
    switch(page, "zh")
    look_at(page, zh("Where do they err?"), zh("Differences"))
    expect(page.locator(".bakeoff-rule").filter(has_text="red").first).to_contain_text(zh("Decision tree"))
    nothing_scrolls_sideways(page)
