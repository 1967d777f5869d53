"""A link that is opened in a new tab shows the page that a click shows."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from bakeoff.features.ask.service import asks
from bakeoff.features.lab.service import labs
from bakeoff.lesson.chapter import chapters
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies
from bakeoff.service.slots import Page
from bakeoff.web.routes import pages
from bakeoff.web.streamlit_private import set_server_option
from tests.pages.page_walks import WALKS, Kept, kept_in
from tests.pages.steps import answered, chapter

HOST = "https://bakeoff.example"

LEARN = next(page for page in pages() if page.name == "learn")


def place(route: Page, base: str) -> str:
    """Return the path at which a browser shows a page."""
    return f"{base}/{'' if route is pages()[0] else route.name}"


def in_new_tab(app: AppTest, here: Page, base: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each link's label, the path that a new tab opens and that of the page which a click shows."""
    clicked = {calc_hash(route.name): place(route, base) for route in pages()}
    for link in (element.proto for element in app.get("page_link") if not element.proto.external):
        address = f"{link.page}?{link.query_string}" if link.query_string else link.page  # as Streamlit's page does
        opened = urlsplit(urljoin(f"{HOST}{place(here, base)}?run=some-race", address))
        assert opened.query == link.query_string
        yield link.label, opened.path, clicked[link.page_script_hash]


def wrong(app: AppTest, here: Page, base: str = "") -> list[tuple[str, str, str]]:
    return [link for link in in_new_tab(app, here, base) if link[1] != link[2]]


@pytest.mark.parametrize("route", pages(), ids=lambda route: route.name)
def test_a_page_s_links_show_the_same_in_a_new_tab(route: Page, visit: Callable[..., AppTest]):
    assert wrong(visit(route.script), route) == []


@pytest.fixture
def behind() -> Iterator[str]:
    """Put the server behind a path, as behind a proxy that has others too."""
    base = "/tools/bakeoff"
    set_server_option("baseUrlPath", base)
    yield base
    set_server_option("baseUrlPath", "")


def test_a_chapter_s_links_show_the_same_in_a_new_tab_also_behind_a_path(behind: str):
    app = answered(chapter("tree"))
    assert {opened for _label, opened, _clicked in in_new_tab(app, LEARN, behind)} == {f"{behind}/", f"{behind}/lab"}
    assert wrong(app, LEARN, behind) == []


@pytest.fixture(scope="module")
def kept(jobs_home: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Have a visitor who has raced."""
    with pytest.MonkeyPatch.context() as patch:
        yield kept_in(tmp_path_factory.mktemp("history"), patch)
    for registry in (asks, studies, races, labs):
        registry.clear()


@pytest.mark.nightly
@pytest.mark.parametrize("name", chapters())
def test_every_chapter_s_links_show_the_same_in_a_new_tab(name: str):
    assert wrong(answered(chapter(name)), LEARN) == []


@pytest.mark.nightly
@pytest.mark.parametrize("route", pages(), ids=lambda route: route.name)
def test_all_that_a_page_shows_has_links_that_show_the_same_in_a_new_tab(route: Page, kept: Kept):
    for app in WALKS[route.name](kept):
        assert wrong(app, route) == []
