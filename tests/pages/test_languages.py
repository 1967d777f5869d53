"""Every page in a language made up for the test, which marks what it says at both ends: nothing stays unmarked."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bakeoff.features.ask.service import asks
from bakeoff.features.lab.service import labs
from bakeoff.service.slots import Page
from bakeoff.text import speaking
from bakeoff.web.routes import pages
from tests.catalogues import PSEUDO, marked, pseudo_language
from tests.forgetting import forget_races
from tests.pages import lessons
from tests.pages.page_walks import WALKS, Kept, kept_in
from tests.pages.pseudo import Walked, unmarked
from tests.pages.steps import ran


@pytest.fixture(scope="module", autouse=True)
def visitor_of_the_pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the language; AppTest itself, which writes widgets' options as the page does, speaks it as well."""
    with pseudo_language(tmp_path_factory.mktemp("locale")), speaking(PSEUDO):
        yield


@pytest.fixture(scope="module")
def kept(jobs_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Have a visitor who has raced, in English, here and before."""
    with pytest.MonkeyPatch.context() as patch:
        yield kept_in(tmp_path_factory.mktemp("history"), patch)
    asks.clear()
    forget_races()
    labs.clear()


def test_an_english_word_is_found():
    assert unmarked("⟦Röẅs⟧ of ⟦thë ⟦ïññër⟧ tëst⟧ 98 %") == ["of"]


def test_a_language_that_is_one_file_can_be_chosen(visit: Callable[..., AppTest]):
    with speaking("en"):
        app = visit("pages/about/method.py")
    shown = {one.proto.component_name: one.proto.json for one in app.get("bidi_component")}
    there = json.loads(shown["bakeoff_language_switch"])
    assert [language["code"] for language in there["languages"]] == ["en", PSEUDO]
    assert there["spoken"] == "en"


@pytest.mark.nightly
@pytest.mark.parametrize("route", pages(), ids=lambda route: route.name)
def test_a_page_says_nothing_in_english(route: Page, kept: Kept):
    walked = Walked()
    for app in WALKS[route.name](kept):
        walked.look(app)
    assert set(walked.english.values()) == set()
    assert walked.passed_by == set()


def test_what_is_half_filled_stays_in_another_language(visit: Callable[..., AppTest]):
    with speaking("en"):
        app = visit(lessons.PAGES["race"], dataset="iris")
        app.session_state["more"] = app.session_state["race-lesson"] = True
        ran(app.run()).text_input(key="lesson-race-title").set_value("1")
        app.number_input(key="lesson-race-0-race.validation_score-accuracy-number").set_value(90)
        title = ran(app.run()).text_input(key="lesson-race-title")
        spoken, id = title.label, title.id
        app.query_params["lang"] = PSEUDO
        title = ran(app.run()).text_input(key="lesson-race-title")
    assert title.label == marked(spoken)
    assert title.id == id  # by which the browser knows what is not sent yet
    assert title.value == "1"
    assert app.number_input(key="lesson-race-0-race.validation_score-accuracy-number").value == 90
