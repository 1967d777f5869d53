"""Every chapter of Learn in a language made up for the test: nothing is left in English."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup, Radio

from bakeoff.lesson.chapter import chapters
from bakeoff.text import speaking
from tests.catalogues import PSEUDO, pseudo_language
from tests.pages.pseudo import english_in
from tests.pages.steps import LEARN, worked_out

pytestmark = [pytest.mark.nightly, pytest.mark.usefixtures("empty_home")]


@pytest.fixture(scope="module", autouse=True)
def visitor_of_the_pseudo_language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the language; AppTest itself, which writes widgets' options as the page does, speaks it as well."""
    with pseudo_language(tmp_path_factory.mktemp("locale")), speaking(PSEUDO):
        yield


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_says_nothing_in_english(chapter: str, visit: Callable[..., AppTest]):
    app = visit(LEARN, lang=PSEUDO)
    app.query_params["chapter"] = chapter
    app.session_state["learn-descent-second"] = True  # what opens later
    asked = 0
    while unanswered := _unanswered(worked_out(app.run())):
        for question in unanswered:  # what is shown comes after the answer
            question.set_value(next(iter(question.format_func.__self__)))
        asked += len(unanswered)
        assert english_in(app.run()) == {}  # what a job works out is not there yet
    assert asked
    assert english_in(app) == {}


def _unanswered(app: AppTest) -> list[Radio | ButtonGroup]:
    return [question for question in (*app.radio, *app.pills) if question.value is None]
