"""Every link, opened in a new tab for real: it shows the page that a click shows."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from bakeoff.lesson.chapter import chapters
from bakeoff.web.routes import pages
from tests.journeys.hands import Mouse
from tests.journeys.helpers import unfold
from tests.journeys.learn_steps import predict_everything
from tests.journeys.settled import hear, settled

LANGUAGES = ("en", "zh")
LINKS = '[data-testid="stPageLink-NavLink"]:not([target="_blank"])'

pytestmark = pytest.mark.nightly


def shown(page: Page) -> tuple[str, str]:
    """Return where a page is, and what it is called."""
    settled(page)
    expect(page.locator(".stMain")).to_be_visible()
    heading = page.locator(".stMain").get_by_role("heading")
    return urlsplit(page.url).path, heading.first.inner_text() if heading.count() else ""


def expect_as(tab: Page, page: Page) -> None:
    """Wait until a tab shows what a page does; what stands above the rest may be drawn last."""
    path, heading = shown(page)
    assert shown(tab)[0] == path
    if heading:
        first = tab.locator(".stMain").get_by_role("heading").first
        expect(first).to_have_text(heading, use_inner_text=True)
    tab.close()


def links_lead_on(page: Page) -> set[str]:
    """Follow each link in a new tab and by a click; return where they lead."""
    found: set[str] = set()
    at = page.url
    for number in range(page.locator(LINKS).count()):
        link = page.locator(LINKS).nth(number)
        address = link.evaluate("link => link.href")
        if address in found or not link.is_visible():
            continue
        found.add(address)
        tab = page.context.new_page()
        hear(tab)
        tab.goto(address)
        link.dispatch_event("click")  # a chart that is drawn late would move another link under the pointer
        page.wait_for_url(lambda url: url != at)
        expect_as(tab, page)
        page.goto(at)
        settled(page)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [route.name for route in pages() if route.name != "certificate"])
def test_links_of_a_page(new_page, path, language):
    links_lead_on(new_page(f"/{'' if path == 'race' else path}?lang={language}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_of_a_result(new_page, language):
    page = new_page(f"/?dataset=iris&contenders=decision_tree,dummy&decision_tree.max_depth=1&lang={language}")
    page.get_by_role("button", name={"en": "Start race", "zh": "开赛"}[language]).click()
    page.wait_for_url("**run=**")
    expect(page.locator(".bakeoff-short")).to_be_visible()
    unfold(page, {"en": "Other reasons", "zh": "其他原因"}[language])
    link = page.locator(LINKS).first
    address = link.evaluate("link => link.href")
    assert "/judge?" in address
    tab = page.context.new_page()
    hear(tab)
    tab.goto(address)
    link.click()
    page.wait_for_url("**/judge?**")
    expect_as(tab, page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", chapters())
def test_links_of_a_chapter(new_page, name, language):
    page = new_page(f"/learn?chapter={name}&lang={language}")
    if language == "en" and chapters()[name].steps:  # whose steps the journeys know
        predict_everything(Mouse(page))
    links_lead_on(page)
