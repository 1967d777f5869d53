"""Journeys through the network lab in Chromium; every network is trained for real."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.helpers import violations
from tests.e2e.lab_steps import button, expect_epoch, expect_setting, run_a_little


def test_layers_neurons_data_and_a_reload(lab):
    page = lab()
    button(page, "Add a hidden layer").click()
    button(page, "Add a neuron to layer 1").click()
    button(page, "Remove a neuron from layer 3").click()
    expect_setting(page, "layers=5%3Atanh%2C2%3Atanh%2C1%3Atanh")
    expect(button(page, "Remove a neuron from layer 3")).to_be_disabled()
    page.get_by_role("radio", name="Spiral").click()
    expect(page).to_have_url(re.compile("data=spiral"))
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    page.reload()
    expect(page.locator(".lab .layer-head")).to_have_count(3)
    expect(page.get_by_role("radio", name="Spiral")).to_be_checked()


def test_two_visitors_have_a_lab_each(lab):
    one, other = lab(), lab()
    run_a_little(one)
    expect_epoch(other, "000,000")


def test_a_race_opens_in_the_lab_and_the_lab_in_a_race(new_page):
    page = new_page("/?dataset=xor")
    page.get_by_role("link", name="Open this race in the lab").click()
    expect(page.get_by_role("radio", name="Exclusive or")).to_be_checked()
    page.get_by_role("link", name="Race on this data").click()
    expect(page.get_by_role("button", name="Start race")).to_be_visible()
    expect(page).to_have_url(re.compile("dataset=xor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_theme_is_kept(lab, scheme):
    page = lab("?points=60&watch=3", scheme=scheme)
    expect(page.locator(".lab .way-text")).to_contain_text("Point 4 ")
    page.wait_for_timeout(500)
    assert violations(page) == {}
    ground = page.locator('[data-testid="stApp"]').evaluate("node => getComputedStyle(node).backgroundColor")
    assert (max(int(part) for part in re.findall(r"\d+", ground)[:3]) < 60) == (scheme == "dark")


def test_a_phone_shows_the_lab_first_and_does_not_scroll_sideways(lab):
    page = lab(width=390, height=844)
    expect(button(page, "Run")).to_be_in_viewport()
    assert page.locator('[data-testid="stMain"]').evaluate("node => node.scrollWidth <= node.clientWidth + 1")
