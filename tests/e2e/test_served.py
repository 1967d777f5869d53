"""What the server serves: everything itself, behind whatever path, and no file of its own watched for changes."""

import re
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from bakeoff.ui.routes import ROUTES
from tests.e2e.conftest import serve, settled
from tests.e2e.helpers import finish, start

PAGES = [route.url_path for route in ROUTES]
QUICK = "?dataset=iris&contenders=decision_tree,svm"

# All that a page names as a thing to be fetched; that the icon of a tab is fetched no tool of the browser tells.
NAMED = """() => [...document.querySelectorAll("link[href], script[src], img[src], iframe[src]")]
  .map((node) => node.href || node.src)"""


def is_own(address: str, host: str) -> bool:
    return address.startswith(("data:", "blob:", "about:")) or urlsplit(address).netloc == host


def test_no_page_asks_another_host_for_anything(new_page, server):
    host = urlsplit(server.address).netloc
    page = new_page("/_stcore/health", wait=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("", *PAGES):
        page.goto(f"{server.address}/{name}")
        settled(page)
        asked += page.evaluate(NAMED)
    page.goto(f"{server.address}/{QUICK}")
    start(page)
    finish(page)
    asked += page.evaluate(NAMED)
    assert len(asked) > 100
    assert [address for address in asked if not is_own(address, host)] == []


def test_the_icon_of_the_tab_is_ours(new_page):
    icon = new_page().evaluate("""() => document.querySelector("link[rel~=icon]").href""")
    with urllib.request.urlopen(icon) as answer:
        assert b"<svg" in answer.read()


def test_no_file_is_watched_for_changes(page, server):
    """Each visitor would have to wait until all files had been looked up anew."""
    held = [one.read_text() for one in Path(f"/proc/{server.pid}/fdinfo").iterdir() if one.exists()]
    assert not any("inotify wd" in one for one in held)


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """A server behind a path, as it is behind a proxy that has others too."""
    with serve(tmp_path_factory.mktemp("behind"), base_path="/tools/bakeoff") as running:
        yield running


def test_behind_a_path_a_race_is_drawn_found_again_and_remembered(browser, behind):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{behind.address}/{QUICK}")
    settled(page)
    start(page)
    finish(page)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    (cookie,) = [one for one in context.cookies(behind.address) if one["name"] == "bakeoff_visitor"]
    assert cookie["path"] == "/tools/bakeoff"
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{behind.address}/")
    page.goto(f"{behind.address}/history")
    settled(page)
    expect(page.locator("strong", has_text="Iris")).to_be_visible()
    page.get_by_role("link", name="Data and recipes").first.click()
    expect(page).to_have_url(re.compile(r"/tools/bakeoff/data(\?|$)"))
    settled(page)
    assert [address for address in missing if "/_stcore/" not in address] == []  # Streamlit tries where it is
    context.close()


def test_behind_a_path_the_lab_runs(browser, behind):
    page = browser.new_page()
    page.goto(f"{behind.address}/lab")
    expect(page.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".lab output.epoch")).not_to_have_text("000,000")
    expect(page.get_by_text("Four contenders on the same points")).to_be_visible()
    expect(page.locator(".lab canvas").last).to_be_visible()
    page.close()
