"""One view of a race in a frame of another site."""

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.journeys.fixtures import serve
from tests.journeys.helpers import finish, start
from tests.journeys.settled import hear
from tests.ports import free_port
from tests.waiting import PATIENCE

HEIGHT = 300
LINK = "/?dataset=iris&contenders=decision_tree,svm,dummy"

pytestmark = pytest.mark.nightly


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another site: its address and its folder."""
    folder, port = tmp_path / "site", free_port()
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(folder))

        def log_message(self, *_said: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Quiet) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{port}", folder
        other.shutdown()


def framed(page: Page, site: tuple[str, Path], address: str) -> FrameLocator:
    site[1].joinpath("index.html").write_text(f'<iframe src="{address}" width="800" height="{HEIGHT}"></iframe>')
    page.goto(f"{site[0]}/index.html")
    return page.frame_locator("iframe")


def is_seen_whole(page: Page, frame: FrameLocator, what: str) -> bool:
    top = page.locator("iframe").bounding_box()["y"]
    box = frame.locator(what).first.bounding_box()
    return top <= box["y"] and box["y"] + box["height"] <= top + HEIGHT


def test_a_view_is_seen_whole_in_a_frame_of_another_site(browser: Browser, site, tmp_path):
    with serve(tmp_path, BAKEOFF_FRAME_ANCESTORS=site[0], BAKEOFF_DATA=str(tmp_path / "data")) as server:
        context = browser.new_context(reduced_motion="reduce")
        context.set_default_timeout(1000 * PATIENCE)
        try:
            page = context.new_page()
            hear(page)
            page.goto(f"{server.address}{LINK}")
            start(page)
            finish(page)
            id = re.search(r"[?&]run=([^&]+)", page.url)[1]
            kept = f"{server.address}/history?race={id}"
            for view, what in (("confusion", ".bakeoff-chart svg.main-svg"), ("replay", ".stage .track")):
                frame = framed(page, site, f"{kept}&view={view}&embed=true")
                expect(frame.locator(what).first).to_be_visible()
                assert is_seen_whole(page, frame, what)
                expect(frame.get_by_role("navigation")).to_have_count(0)
            link = frame.get_by_role("link", name="Open in Bakeoff")
            expect(link).to_have_attribute("target", "_blank")
            with context.expect_page() as opened:
                link.click()
            expect(opened.value).to_have_url(kept)
            expect(opened.value.get_by_role("button", name="Restore this set-up")).to_be_visible()
            frame = framed(page, site, f"{kept}&view=nothing&embed=true")
            expect(
                frame.get_by_text(re.compile("no view “nothing” of this race; there are leaderboard"))
            ).to_be_visible()
        finally:
            context.close()
