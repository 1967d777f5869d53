"""From a platform's page at another site: a teacher chooses in its frame, a learner's goal becomes a score there."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.features.learn.journeys.test_learn_goals import questions
from tests.features.lti.platform import MockPlatform, running
from tests.journeys.fixtures import Server, serve
from tests.journeys.hands import Mouse
from tests.journeys.helpers import violations
from tests.journeys.settled import hear, settled
from tests.ports import free_port
from tests.waiting import wait_until

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockPlatform]:
    """Return a platform at localhost; the tool is at 127.0.0.1, which to a browser is another site."""
    folder: Path = tmp_path_factory.mktemp("lti")
    with running() as platform:
        port = free_port()
        platform.tool, platform.lessons = f"http://127.0.0.1:{port}", "learn.questions squares"
        own = {"BAKEOFF_LTI": json.dumps(platform.registration()), "BAKEOFF_DATA": str(folder)}
        with serve(folder, port=port, **own) as server:
            assert isinstance(server, Server)
            yield platform


@pytest.fixture
def course(new_page, platform):
    """Return a function that opens the platform's page as a user in a browser that was never here."""

    def course(query: str) -> Page:
        page = new_page("/_stcore/health", wait=False)
        page.goto(f"{platform.address}/course?{query}")
        return page

    return course


def test_a_teacher_chooses_a_course_in_the_platforms_frame(course, platform):
    page = course("user=t1&role=Instructor&chooses=1")
    frame = page.frame_locator("iframe")
    frame.locator("select").nth(0).select_option("learn.questions")
    frame.get_by_text("More lessons: a course").click()
    frame.locator("select").nth(2).select_option("squares")
    assert violations(page.frames[1]) == {}
    frame.get_by_role("button", name="Add to the course").click()
    expect(frame.get_by_role("heading", name="Added to the course")).to_be_visible()
    assert platform.lessons == "learn.questions squares"


def test_a_student_cannot_choose(course):
    frame = course("user=u9&chooses=1").frame_locator("iframe")
    expect(frame.get_by_text("Only teachers can choose lessons.")).to_be_visible()


def test_a_learner_opens_the_course_in_a_window_and_the_platform_gets_the_score(course, platform):
    page = course("user=u1")
    with page.context.expect_page() as opened:
        page.frame_locator("iframe").get_by_role("link", name="Open the lesson").click()
    window = opened.value
    hear(window)
    expect(window.get_by_role("listitem").first).to_be_visible()
    assert violations(window) == {}
    window.get_by_role("listitem").first.get_by_role("link").click()
    settled(window)
    questions(Mouse(window))
    wait_until(lambda: platform.scores)
    (score,) = platform.scores
    assert (score["userId"], score["scoreGiven"]) == ("u1", 50)
    window.get_by_role("link", name="Back to your course").click()
    expect(window.get_by_role("listitem").first).to_contain_text("reached")
    window.goto(f"{platform.tool}/privacy")
    expect(window.get_by_text("1 activity in a learning platform")).to_be_visible()
    window.close()
