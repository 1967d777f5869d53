"""A visitor explores data before racing on them."""

from playwright.sync_api import expect

from tests.journeys.helpers import nothing_scrolls_sideways, tab, violations


def test_data_are_explored_mapped_and_raced_on(new_page):
    page = new_page("/?dataset=moons&dataset.rows=2000", scheme="dark")
    page.get_by_role("link", name="Explore this data").click()
    expect(page.get_by_role("heading", name="Explore Moons")).to_be_visible()
    expect(page.get_by_role("img", name="in equal bins:").first).to_be_visible()
    assert violations(page) == {}
    tab(page, "Maps")
    draw = page.get_by_role("button", name="Draw the map")
    draw.click()
    expect(page.get_by_text("Placing the rows")).to_be_visible()
    page.get_by_role("button", name="Stop t-SNE").click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    draw.click()
    expect(page.get_by_role("figure", name="A t-SNE map, Perplexity 30, seed 0")).to_be_visible()
    assert violations(page) == {}
    nothing_scrolls_sideways(page)
    page.get_by_role("link", name="Race on this data").click()
    expect(page.get_by_role("heading", name="Who wins on Moons?")).to_be_visible()
