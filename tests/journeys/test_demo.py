"""The published stories, opened from a disk without a network."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bakeoff.recipes import STORIES
from tests.journeys.helpers import violations
from tests.waiting import PATIENCE

DEMO = Path(__file__).parents[2] / "docs" / "demo"


class Reader:
    """A reader of the demo from a disk, who hears what its pages ask for and what goes wrong."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.folder = folder
        self.heard: list[str] = []
        self.context = browser.new_context(offline=True, color_scheme="dark", viewport={"width": 390, "height": 844})
        self.context.set_default_timeout(1000 * PATIENCE)

    def open(self, name: str) -> Page:
        page = self.context.new_page()
        page.on("console", lambda message: message.type == "error" and self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("request", lambda request: self.heard.append(request.url))
        page.goto((self.folder / name).as_uri())
        return page


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    reader = Reader(browser, shutil.copytree(DEMO, tmp_path / "demo"))
    yield reader
    reader.context.close()
    own = (reader.folder.as_uri(), "blob:null/")
    assert [line for line in reader.heard if not line.startswith(own)] == []


def test_each_story_is_reached_from_the_index_and_replays(reader):
    page = reader.open("index.html")
    links, stage = page.locator(".races a"), page.locator(".stage")
    expect(links).to_have_count(len(STORIES))
    for place in range(len(STORIES)):
        title = links.nth(place).inner_text()
        links.nth(place).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(stage).to_have_attribute("data-mode", "replay")
        expect(stage.get_by_role("button", name="Pause")).to_be_visible()
        first = stage.locator(".said").inner_text()
        expect(stage.locator(".said")).not_to_have_text(first)
        for figure in page.locator("figure:has(> .scroll)").all():
            expect(figure.locator("svg.main-svg").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("link", name="All races").click()
        expect(page).to_have_url(re.compile(r"/index\.html$"))


@pytest.mark.parametrize("name", ["index", *STORIES])
def test_axe_finds_nothing_on_a_published_page(browser, name):
    context = browser.new_context(offline=True, bypass_csp=True)  # axe asks for the style sheet by itself
    try:
        page = context.new_page()
        page.goto((DEMO / f"{name}.html").as_uri())
        assert violations(page) == {}
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 390, "height": 844})
        assert violations(page) == {}
    finally:
        context.close()
