"""From one pasted address to a score, at two platforms of another site whose frames get no cookies of third parties."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Playwright, expect

from bakeoff.features.learn.questions.questions import NEEDED, QUESTIONS
from tests.features.lti.platform import MockPlatform, running
from tests.features.lti.second_platform import STORAGE, SecondPlatform, second_running
from tests.journeys.fixtures import CHROMIUM, serve
from tests.journeys.helpers import violations
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.nightly

TOKEN = "administrator's token"
BLOCKED = {"profile": {"block_third_party_cookies": True, "cookie_controls_mode": 1}}
"""Settings of a browser in which frames of other sites get no cookies but those of the site that shows them."""


@pytest.fixture(scope="module")
def tool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return a server at 127.0.0.1, which to a browser is another site than localhost, and which knows no platform."""
    folder: Path = tmp_path_factory.mktemp("lti")
    own = {"BAKEOFF_LTI": "yes", "BAKEOFF_DATA": str(folder), "BAKEOFF_ADMIN_TOKEN": TOKEN}
    with serve(folder, port=free_port(), **own) as server:
        yield server.address


@pytest.fixture
def browser_without_third_parties(playwright: Playwright, tmp_path: Path) -> Iterator[BrowserContext]:
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(BLOCKED))
    context = _launched(playwright, tmp_path)
    yield context
    context.close()


def _launched(playwright: Playwright, profile: Path) -> BrowserContext:
    args = ["--no-sandbox", "--disable-gpu"]
    context = playwright.chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=args)
    context.set_default_timeout(1000 * PATIENCE)
    return context


def registration_address(page: Page, tool: str) -> str:
    """Return the address that an administrator gives out."""
    page.goto(f"{tool}/administration")
    page.get_by_label("Token of this server’s operator").fill(TOKEN)
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("button", name="Make a registration address").click()
    address = page.locator("[data-testid=stCode]").inner_text()
    assert address.startswith(f"{tool}/lti/register?ticket=")
    return address


def reach_the_goal(lesson: FrameLocator) -> None:
    for question in QUESTIONS[:NEEDED]:
        group = lesson.get_by_role("radiogroup", name=question.text)
        group.get_by_text(question.options[question.right], exact=True).click()
        expect(group.get_by_role("radio", checked=True)).to_have_count(1)


@pytest.mark.parametrize("kind", ["moodle's manners", "canvas's manners, with storage", "canvas's manners"])
def test_from_one_address_to_a_score_within_the_frame_of_a_platform(kind, tool, browser_without_third_parties):
    running_platform = running if kind.startswith("moodle") else second_running
    context = browser_without_third_parties
    page = context.new_page()
    with running_platform() as platform:
        _blocked(page, platform)
        if isinstance(platform, SecondPlatform):
            platform.stores = kind.endswith("storage")
        address = registration_address(page, tool)
        page.goto(f"{platform.address}/registration?address={quote(address, safe='')}")
        expect(page.get_by_text("The tool is there")).to_be_visible()
        if isinstance(platform, MockPlatform):
            platform.tool = tool

        page.goto(f"{platform.address}/course?user=t1&role=Instructor&chooses=1")
        frame = page.frame_locator("iframe[title=tool]")
        frame.get_by_label("Search").fill("questions")
        frame.locator("[value='learn.questions']").check()
        frame.get_by_label("Search").fill("")
        frame.get_by_role("checkbox", name="A circle without hidden layers").check()
        assert violations(page.frames[1]) == {}
        frame.get_by_role("button", name="Add to the course").click()
        expect(frame.get_by_role("heading", name="Added to the course")).to_be_visible()

        page.goto(f"{platform.address}/course?user=u1")
        first = frame.get_by_role("listitem").first.get_by_role("link")
        expect(first).to_contain_text("Questions")
        assert violations(page.frames[1]) == {}
        if kind.endswith("storage"):
            assert page.frame(STORAGE).evaluate("kept.size") == 1
        first.click()
        reach_the_goal(frame)
        wait_until(lambda: platform.scores)
        (score,) = platform.scores
        assert score["userId"] in ("u1", "user-u1")
        assert score["scoreGiven"] == 50
        frame.get_by_role("link", name="Back to your course").click()
        expect(frame.get_by_role("listitem").first).to_contain_text("reached")
        assert len(context.pages) == 2  # the empty one that a browser begins with, and no window of a lesson
        learner = [each for each in context.cookies() if each["name"] == "bakeoff_learner"]
        assert [each.get("partitionKey") for each in learner] == ["http://localhost"]


def _blocked(page: Page, platform: MockPlatform | SecondPlatform) -> None:
    """Check that a third party's own cookie does not come back to it in this browser."""
    if not isinstance(platform, SecondPlatform):
        return
    for _turn in range(2):
        page.goto(f"{platform.address}/controls")
        expect(page.frame_locator("iframe").get_by_text("cookies: none")).to_be_visible()
