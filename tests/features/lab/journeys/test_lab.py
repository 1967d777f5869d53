"""Journeys through the network lab in Chromium; every network is trained for real."""

from playwright.sync_api import Page, expect

from tests.journeys.helpers import nothing_scrolls_sideways, violations
from tests.journeys.lab_steps import button, expect_setting


def expect_ground(page: Page, scheme: str) -> None:
    """Wait until the page has the colours of a scheme."""
    page.wait_for_function(
        """dark => {
          const ground = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor
          return (Math.max(...ground.match(/\\d+/g).slice(0, 3)) < 60) === dark
        }""",
        arg=scheme == "dark",
    )


def test_axe_finds_nothing_the_theme_is_kept_and_a_phone_shows_the_lab_first_and_does_not_scroll_sideways(lab):
    page = lab("?points=60&watch=3", rivals=True)
    expect(page.locator(".lab .way-text")).to_contain_text("Point 4 ")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect_ground(page, scheme)
        assert violations(page) == {}
        expect_ground(page, scheme)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(button(page, "Run")).to_be_in_viewport()
    points, noise = page.locator(".lab .selects").get_by_label("Points"), page.locator(".lab").get_by_label("Noise")
    expect(noise).to_be_in_viewport()
    points.select_option("100")
    expect_setting(page, "points=100")
    expect(page.get_by_role("slider", name="Points")).to_have_value("100")
    nothing_scrolls_sideways(page)
